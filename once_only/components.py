"""A dossier held against its procedure: each component with what is there for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from domain.checklist import Advised, Checklist, CheckReason, ComponentCheck, ComponentState, Evidence
from domain.document import UNKNOWN_TYPE, Document
from domain.law import Component, Condition, Handing, LawBook, Procedure, Reason
from domain.once_only import Answer, LookUp, Verdict, VerdictCode
from domain.record import Duplicate, Mention, Person
from once_only.duplicates import handed_in_twice
from once_only.handling import papers_of
from once_only.question import Sought, question_for, registers_for
from once_only.roles import mentions_of
from once_only.sought import OWED, Place, evidence_from, look_ups_for, still_stands

_SILENT = frozenset({Reason.DB_INCIDENT, Reason.ANSWER_STALE})
_NOT_ENOUGH = frozenset({Reason.RECORD_NOT_FOUND, Reason.RECORD_INCOMPLETE})
_DOUBTED = frozenset({Reason.DATA_MISMATCH, Reason.SUBJECT_NOT_REQUESTER, Reason.PAPER_IN_DOUBT})
_OPEN = (ComponentState.MISSING, ComponentState.TO_CHECK, ComponentState.LOOK_UP)


@dataclass(frozen=True, slots=True)
class Handed:
    """What lies on the desk, and what is known about it.

    evidence: what registers said of components that nobody brought. decided: what officers say of shares,
    which stands in the place of what follows from all the rest.
    """

    documents: Sequence[Document]
    people: Sequence[Person] = ()
    verdicts: Sequence[Verdict] = ()
    duplicates: Sequence[Duplicate] = ()
    evidence: Mapping[Place, Evidence] = field(default_factory=dict)
    decided: Mapping[Place, ComponentState] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Desk:
    """``papers``: what lies there once. ``where``: role to the places that name its person."""

    procedure: Procedure
    handed: Handed
    papers: tuple[Document, ...]
    twice: frozenset[str]
    verdicts: dict[str, Verdict]
    where: dict[str, frozenset[Mention]]
    sought: Sought
    facts: Mapping[Condition, bool] = field(default_factory=dict)


def checklist(
    procedure: Procedure,
    handed: Handed,
    law: LawBook,
    received: date,
    facts: Mapping[Condition, bool] | None = None,
) -> Checklist:
    """Every component and every paper, so that the citizen hears everything at once and nothing twice.

    facts: the cases that the officer or the form has told (authorised, divorced abroad …); a component whose
    case nobody told is ``if_applies``, and no register is asked about it. A paper that a register may hold by
    the rule of its type is looked up before it is asked for (NĐ 309/2026, khoản 2a Điều 4 NĐ 118/2025), by an
    officer where the papers do not surely say whose record it is; where the register is silent or knows too
    little, it is asked for. What cannot be seen is never called missing while unnamed papers lie there.
    """
    desk = _desk(procedure, handed, law, received, facts)
    checks = tuple(_as_decided(each, handed) for each in _checks(desk))
    return Checklist(
        procedure=procedure.code,
        complete=not any(each.state in _OPEN for each in checks),
        components=checks,
        papers=papers_of(procedure, handed.documents, desk.verdicts, desk.twice),
    )


def component_look_ups(
    procedure: Procedure,
    handed: Handed,
    law: LawBook,
    received: date,
    facts: Mapping[Condition, bool] | None = None,
) -> tuple[LookUp, ...]:
    """What registers are asked about components that nobody brought, whose case is given and whose person is
    surely known; not again where a register has answered, save where it was silent or stale, and not where
    an officer has decided.

    Whether one paper's look-up failed says nothing here: each question is asked for its own sake.
    """
    standing = evidence_for((), procedure, handed, law, received, facts)
    told = {place: each for place, each in standing.items() if each.reason not in OWED}
    desk = _desk(procedure, replace(handed, verdicts=(), evidence=told), law, received, facts)
    waiting = (each for each in _waiting(desk) if _place(each) not in handed.decided)
    return tuple(look_ups_for(waiting, desk.sought))


def evidence_for(
    answers: Sequence[Answer],
    procedure: Procedure,
    handed: Handed,
    law: LawBook,
    received: date,
    facts: Mapping[Condition, bool] | None = None,
) -> dict[Place, Evidence]:
    """All that registers have said of components that nobody brought: what stood before and what is new.

    What rested on a value that is another one now, or on a case that is not given any more, is forgotten.
    """
    desk = _desk(procedure, replace(handed, verdicts=(), evidence={}), law, received, facts)
    sought, waiting = desk.sought, _waiting(desk)
    by_place = {_place(each): each for each in waiting}
    kept = {
        place: each
        for place, each in handed.evidence.items()
        if place in by_place and still_stands(each, by_place[place], sought)
    }
    return {**kept, **evidence_from(answers, waiting, sought)}


def evidence_in(found: Checklist | None) -> dict[Place, Evidence]:
    """What a checklist carries of registers that were asked about components."""
    checks = found.components if found is not None else ()
    return {_place(each): each.evidence for each in checks if each.evidence is not None}


def _place(check: ComponentCheck) -> Place:
    return check.component, check.person


def _as_decided(check: ComponentCheck, handed: Handed) -> ComponentCheck:
    """The check with an officer's word in the place of the advice, which stays beside it."""
    said = handed.decided.get(_place(check))
    if said is None:
        return check
    advised = Advised(check.state, check.reason)
    return replace(check, state=said, reason=CheckReason.OFFICER, advised=advised)


