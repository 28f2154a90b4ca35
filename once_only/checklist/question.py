"""Which question a register is asked about a paper that nobody brought, if any can be formed at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.askable import PERSON, people_asked_about
from domain.document import Document
from domain.law import Component, Handing, LawBook, LawRule, Procedure
from domain.record import Mention
from once_only.applicable import exception_for, rule_for
from once_only.asking import askable
from once_only.facts import Who, who
from once_only.roles import SPOUSES, full_name


@dataclass(frozen=True, slots=True)
class Sought:
    """The papers and roles of one dossier. where: role to the places that name its person."""

    procedure: Procedure
    papers: Sequence[Document]
    where: Mapping[str, frozenset[Mention]]
    law: LawBook
    received: date


@dataclass(frozen=True, slots=True)
class Question:
    """What registers would be asked in place of one type of paper.

    rules: the register's own, and behind it the one of the store of earlier results. values: field of the
    record to what the papers surely say, all of which has to be equal. keys: those of them that are sent.
    """

    component: Component
    type: str
    rules: tuple[LawRule, ...]
    values: dict[str, str]
    keys: dict[str, str]


def question_for(component: Component, person: str, sought: Sought) -> Question | None:
    """For the first type of paper that an announced register replaces on that day for those people.

    None where the people are not surely known, and where nothing but the paper itself could say which record
    is meant.
    """
    people = () if component.by_hand else _people(component, person, sought)
    for type_, rules in _replaced(component, sought) if people else ():
        question = _asked_by(component, type_, rules, people)
        if question is not None:
            return question
    return None


def registers_for(component: Component, sought: Sought) -> tuple[str, ...]:
    """Registers that may stand in for such a paper on that day, by the rules in force for its types."""
    asked = (rule.register for _, rules in _replaced(component, sought) for rule in rules)
    return tuple(dict.fromkeys(each for each in asked if each is not None))


def _replaced(component: Component, sought: Sought) -> Iterator[tuple[str, tuple[LawRule, ...]]]:
    """Each type that registers replace, with the rules under which they do."""
    law, received = sought.law, sought.received
    for type_ in component.types:
        rule = rule_for(law, type_, received, sought.procedure.code)
        if rule is None or exception_for(rule, sought.procedure, {}):
            continue
        stored = rule.stored if _spares(component, rule) else None
        both = (rule if rule.register in component.skip_if else None, stored)
        rules = tuple(each for each in both if each is not None and askable(law, each, received))
        if rules:
            yield type_, rules


def _spares(component: Component, rule: LawRule) -> bool:
    """Whether an earlier result stands in: for handing in wherever the register does, for showing only where
    the procedure names the store."""
    handed_in = component.handing is not Handing.XUAT_TRINH
    return rule.store in component.skip_if or (handed_in and rule.register in component.skip_if)


def _people(component: Component, person: str, sought: Sought) -> tuple[Who, ...]:
    """Everybody the component is about; empty where one of them is not surely known."""
    roles = (person,) if person else component.about
    known = (who(sought.where.get(role, frozenset()), sought.papers) for role in roles)
    people = tuple(each for each in known if each is not None)
    return people if len(people) == len(roles) else ()


def _asked_by(
    component: Component, type_: str, rules: tuple[LawRule, ...], people: tuple[Who, ...]
) -> Question | None:
    if people_asked_about(rules[0]) != len(people):
        return None
    if len(people) == len(SPOUSES):
        values: dict[str, str] = {}
        for role, each in zip(SPOUSES, people, strict=True):
            own = {"ho_ten": each.name, "ngay_sinh": each.born, "giay_to_tuy_than": each.number}
            values |= {full_name(role, name): value for name, value in own.items()}
        keys = {name: value for name, value in values.items() if "giay_to" not in name}
        return Question(component, type_, rules, values, keys)
    values = dict(zip(PERSON, (people[0].number, people[0].name, people[0].born), strict=True))
    return Question(component, type_, rules, values, values)
