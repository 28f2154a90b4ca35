"""A dossier held against its procedure: each component with what is there for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from domain.checklist import Advised, Checklist, CheckReason, ComponentCheck, ComponentState, Evidence
from domain.document import Document
from domain.law import Component, Condition, LawBook, Procedure
from domain.once_only import Answer, LookUp, Verdict
from domain.record import Duplicate, Mention, Person
from once_only.checklist.absent import without
from once_only.checklist.brought import is_of_others, with_papers
from once_only.checklist.desk import Desk, check_of
from once_only.checklist.handling import papers_of
from once_only.checklist.question import Sought
from once_only.checklist.sought import OWED, Place, evidence_from, look_ups_for, still_stands
from once_only.roles import mentions_of
from once_only.same_paper.duplicates import handed_in_twice

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
        papers=papers_of(procedure, handed.documents, desk.verdicts, handed_in_twice(handed.duplicates)),
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
) -> Desk:
    twice = handed_in_twice(handed.duplicates)
    where = {
        role: mentions_of(places, handed.documents, handed.people) for role, places in procedure.roles.items()
    }
    return Desk(
        procedure=procedure,
        papers=tuple(each for each in handed.documents if each.id not in twice),
        verdicts={each.document: each for each in handed.verdicts},
        evidence=handed.evidence,
        where=where,
        sought=Sought(procedure, handed.documents, where, law, received),
        facts=facts or {},
    )


def _checks(desk: Desk) -> tuple[ComponentCheck, ...]:
    return tuple(check for each in desk.procedure.components for check in _shares(each, desk))


def _waiting(desk: Desk) -> tuple[ComponentCheck, ...]:
    """What waits for a register: never a case that nobody told, nor a person who is not surely known."""
    return tuple(each for each in _checks(desk) if each.state is ComponentState.LOOK_UP)


def _shares(component: Component, desk: Desk) -> Iterator[ComponentCheck]:
    """One check for each person who brings such a paper; one altogether where it is nobody's own."""
    serving = desk.serving(component)
    if not component.persons:
        yield _altogether(component, serving, desk)
        return
    theirs = {person: desk.papers_of(person, serving) for person in component.persons}
    named = frozenset[Mention]().union(*desk.where.values())
    left = [each for each in serving if Mention(each.id, "") not in named]
    unclear = [person for person in component.persons if not desk.where.get(person)]
    for person in component.persons:
        if theirs[person]:
            yield with_papers(component, person, theirs[person], desk)
        elif person in unclear and left[unclear.index(person) :: len(unclear)]:
            share = left[unclear.index(person) :: len(unclear)]
            yield with_papers(component, person, share, desk)
        elif left and person not in unclear:
            yield check_of(component, person, ComponentState.TO_CHECK, CheckReason.OTHER_PERSON, left)
        else:
            yield without(component, person, desk)


def _altogether(component: Component, serving: Sequence[Document], desk: Desk) -> ComponentCheck:
    """A paper about somebody else than the component is about is not the one that is asked for."""
    others = [each for each in serving if is_of_others(each, component, desk)]
    theirs = [each for each in serving if each not in others]
    if theirs:
        return with_papers(component, "", theirs, desk)
    if others:
        return check_of(component, "", ComponentState.TO_CHECK, CheckReason.OTHER_PERSON, others)
    return without(component, "", desk)
