"""What a person is asked, and what the person answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TaskKind(StrEnum):
    """field: a value to check. split: where a document begins. type: what it is. rescan: a page to redo."""

    FIELD = "field"
    SPLIT = "split"
    TYPE = "type"
    RESCAN = "rescan"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class ReviewTask:
    """One thing a person must look at. ``reasons`` are codes; ``id`` is stable within the record."""

    id: str
    kind: TaskKind
    reasons: tuple[str, ...]
    document: str | None = None
    field: str | None = None
    page: int | None = None


class DecisionKind(StrEnum):
    """What a person may do to a record.

    tell_case: say whether a case of the procedure is given (``field``: its condition; ``value``: a
    ``CaseGiven``), which no paper tells.
    """

    SET_VALUE = "set_value"
    SET_ABSENT = "set_absent"
    UNCERTAIN = "uncertain"
    SET_TYPE = "set_type"
    ACCEPT_VERDICT = "accept_verdict"
    OVERRIDE_VERDICT = "override_verdict"
    ACKNOWLEDGE = "acknowledge"
    TELL_CASE = "tell_case"


class CaseGiven(StrEnum):
    """Whether a case of the procedure is given. untold: what was told before no longer counts."""

    YES = "yes"
    NO = "no"
    UNTOLD = "untold"


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word on one task or verdict. It is never overwritten by the program.

    by: the reviewer's account id. value: the new value or type, where the kind carries one. reason: a code
    beside the free ``note``, why advice was overridden; absent where none was chosen.
    """

    kind: DecisionKind
    by: str
    at: datetime
    document: str | None = None
    field: str | None = None
    task: str | None = None
    value: str | None = None
    note: str = ""
    reason: str | None = None
