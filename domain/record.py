"""The dossier record an agency receives: ``hoso.dossier/1``."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from domain.checklist import Checklist
from domain.document import Document, Source
from domain.once_only import Verdict
from domain.page import PageKind, Quality, Rotation
from domain.review import Decision, ReviewTask


@dataclass(frozen=True, slots=True)
class ScanSource:
    """What came in: a file, or a folder, whose sha256 is over its files' digests in order."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class RecordPage:
    """One page as the record shows it. ``text``: lines in reading order, one a line, NFC.

    scanner: the device that made the scan, as its file or its branch says; absent where neither does.
    """

    number: int
    kind: PageKind
    rotation: Rotation
    dpi: float
    quality: Quality
    text: str
    scanner: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a person stands on a paper: document id and role prefix (empty for the paper's subject)."""

    document: str
    role: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who appears in the dossier, put together from all papers that name them."""

    id: str
    name: str | None = None
    personal_number: str | None = None
    birth_date: str | None = None
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class FormSource:
    """Where a prefilled value was taken from: a document of the dossier or a register, and as of when.

    document: the paper; of a register, the one that it was asked about, absent where nobody brought any.
    as_of: ISO date for which it speaks; of a register its record's or the answer's, of a paper the one that
    it surely bears, else the day on which it was handed in.
    """

    source: Source
    document: str | None = None
    field: str | None = None
    register: str | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class FormValue:
    """A proposed value for one field of the procedure's form; others stand beside it and stay."""

    value: str
    source: FormSource
    others: tuple[tuple[str, FormSource], ...] = ()


class Likeness(StrEnum):
    """How two papers are the same.

    same_image: the very picture, bit for bit as far as it shows. same_sheet: one sheet, scanned again.
    certified_copy: one is a certified copy of what the other shows. same_paper: both say the same and are
    not one sheet, a photocopy, a second print or a second original; one that bears no seal, or whose seal was
    not wholly seen twice, may be called the same sheet.
    """

    SAME_IMAGE = "same_image"
    SAME_SHEET = "same_sheet"
    CERTIFIED_COPY = "certified_copy"
    SAME_PAPER = "same_paper"


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A paper that is there again: beside the better one of this dossier, or of another that came in before.

    why: ``SAME_NUMBER``, ``SAME_VALUES`` or ``SAME_LOOK``: what told it. dossier: id of the other dossier,
    whose document ``of`` is; absent for this one.
    """

    document: str
    of: str
    why: str
    kind: Likeness = Likeness.SAME_PAPER
    dossier: str | None = None


BETWEEN_REGISTERS = "registers"
"""How the rule of a conflict begins that names no paper: two registers disagree about a person."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sources that disagree. Places are ``document.field`` or ``register.field``; no values."""

    rule: str
    places: tuple[str, ...]
    message: str


@dataclass(frozen=True, slots=True)
class MadeBy:
    """What made the record, so that it can be made again."""

    pipeline: str
    definitions: str
    engine: str


@dataclass(frozen=True, slots=True)
class DossierRecord:
    """One dossier, complete with provenance. ``revision`` grows by one with every settled decision set."""

    id: str
    source: ScanSource
    procedure: str | None
    received: date
    pages: tuple[RecordPage, ...]
    documents: tuple[Document, ...]
    made_by: MadeBy
    people: tuple[Person, ...] = ()
    form: dict[str, FormValue] = field(default_factory=dict)
    once_only: tuple[Verdict, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    tasks: tuple[ReviewTask, ...] = ()
    decisions: tuple[Decision, ...] = ()
    straight_through: bool = False
    revision: int = 1
    checklist: Checklist | None = None
    """Absent where the procedure is not known."""
    schema: Literal["hoso.dossier/1"] = "hoso.dossier/1"
