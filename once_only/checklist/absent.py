"""Components that nobody brought: whether a register, an officer or the citizen is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.checklist import CheckReason, ComponentCheck, ComponentState, Evidence
from domain.document import UNKNOWN_TYPE, Document
from domain.law import Component, Condition, Handing, Reason
from once_only.checklist.brought import DOUBTED, with_papers
from once_only.checklist.desk import Desk, check_of
from once_only.checklist.question import question_for, registers_for

_SILENT = frozenset({Reason.DB_INCIDENT, Reason.ANSWER_STALE})
_NOT_ENOUGH = frozenset({Reason.RECORD_NOT_FOUND, Reason.RECORD_INCOMPLETE})


def without(component: Component, person: str, desk: Desk) -> ComponentCheck:
    """Why nothing is there: not asked for, held by a register, seen by no machine, or truly missing."""
    given = desk.is_given(component)
    if given is False:
        return check_of(component, person, ComponentState.NOT_ASKED, CheckReason.CONDITION)
    silent = _why_silent(component, person, desk)
    asked = registers_for(component, desk.sought) if silent is None else ()
    if given is None:
        return check_of(component, person, ComponentState.IF_APPLIES, CheckReason.CONDITION, registers=asked)
    evidence = desk.evidence.get((component.id, person))
    if evidence is not None:
        return replace(_looked_up(component, person, evidence, desk), evidence=evidence)
    if asked and question_for(component, person, desk.sought) is not None:
        reason = Reason.REGISTER_NOT_ASKED
        return check_of(component, person, ComponentState.LOOK_UP, reason, registers=asked)
    substitutes = _substitutes(component, desk)
    if asked and not substitutes:
        by_hand = CheckReason.LOOK_UP_BY_HAND
        return check_of(component, person, ComponentState.TO_CHECK, by_hand, registers=asked)
    return _asked_for(component, person, silent, desk)


def _looked_up(component: Component, person: str, evidence: Evidence, desk: Desk) -> ComponentCheck:
    """A register was asked instead of the citizen: it holds the paper, contradicts, or helps no further."""
    if evidence.reason == Reason.DATA_HELD:
        return check_of(component, person, ComponentState.NOT_NEEDED, evidence.reason)
    if evidence.reason in DOUBTED:
        return check_of(component, person, ComponentState.TO_CHECK, evidence.reason)
    return _asked_for(component, person, evidence.reason, desk)


def _asked_for(component: Component, person: str, silent: str | None, desk: Desk) -> ComponentCheck:
    instead = [each for each in desk.papers if each.type in component.fallback]
    theirs = _of_the_person(component, person, instead, desk)
    if theirs:
        return _serving_now(with_papers(component, person, theirs, desk))
    substitutes = _substitutes(component, desk)
    if substitutes:
        return check_of(component, person, ComponentState.TO_CHECK, CheckReason.SUBSTITUTE, substitutes)
    if component.handing is Handing.XUAT_TRINH:
        return check_of(component, person, ComponentState.TO_SHOW, silent or CheckReason.ABSENT)
    return _missing(component, person, silent, desk)


def _serving_now(check: ComponentCheck) -> ComponentCheck:
    """A card whose own data are held still has to show what the register could not say."""
    if check.state is not ComponentState.NOT_NEEDED:
        return check
    return replace(check, state=ComponentState.COMPLETE, reason=CheckReason.HANDED_IN)


def _missing(component: Component, person: str, silent: str | None, desk: Desk) -> ComponentCheck:
    unnamed = [each for each in desk.papers if each.type == UNKNOWN_TYPE]
    if not component.types:
        return check_of(component, person, ComponentState.TO_CHECK, CheckReason.NO_TYPE, unnamed)
    if unnamed:
        return check_of(component, person, ComponentState.TO_CHECK, CheckReason.UNRECOGNISED, unnamed)
    return check_of(component, person, ComponentState.MISSING, silent or CheckReason.ABSENT)


def _substitutes(component: Component, desk: Desk) -> list[Document]:
    """Papers that may stand in, beyond those of their type that other components ask for."""
    found = []
    for type_ in component.instead:
        asked = sum(type_ in each.types for each in desk.procedure.components)
        found += [each for each in desk.papers if each.type == type_][asked:]
    return found


def _why_silent(component: Component, person: str, desk: Desk) -> str | None:
    """Why the component's registers do not help, as far as any look-up of the dossier told.

    An outage speaks for the whole register. That one record was not found speaks only for a component that
    waits for exactly that: proof of residence, where that very person's own record is not there.
    """
    asked = [each for each in desk.verdicts.values() if each.register in component.skip_if]
    theirs = {each.id for each in _of_the_person(component, person, desk.papers, desk)}
    waits = component.when is Condition.IF_REGISTER_FAILS
    for verdict in asked:
        reason = verdict.otherwise or verdict.reason
        if reason in _SILENT or (waits and verdict.document in theirs and reason in _NOT_ENOUGH):
            return reason
    return None


def _of_the_person(
    component: Component, person: str, papers: Sequence[Document], desk: Desk
) -> list[Document]:
    """Papers proven to be of the one person whom the component is about; none where it is about two."""
    roles = (person,) if person else component.about
    return desk.papers_of(roles[0], papers) if len(roles) == 1 else []
