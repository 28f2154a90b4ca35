"""People's decisions applied to a record: the next revision, with nothing lost on the way."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Final

from domain.document import Document
from domain.law import Reason
from domain.procedure import Condition
from domain.record import DossierRecord
from domain.review import CaseGiven, Decision, DecisionKind, ReviewTask, TaskKind
from domain.words import CONCLUSIONS, ON_COMPONENTS, ON_DUPLICATES, ON_VERDICTS, SAYABLE
from review import errors
from review.consequences import advice_task_id, with_document
from review.triage import field_task_id, rescan_task_id, type_task_id
from review.values import PERSON_UNCERTAIN, with_doubt, with_type, with_value, without_field

_NO_VALUES = ON_VERDICTS | ON_COMPONENTS | ON_DUPLICATES | {DecisionKind.TELL_CASE}


def settle(
    record: DossierRecord, decisions: Sequence[Decision], known_types: Collection[str] | None = None
) -> DossierRecord:
    """The record after these decisions, one revision on; the record itself where all are already in it.

    A later decision on the same thing wins, by the time it was made, and both stay in ``decisions``. An
    answered task goes; an uncertain one stays for a second person. Officers' words on verdicts and components
    stand beside the advice (see ``domain.words``) and do not change it. straight_through stays true only
    while no person had to decide a value. known_types: types a person may set; any where not given.

    Raises RefusedDecision, with nothing applied, for ids the record does not have and for decisions that
    lack what their kind needs.
    """
    settled = record
    for decision in decisions:
        if decision not in settled.decisions:
            settled = _take(settled, decision, known_types)
    if settled is record:
        return record
    by_hand = any(decision.kind not in _NO_VALUES for decision in settled.decisions)
    return replace(settled, straight_through=not settled.tasks and not by_hand, revision=record.revision + 1)


def told_cases(record: DossierRecord) -> dict[Condition, bool]:
    """The procedure's cases as people told them last; a case that nobody told is not in it."""
    told = sorted(
        (each for each in record.decisions if each.kind is DecisionKind.TELL_CASE), key=lambda each: each.at
    )
    last = {Condition(each.field or ""): CaseGiven(each.value or "") for each in told}
    return {case: given is CaseGiven.YES for case, given in last.items() if given is not CaseGiven.UNTOLD}


def _take(record: DossierRecord, decision: Decision, known_types: Collection[str] | None) -> DossierRecord:
    _check(record, decision, known_types)
    taken = record if _is_overtaken(record, decision) else _ACTIONS[decision.kind](record, decision)
    return replace(taken, decisions=(*record.decisions, decision))


def _check(record: DossierRecord, decision: Decision, known_types: Collection[str] | None) -> None:
    if decision.document is not None and all(each.id != decision.document for each in record.documents):
        raise errors.document_unknown()
    if decision.task is not None and not _is_known_task(record, decision):
        raise errors.task_unknown()
    _CHECKS[decision.kind](record, decision)
    retyped = decision.kind is DecisionKind.SET_TYPE
    if retyped and known_types is not None and decision.value not in known_types:
        raise errors.type_unknown()


def _is_known_task(record: DossierRecord, decision: Decision) -> bool:
    """Asked now, answered before, or the natural task of the field or type that is decided."""
    asked = {task.id for task in record.tasks} | {each.task for each in record.decisions}
    document = decision.document or ""
    return decision.task in asked | {field_task_id(document, decision.field or ""), type_task_id(document)}


def _subject(decision: Decision) -> tuple[str, str | None, str | None]:
    """What a decision is about; two decisions with one subject answer the same question."""
    if decision.kind in ON_VERDICTS:
        return ("verdict", decision.document, None)
    if decision.kind in ON_COMPONENTS:
        return ("component", decision.component, decision.person)
    if decision.kind in ON_DUPLICATES:
        return ("duplicate", decision.document, None)
    if decision.field is not None:
        return ("field", decision.document, decision.field)
    if decision.kind is DecisionKind.SET_TYPE:
        return ("type", decision.document, None)
    return ("task", None, decision.task)


