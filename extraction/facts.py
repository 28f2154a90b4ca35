"""What papers say of people: every mention of somebody, with the fields that tell about that person."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.document import Document, Field
from domain.fold import squeeze


class Fact(StrEnum):
    """What stays the same of a person, whichever paper says it; a home as long as nobody moves."""

    NAME = "name"
    BIRTH = "birth"
    SEX = "sex"
    NUMBER = "number"
    OLD_NUMBER = "old_number"
    ETHNICITY = "ethnicity"
    FATHER = "father"
    MOTHER = "mother"
    HOME = "home"


@dataclass(frozen=True, slots=True)
class Told:
    """One fact as a paper tells it. value: comparable within its fact; the field has it as it was read."""

    document: str
    field: Field
    value: str

    @property
    def place(self) -> str:
        return f"{self.document}.{self.field.name}"


Mentioned = Mapping[Fact, Told]
"""All that one paper says of one person."""

_FACTS = {
    "ho_ten": Fact.NAME,
    "ngay_sinh": Fact.BIRTH,
    "nam_sinh": Fact.BIRTH,
    "gioi_tinh": Fact.SEX,
    "so_dinh_danh": Fact.NUMBER,
    "giay_to_tuy_than": Fact.NUMBER,
    "giay_to": Fact.NUMBER,
    "so_cmnd": Fact.OLD_NUMBER,
    "so_cmnd_cu": Fact.OLD_NUMBER,
    "dan_toc": Fact.ETHNICITY,
    "noi_cu_tru": Fact.HOME,
    "noi_thuong_tru": Fact.HOME,
    "dia_chi_thuong_tru": Fact.HOME,
}
"""By the last part of a field's name."""
_IN_ROLES = {"so_giay_to": Fact.NUMBER}
"""In somebody's part of a paper the number of that person's identity paper, else the paper's own."""
_PARENTS = {"cha.ho_ten": Fact.FATHER, "me.ho_ten": Fact.MOTHER}
_CARRIER, _CARRIED = "nguoi_di_", "giay_to_tuy_than"
"""Who reported a birth or a death stands in a field of its own; the identity paper told is that person's."""
_NUMBER = re.compile(r"(?<!\d)(?:\d{12}|\d{9})(?!\d)")
_OLD_DIGITS = 9
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def mentions_in(document: Document) -> Iterator[Mentioned]:
    """Every person a paper tells something about, in the order of their fields."""
    groups: dict[str, dict[Fact, Told]] = defaultdict(dict)
    names = {field.name for field in document.fields}
    carrier = next((name for name in names if name.startswith(_CARRIER)), None)
    for field in document.fields:
        role, _, last = field.name.rpartition(".")
        fact = _FACTS.get(last) or (_IN_ROLES.get(last) if role else None)
        if carrier is not None and field.name in (carrier, _CARRIED):
            role, fact = carrier, Fact.NUMBER if field.name == _CARRIED else Fact.NAME
        _tell(groups[role], document, field, fact)
        _tell(groups[""], document, field, _PARENTS.get(field.name))
    yield from _with_subject(groups).values()


def as_told(fact: Fact, value: str) -> str:
    """A value so that it compares with others of its fact; empty where it tells nothing of it."""
    return _READ.get(fact, said_alike)(value)


def said_alike(name: str) -> str:
    """A name so that only its size and the place of a tone's mark do not count: «Hoà», «HÒA»."""
    return " ".join(map(_letters_and_tone, name.lower().split()))


def _tell(told: dict[Fact, Told], document: Document, field: Field, fact: Fact | None) -> None:
    if fact is None:
        return
    value = as_told(fact, field.value)
    if fact is Fact.NUMBER and len(value) == _OLD_DIGITS:
        fact = Fact.OLD_NUMBER
    if value and fact not in told:
        told[fact] = Told(document.id, field, value)


def _with_subject(groups: dict[str, dict[Fact, Told]]) -> dict[str, dict[Fact, Told]]:
    """The groups, facts without a role given to the one person that the paper names by nothing but a name."""
    head = groups[""]
    bare = [role for role, told in groups.items() if role and list(told) == [Fact.NAME]]
    if Fact.NAME in head or len(bare) != 1:
        return groups
    joined = {**head, **groups[bare[0]]}
    return {**{role: told for role, told in groups.items() if role != bare[0]}, "": joined}


def _letters_and_tone(word: str) -> str:
    signs = unicodedata.normalize("NFD", word)
    letters = "".join(sign for sign in signs if sign not in _TONES)
    return unicodedata.normalize("NFC", letters) + "".join(sign for sign in signs if sign in _TONES)


def _number(text: str) -> str:
    found = set(_NUMBER.findall(text))
    return found.pop() if len(found) == 1 else ""


def _date(text: str) -> str:
    return text if text[:4].isdecimal() else ""


_READ: Mapping[Fact, Callable[[str], str]] = {
    Fact.BIRTH: _date,
    Fact.NUMBER: _number,
    Fact.OLD_NUMBER: _number,
    Fact.ETHNICITY: squeeze,
    Fact.HOME: str.strip,
}
"""How a value is made comparable; as names are where nothing is said."""
