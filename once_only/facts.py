"""What the dossier's papers surely say of the person in a role: enough to find one person and no other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from domain.document import Document, Field, FieldState
from domain.law import Manner
from domain.record import Mention
from once_only.comparing.agreement import Agreement, agree, identity_numbers, read_date
from once_only.evidence import PERSON_UNCERTAIN
from once_only.roles import full_name

PERSONAL_NUMBER_DIGITS = 12
_LINES = ("giay_to", "giay_to_tuy_than", "so_giay_to")
"""Lines of a form in which people write which identity paper they have, its number among other words."""


@dataclass(frozen=True, slots=True)
class Who:
    """A person by number, name and day of birth."""

    number: str
    name: str
    born: str


@dataclass(frozen=True, slots=True)
class Known:
    """What papers surely say of a person; None where they are silent or contradict one another."""

    number: str | None
    name: str | None
    born: str | None


def who(mentions: Iterable[Mention], papers: Sequence[Document]) -> Who | None:
    """The person whom all these places name; None where one of the three is not surely read.

    Also where two sure values contradict one another: then nobody knows whom to ask about.
    """
    known = known_of(mentions, papers)
    if not (known.number and known.name and known.born):
        return None
    return Who(known.number, known.name, known.born)


def known_of(mentions: Iterable[Mention], papers: Sequence[Document]) -> Known:
    """Each of the three as far as all these places surely agree on it."""
    by_id = {each.id: each for each in papers}
    places = [(by_id[each.document], each.role) for each in mentions if each.document in by_id]
    number = _one(Manner.NUMBER, (each for place in places for each in _numbers(*place)))
    name = _one(Manner.NAME, (each for place in places for each in _sure(*place, "ho_ten")))
    born = _one(Manner.DATE, (each for place in places for each in _days(*place)))
    return Known(number, name, born)


def _one(manner: Manner, values: Iterable[str]) -> str | None:
    said = tuple(values)
    agreed = all(agree(manner, said[0], each) is Agreement.EXACT for each in said)
    return said[0] if said and agreed else None


def _sure(paper: Document, role: str, name: str) -> Iterator[str]:
    field = paper.field_named(full_name(role, name))
    if field is not None and is_sure(field):
        yield field.value


def is_sure(field: Field) -> bool:
    """Whether no person has to look at the value any more, and none could not make it out."""
    return field.state is not FieldState.REVIEW and PERSON_UNCERTAIN not in field.reasons


def _numbers(paper: Document, role: str) -> Iterator[str]:
    yield from _sure(paper, role, "so_dinh_danh")
    for line in _LINES if role else ():
        for text in _sure(paper, role, line):
            yield from (each for each in identity_numbers(text) if len(each) == PERSONAL_NUMBER_DIGITS)


def _days(paper: Document, role: str) -> Iterator[str]:
    """Whole days of birth; a form that asks for the year alone says too little."""
    for value in _sure(paper, role, "ngay_sinh"):
        day = read_date(value)
        if day is not None and day.day is not None:
            yield value
