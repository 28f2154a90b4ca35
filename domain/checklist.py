"""A dossier held against its procedure: what is there, what is missing, what is handed back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.once_only import Compared


class ComponentState(StrEnum):
    """How one component of the procedure stands.

    complete: such a paper is in the dossier. missing: it must be handed in and is not there. to_show: it must
    be shown, compared and handed back; a scan of it is not asked for. not_needed: a register holds it.
    look_up: nobody brought it, a register can be asked for it now, and nobody else may be asked before.
    to_check: a person has to look first. if_applies: only asked for in a case that nobody has told yet.
    not_asked: that case is not given.
    """

    COMPLETE = "complete"
    MISSING = "missing"
    TO_SHOW = "to_show"
    NOT_NEEDED = "not_needed"
    LOOK_UP = "look_up"
    TO_CHECK = "to_check"
    IF_APPLIES = "if_applies"
    NOT_ASKED = "not_asked"


class CheckReason(StrEnum):
    """Why a component or a paper stands as it does, beside the reason codes of the law.

    SUBSTITUTE: only a paper that may stand in for it was found. NO_TYPE: no definition describes such a
    paper, so that the program cannot see it. UNRECOGNISED: it may be among the papers that nobody has named
    yet. CONDITION: it depends on a case of the dossier. OTHER_PERSON: the paper's holder is not proven to be
    the one who is asked. LOOK_UP_BY_HAND: an announced register may hold it, but the papers do not surely say
    whose record it is, so that an officer looks it up and the citizen is not asked (NĐ 118/2025, khoản 2a
    Điều 4). COPY_KEPT: its copy is handed in, the original goes back. SERVICE_FORM: a
    form of the desk itself. OFFICER: an officer decided otherwise than
    was advised.
    """

    HANDED_IN = "HANDED_IN"
    ABSENT = "ABSENT"
    SUBSTITUTE = "SUBSTITUTE"
    NO_TYPE = "NO_TYPE"
    UNRECOGNISED = "UNRECOGNISED"
    CONDITION = "CONDITION"
    OTHER_PERSON = "OTHER_PERSON"
    LOOK_UP_BY_HAND = "LOOK_UP_BY_HAND"
    DUPLICATE = "DUPLICATE"
    NOT_ASKED_FOR = "NOT_ASKED_FOR"
    COPY_KEPT = "COPY_KEPT"
    SERVICE_FORM = "SERVICE_FORM"
    OFFICER = "OFFICER"


class PaperAction(StrEnum):
    """keep: it stays in the dossier. hand_back: it is given back at once. look: a person decides."""

    KEEP = "keep"
    HAND_BACK = "hand_back"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a register said of a component that nobody brought.

    type: the document type whose content was asked for. reason: ``DATA_HELD`` where a fresh and complete
    record of that very person stands in for the paper, else why it does not. compared: the values the person
    was found by, as the dossier's papers surely say them, beside the record's. as_of: the day for which the
    register spoke; None in records from before that was kept.
    """

    type: str
    reason: str
    law: tuple[str, ...]
    register: str
    asked_at: datetime
    compared: tuple[Compared, ...] = ()
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Advised:
    """How the program itself would have a component stand, and why."""

    state: ComponentState
    reason: str


@dataclass(frozen=True, slots=True)
class ComponentCheck:
    """One component, or one person's share of it.

    component: id in the procedure. reason: a code of ``CheckReason`` or of the law. person: the role whose
    paper it is. documents: those that serve, or that a person has to look at. registers: those that are asked
    before the citizen is. evidence: what a register said in place of a paper that nobody brought. advised:
    the advice, where an officer's word stands in its place.
    """

    component: str
    state: ComponentState
    reason: str
    person: str = ""
    documents: tuple[str, ...] = ()
    registers: tuple[str, ...] = ()
    evidence: Evidence | None = None
    advised: Advised | None = None

    @property
    def advice(self) -> Advised:
        """What the program says of it, whatever an officer said."""
        return self.advised or Advised(self.state, self.reason)


@dataclass(frozen=True, slots=True)
class PaperCheck:
    """What becomes of one paper. keep_scan: whether its scan may stay in the dossier at all."""

    document: str
    action: PaperAction
    reason: str
    keep_scan: bool = True


@dataclass(frozen=True, slots=True)
class Checklist:
    """All components and all papers.

    complete: nothing is missing, nothing has to be looked at first, and no register is still to be asked. A
    case that nobody told does not stand in its way: what is asked for only in that case is ``if_applies``
    until somebody tells it, and whoever shows a checklist says so beside the word complete.
    """

    procedure: str
    complete: bool
    components: tuple[ComponentCheck, ...]
    papers: tuple[PaperCheck, ...]

    def share(self, component: str, person: str) -> ComponentCheck | None:
        """What is said of that person's share of the component."""
        return next(
            (each for each in self.components if (each.component, each.person) == (component, person)), None
        )

    def in_state(self, *states: ComponentState) -> tuple[ComponentCheck, ...]:
        """The components that stand so, in the procedure's order."""
        return tuple(each for each in self.components if each.state in states)
