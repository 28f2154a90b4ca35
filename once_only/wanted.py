"""Which fields of a register's record a look-up needs, so that it asks for no others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from domain.law import FormField, FormPlace, LawRule, Procedure
from domain.record import Mention
from once_only.evidence import REVOKED_ON
from once_only.refuted import wanted_of
from once_only.roles import full_name, prefixes_of

_WHO = ("so_dinh_danh", "ho_ten", "ngay_sinh")
"""By these a form makes sure that a record speaks of the person on the paper."""

Where = Mapping[str, frozenset[Mention]]
"""Role of the procedure to the places that name its person."""


def wanted(rule: LawRule, procedure: Procedure | None, document: str, where: Where) -> tuple[str, ...]:
    """Field names in order: what the rule compares, how long it holds, its exceptions, and the form's fields.

    The form counts because filling it from held data is a purpose of its own in law; only its fields about
    persons whom that document names are asked for.
    """
    names = [*wanted_by_rule(rule)]
    for field in procedure.form if procedure is not None else ():
        names += _of_form(field, rule, document, where)
    return tuple(dict.fromkeys(names))


def wanted_by_rule(rule: LawRule) -> Iterator[str]:
    """What the rule compares, what says how long it holds, and what its exceptions look at."""
    for each in rule.must_agree:
        yield from (each.field, *each.held, *each.former)
    yield REVOKED_ON
    yield from (expiry.field for expiry in rule.expires if expiry.enabled)
    for refutation in rule.refuted_by:
        yield from wanted_of(refutation, rule)
    for exception in rule.exceptions:
        if exception.enabled:
            yield from (*exception.nationality, *exception.issuer, *exception.residence)


def wanted_about(rule: LawRule, procedure: Procedure, people: Sequence[str]) -> Iterator[str]:
    """The form's fields about these people that the rule's register may fill, where no paper was brought."""
    prefixes = prefixes_of(people)
    for field in procedure.form:
        for place in field.places():
            if _holds(rule, field, place) and place.role == prefixes.get(field.person):
                yield place.field


def _of_form(field: FormField, rule: LawRule, document: str, where: Where) -> Iterator[str]:
    for place in field.places():
        named = not field.person or Mention(document, place.role) in where.get(field.person, frozenset())
        if _holds(rule, field, place) and named:
            yield from (place.field, *(full_name(place.role, name) for name in _WHO))


def _holds(rule: LawRule, field: FormField, place: FormPlace) -> bool:
    types = {*rule.types, *rule.held_as}
    return place.register == rule.register and (not field.held_as or not types.isdisjoint(field.held_as))
