"""What else in a record rested on a value that a person changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from domain.document import Document, Source
from domain.law import Reason
from domain.once_only import Verdict, VerdictCode
from domain.record import Conflict, DossierRecord, FormSource, FormValue
from domain.review import Decision, ReviewTask, TaskKind
from domain.words import outdated

ADVICE_CHANGED = "ADVICE_CHANGED"
"""Reason of a task: an officer spoke about other advice than what is advised now."""


def with_document(record: DossierRecord, document: Document, changed: frozenset[str] | None) -> DossierRecord:
    """The record with that document in place of the one of its id.

    changed: fields whose value or certainty changed; None where the document's type did, so that all advice
    about it falls. A verdict that compared such a field becomes unknown until it is judged again, keeping
    its evidence: nobody may act on a comparison with a value the paper no longer has.
    """
    documents = tuple(document if each.id == document.id else each for each in record.documents)
    verdicts = tuple(_still_holds(each, document.id, changed) for each in record.once_only)
    form = {name: _renewed(value, document) for name, value in record.form.items()}
    return replace(
        record,
        documents=documents,
        once_only=verdicts,
        form={name: value for name, value in form.items() if value is not None},
    )


def reopened(record: DossierRecord, documents: Collection[str]) -> DossierRecord:
    """The record with the advice about those documents unknown until it is judged again."""
    verdicts = (_open_again(each) if each.document in documents else each for each in record.once_only)
    return replace(record, once_only=tuple(verdicts))


def renew(
    record: DossierRecord,
    verdicts: Sequence[Verdict],
    conflicts: Sequence[Conflict],
    conflict_tasks: Sequence[ReviewTask],
    form: dict[str, FormValue],
) -> DossierRecord:
    """The same revision with advice judged again from its settled documents.

    conflict_tasks: what triage asks about the conflicts now. Questions about conflicts that are gone fall,
    new ones are asked, and none that a person has answered is asked twice.
    """
    answered = {decision.task for decision in record.decisions}
    kept = tuple(task for task in record.tasks if task.kind is not TaskKind.CONFLICT)
    asked = tuple(task for task in conflict_tasks if task.id not in answered)
    return replace(
        record,
        once_only=tuple(verdicts),
        conflicts=tuple(conflicts),
        form=form,
        tasks=(*kept, *asked),
        straight_through=record.straight_through and not asked,
    )


def asked_anew(record: DossierRecord) -> DossierRecord:
    """The record that asks an officer again wherever the advice is another one than they spoke about."""
    kept = tuple(task for task in record.tasks if task.kind is not TaskKind.ADVICE)
    asked = tuple(_about_advice(each) for each in outdated(record))
    return replace(record, tasks=(*kept, *asked), straight_through=record.straight_through and not asked)


def advice_task_id(said: Decision) -> str:
    """Of the question that a word on that very advice answers."""
    return f"advice:{said.document or f'{said.component}.{said.person}'}"


def _about_advice(said: Decision) -> ReviewTask:
    return ReviewTask(
        advice_task_id(said),
        TaskKind.ADVICE,
        (ADVICE_CHANGED,),
        said.document,
        component=said.component,
        person=said.person,
    )


def _still_holds(verdict: Verdict, document: str, changed: frozenset[str] | None) -> Verdict:
    if verdict.document != document:
        return verdict
    if changed is not None and not changed & {row.field for row in verdict.compared}:
        return verdict
    return _open_again(verdict)


def _open_again(verdict: Verdict) -> Verdict:
    return replace(verdict, verdict=VerdictCode.UNKNOWN, reason=Reason.EVIDENCE_CHANGED.value)


def _renewed(value: FormValue, document: Document) -> FormValue | None:
    """A form value with the document's present fields; what was proposed before stays beside it."""
    said = [(value.value, value.source), *value.others]
    now = [pair for each, source in said if (pair := _present(each, source, document)) is not None]
    if not now:
        return None
    values = {each for each, _ in now}
    before = [pair for pair in said if pair[0] not in values and document.field_named(pair[1].field or "")]
    return FormValue(*now[0], others=(*now[1:], *before))


def _present(value: str, source: FormSource, document: Document) -> tuple[str, FormSource] | None:
    if source.source is Source.REGISTER or source.document != document.id or source.field is None:
        return value, source
    field = document.field_named(source.field)
    if field is None:
        return None
    return field.value, replace(source, source=field.provenance.source)
