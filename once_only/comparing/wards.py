"""Which commune of Hanoi an address means, before and after the district level ended on 1 July 2025.

A commune of old may have been split over several of today's, and its name may have gone to another place
(*Xã Thanh Xuân* of Sóc Sơn is no part of *Phường Thanh Xuân*). So an address stands for a set of communes and
is never rewritten.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from once_only.comparing.spelling import address_parts, tidy, tone_key

_COUNTRY = "việt nam"
_CITY = frozenset({"hà nội", "thành phố hà nội"})
_UNITS = ("phường", "xã", "thị trấn", "quận", "huyện", "thị xã")
_DISTRICT_UNITS = ("quận", "huyện", "thị xã")
_COMMUNE_AND_DISTRICT = 2
_GROUP = re.compile(r"\b(?:tổ dân phố|tdp|tổ)(?: số)? \d+\w?\b")
"""Numbers of residents' groups were given anew in 2025; they prove neither sameness nor difference."""
_FILLERS = frozenset({"số", "nhà", "đường", "phố"})
_NO_NAMES = _FILLERS | {"ngõ", "ngách", "hẻm", "kiệt", "thôn", "xóm", "đội", "cụm", "khu", "phòng", "tầng"}


@dataclass(frozen=True, slots=True)
class Commune:
    """One commune an address may mean. legacy: its district and name in the three levels of old."""

    today: str
    legacy: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """An address taken apart: what stands before the commune, tidy, and the communes it may lie in."""

    street: str
    communes: frozenset[Commune]

    @property
    def house(self) -> tuple[str, ...]:
        """The words that tell a house, without fillers and residents' groups."""
        return tuple(word for word in _GROUP.sub(" ", self.street).split() if word not in _FILLERS)

    @property
    def telling(self) -> bool:
        """Whether the words name a street or a hamlet; *số 5 ngõ 10* alone is found in every commune."""
        return any(word.isalpha() and len(word) > 1 and word not in _NO_NAMES for word in self.house)

    def may_be(self, other: Placed) -> bool:
        """Whether both may lie in one commune; two addresses in the levels of old must name the same one."""
        return any(_meet(one, two) for one in self.communes for two in other.communes)


def placed(text: str) -> Placed | None:
    """The address by its communes in Hanoi; None where it names none that is known, or another province.

    The city may be left out behind one of its districts, if that is named with its unit.
    """
    parts = list(address_parts(text))
    if parts and parts[-1] == _COUNTRY:
        parts.pop()
    if parts and parts[-1] in _CITY:
        return _within_city(parts[:-1])
    return _within_district(parts) if parts and _split(parts[-1])[0] else None


def _within_district(parts: list[str]) -> Placed | None:
    """Where the address ends with a district of old and a commune that lies in it."""
    if len(parts) < _COMMUNE_AND_DISTRICT:
        return None
    district, commune = _split(parts[-1]), _split(parts[-2])
    inside = _communes().legacy.get((_key(district[1]), _key(commune[1])), ())
    found = _matching(inside, commune[0])
    return Placed(" ".join(parts[:-2]), found) if found and _is_district(district) else None


def _within_city(parts: list[str]) -> Placed | None:
    table = _communes()
    old = _within_district(parts)
    if old is not None or not parts:
        return old
    if len(parts) >= _COMMUNE_AND_DISTRICT and _is_no_district(parts[-1]):
        return _by_name_alone(parts[:-1])
    unit, name = _split(parts[-1])
    found = _matching(table.today.get(_key(name), ()), unit) or _matching(
        table.bare.get(_key(name), ()), unit
    )
    return Placed(" ".join(parts[:-1]), found) if found else None


def _is_no_district(part: str) -> bool:
    """Whether it stands for a district, and the city never had one of that name."""
    unit, name = _split(part)
    return unit in _DISTRICT_UNITS and _key(name) not in _communes().districts


def _by_name_alone(parts: list[str]) -> Placed | None:
    """Where a commune of old stands whose name the city had once, so that its district tells nothing more."""
    unit, name = _split(parts[-1])
    found = _matching(_communes().bare.get(_key(name), ()), unit)
    once = len({commune.legacy for commune in found}) == 1
    return Placed(" ".join(parts[:-1]), found) if once and unit else None


def _is_district(split: tuple[str, str]) -> bool:
    unit, name = split
    return unit in ("", _communes().districts.get(_key(name)))


def _meet(one: Commune, other: Commune) -> bool:
    if one.legacy is not None and other.legacy is not None:
        return one.legacy == other.legacy
    return one.today == other.today


def _matching(rows: tuple[tuple[str, Commune], ...], unit: str) -> frozenset[Commune]:
    return frozenset(commune for named, commune in rows if unit in ("", named))


def _split(part: str) -> tuple[str, str]:
    """Unit word and name; an empty unit where the address leaves it out, as cards do."""
    unit = next((each for each in _UNITS if part.startswith(f"{each} ")), "")
    return unit, part[len(unit) :].strip()


_Key = tuple[tuple[str, str], ...]
_Rows = tuple[tuple[str, Commune], ...]


def _key(name: str) -> _Key:
    """Spelling aside; *Văn Miếu - Quốc Tử Giám* is written with and without its dash."""
    return tone_key(name.replace("-", " "))


@dataclass(frozen=True, slots=True)
class _Table:
    """Rows of unit word and commune. legacy: by district and name; bare: legacy by name alone."""

    legacy: dict[tuple[_Key, _Key], _Rows]
    bare: dict[_Key, _Rows]
    today: dict[_Key, _Rows]
    districts: dict[_Key, str]


@cache
def _communes() -> _Table:
    """The table that lies beside this module, read once."""
    lines = files("once_only.comparing").joinpath("hanoi_2025.csv").read_text(encoding="utf-8").splitlines()
    legacy: defaultdict[tuple[_Key, _Key], list[tuple[str, Commune]]] = defaultdict(list)
    bare: defaultdict[_Key, list[tuple[str, Commune]]] = defaultdict(list)
    today: dict[_Key, dict[str, Commune]] = defaultdict(dict)
    districts: dict[_Key, str] = {}
    for line in lines[1:]:
        district, commune, successors = line.split(";")
        (kind, area), (unit, name) = _split(tidy(district)), _split(tidy(commune))
        districts[_key(area)] = kind
        for successor in successors.split("|"):
            now = tidy(successor)
            row = (unit, Commune(now, (district, commune)))
            legacy[_key(area), _key(name)].append(row)
            bare[_key(name)].append(row)
            today[_key(_split(now)[1])][_split(now)[0]] = Commune(now)
    return _Table(
        {key: tuple(rows) for key, rows in legacy.items()},
        {key: tuple(rows) for key, rows in bare.items()},
        {key: tuple(rows.items()) for key, rows in today.items()},
        districts,
    )
