"""Whether a register could be asked about a component that nobody brought, as far as data can say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from domain.errors import DefinitionError
from domain.procedure import Component, Procedure
from domain.rule import LawRule, Status, Whose

PERSON: Final = ("so_dinh_danh", "ho_ten", "ngay_sinh")
"""Number, name and day of birth: by these a register finds one person's record without the paper."""


def people_asked_about(rule: LawRule) -> int:
    """By how many people alone a register finds such a record; 0 where it takes the paper's own number."""
    if rule.whose is Whose.BOTH_SPOUSES:
        return 2
    by_person = any(set(PERSON) == set(keys) for keys in rule.keys)
    return 1 if rule.whose is Whose.SUBJECT and by_person else 0


def check_askable(procedure: Procedure, rules: Sequence[LawRule]) -> None:
    """DefinitionError where a register may hold a component that can never be asked for, unless it is marked
    ``by_hand``: it would be promised to the citizen as looked up, and nobody would look."""
    for component in procedure.components:
        holding = [each for each in rules if _holds(each, component)]
        if (
            holding
            and not component.by_hand
            and not any(_can_ask(each, component, procedure) for each in holding)
        ):
            never = f"{procedure.code}: {component.id} can never be looked up"
            raise DefinitionError(f"{never}; it needs 'persons', 'about' or 'by_hand'")


def _holds(rule: LawRule, component: Component) -> bool:
    replaces = rule.enabled and rule.status is Status.REPLACEABLE
    named = {rule.register, rule.store} & set(component.skip_if)
    return replaces and bool(named) and bool(set(rule.types) & set(component.types))


def _can_ask(rule: LawRule, component: Component, procedure: Procedure) -> bool:
    """Also whether the people may be known by another paper than the one that is lacking."""
    people = 1 if component.persons else len(component.about)
    roles = component.persons or component.about
    elsewhere = all(
        any(set(place.types) - set(component.types) for place in procedure.roles.get(role, ()))
        for role in roles
    )
    return people > 0 and people == people_asked_about(rule) and elsewhere
