"""People's committees, which give most papers: a head names their unit and place, nothing behind them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from extraction.gazetteer import COMMUNE_UNITS, Names, gazetteer, names_in
from extraction.letters import cased, letters, marks
from extraction.nesting import DISTRICT_UNITS, PROVINCE_UNITS

_OPENING = ("uy", "ban", "nhan", "dan")
_UNITS = {letters(unit): unit for unit in COMMUNE_UNITS | DISTRICT_UNITS | PROVINCE_UNITS}


def mend_committee(agency: str) -> str:
    """«ỦY BAN NHÂN DÂN THỊ TRẦN PHÚ MINH» as a committee with its unit and its place as they are spelt.

    No place behind it narrows which one that can be, so that its letters must be one place's in the country.
    """
    words = agency.split()
    if tuple(map(letters, words[: len(_OPENING)])) != _OPENING:
        return agency
    for size in (2, 1):
        opening, unit, place = _cut(words, len(_OPENING), size)
        known = _UNITS.get(letters(unit))
        if known is not None and place:
            return f"{opening} {cased(known, unit)} {_as_place(place)}"
    return agency


def _cut(words: Sequence[str], start: int, size: int) -> tuple[str, str, str]:
    return " ".join(words[:start]), " ".join(words[start : start + size]), " ".join(words[start + size :])


def _as_place(name: str) -> str:
    if name.lower() in gazetteer().everywhere:
        return name
    found = _everywhere().by_letters(name)
    return cased(found[0].name, name) if found and marks(found[0].name) != marks(name) else name


@cache
def _everywhere() -> Names:
    country = (gazetteer().before, gazetteer().since)
    provinces = [area for each in country for area in each.within.values()]
    districts = [area for each in provinces for area in each.within.values() if not area.is_commune]
    return names_in(*country, *provinces, *districts)
