"""The truth of a specimen dossier, as ``lab.specimens`` writes it beside the scan."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass

from domain.document import UNKNOWN_TYPE

SUFFIX = ".truth.json"
Sides = tuple[float, float, float, float]
_STRICT = ConfigDict(extra="ignore", frozen=True, populate_by_name=True)


@dataclass(config=_STRICT)
class TrueWord:
    """hand: written by hand. mark: part of what marks the page as a specimen, not of the paper."""

    text: str
    box: Sides
    hand: bool = False
    mark: bool = False


@dataclass(config=_STRICT)
class TruePage:
    """documents: ids of those that stand on the page, none on blanks and separator sheets.

    text: the paper's own words, a line a line; absent where the truth tells only words.
    """

    number: int
    kind: str
    rotation: int
    documents: tuple[str, ...]
    words: tuple[TrueWord, ...]
    text: str = ""


@dataclass(config=_STRICT)
class TrueField:
    value: str
    raw: str
    page: int
    filled: Literal["printed", "hand"]
    box: Sides | None = None


@dataclass(config=_STRICT)
class TrueAttestation:
    """kind: as the record's. box: of the whole seal or scrawl, also where the scan has lost it."""

    kind: str
    page: int
    box: Sides


@dataclass(config=_STRICT)
class TrueDocument:
    """region: the part of the page it takes, where several papers share the page."""

    id: str
    type: str
    pages: tuple[int, ...]
    layout: str
    fields: dict[str, TrueField]
    region: Sides | None = None
    attestations: tuple[TrueAttestation, ...] = ()


@dataclass(config=_STRICT)
class TrueVerdict:
    """or_: verdicts that are as right, where it depends on how a register finds people."""

    document: str
    verdict: str
    reason: str
    or_: tuple[str, ...] = Field(default=(), alias="or")


@dataclass(config=_STRICT)
class Truth:
    """name: of the scan beside it, without its suffix; records carry the same name."""

    name: str
    profile: str
    procedure: str | None
    received: date
    pages: tuple[TruePage, ...]
    documents: tuple[TrueDocument, ...]
    once_only: tuple[TrueVerdict, ...] = ()

    def document(self, wanted: str) -> TrueDocument:
        return next(each for each in self.documents if each.id == wanted)


_TRUTH = TypeAdapter(Truth)


def load_truths(folder: Path) -> tuple[Truth, ...]:
    """Every truth in the folder, by name."""
    return tuple(_TRUTH.validate_json(path.read_bytes()) for path in sorted(folder.glob(f"*{SUFFIX}")))


def as_definable(truth: Truth, types: Set[str]) -> Truth:
    """The truth for a program that knows only these types: a paper of any other type is rightly ``unknown``.

    Its fields and its verdict are then beyond what anybody may expect.
    """
    documents = tuple(each if each.type in types else _unknown(each) for each in truth.documents)
    known = {each.id for each in documents if each.type != UNKNOWN_TYPE}
    verdicts = tuple(each for each in truth.once_only if each.document in known)
    return replace(truth, documents=documents, once_only=verdicts)


def page_total(truths: Iterable[Truth]) -> int:
    return sum(len(truth.pages) for truth in truths)


def _unknown(document: TrueDocument) -> TrueDocument:
    return replace(document, type=UNKNOWN_TYPE, fields={})
