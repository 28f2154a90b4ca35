"""Why a person's decision cannot be applied to a record."""

from __future__ import annotations

from domain.errors import RefusedInput


class RefusedDecision(RefusedInput):
    """A decision that does not fit the record; nothing of its set is applied."""


def document_unknown() -> RefusedDecision:
    return RefusedDecision("DOCUMENT_UNKNOWN", "Load the record again and decide on a document it has.")


def field_unknown() -> RefusedDecision:
    return RefusedDecision("FIELD_UNKNOWN", "Name a field of the document, or one that a task asks for.")


def task_unknown() -> RefusedDecision:
    return RefusedDecision("TASK_UNKNOWN", "Load the record again and decide on a task it has.")


def verdict_unknown() -> RefusedDecision:
    return RefusedDecision("VERDICT_UNKNOWN", "Decide on a document that has a verdict.")


def component_unknown() -> RefusedDecision:
    return RefusedDecision("COMPONENT_UNKNOWN", "Decide on a component and person of the record's checklist.")


def duplicate_unknown() -> RefusedDecision:
    return RefusedDecision("DUPLICATE_UNKNOWN", "Decide on a document that the record calls a duplicate.")


def value_not_a_state() -> RefusedDecision:
    return RefusedDecision("STATE_NOT_A_CODE", "Send complete, missing, to_show, not_needed or not_asked.")


def case_unknown() -> RefusedDecision:
    return RefusedDecision("CASE_UNKNOWN", "Name a condition of the definitions, and yes, no or untold.")


def value_missing() -> RefusedDecision:
    return RefusedDecision("VALUE_MISSING", "Send the value, the type or the verdict that is decided.")


def value_not_a_verdict() -> RefusedDecision:
    return RefusedDecision(
        "VERDICT_NOT_A_CODE", "Send one of the verdict codes of the record's schema, not unknown."
    )


def reason_missing() -> RefusedDecision:
    return RefusedDecision("REASON_MISSING", "Say in the note why the advice is overridden.")


def task_needs_a_value() -> RefusedDecision:
    return RefusedDecision("TASK_NEEDS_A_VALUE", "Set the value, or say that it is absent or uncertain.")


def type_unknown() -> RefusedDecision:
    return RefusedDecision("TYPE_UNKNOWN", "Send a document type of the definitions.")
