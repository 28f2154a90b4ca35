"""Which province an address names, before and after provinces were merged on 1 July 2025.

A merged province took the name of one of its parts, so that each name, old or new, stands for one province
of today. Communes outside of Hanoi have no such table here: only that two addresses may be one place is said.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from once_only.comparing.spelling import address_parts, tone_key

_COUNTRY = "việt nam"
_PROVINCE_UNITS = ("tỉnh ", "thành phố ")
_DISTRICT_UNITS = ("quận ", "huyện ", "thị xã ", "thành phố ")
_HANOI = "Hà Nội"

_Key = tuple[tuple[str, str], ...]


def province_of(text: str) -> str | None:
    """The province of today that the address ends with; None where it names none that is known."""
    parts = _parts(text)
    return _successors().get(_name(parts[-1])) if parts else None


def may_be_rewritten(one: str, other: str) -> bool:
    """Whether both may be one place, written before and after July 2025, outside of Hanoi.

    One province of today, the same house and street before the units, and one of them names a district or a
    province that is no more while the other does not. Hanoi has a table of its communes (``wards``).
    """
    here, there = _parts(one), _parts(other)
    province = province_of(one)
    if province in (None, _HANOI) or province != province_of(other):
        return False
    same_start = tone_key(here[0]) == tone_key(there[0])
    return same_start and _is_of_old(here) != _is_of_old(there)


def _is_of_old(parts: tuple[str, ...]) -> bool:
    """Whether a district or a province of the time before stands in it."""
    name = _name(parts[-1])
    gone = tone_key(_successors()[name]) != name
    return gone or any(part.startswith(_DISTRICT_UNITS) for part in parts[1:-1])


def _parts(text: str) -> tuple[str, ...]:
    parts = address_parts(text)
    return parts[:-1] if parts and parts[-1] == _COUNTRY else parts


def _name(part: str) -> _Key:
    unit = next((each for each in _PROVINCE_UNITS if part.startswith(each)), "")
    return tone_key(part.removeprefix(unit))


@cache
def _successors() -> dict[_Key, str]:
    """The table that lies beside this module, read once."""
    table = files("once_only.comparing").joinpath("provinces_2025.csv")
    lines = table.read_text(encoding="utf-8").splitlines()
    return {
        tone_key(name): now for line in lines[1:] for now in line.split(";")[1:] for name in line.split(";")
    }
