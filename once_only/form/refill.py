"""The form of a record filled anew, after people changed what it rested on or registers said more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.document import Source
from domain.law import LawBook, Procedure, Reason
from domain.once_only import Answer
from domain.record import DossierRecord, FormSource, FormValue
from once_only.checklist.components import evidence_in
from once_only.form.prefill import prefill
from once_only.form.proposals import Told


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
    standing = {
        field.name: kept
        for field in procedure.form
        if field.name in before
        and (kept := _still_said(before[field.name], field.person, procedure, record)) is not None
    }
    told = Told(record.documents, record.people, answers, law, record.received, standing)
    return prefill(procedure, told)


def _still_said(
    value: FormValue, person: str, procedure: Procedure, record: DossierRecord
) -> FormValue | None:
    every = ((value.value, value.source), *value.others)
    said = [pair for pair in every if _stands(pair[1], person, procedure, record)]
    return FormValue(*said[0], others=tuple(said[1:])) if said else None


def _stands(source: FormSource, person: str, procedure: Procedure, record: DossierRecord) -> bool:
    if source.source is not Source.REGISTER:
        return True
    if source.document is None:
        return (source.register, person) in _told_of(procedure, record)
    changed = (each.document for each in record.once_only if each.reason == Reason.EVIDENCE_CHANGED)
    return source.document not in changed


def _told_of(procedure: Procedure, record: DossierRecord) -> frozenset[tuple[str | None, str]]:
    """Registers and roles of whom they told where nobody brought a paper."""
    about = {each.id: each.about for each in procedure.components}
    found = evidence_in(record.checklist).items()
    return frozenset(
        (evidence.register, role)
        for (component, person), evidence in found
        for role in ((person,) if person else about.get(component, ()))
    )
