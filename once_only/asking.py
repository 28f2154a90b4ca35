"""Which registers are asked, about which paper, by which values, and what a register answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.document import Document
from domain.law import Agree, LawBook, LawRule, Procedure, Status, Whose
from domain.once_only import Answer, HeldRecord, LookUp, Outcome
from domain.record import Person
from once_only.applicable import exception_for, held_types, rule_for, sure_values
from once_only.comparing.agreement import NUMBERS, Agreement, agree, has_content
from once_only.refuted import refuting
from once_only.registers import only_wanted
from once_only.roles import mentions_of
from once_only.wanted import Where, wanted

_PERSONAL_NUMBER = "so_dinh_danh"
_PAPER_NUMBER = "so_giay_to"
"""Counted anew by each office each year, so that it finds nobody on its own."""


@dataclass(frozen=True, slots=True)
class _Case:
    """What holds for every paper of one dossier. where: who is named in which role of the procedure."""

    people: Sequence[Person]
    law: LawBook
    received: date
    code: str | None
    procedure: Procedure | None
    where: Where


def look_ups(
    documents: Sequence[Document],
    people: Sequence[Person],
    law: LawBook,
    received: date,
    procedure: str | None,
) -> tuple[LookUp, ...]:
    """One question for each paper whose rule a register could answer, in the order of the documents.

    A question carries one set of keys of the rule and nothing else: number, name and birth date together,
    so that nobody can fish in a register by a number alone, and a number read wrong still finds the record
    it contradicts. Papers that no announced register replaces raise no question. Where earlier results are
    stored for such papers the store is asked beside the register.
    """
    known = law.procedure_on(procedure, received)
    roles = known.roles if known is not None else {}
    where = {role: mentions_of(places, documents, people) for role, places in roles.items()}
    case = _Case(people, law, received, procedure, known, where)
    return tuple(each for document in documents for each in _look_ups(document, case))


def askable(law: LawBook, rule: LawRule, received: date) -> bool:
    """Whether the rule's register is known to stand in for papers received on that day."""
    open_question = law.doubt_on(rule, received) is not None
    return rule.status is Status.REPLACEABLE and not open_question and law.announced(rule, received)


def keys_of(document: Document, rule: LawRule, personal_number: str | None = None) -> dict[str, str]:
    """The first set of the rule's keys that the paper carries in full; empty where it carries none.

    personal_number: the holder's, known from another paper of the same person; it completes a set, the
    paper's own number goes before it.
    """
    own = {each.name: each.value for each in document.fields if has_content(each.value)}
    known = {_PERSONAL_NUMBER: personal_number, **own} if personal_number else own
    for values in (own, known):
        for names in rule.keys:
            if all(name in values for name in names):
                return {name: str(values[name]) for name in names}
    return {}


def answer_from(
    held: Mapping[str, Sequence[HeldRecord]], look_up: LookUp, law: LawBook, asked_at: datetime
) -> Answer | None:
    """What a register answers whose records are at hand; None where that register is not configured.

    The keys and what the look-up wants are handed out, and no other field; with the record asked for go those
    of later events that may refute it.
    """
    if look_up.register not in held:
        return None
    records = held[look_up.register]
    found = [*records_found(records, look_up, law), *refuting(records, look_up, law)]
    kept = tuple(only_wanted(record, look_up) for record in found)
    return Answer(look_up, Outcome.FOUND if kept else Outcome.NOT_FOUND, asked_at, kept)


def records_found(held: Sequence[HeldRecord], look_up: LookUp, law: LawBook) -> list[HeldRecord]:
    """The records that a look-up finds, whole.

    One is found by a number that is one person's own, by a paper's number together with one more key, or
    else by all the other keys together if only one record fits.
    """
    types = held_types(law, look_up.register, look_up.type)
    fitting = [(record, _keys_that_agree(look_up, record, law)) for record in held if record.type in types]
    number = _number_key(look_up, law)
    found = [record for record, keys in fitting if _found_by_number(number, keys)]
    if not found:
        rest = set(look_up.keys) - {number}
        found = [record for record, keys in fitting if rest and rest <= keys]
        found = found if len(found) == 1 else []
    return found


def of_somebody_else(look_up: LookUp, record: HeldRecord, law: LawBook) -> bool:
    """Whether only the number of the question fits: a register must not hand out such a record."""
    others = set(look_up.keys) - {_number_key(look_up, law)}
    return len(others) > 1 and not others & _keys_that_agree(look_up, record, law)


def _look_ups(document: Document, case: _Case) -> Iterator[LookUp]:
    rule = rule_for(case.law, document.type, case.received, case.code, document.copy)
    for each in (rule, rule.stored) if rule is not None else ():
        asked = _look_up(document, each, case) if each is not None else None
        if asked is not None:
            yield asked


def _look_up(document: Document, rule: LawRule, case: _Case) -> LookUp | None:
    law, received = case.law, case.received
    if not askable(law, rule, received):
        return None
    if exception_for(rule, case.procedure or case.code, sure_values(document)):
        return None
    number = _number_of_subject(document, case.people) if rule.whose is Whose.SUBJECT else None
    keys = keys_of(document, rule, number)
    if not keys:
        return None
    cites = law.cites(rule.law, received)
    fields = wanted(rule, case.procedure, document.id, case.where)
    return LookUp(rule.register or "", document.type, keys, document.id, cites, fields)


def _number_of_subject(document: Document, people: Sequence[Person]) -> str | None:
    """The personal number of the paper's own subject, never of another person on it."""
    return next(
        (
            person.personal_number
            for person in people
            if any(each.document == document.id and not each.role for each in person.mentions)
        ),
        None,
    )


def _compared_of(look_up: LookUp, law: LawBook) -> dict[str, Agree]:
    asked = look_up.register
    rules = (
        rule for rule in law.rules if look_up.type in rule.types and asked in (rule.register, rule.store)
    )
    return {each.field: each for rule in rules for each in rule.must_agree}


def _number_key(look_up: LookUp, law: LawBook) -> str | None:
    compared = _compared_of(look_up, law)
    return next((name for name in look_up.keys if compared[name].manner in NUMBERS), None)


def _found_by_number(number: str | None, agreeing: set[str]) -> bool:
    return number in agreeing and (number != _PAPER_NUMBER or len(agreeing) > 1)


def _keys_that_agree(look_up: LookUp, record: HeldRecord, law: LawBook) -> set[str]:
    compared = _compared_of(look_up, law)
    return {name for name, value in look_up.keys.items() if _holds(record, compared[name], value)}


def _holds(record: HeldRecord, each: Agree, value: str) -> bool:
    held = (record.fields.get(name) for name in (each.field, *each.held))
    return any(agree(each.manner, value, known) is Agreement.EXACT for known in held)
