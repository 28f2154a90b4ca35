"""Who is who in a dossier: mentions on several papers put together by number, else by name and birth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.document import Document
from domain.fold import fold
from domain.record import Mention, Person


@dataclass(slots=True)
class _Known:
    name: str | None
    number: str | None
    birth: str | None
    mentions: list[Mention]


def people_of(documents: Sequence[Document]) -> tuple[Person, ...]:
    """Everybody named in the documents, in order of first mention.

    Two mentions are one person when their personal numbers are equal, or when names agree and neither
    number nor birth date speaks against it. Attributes are never borrowed from another person.
    """
    known: list[_Known] = []
    for document in documents:
        for role, name, number, birth in _mentions(document):
            person = next((each for each in known if _same(each, name, number, birth)), None)
            if person is None:
                known.append(_Known(name, number, birth, [Mention(document.id, role)]))
                continue
            person.name = person.name or name
            person.number = person.number or number
            person.birth = _fuller(person.birth, birth)
            person.mentions.append(Mention(document.id, role))
    return tuple(
        Person(f"p{index}", each.name, each.number, each.birth, tuple(each.mentions))
        for index, each in enumerate(known, start=1)
    )


def _mentions(document: Document) -> Iterator[tuple[str, str | None, str | None, str | None]]:
    values = {field.name: field.value for field in document.fields}
    roles = dict.fromkeys(_role(name) for name in values if name.split(".")[-1] in ("ho_ten", "so_dinh_danh"))
    for role in roles:
        prefix = f"{role}." if role else ""
        number = values.get(f"{prefix}so_dinh_danh") or values.get(f"{prefix}so_giay_to" if role else "")
        birth = values.get(f"{prefix}ngay_sinh") or values.get(f"{prefix}nam_sinh")
        personal = number if number is not None and len(number) == 12 and number.isdecimal() else None
        yield role, values.get(f"{prefix}ho_ten"), personal, birth


def _role(name: str) -> str:
    return name.rpartition(".")[0]


def _same(person: _Known, name: str | None, number: str | None, birth: str | None) -> bool:
    if person.number and number:
        return person.number == number
    if not person.name or not name or fold(person.name) != fold(name):
        return False
    if person.birth and birth:
        return person.birth[:4] == birth[:4]
    return True


def _fuller(one: str | None, other: str | None) -> str | None:
    return max((each for each in (one, other) if each), key=len, default=None)
