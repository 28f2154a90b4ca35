"""Registers that are probably wrong: what their owners should look at, and what the citizen is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from domain.document import Document, FieldState, Source
from domain.law import LawBook, Manner, Reason
from domain.once_only import Verdict
from domain.record import DossierRecord
from once_only.comparing.agreement import Agreement

_APART = (Agreement.NEAR, Agreement.DIFFERENT)
_PROVEN = frozenset({Source.QR, Source.MRZ, Source.BARCODE, Source.REVIEWER})


@dataclass(frozen=True, slots=True)
class Correction:
    """A record that its owner should check. fields: names of what differs; no value of anybody.

    id: the same for the same paper and register of a dossier, whatever revision tells it.
    """

    id: str
    dossier: str
    document: str
    type: str
    register: str
    owner: str
    fields: tuple[str, ...]
    asked_at: datetime


def corrections(record: DossierRecord, law: LawBook) -> tuple[Correction, ...]:
    """One for each paper that its register contradicts and that was surely read, in the papers' order.

    NQ 66.7 lets the agency ask the citizen to have the register corrected. A value that a person still has to
    look at accuses nobody: most differences of a doubtful reading are misreadings. Nor does an address that
    is nearly the same: units were merged and renamed, and only those of Hanoi are known here.
    """
    papers = {each.id: each for each in record.documents}
    known = ((each, papers.get(each.document)) for each in record.once_only)
    return tuple(case for each, paper in known if paper for case in _of(each, paper, record, law))


def _of(verdict: Verdict, paper: Document, record: DossierRecord, law: LawBook) -> Iterator[Correction]:
    register = law.register_named(verdict.register)
    addresses = _addresses(paper.type, law)
    apart = tuple(
        row.field
        for row in verdict.compared
        if row.agreement in _APART and not (row.agreement == Agreement.NEAR and row.field in addresses)
    )
    if verdict.reason != Reason.DATA_MISMATCH or register is None or verdict.asked_at is None:
        return
    if apart and not verdict.likely_misread and all(_is_sure(paper, name) for name in apart):
        yield Correction(
            id=f"{record.id}.{paper.id}.{register.id}",
            dossier=record.id,
            document=paper.id,
            type=paper.type,
            register=register.id,
            owner=register.owner,
            fields=apart,
            asked_at=verdict.asked_at,
        )


def _addresses(type_: str, law: LawBook) -> frozenset[str]:
    """Values of such papers that are compared as addresses."""
    rules = (rule for rule in law.rules if type_ in rule.types)
    return frozenset(
        each.field for rule in rules for each in rule.must_agree if each.manner is Manner.ADDRESS
    )


def _is_sure(paper: Document, name: str) -> bool:
    field = paper.field_named(name)
    if field is None:
        return False
    return field.state is not FieldState.REVIEW or field.provenance.source in _PROVEN
