"""Components that nobody brought: which register is asked instead, and what its answer is worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.checklist import ComponentCheck, ComponentState, Evidence
from domain.document import Document
from domain.law import Component, LawBook, LawRule, Manner, Presence, Procedure, Reason, Whose
from domain.once_only import Answer, Compared, HeldRecord, LookUp, Outcome
from domain.record import Mention
from once_only.agreement import Agreement, agree, has_content
from once_only.applicable import exception_for, rule_for
from once_only.asking import askable
from once_only.evidence import has_expired, is_stale
from once_only.facts import Who, who
from once_only.registers import UNSENT
from once_only.roles import full_name
from once_only.wanted import wanted_by_rule

Place = tuple[str, str]
"""Component and person: whose share of what is asked about."""

OWED = frozenset({Reason.DB_INCIDENT, Reason.ANSWER_STALE})
"""An answer that is still to come: the register is asked again."""

_SPOUSES = ("vo", "chong")
_NUMBER_KEY = "so_dinh_danh"
_NOBODY = Document("", "", (), 0.0)


@dataclass(frozen=True, slots=True)
class Sought:
    """The papers and roles of one dossier. where: role to the places that name its person."""

    procedure: Procedure
    papers: Sequence[Document]
    where: Mapping[str, frozenset[Mention]]
    law: LawBook
    received: date


@dataclass(frozen=True, slots=True)
class _Question:
    """What a register would be asked in place of one type of paper.

    values: field of the record to what the papers surely say, all of which has to be equal. keys: those of
    them that are sent.
    """

    type: str
    rule: LawRule
    values: dict[str, str]
    keys: dict[str, str]


def look_ups_for(checks: Iterable[ComponentCheck], sought: Sought) -> Iterator[LookUp]:
    """One question for each component that waits for a register and whose person is surely known.

    Number, name and day of birth go together, as for every look-up. A component of two people is asked about
    by both.
    """
    for check in checks:
        question = _question(check, sought) if check.state is ComponentState.LOOK_UP else None
        if question is not None:
            rule = question.rule
            yield LookUp(
                register=rule.register or "",
                type=question.type,
                keys=question.keys,
                document="",
                law=sought.law.cites(rule.law, sought.received),
                wants=tuple(dict.fromkeys((*wanted_by_rule(rule), *question.values))),
                component=check.component,
                person=check.person,
            )


def evidence_from(
    answers: Iterable[Answer], checks: Iterable[ComponentCheck], sought: Sought
) -> dict[Place, Evidence]:
    """What the answers say of components that still wait; one given to another question says nothing."""
    waiting = {(each.component, each.person): each for each in checks if each.state is ComponentState.LOOK_UP}
    found: dict[Place, Evidence] = {}
    for answer in sorted(answers, key=lambda each: each.asked_at):
        place = (answer.look_up.component, answer.look_up.person)
        question = _question(waiting[place], sought) if place in waiting else None
        if question is not None and answer.fault not in UNSENT and _asked(question, answer.look_up):
            found[place] = _evidence(question, answer, sought)
    return found


def still_stands(evidence: Evidence, check: ComponentCheck, sought: Sought) -> bool:
    """Whether the papers still say what the register was asked by."""
    question = _question(check, sought)
    said = {row.field: row.paper for row in evidence.compared}
    return question is not None and question.type == evidence.type and question.values == said


def _question(check: ComponentCheck, sought: Sought) -> _Question | None:
    """For the first type of paper that an announced register replaces on that day for those people."""
    component = next(each for each in sought.procedure.components if each.id == check.component)
    people = _people(component, check.person, sought)
    for type_ in component.types if people else ():
        rule = rule_for(sought.law, type_, sought.received, sought.procedure.code)
        if rule is None or rule.register not in component.skip_if:
            continue
        if askable(sought.law, rule, sought.received) and not exception_for(rule, sought.procedure, {}):
            question = _asked_by(type_, rule, people)
            if question is not None:
                return question
    return None


def _people(component: Component, person: str, sought: Sought) -> tuple[Who, ...]:
    """Everybody the component is about; empty where one of them is not surely known."""
    roles = (person,) if person else component.about
    known = (who(sought.where.get(role, frozenset()), sought.papers) for role in roles)
    people = tuple(each for each in known if each is not None)
    return people if len(people) == len(roles) else ()


def _asked_by(type_: str, rule: LawRule, people: tuple[Who, ...]) -> _Question | None:
    if rule.whose is Whose.BOTH_SPOUSES and len(people) == len(_SPOUSES):
        values: dict[str, str] = {}
        for role, each in zip(_SPOUSES, people, strict=True):
            own = {"ho_ten": each.name, "ngay_sinh": each.born, "giay_to_tuy_than": each.number}
            values |= {full_name(role, name): value for name, value in own.items()}
        return _Question(
            type_, rule, values, {name: values[name] for name in values if "giay_to" not in name}
        )
    if rule.whose is Whose.SUBJECT and len(people) == 1:
        values = {_NUMBER_KEY: people[0].number, "ho_ten": people[0].name, "ngay_sinh": people[0].born}
        return _Question(type_, rule, values, values) if set(values) in map(set, rule.keys) else None
    return None


def _asked(question: _Question, look_up: LookUp) -> bool:
    same = (look_up.register, look_up.type) == (question.rule.register, question.type)
    return same and look_up.keys == question.keys


def _evidence(question: _Question, answer: Answer, sought: Sought) -> Evidence:
    rule = question.rule
    types = (*rule.types, *rule.held_as)
    records = [each for each in answer.records if each.type in types]
    rows = {id(each): _rows(question, each) for each in records}
    best = min(records, key=lambda each: _apart(rows[id(each)]), default=None)
    compared = rows[id(best)] if best is not None else _rows(question, None)
    return Evidence(
        type=question.type,
        reason=_reason(question, answer, records, best, sought),
        law=sought.law.cites(rule.law, sought.received),
        register=answer.look_up.register,
        asked_at=answer.asked_at,
        compared=compared,
    )


def _reason(
    question: _Question,
    answer: Answer,
    records: Sequence[HeldRecord],
    best: HeldRecord | None,
    sought: Sought,
) -> Reason:
    """First whether the answer counts, then whether it is of that person and whole."""
    register = sought.law.register_named(question.rule.register)
    if answer.outcome is Outcome.UNAVAILABLE or register is None:
        return Reason.DB_INCIDENT
    if is_stale(answer, best, register, sought.received):
        return Reason.ANSWER_STALE
    if answer.outcome is Outcome.PERSON_MISMATCH:
        return Reason.SUBJECT_NOT_REQUESTER
    if best is None:
        return Reason.RECORD_NOT_FOUND
    if any(_apart(_rows(question, each)) for each in records):
        return Reason.DATA_MISMATCH
    return _worth(question, best, sought)


def _worth(question: _Question, record: HeldRecord, sought: Sought) -> Reason:
    """Of a record that is the person's own."""
    rule = question.rule
    if exception_for(rule, None, record.fields) is not None:
        return Reason.FOREIGN_SUBJECT
    if has_expired(_NOBODY, record, rule, sought.received):
        return Reason.EXPIRED_OR_REVOKED
    own = record.type == question.type
    needed = {Presence.ALWAYS, Presence.SAME_TYPE} if own else {Presence.ALWAYS}
    held = (each for each in rule.must_agree if each.when in needed)
    whole = all(
        any(has_content(record.fields.get(name)) for name in (each.field, *each.held)) for each in held
    )
    return Reason.DATA_HELD if whole else Reason.RECORD_INCOMPLETE


def _rows(question: _Question, record: HeldRecord | None) -> tuple[Compared, ...]:
    manners = {each.field: each.manner for each in question.rule.must_agree}
    held = record.fields if record is not None else {}
    return tuple(
        Compared(name, agree(manners.get(name, Manner.TEXT), value, held.get(name)), value, held.get(name))
        for name, value in question.values.items()
    )


def _apart(rows: Sequence[Compared]) -> int:
    return sum(row.agreement != Agreement.EXACT for row in rows)
