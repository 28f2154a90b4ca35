"""Who is who: where the person of a role is named on the papers of a dossier."""

from __future__ import annotations

from collections.abc import Sequence

from domain.document import Document
from domain.law import Manner, RolePlace
from domain.record import Mention, Person
from once_only.comparing.agreement import Agreement, agree

SPOUSES = ("vo", "chong")
"""Prefixes of the two people of a marriage, the wife first."""


def mentions_of(
    places: Sequence[RolePlace], documents: Sequence[Document], people: Sequence[Person]
) -> frozenset[Mention]:
    """All places that name the role's person; empty where the first place that names anybody names two."""
    for place in places:
        named = {
            _all_mentions(Mention(document.id, place.role), documents, people)
            for document in documents
            if document.type in place.types and _names_somebody(document, place.role)
        }
        if named:
            return named.pop() if len(named) == 1 else frozenset()
    return frozenset()


def _names_somebody(document: Document, role: str) -> bool:
    return document.field_named(full_name(role, "ho_ten")) is not None


def _all_mentions(
    mention: Mention, documents: Sequence[Document], people: Sequence[Person]
) -> frozenset[Mention]:
    """Where else the person named there is named, proven by an equal number or an equal name.

    People are put together from readings that may have lost their tones; a name that is merely near is not
    enough to borrow a value by.
    """
    person = next((each for each in people if mention in each.mentions), None)
    if person is None:
        return frozenset({mention})
    name = _said_at(mention, "ho_ten", documents)
    others = (each for each in person.mentions if _is_proven(each, name, person, documents))
    return frozenset({mention, *others})


def _is_proven(mention: Mention, name: str | None, person: Person, documents: Sequence[Document]) -> bool:
    number = _said_at(mention, "so_dinh_danh", documents)
    if agree(Manner.NUMBER, number, person.personal_number) is Agreement.EXACT:
        return True
    return agree(Manner.NAME, _said_at(mention, "ho_ten", documents), name) is Agreement.EXACT


def _said_at(mention: Mention, name: str, documents: Sequence[Document]) -> str | None:
    document = next((each for each in documents if each.id == mention.document), None)
    field = document.field_named(full_name(mention.role, name)) if document is not None else None
    return field.value if field is not None else None


def full_name(role: str, name: str) -> str:
    """A field's canonical name behind the prefix of its person."""
    return f"{role}.{name}" if role else name


def prefixes_of(people: Sequence[str]) -> dict[str, str]:
    """How a record names the people of these roles: its only subject, or the wife and the husband."""
    prefixes = SPOUSES if len(people) == len(SPOUSES) else ("",)
    return dict(zip(people, prefixes, strict=False))
