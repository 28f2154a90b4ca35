"""The end of an address in the city: its name misread, or cut where the line ended."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz import fuzz

from domain.fold import fold, squeeze
from extraction.gazetteer import gazetteer

_CITY, _NAME = "thành phố Hà Nội", "Hà Nội"
_WHOLE = fold(_CITY).split()
_ALIKE = 85.0  # of 100: how like the city's name with its unit a tail must be («thành hố Hà Nội»)
_BEGUN = len("thanh")  # letters from which a tail that breaks off can be nothing else
_BEGUN_BEHIND_COMMUNE = len(
    "thanhphoha"
)  # the same behind a commune, whose name other provinces may have too
_LOST_WORDS = 4  # words of the city's name, of which a hand may leave no more to read than the first


def with_whole_city(address: str) -> str:
    """The address with the city's name whole behind one of its districts: «huyện Thanh Trì, thành».

    Only where a district is named with its unit, and what stands behind it begins or resembles the city's
    name, or begins with its first word («thành LÁ»): nothing else can follow there. Behind a commune of today
    the name must resemble it, or break off late: another province may have a commune so called.
    """
    behind_district = _behind(_districts()).search(address)
    match = behind_district or _behind(_communes()).search(address)
    if match is None:
        return address
    least = _BEGUN if behind_district else _BEGUN_BEHIND_COMMUNE
    if match["tail"] == _CITY or not (_resembles(match["tail"], least) or _is_lost(behind_district)):
        return address
    return f"{address[: match.end('place')]}, {_as_written(match['tail'])}"


def _resembles(tail: str, least: int) -> bool:
    """Whether it is like the city's name with its unit, or breaks off behind so many letters of it."""
    read = fold(tail)
    begun = squeeze(_CITY).startswith(squeeze(read)) and len(squeeze(read)) >= least
    return read != fold(_CITY) and (begun or fuzz.ratio(read, fold(_CITY)) >= _ALIKE)


def _is_lost(behind_district: re.Match[str] | None) -> bool:
    """Whether the first word of the city's name alone can be read: «thành LÁ», «thành phả B9TA8»."""
    tail = behind_district["tail"] if behind_district else ""
    words = fold(tail).split()
    return "," not in tail and 1 < len(words) <= _LOST_WORDS and words[0] == "thanh" and words != _WHOLE


def _as_written(read: str) -> str:
    if read.isupper() and len(read) > 1:
        return _CITY.upper()
    return _CITY[0].upper() + _CITY[1:] if read[0].isupper() else _CITY


@cache
def _districts() -> frozenset[str]:
    """The city's districts of before July 2025, each with every unit it had."""
    districts = gazetteer().before.within[_NAME].within.values()
    return frozenset(f"{unit} {area.name}" for area in districts for unit in area.units)


@cache
def _communes() -> frozenset[str]:
    """Its communes of today."""
    communes = gazetteer().since.within[_NAME].within.values()
    return frozenset(f"{unit} {area.name}" for area in communes for unit in area.units)


@cache
def _behind(places: frozenset[str]) -> re.Pattern[str]:
    """Matches what an address has behind the last of these places."""
    named = "|".join(sorted(places, key=len, reverse=True))
    return re.compile(rf".*(?P<place>\b(?:{named})),?\s+(?P<tail>\w[\w\s,.:]*)$", re.IGNORECASE)
