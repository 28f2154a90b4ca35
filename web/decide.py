"""A reviewer's word as a decision that ``settle`` will take: checked before it is saved, never after."""

from __future__ import annotations

import unicodedata
from datetime import datetime

from domain.definition import Catalogue
from domain.document import UNKNOWN_TYPE, Field
from domain.record import DossierRecord
from domain.review import About, Decision, DecisionKind
from domain.words import ON_COMPONENTS, ON_VERDICTS, OVERRIDES, about_component, about_verdict
from review.errors import RefusedDecision
from review.settle import settle
from web.language import words_in
from web.problems import Problem
from web.typed import value_of
from web.views.review_models import DecisionIn

_PROBLEM_OF = {
    "TYPE_UNKNOWN": "TYPE_NOT_KNOWN",
    "VALUE_MISSING": "VALUE_MISSING",
    "TASK_NEEDS_A_VALUE": "VALUE_MISSING",
    "REASON_MISSING": "REASON_MISSING",
    "VERDICT_NOT_A_CODE": "BAD_REQUEST",
    "STATE_NOT_A_CODE": "BAD_REQUEST",
    "CASE_UNKNOWN": "BAD_REQUEST",
}
"""What a refusal of ``settle`` is for a reviewer; all others mean that the record has no such thing."""


def decision_of(
    said: DecisionIn,
    record: DossierRecord,
    catalogue: Catalogue,
    by: str,
    at: datetime,
    seen: DossierRecord | None = None,
) -> Decision:
    """The decision, its value in NFC and normal form, with the advice that it is about.

    seen: the record as the officer saw it, where that is not ``record``.

    Raises Problem for a value that the field cannot have, and for what ``settle`` would refuse: a decision
    that was saved can always be applied.
    """
    value = said.value
    if said.kind is DecisionKind.SET_VALUE:
        value = _value(said, record, catalogue)
    note = unicodedata.normalize("NFC", said.note.strip())
    decision = Decision(
        kind=said.kind,
        by=by,
        at=at,
        document=said.document,
        field=said.field,
        task=said.task,
        value=value,
        note=note,
        component=said.component,
        person=said.person,
        about=_about(said, seen or record),
        reason=_reason(said),
    )
    _rehearse(record, decision, catalogue)
    return decision


def _about(said: DecisionIn, seen: DossierRecord) -> About | None:
    if said.kind in ON_VERDICTS:
        verdicts = (each for each in seen.once_only if each.document == said.document)
        return next((about_verdict(each) for each in verdicts), None)
    if said.kind in ON_COMPONENTS and seen.checklist is not None:
        check = seen.checklist.share(said.component or "", said.person)
        return about_component(check) if check is not None else None
    return None


def _reason(said: DecisionIn) -> str | None:
    """The code why advice was overridden. Raises Problem BAD_REQUEST for one without words."""
    if not said.reason or said.kind not in OVERRIDES:
        return None
    if said.reason not in words_in("vi").section("override_reason"):
        raise Problem("BAD_REQUEST")
    return said.reason


def _rehearse(record: DossierRecord, decision: Decision, catalogue: Catalogue) -> None:
    known = {UNKNOWN_TYPE, *(each.id for each in catalogue.types)}
    try:
        settle(record, [decision], known)
    except RefusedDecision as refused:
        raise Problem(_PROBLEM_OF.get(refused.code, "TASK_NOT_KNOWN"), refused=refused.code) from None


def _read(field: Field) -> set[str]:
    """Every value that the paper was read to say there."""
    return {
        field.value,
        *(each.value for each in field.others),
        *(each.value for each in field.alternatives),
    }


def _value(said: DecisionIn, record: DossierRecord, catalogue: Catalogue) -> str:
    """A value that a source already gave is kept as that source gave it; anything else was typed."""
    document = next((each for each in record.documents if each.id == said.document), None)
    name = said.field or ""
    field = document.field_named(name) if document else None
    if said.value is not None and field is not None and said.value in _read(field):
        return said.value
    type_id = document.type if document else UNKNOWN_TYPE
    return value_of(catalogue, type_id, name, said.value or "", said.as_typed)
