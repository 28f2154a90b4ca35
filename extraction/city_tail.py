"""The end of an address in the city: its name misread, or cut where the line ended."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz import fuzz

from domain.fold import fold, squeeze
from extraction.gazetteer import gazetteer

_CITY, _NAME = "thành phố Hà Nội", "Hà Nội"
_ALIKE = 85.0  # of 100: how like the city's name with its unit a tail must be («thành hố Hà Nội»)
_BEGUN = len("thanh")  # letters from which a tail that breaks off can be nothing else


def with_whole_city(address: str) -> str:
    """The address with the city's name whole behind one of its districts: «huyện Thanh Trì, thành».

    Only where a district is named with its unit, and what stands behind it begins or resembles the city's
    name: nothing else can follow there.
    """
    match = _behind_district().search(address)
    if match is None:
        return address
    tail = fold(match["tail"])
    begun = squeeze(_CITY).startswith(squeeze(tail)) and len(squeeze(tail)) >= _BEGUN
    if tail == fold(_CITY) or not (begun or fuzz.ratio(tail, fold(_CITY)) >= _ALIKE):
        return address
    return f"{address[: match.end('district')]}, {_as_written(match['tail'])}"


def _as_written(read: str) -> str:
    if read.isupper() and len(read) > 1:
        return _CITY.upper()
    return _CITY[0].upper() + _CITY[1:] if read[0].isupper() else _CITY


@cache
def _behind_district() -> re.Pattern[str]:
    """Matches what an address has behind the last district of the city."""
    districts = gazetteer().before.within[_NAME].within.values()
    named = "|".join(f"{unit} {area.name}" for area in districts for unit in area.units)
    return re.compile(rf".*(?P<district>\b(?:{named})),?\s+(?P<tail>\w[\w\s,.]*)$", re.IGNORECASE)
