"""Figures: what was digitised, reused, filled in, advised and decided, in counts without values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import asdict, astuple, dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from domain.document import Document, FieldState, Source
from domain.once_only import VerdictCode
from domain.record import DossierRecord
from domain.review import DecisionKind
from domain.words import duplicates_that_count, standing_decision

Branches = Collection[str] | None

_FLAGS = (VerdictCode.NOT_NEEDED_DATA_HELD, VerdictCode.NOT_NEEDED_PRESENT_ONLY)


class Dimension(StrEnum):
    """What figures are told apart by."""

    BRANCH = "branch"
    AGENCY = "agency"
    PROCEDURE = "procedure"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Counts:
    """digitized: papers of which at least one value counts, read surely or settled by a person.

    attached_only: the other papers, which are pictures and no data. reused: papers that need not be digitised
    or handed in because a register holds them (and no officer said otherwise), or that were digitised in an
    earlier dossier. prefilled: fields of the form that have a value; from_registers: those of a register.
    flagged: papers advised not to be needed; accepted, overridden: papers on whose advice an officer
    spoke; undecided: flagged papers on which nobody has.
    """

    papers: int = 0
    digitized: int = 0
    attached_only: int = 0
    reused: int = 0
    prefilled: int = 0
    from_registers: int = 0
    flagged: int = 0
    accepted: int = 0
    overridden: int = 0
    undecided: int = 0

    def plus(self, other: Counts) -> Counts:
        return Counts(*(one + another for one, another in zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True, slots=True)
class FigureRow:
    """key: branch, agency, procedure code, or month as YYYY-MM; empty where it is not known."""

    key: str
    dossiers: int
    counts: Counts


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """How many papers' advice of that reason officers overrode with that verdict, in how many dossiers."""

    reason: str
    said: str
    papers: int
    dossiers: int


@dataclass(frozen=True, slots=True)
class Asked:
    """first, last: months by their first day, both included. agencies: procedure code to agency."""

    first: date
    last: date
    branches: Branches = None
    agencies: Mapping[str, str] | None = None


class FiguresKept(Protocol):
    """Figures of all records; a record that is saved brings its own along."""

    def rows(self, by: Dimension, asked: Asked) -> tuple[FigureRow, ...]:
        """By key."""
        ...

    def reasons(self, asked: Asked) -> tuple[ReasonRow, ...]:
        """The most frequent first."""
        ...


def counts_of(record: DossierRecord) -> Counts:
    """The figures of one record."""
    digitized = sum(_is_digitized(each) for each in record.documents)
    said = _said(record)
    flagged = {each.document for each in record.once_only if each.verdict in _FLAGS}
    held = {
        each.document
        for each in record.once_only
        if each.verdict is VerdictCode.NOT_NEEDED_DATA_HELD
        and said.get(each.document) is not DecisionKind.OVERRIDE_VERDICT
    }
    seen = {each.document for each in duplicates_that_count(record) if each.dossier is not None}
    return Counts(
        papers=len(record.documents),
        digitized=digitized,
        attached_only=len(record.documents) - digitized,
        reused=len(held | seen),
        prefilled=len(record.form),
        from_registers=sum(each.source.source is Source.REGISTER for each in record.form.values()),
        flagged=len(flagged),
        accepted=sum(kind is DecisionKind.ACCEPT_VERDICT for kind in said.values()),
        overridden=sum(kind is DecisionKind.OVERRIDE_VERDICT for kind in said.values()),
        undecided=len(flagged - said.keys()),
    )


def reasons_of(record: DossierRecord) -> Counter[tuple[str, str]]:
    """(reason of the advice, verdict in its place) of papers whose advice was overridden.

    The officer's own words stay in the record: they may name a citizen.
    """
    found: Counter[tuple[str, str]] = Counter()
    for verdict in record.once_only:
        said = standing_decision(record, verdict.document)
        if said is not None and said.kind is DecisionKind.OVERRIDE_VERDICT:
            found[verdict.reason, said.value or ""] += 1
    return found


def plain_counts(counts: Counts) -> dict[str, int]:
    """By name, in the order of the figures."""
    return asdict(counts)


def month_of(day: date) -> date:
    return day.replace(day=1)


def _said(record: DossierRecord) -> dict[str, DecisionKind]:
    spoken = ((each.document, standing_decision(record, each.document)) for each in record.once_only)
    return {document: said.kind for document, said in spoken if said is not None}


def _is_digitized(document: Document) -> bool:
    return any(each.state in (FieldState.ACCEPTED, FieldState.SETTLED) for each in document.fields)
