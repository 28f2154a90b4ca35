"""Whether a paper is surely about somebody else than the people whom a component is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.document import Document
from domain.law import Manner
from domain.record import Mention
from once_only.comparing.agreement import Agreement, agree
from once_only.facts import Known, known_of
from once_only.roles import SPOUSES, full_name


def surely_of_others(
    paper: Document,
    about: Sequence[str],
    where: Mapping[str, frozenset[Mention]],
    papers: Sequence[Document],
) -> bool:
    """Whether one of those whom the paper names is surely not the person of that role.

    about: roles in the order of the people on the paper, the wife before the husband. Where it names another
    number of people, or where either side is not surely read, nothing is sure and the paper is not blamed.
    """
    places = _people_on(paper)
    if len(places) != len(about):
        return False
    pairs = zip(places, about, strict=True)
    return any(
        _is_another(Mention(paper.id, place), where.get(role, frozenset()), papers) for place, role in pairs
    )


def _people_on(paper: Document) -> tuple[str, ...]:
    """Prefixes of those whom the paper is about: two spouses, or its own subject."""
    spouses = tuple(each for each in SPOUSES if paper.field_named(full_name(each, "ho_ten")) is not None)
    return spouses or (("",) if paper.field_named("ho_ten") is not None else ())


def _is_another(mention: Mention, theirs: frozenset[Mention], papers: Sequence[Document]) -> bool:
    if mention in theirs:
        return False
    return _are_two(known_of({mention}, papers), known_of(theirs, papers))


def _are_two(one: Known, other: Known) -> bool:
    """An equal number is one person, whatever the name, which people change; a number may be an old one."""
    number = agree(Manner.NUMBER, one.number, other.number)
    name = agree(Manner.NAME, one.name, other.name)
    born = agree(Manner.DATE, one.born, other.born)
    if number is Agreement.EXACT:
        return False
    if number is Agreement.DIFFERENT:
        return Agreement.DIFFERENT in (name, born)
    return name is Agreement.DIFFERENT and born is not Agreement.EXACT
