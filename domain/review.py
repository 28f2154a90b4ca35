"""What a person is asked, and what the person answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TaskKind(StrEnum):
    """What is asked of a person.

    field: a value to check. split: where a document begins. type: what it is. rescan: a page to redo.
    conflict: two sources that disagree. advice: advice that is another one than an officer spoke about.
    """

    FIELD = "field"
    SPLIT = "split"
    TYPE = "type"
    RESCAN = "rescan"
    CONFLICT = "conflict"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class ReviewTask:
    """One thing a person must look at. ``reasons`` are codes; ``id`` is stable within the record.

    component, person: of advice on the checklist, whose share of what it is about.
    """

    id: str
    kind: TaskKind
    reasons: tuple[str, ...]
    document: str | None = None
    field: str | None = None
    page: int | None = None
    component: str | None = None
    person: str = ""


class DecisionKind(StrEnum):
    """What a person may do to a record.

    tell_case: say whether a case of the procedure is given (``field``: its condition; ``value``: a
    ``CaseGiven``), which no paper tells. accept_component, override_component: a word on what the checklist
    says of one share of a component (``component``, ``person``; ``value``: a ``ComponentState``).
    acknowledge: seen; of a page to scan again, that the counter was told. legible: that the page is good as
    it is. same_paper, not_same_paper: whether a document that was found to be another paper again truly is.
    """

    SET_VALUE = "set_value"
    SET_ABSENT = "set_absent"
    UNCERTAIN = "uncertain"
    SET_TYPE = "set_type"
    ACCEPT_VERDICT = "accept_verdict"
    OVERRIDE_VERDICT = "override_verdict"
    ACCEPT_COMPONENT = "accept_component"
    OVERRIDE_COMPONENT = "override_component"
    SAME_PAPER = "same_paper"
    NOT_SAME_PAPER = "not_same_paper"
    ACKNOWLEDGE = "acknowledge"
    LEGIBLE = "legible"
    TELL_CASE = "tell_case"


class CaseGiven(StrEnum):
    """Whether a case of the procedure is given. untold: what was told before no longer counts."""

    YES = "yes"
    NO = "no"
    UNTOLD = "untold"


@dataclass(frozen=True, slots=True)
class About:
    """The advice that an officer saw and spoke about.

    code: a ``VerdictCode`` or a ``ComponentState``. reason: its reason code. evidence: sha256 of what was
    compared and where it was looked up.
    """

    code: str
    reason: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word on one task or verdict. It is never overwritten by the program.

    by: the reviewer's account id. value: the new value or type, where the kind carries one. component,
    person: of a word on a component, its id in the procedure and the role whose share is meant. about: of a
    word on advice; one from before this was kept counts for whatever is advised. reason: a code beside the
    free ``note``, why advice was overridden; absent where none was chosen.
    """

    kind: DecisionKind
    by: str
    at: datetime
    document: str | None = None
    field: str | None = None
    task: str | None = None
    value: str | None = None
    note: str = ""
    component: str | None = None
    person: str = ""
    about: About | None = None
    reason: str | None = None