def _desk(
    procedure: Procedure,
    handed: Handed,
    law: LawBook,
    received: date,
    facts: Mapping[Condition, bool] | None,
) -> _Desk:
    twice = handed_in_twice(handed.duplicates)
    where = {
        role: mentions_of(places, handed.documents, handed.people) for role, places in procedure.roles.items()
    }
    return _Desk(
        procedure=procedure,
        handed=handed,
        papers=tuple(each for each in handed.documents if each.id not in twice),
        twice=twice,
        verdicts={each.document: each for each in handed.verdicts},
        where=where,
        sought=Sought(procedure, handed.documents, where, law, received),
        facts=facts or {},
    )


def _checks(desk: _Desk) -> tuple[ComponentCheck, ...]:
    return tuple(check for each in desk.procedure.components for check in _shares(each, desk))


def _waiting(desk: _Desk) -> tuple[ComponentCheck, ...]:
    """What waits for a register: never a case that nobody told, nor a person who is not surely known."""
    return tuple(each for each in _checks(desk) if each.state is ComponentState.LOOK_UP)


def _shares(component: Component, desk: _Desk) -> Iterator[ComponentCheck]:
    """One check for each person who brings such a paper; one altogether where it is nobody's own."""
    serving = [each for each in desk.papers if component.serves(each.type)]
    if not component.persons:
        yield _with_papers(component, "", serving, desk) if serving else _without(component, "", desk)
        return
    theirs = {person: _papers_of(person, serving, desk) for person in component.persons}
    named = frozenset[Mention]().union(*desk.where.values())
    left = [each for each in serving if Mention(each.id, "") not in named]
    unclear = [person for person in component.persons if not desk.where.get(person)]
    for person in component.persons:
        if theirs[person]:
            yield _with_papers(component, person, theirs[person], desk)
        elif person in unclear and left[unclear.index(person) :: len(unclear)]:
            share = left[unclear.index(person) :: len(unclear)]
            yield _with_papers(component, person, share, desk)
        elif left and person not in unclear:
            yield _check(component, person, ComponentState.TO_CHECK, CheckReason.OTHER_PERSON, left)
        else:
            yield _without(component, person, desk)


def _papers_of(person: str, serving: Sequence[Document], desk: _Desk) -> list[Document]:
    named = desk.where.get(person, frozenset())
    return [each for each in serving if Mention(each.id, "") in named]


def _with_papers(
    component: Component, person: str, papers: Sequence[Document], desk: _Desk
) -> ComponentCheck:
    found = [desk.verdicts[each.id] for each in papers if each.id in desk.verdicts]
    if any(each.verdict is VerdictCode.NOT_NEEDED_DATA_HELD for each in found):
        return _check(component, person, ComponentState.NOT_NEEDED, Reason.DATA_HELD, papers)
    doubts = [each.reason for each in found if each.reason in _DOUBTED]
    if doubts and len(doubts) == len(papers):
        return _check(component, person, ComponentState.TO_CHECK, doubts[0], papers)
    if found and all(each.reason == Reason.EXPIRED_OR_REVOKED for each in found):
        shown = component.handing is Handing.XUAT_TRINH
        state = ComponentState.TO_SHOW if shown else ComponentState.MISSING
        return _check(component, person, state, Reason.EXPIRED_OR_REVOKED, papers)
    return _check(component, person, ComponentState.COMPLETE, CheckReason.HANDED_IN, papers)


