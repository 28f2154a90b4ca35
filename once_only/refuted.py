"""Later events that a register holds beside the record asked for: a marriage after a marital status."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.law import LawBook, LawRule, Manner, Refutation
from domain.once_only import Compared, HeldRecord, LookUp
from once_only.comparing.agreement import NUMBERS, Agreement, agree, read_date
from once_only.roles import full_name

_OWN_NUMBER = "so_dinh_danh"


def refuting(held: Sequence[HeldRecord], look_up: LookUp, law: LawBook) -> list[HeldRecord]:
    """The register's records of events by which the record asked for may be out of date."""
    rules = [rule for rule in law.rules if look_up.type in rule.types and look_up.register == rule.register]
    return [
        record
        for rule in rules
        for each in rule.refuted_by
        for record in held
        if record.type in each.types and any(_names(record, role, look_up, rule) for role in each.roles)
    ]


def refuted(records: Sequence[HeldRecord], own: HeldRecord | None, rule: LawRule) -> Compared | None:
    """The day of an event after that of the rule's own record; None where no such event is told.

    Two days of which one is not known prove nothing.
    """
    if own is None:
        return None
    for each in rule.refuted_by:
        since = _day(own.fields.get(each.since))
        for record in records:
            day = _day(record.fields.get(each.day)) if record.type in each.types else None
            if since is not None and day is not None and day > since:
                return Compared(each.day, Agreement.DIFFERENT.value, None, record.fields[each.day])
    return None


def wanted_of(refutation: Refutation, rule: LawRule) -> Iterator[str]:
    """Names of the fields that tell of whom such a record is, and of which day."""
    yield from (refutation.day, refutation.since)
    for role in refutation.roles:
        yield from (full_name(role, name) for name in _asked_of(rule))


def _asked_of(rule: LawRule) -> tuple[str, ...]:
    return (*dict.fromkeys(name for names in rule.keys for name in names), _OWN_NUMBER)


def _names(record: HeldRecord, role: str, look_up: LookUp, rule: LawRule) -> bool:
    """Whether the person of that role is the one asked for: by a number, or by all the other keys."""
    manners = {each.field: each.manner for each in rule.must_agree}
    said = {name: record.fields.get(full_name(role, name)) for name in look_up.keys}
    number = next((name for name in look_up.keys if manners.get(name) in NUMBERS), None)
    if number is not None:
        numbers = (said[number], record.fields.get(full_name(role, _OWN_NUMBER)))
        if any(agree(Manner.IDENTITY, look_up.keys[number], each) is Agreement.EXACT for each in numbers):
            return True
    rest = [name for name in look_up.keys if name != number]
    return bool(rest) and all(
        agree(manners[name], look_up.keys[name], said[name]) is Agreement.EXACT for name in rest
    )


def _day(value: str | None) -> tuple[int, int, int] | None:
    known = read_date(value) if value else None
    return (known.year, known.month or 1, known.day or 1) if known is not None else None
