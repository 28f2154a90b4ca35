"""Figures: what was digitised, reused, filled in, advised and decided, in counts without values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import asdict, astuple, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from domain.document import Document, FieldState, Source
from domain.law import Reason
from domain.once_only import Verdict, VerdictCode
from domain.record import DossierRecord, Likeness
from domain.review import Decision, DecisionKind
from domain.words import duplicates_that_count, standing_decision

Branches = Collection[str] | None

_HELD = VerdictCode.NOT_NEEDED_DATA_HELD
_SAME_SHEET = (Likeness.SAME_IMAGE, Likeness.SAME_SHEET)
_FLAGS = (VerdictCode.NOT_NEEDED_DATA_HELD, VerdictCode.NOT_NEEDED_PRESENT_ONLY)


class Dimension(StrEnum):
    """What figures are told apart by."""

    BRANCH = "branch"
    AGENCY = "agency"
    PROCEDURE = "procedure"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Counts:
    """What one dossier, or many together, come to. A paper that lies in its dossier twice is one paper.

    papers: digitized and attached_only together. digitized: papers of which at least one value counts, read
    surely or settled by a person. attached_only: the other papers, which are pictures and no data. repeated:
    further copies of a paper in its dossier, which no other figure counts. reused: papers that stand as not
    needed because their data are held, by the advice or by an officer's word in its place. seen_again: papers
    that came in with an earlier dossier, whatever became of them. prefilled: fields of the form that have a
    value; from_registers: those of a register. flagged: papers advised not to be needed, of which officers
    accepted some, overrode some, and left some undecided. other_accepted, other_overridden: officers' words
    on advice that did not say so. again: dossiers that are another scan of an earlier one; nothing else of
    them counts.
    """

    papers: int = 0
    digitized: int = 0
    attached_only: int = 0
    repeated: int = 0
    reused: int = 0
    seen_again: int = 0
    prefilled: int = 0
    from_registers: int = 0
    flagged: int = 0
    accepted: int = 0
    overridden: int = 0
    undecided: int = 0
    other_accepted: int = 0
    other_overridden: int = 0
    again: int = 0

    def plus(self, other: Counts) -> Counts:
        return Counts(*(one + another for one, another in zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True, slots=True)
class FigureRow:
    """key: branch, agency, procedure code, or month as YYYY-MM; empty where it is not known.

    second: the same of a second dimension, where one was asked for.
    """

    key: str
    dossiers: int
    counts: Counts
    second: str = ""


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """How many papers' advice of that reason officers overrode with that verdict, in how many dossiers.

    why: the code of the officer's own reason; empty where none was chosen.
    """

    reason: str
    said: str
    papers: int
    dossiers: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """first, last: months by their first day, both included. branches: those the asker may see. agencies:
    procedure code to agency. only: dimension to the one key that counts, empty for what is not known."""

    first: date
    last: date
    branches: Branches = None
    agencies: Mapping[str, str] = field(default_factory=dict)
    only: Mapping[Dimension, str] = field(default_factory=dict)

    @property
    def in_branches(self) -> Branches:
        """Branches that count; None means all of them."""
        wanted = self.only.get(Dimension.BRANCH)
        if wanted is None:
            return self.branches
        return (wanted,) if self.branches is None or wanted in self.branches else ()

    @property
    def of_procedures(self) -> Collection[str] | None:
        """Procedures that count; None means all of them but ``not_of``."""
        agency, procedure = self.only.get(Dimension.AGENCY), self.only.get(Dimension.PROCEDURE)
        if not agency:
            return None if procedure is None else (procedure,)
        theirs = [code for code, each in self.agencies.items() if each == agency]
        return theirs if procedure is None else [code for code in theirs if code == procedure]

    @property
    def not_of(self) -> Collection[str]:
        """Procedures that do not count: all of a known agency, where the unknown one is asked for."""
        return tuple(self.agencies) if self.only.get(Dimension.AGENCY) == "" else ()


class FiguresKept(Protocol):
    """Figures of all records; a record that is saved brings its own along."""

    def rows(self, by: Dimension, asked: Asked, then: Dimension | None = None) -> tuple[FigureRow, ...]:
        """By key, and by the second key within it."""
        ...

    def reasons(self, asked: Asked) -> tuple[ReasonRow, ...]:
        """The most frequent first."""
        ...


def counts_of(record: DossierRecord, uploaded_again: bool = False) -> Counts:
    """The figures of one record. uploaded_again: an earlier dossier has the very same files."""
    if uploaded_again or scanned_again(record):
        return Counts(again=1)
    papers = _papers(record)
    ids = {each.id for each in papers}
    advised = [each for each in record.once_only if each.document in ids]
    said = {each.document: word for each in advised if (word := standing_decision(record, each.document))}
    flagged = {each.document for each in advised if each.verdict in _FLAGS}
    accepted = {id_ for id_, word in said.items() if word.kind is DecisionKind.ACCEPT_VERDICT}
    overridden = said.keys() - accepted
    digitized = sum(_is_digitized(each) for each in papers)
    return Counts(
        papers=len(papers),
        digitized=digitized,
        attached_only=len(papers) - digitized,
        repeated=len(record.documents) - len(papers),
        reused=sum(_stands(each, said.get(each.document)) == _HELD for each in advised),
        seen_again=len(ids & {each.document for each in duplicates_that_count(record) if each.dossier}),
        prefilled=len(record.form),
        from_registers=sum(each.source.source is Source.REGISTER for each in record.form.values()),
        flagged=len(flagged),
        accepted=len(flagged & accepted),
        overridden=len(flagged & overridden),
        undecided=len(flagged - said.keys()),
        other_accepted=len(accepted - flagged),
        other_overridden=len(overridden - flagged),
    )


def reasons_of(record: DossierRecord, uploaded_again: bool = False) -> Counter[tuple[str, str, str]]:
    """(reason of the advice, verdict in its place, the officer's reason) of overridden advice, all codes.

    The officer's own words stay in the record: they may name a citizen.
    """
    found: Counter[tuple[str, str, str]] = Counter()
    if uploaded_again or scanned_again(record):
        return found
    ids = {each.id for each in _papers(record)}
    for verdict in (each for each in record.once_only if each.document in ids):
        said = standing_decision(record, verdict.document)
        if said is not None and said.kind is DecisionKind.OVERRIDE_VERDICT:
            found[verdict.reason, said.value or "", said.reason or ""] += 1
    return found


def scanned_again(record: DossierRecord) -> bool:
    """Whether the dossier is a second scan of an earlier one: the same sheets, a declaration among them.

    Sheets without one may well be used for a second request, as a diploma that is certified twice.
    """
    sheets: dict[str, set[str]] = {}
    for each in duplicates_that_count(record):
        if each.dossier is not None and each.kind in _SAME_SHEET:
            sheets.setdefault(each.dossier, set()).add(each.document)
    papers = {each.id for each in _papers(record)}
    written = {each.document for each in record.once_only if each.reason == Reason.NOT_HELD}
    return bool(papers & written) and any(papers <= known for known in sheets.values())


def plain_counts(counts: Counts) -> dict[str, int]:
    """By name, in the order of the figures."""
    return asdict(counts)


def month_of(day: date) -> date:
    return day.replace(day=1)


def _papers(record: DossierRecord) -> list[Document]:
    """Every paper once."""
    twice = {each.document for each in duplicates_that_count(record) if each.dossier is None}
    return [each for each in record.documents if each.id not in twice]


def _stands(advice: Verdict, said: Decision | None) -> str | None:
    """The verdict that counts: an officer's in place of the advice."""
    overridden = said is not None and said.kind is DecisionKind.OVERRIDE_VERDICT
    return said.value if said is not None and overridden else advice.verdict


def _is_digitized(document: Document) -> bool:
    return any(each.state in (FieldState.ACCEPTED, FieldState.SETTLED) for each in document.fields)
