"""The form of a record filled anew, after people changed what it rested on or registers said more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.document import Source
from domain.law import LawBook, Reason
from domain.once_only import Answer
from domain.record import DossierRecord, FormSource, FormValue
from once_only.components import evidence_in
from once_only.prefill import prefill
from once_only.proposals import Told


def refilled(
    record: DossierRecord,
    before: Mapping[str, FormValue],
    law: LawBook,
    answers: Sequence[Answer] = (),
) -> dict[str, FormValue]:
    """The form as the record's papers and the registers fill it now.

    before: the form that was proposed. What a register said there stays while the evidence it came with
    stands; where a person changed what it was asked by, it has to be asked again.
    """
    procedure = law.procedure_on(record.procedure, record.received)
    if procedure is None:
        return record.form
    standing = {name: each for name, old in before.items() if (each := _still_said(old, record)) is not None}
    told = Told(record.documents, record.people, answers, law, record.received, standing)
    return prefill(procedure, told)


def _still_said(value: FormValue, record: DossierRecord) -> FormValue | None:
    said = [pair for pair in ((value.value, value.source), *value.others) if _stands(pair[1], record)]
    return FormValue(*said[0], others=tuple(said[1:])) if said else None


def _stands(source: FormSource, record: DossierRecord) -> bool:
    if source.source is not Source.REGISTER:
        return True
    if source.document is None:
        return any(each.register == source.register for each in evidence_in(record.checklist).values())
    changed = (each.document for each in record.once_only if each.reason == Reason.EVIDENCE_CHANGED)
    return source.document not in changed
