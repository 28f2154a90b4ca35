"""What stands on a printed sheet, before anybody chose a page or a PDF for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from web.language import Language


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value; without a value a dotted line is drawn that a person fills in."""

    label: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing of a section: what, and below it why and on which ground."""

    head: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Numbered lines under a title."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole sheet, top to bottom.

    mark: stands in a frame on every page, as on a draft. heading: centred lines above the title. foot: what
    tells a lost page's dossier. page_of: the page count with {n} and {total}.
    """

    lang: Language
    made_at: datetime
    title: str
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    foot: str
    page_of: str
    mark: str = ""
    heading: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    blanks: tuple[Fact, ...] = ()
    signature: tuple[str, ...] = ()


def section(title: str, lines: tuple[Line, ...]) -> tuple[Section, ...]:
    """The section, or nothing where it would be empty."""
    return (Section(title, lines),) if lines else ()