def _is_overtaken(record: DossierRecord, decision: Decision) -> bool:
    same = (each for each in record.decisions if _subject(each) == _subject(decision))
    return any(each.at > decision.at for each in same)


def _check_value(record: DossierRecord, decision: Decision) -> None:
    _check_field(record, decision)
    if decision.value is None or not decision.value.strip():
        raise errors.value_missing()


def _check_field(record: DossierRecord, decision: Decision) -> None:
    document = _document(record, decision)
    names = {each.name for each in (*document.fields, *document.withdrawn)}
    asked = {each.field for each in record.tasks if each.document == document.id}
    decided = {each.field for each in record.decisions if each.document == document.id}
    if decision.field is None or decision.field not in names | asked | decided:
        raise errors.field_unknown()


def _check_doubt(record: DossierRecord, decision: Decision) -> None:
    if decision.field is not None:
        _check_field(record, decision)
    elif decision.task is None:
        raise errors.task_unknown()


def _check_type(record: DossierRecord, decision: Decision) -> None:
    _document(record, decision)
    if decision.value is None or not decision.value.strip():
        raise errors.value_missing()


def _check_verdict(record: DossierRecord, decision: Decision) -> None:
    if all(each.document != decision.document for each in record.once_only):
        raise errors.verdict_unknown()
    if decision.kind is DecisionKind.ACCEPT_VERDICT:
        return
    if decision.value is None:
        raise errors.value_missing()
    if decision.value not in CONCLUSIONS:
        raise errors.value_not_a_verdict()
    if not (decision.note.strip() or decision.reason):
        raise errors.reason_missing()


def _check_component(record: DossierRecord, decision: Decision) -> None:
    found = record.checklist
    if found is None or found.share(decision.component or "", decision.person) is None:
        raise errors.component_unknown()
    if decision.kind is DecisionKind.ACCEPT_COMPONENT:
        return
    if decision.value is None:
        raise errors.value_missing()
    if decision.value not in SAYABLE:
        raise errors.value_not_a_state()
    if not (decision.note.strip() or decision.reason):
        raise errors.reason_missing()


def _check_duplicate(record: DossierRecord, decision: Decision) -> None:
    if all(each.document != decision.document for each in record.duplicates):
        raise errors.duplicate_unknown()
    if decision.kind is DecisionKind.NOT_SAME_PAPER and not decision.note.strip():
        raise errors.reason_missing()


def _check_case(record: DossierRecord, decision: Decision) -> None:  # noqa: ARG001 -- cases are of no record
    if decision.field not in set(Condition) or decision.value not in set(CaseGiven):
        raise errors.case_unknown()


def _check_task(record: DossierRecord, decision: Decision) -> None:
    if decision.task is None:
        raise errors.task_unknown()
    asked = next((task for task in record.tasks if task.id == decision.task), None)
    if asked is not None and asked.kind is TaskKind.FIELD:
        raise errors.task_needs_a_value()


def _check_legible(record: DossierRecord, decision: Decision) -> None:
    if decision.task not in {rescan_task_id(each.number) for each in record.pages}:
        raise errors.task_unknown()


def _keep(record: DossierRecord, decision: Decision) -> DossierRecord:  # noqa: ARG001 -- it only stands there
    return record


def _set_value(record: DossierRecord, decision: Decision) -> DossierRecord:
    document = _document(record, decision)
    return _with_field(record, decision, with_value(document, decision.field or "", decision.value or ""))


def _set_absent(record: DossierRecord, decision: Decision) -> DossierRecord:
    return _with_field(record, decision, without_field(_document(record, decision), decision.field or ""))


def _with_field(record: DossierRecord, decision: Decision, document: Document) -> DossierRecord:
    name = decision.field or ""
    old, new = _document(record, decision).field_named(name), document.field_named(name)
    same = old is not None and new is not None and old.value == new.value
    stands = same and not _in_doubt(record, document.id)
    changed = with_document(record, document, frozenset() if stands else frozenset({name}))
    return _without_tasks(changed, decision.task, field_task_id(document.id, name))


