"""A procedure's form, proposed from what the dossier and the registers say about the right person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from domain.document import Document, Field, FieldState, Source
from domain.law import FormField, FormPlace, Manner, Procedure
from domain.once_only import Answer, HeldRecord, Outcome
from domain.record import FormSource, FormValue, Mention, Person
from once_only.agreement import Agreement, agree, has_content
from once_only.roles import full_name, mentions_of


@dataclass(frozen=True, slots=True)
class _Proposal:
    """A value somebody says; sure where no person has to look at it first."""

    value: str
    source: FormSource
    sure: bool


@dataclass(frozen=True, slots=True)
class _Dossier:
    """What the form is filled from. ``where``: role of the procedure to the places that name its person."""

    documents: Sequence[Document]
    answers: Sequence[Answer]
    where: dict[str, frozenset[Mention]]


def prefill(
    procedure: Procedure, documents: Sequence[Document], people: Sequence[Person], answers: Sequence[Answer]
) -> dict[str, FormValue]:
    """A proposed value for each form field that somebody in the dossier or a register answers.

    Sources count in the field's order, sure values before doubtful ones; every other value stays beside the
    chosen one. A value is only taken from a place that names the field's own person: requester, subject,
    mother and father are different people, and where it is not clear who is who nothing is proposed.
    """
    where = {role: mentions_of(places, documents, people) for role, places in procedure.roles.items()}
    dossier = _Dossier(documents, answers, where)
    filled = ((field.name, _value_for(field, dossier)) for field in procedure.form)
    return {name: value for name, value in filled if value is not None}


def joined(form: dict[str, FormValue], anew: dict[str, FormValue]) -> dict[str, FormValue]:
    """The form with what registers say now: empty fields are filled, every other new value stands beside."""
    told = {name: value for name, value in anew.items() if value.source.source is Source.REGISTER}
    beside = {name: _beside(value, anew[name]) for name, value in form.items() if name in anew}
    return {**form, **told, **beside}


def _beside(standing: FormValue, anew: FormValue) -> FormValue:
    said = {standing.value, *(value for value, _ in standing.others)}
    told = [(anew.value, anew.source), *anew.others]
    fresh = (each for each in told if each[1].source is Source.REGISTER and each[0] not in said)
    return replace(standing, others=(*standing.others, *fresh))


def _value_for(field: FormField, dossier: _Dossier) -> FormValue | None:
    said = [each for place in field.places() for each in _proposals(field, place, dossier)]
    ranked = sorted(said, key=lambda each: not each.sure)
    if not ranked:
        return None
    first, *rest = ranked
    return FormValue(first.value, first.source, tuple((each.value, each.source) for each in rest))


def _proposals(field: FormField, place: FormPlace, dossier: _Dossier) -> Iterator[_Proposal]:
    if place.register is None:
        return _from_papers(field, place, dossier)
    return _from_register(field, place, dossier)


def _from_papers(field: FormField, place: FormPlace, dossier: _Dossier) -> Iterator[_Proposal]:
    for document in dossier.documents:
        value = document.field_named(place.field) if document.type == place.type else None
        if value is None or not has_content(value.value):
            continue
        if _is_of(field.person, Mention(document.id, place.role), dossier):
            yield _Proposal(value.value, _paper_source(document, value), _is_sure(value))


def _from_register(field: FormField, place: FormPlace, dossier: _Dossier) -> Iterator[_Proposal]:
    by_id = {document.id: document for document in dossier.documents}
    for answer in dossier.answers:
        document = by_id.get(answer.look_up.document)
        if document is None or answer.look_up.register != place.register:
            continue
        if answer.outcome is Outcome.FOUND and _is_of(
            field.person, Mention(document.id, place.role), dossier
        ):
            yield from _from_records(place, document, answer)


def _from_records(place: FormPlace, document: Document, answer: Answer) -> Iterator[_Proposal]:
    for record in answer.records:
        value = record.fields.get(place.field)
        if value is not None and has_content(value) and same_person(document, record, place.role):
            as_of = record.as_of or answer.asked_at.date()
            source = FormSource(Source.REGISTER, document.id, place.field, place.register, as_of.isoformat())
            yield _Proposal(value, source, sure=True)


def same_person(document: Document, record: HeldRecord, role: str) -> bool:
    """Whether the record speaks of the person in that role on the paper.

    The personal number decides where both have one; otherwise the name must be equal and the birth date
    must not contradict it.
    """
    number = _agreement(document, record, role, "so_dinh_danh", Manner.NUMBER)
    if number is not Agreement.ABSENT:
        return number is Agreement.EXACT
    name = _agreement(document, record, role, "ho_ten", Manner.NAME)
    birth = _agreement(document, record, role, "ngay_sinh", Manner.DATE)
    return name is Agreement.EXACT and birth is not Agreement.DIFFERENT


def _agreement(document: Document, record: HeldRecord, role: str, name: str, manner: Manner) -> Agreement:
    full = full_name(role, name)
    paper = document.field_named(full)
    return agree(manner, paper.value if paper is not None else None, record.fields.get(full))


def _is_of(person: str, mention: Mention, dossier: _Dossier) -> bool:
    return not person or mention in dossier.where.get(person, frozenset())


def _is_sure(field: Field) -> bool:
    return field.state is not FieldState.REVIEW


def _paper_source(document: Document, field: Field) -> FormSource:
    return FormSource(field.provenance.source, document.id, field.name)