def _without(component: Component, person: str, desk: _Desk) -> ComponentCheck:
    """Why nothing is there: not asked for, held by a register, seen by no machine, or truly missing."""
    given = _is_given(component, desk)
    if given is False:
        return _check(component, person, ComponentState.NOT_ASKED, CheckReason.CONDITION)
    silent = _why_silent(component, desk)
    asked = registers_for(component, desk.sought) if silent is None else ()
    if given is None:
        return _untold(component, person, asked, desk)
    evidence = desk.handed.evidence.get((component.id, person))
    if evidence is not None:
        return replace(_looked_up(component, person, evidence, desk), evidence=evidence)
    if asked and question_for(component, person, desk.sought) is not None:
        reason = Reason.REGISTER_NOT_ASKED
        return _check(component, person, ComponentState.LOOK_UP, reason, registers=asked)
    substitutes = _substitutes(component, desk)
    if asked and not substitutes:
        by_hand = CheckReason.LOOK_UP_BY_HAND
        return _check(component, person, ComponentState.TO_CHECK, by_hand, registers=asked)
    return _asked_for(component, person, silent, desk)


def _untold(component: Component, person: str, asked: tuple[str, ...], desk: _Desk) -> ComponentCheck:
    """In a case that nobody told: no register is asked about it yet, and so the paper is not asked for."""
    substitutes = _substitutes(component, desk)
    if substitutes:
        return _check(component, person, ComponentState.TO_CHECK, CheckReason.SUBSTITUTE, substitutes)
    return _check(component, person, ComponentState.IF_APPLIES, CheckReason.CONDITION, registers=asked)


def _looked_up(component: Component, person: str, evidence: Evidence, desk: _Desk) -> ComponentCheck:
    """A register was asked instead of the citizen: it holds the paper, contradicts, or helps no further."""
    if evidence.reason == Reason.DATA_HELD:
        return _check(component, person, ComponentState.NOT_NEEDED, evidence.reason)
    if evidence.reason in _DOUBTED:
        return _check(component, person, ComponentState.TO_CHECK, evidence.reason)
    return _asked_for(component, person, evidence.reason, desk)


def _asked_for(component: Component, person: str, silent: str | None, desk: _Desk) -> ComponentCheck:
    substitutes = _substitutes(component, desk)
    if substitutes:
        return _check(component, person, ComponentState.TO_CHECK, CheckReason.SUBSTITUTE, substitutes)
    if component.handing is Handing.XUAT_TRINH:
        return _check(component, person, ComponentState.TO_SHOW, silent or CheckReason.ABSENT)
    return _missing(component, person, silent, desk)


def _missing(component: Component, person: str, silent: str | None, desk: _Desk) -> ComponentCheck:
    unnamed = [each for each in desk.papers if each.type == UNKNOWN_TYPE]
    if not component.types:
        return _check(component, person, ComponentState.TO_CHECK, CheckReason.NO_TYPE, unnamed)
    if unnamed:
        return _check(component, person, ComponentState.TO_CHECK, CheckReason.UNRECOGNISED, unnamed)
    return _check(component, person, ComponentState.MISSING, silent or CheckReason.ABSENT)


def _substitutes(component: Component, desk: _Desk) -> list[Document]:
    """Papers that may stand in, beyond those of their type that other components ask for."""
    found = []
    for type_ in component.instead:
        asked = sum(type_ in each.types for each in desk.procedure.components)
        found += [each for each in desk.papers if each.type == type_][asked:]
    return found


def _is_given(component: Component, desk: _Desk) -> bool | None:
    """Whether the component's case is given; None where nobody has told."""
    if component.when in (Condition.ALWAYS, Condition.IF_REGISTER_FAILS):
        return desk.facts.get(component.when, True)
    return desk.facts.get(component.when)


def _why_silent(component: Component, desk: _Desk) -> str | None:
    """Why the component's registers do not help, as far as any look-up of the dossier told.

    An outage speaks for the whole register. That one record was not found speaks only for a component that
    waits for exactly that: proof of residence, where the person's own record is not there.
    """
    telling = _SILENT | _NOT_ENOUGH if component.when is Condition.IF_REGISTER_FAILS else _SILENT
    asked = (each for each in desk.handed.verdicts if each.register in component.skip_if)
    reasons = (each.otherwise or each.reason for each in asked)
    return next((reason for reason in reasons if reason in telling), None)


def _check(
    component: Component,
    person: str,
    state: ComponentState,
    reason: str,
    papers: Sequence[Document] = (),
    registers: tuple[str, ...] = (),
) -> ComponentCheck:
    documents = tuple(each.id for each in papers)
    return ComponentCheck(component.id, state, str(reason), person, documents, registers)