def _in_doubt(record: DossierRecord, document: str) -> bool:
    """Whether the paper's advice waits for a person to make sure of what was read."""
    said = [each for each in record.once_only if each.document == document]
    return any(Reason.PAPER_IN_DOUBT in (each.reason, each.otherwise) for each in said)


def _doubt(record: DossierRecord, decision: Decision) -> DossierRecord:
    if decision.field is None:
        return _with_doubtful_task(record, decision.task or "")
    document = with_doubt(_document(record, decision), decision.field)
    task = field_task_id(document.id, decision.field)
    changed = with_document(record, document, frozenset({decision.field}))
    if all(each.id != task for each in changed.tasks):
        reopened = ReviewTask(task, TaskKind.FIELD, (PERSON_UNCERTAIN,), document.id, decision.field)
        return replace(changed, tasks=(*changed.tasks, reopened))
    return _with_doubtful_task(changed, task)


def _with_doubtful_task(record: DossierRecord, task: str) -> DossierRecord:
    tasks = (_doubtful(each) if each.id == task else each for each in record.tasks)
    return replace(record, tasks=tuple(tasks))


def _doubtful(task: ReviewTask) -> ReviewTask:
    return replace(task, reasons=tuple(dict.fromkeys((*task.reasons, PERSON_UNCERTAIN))))


def _set_type(record: DossierRecord, decision: Decision) -> DossierRecord:
    old = _document(record, decision)
    new = with_type(old, decision.value or old.type)
    changed = with_document(record, new, frozenset() if new.type == old.type else None)
    return _without_tasks(changed, decision.task, type_task_id(old.id))


def _answer_task(record: DossierRecord, decision: Decision) -> DossierRecord:
    return _without_tasks(record, decision.task)


def _speak(record: DossierRecord, decision: Decision) -> DossierRecord:
    return _without_tasks(record, decision.task, advice_task_id(decision))


def _document(record: DossierRecord, decision: Decision) -> Document:
    found = next((each for each in record.documents if each.id == decision.document), None)
    if found is None:
        raise errors.document_unknown()
    return found


def _without_tasks(record: DossierRecord, *answered: str | None) -> DossierRecord:
    return replace(record, tasks=tuple(task for task in record.tasks if task.id not in answered))


_ACTIONS: Final[dict[DecisionKind, Callable[[DossierRecord, Decision], DossierRecord]]] = {
    DecisionKind.SET_VALUE: _set_value,
    DecisionKind.SET_ABSENT: _set_absent,
    DecisionKind.UNCERTAIN: _doubt,
    DecisionKind.SET_TYPE: _set_type,
    DecisionKind.ACCEPT_VERDICT: _speak,
    DecisionKind.OVERRIDE_VERDICT: _speak,
    DecisionKind.ACCEPT_COMPONENT: _speak,
    DecisionKind.OVERRIDE_COMPONENT: _speak,
    DecisionKind.SAME_PAPER: _answer_task,
    DecisionKind.NOT_SAME_PAPER: _answer_task,
    DecisionKind.ACKNOWLEDGE: _answer_task,
    DecisionKind.LEGIBLE: _answer_task,
    DecisionKind.TELL_CASE: _keep,
}

_CHECKS: Final[dict[DecisionKind, Callable[[DossierRecord, Decision], None]]] = {
    DecisionKind.SET_VALUE: _check_value,
    DecisionKind.SET_ABSENT: _check_field,
    DecisionKind.UNCERTAIN: _check_doubt,
    DecisionKind.SET_TYPE: _check_type,
    DecisionKind.ACCEPT_VERDICT: _check_verdict,
    DecisionKind.OVERRIDE_VERDICT: _check_verdict,
    DecisionKind.ACCEPT_COMPONENT: _check_component,
    DecisionKind.OVERRIDE_COMPONENT: _check_component,
    DecisionKind.SAME_PAPER: _check_duplicate,
    DecisionKind.NOT_SAME_PAPER: _check_duplicate,
    DecisionKind.ACKNOWLEDGE: _check_task,
    DecisionKind.LEGIBLE: _check_legible,
    DecisionKind.TELL_CASE: _check_case,
}
