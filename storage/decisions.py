"""What the audit chain holds of a decision: what it is about, and that it was this one and no other."""

from __future__ import annotations

from typing import Final

from domain.review import Decision
from storage.inquiries import keyed

SAVED: Final = "decision.save"
UNDONE: Final = "decision.undo"
KEY_BYTES: Final = 32


def decision_details(key: bytes, said: Decision, record_revision: int) -> dict[str, str]:
    """Kind and subject by their ids, and a keyed hash of value, note and time; no value and no word of it."""
    about = {
        "kind": said.kind.value,
        "record": str(record_revision),
        "document": said.document,
        "field": said.field,
        "task": said.task,
        "component": said.component,
        "person": said.person,
    }
    digest = keyed(key, "decision", said.value or "", said.note, said.at.isoformat())
    return {name: each for name, each in about.items() if each} | {"said": digest}
