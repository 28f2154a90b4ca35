"""What is known of a dossier once its pages are read, before any register was asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from domain.document import Document
from domain.look import Look
from domain.page import PageKind, Quality
from domain.record import Duplicate, Person, ScanSource
from domain.text import PageText


@dataclass(frozen=True, slots=True)
class PageReading:
    """One page after reading: the pixels are gone, what was seen stays.

    number: from 1 in the dossier. dpi: of the pixels that were read. text: absent for blanks. separator:
    payload of a separator sheet's code. look: absent on such a sheet, and where too little stands on the page
    to know it by. scanner: the device that made the scan, as its file or its branch says.
    """

    number: int
    kind: PageKind
    dpi: float
    quality: Quality
    text: PageText | None = None
    separator: str | None = None
    look: Look | None = None
    scanner: str | None = None


@dataclass(frozen=True, slots=True)
class Understanding:
    """Pages, the documents found on them, and who appears in these."""

    pages: tuple[PageReading, ...]
    documents: tuple[Document, ...]
    people: tuple[Person, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """A dossier that came in before and may hold the same papers.

    looks: of its pages, by their number in it. pictures: pages of the dossier that asks to those pages here
    that are the very same picture.
    """

    dossier: str
    documents: tuple[Document, ...]
    texts: dict[int, str]
    looks: dict[int, Look]
    pictures: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """What was said about a dossier when it was handed in. procedure: its code, where it is known."""

    id: str
    source: ScanSource
    received: date
    procedure: str | None = None
