"""Takes the places of an address from its end and spells each as one that lies in the place behind it.

A province narrows what a district can be, and a district what a commune can be: «Việt Tí, Phú Thọ» can only
be Việt Trì, though the country has many a place that is one letter from it. A part that is a place as it
stands is never changed, nor is a name changed into one of another time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extraction.gazetteer import COMMUNE_UNITS, Area, Names, gazetteer, names_in, spelling
from extraction.letters import cased, letters

_WHOLE = {
    "p": "phường", "x": "xã", "tt": "thị trấn", "q": "quận", "h": "huyện", "tx": "thị xã", "tp": "thành phố",
    "t": "tỉnh",
}  # fmt: skip
DISTRICT_UNITS = frozenset({"quận", "huyện", "thị xã", "thành phố"})
PROVINCE_UNITS = frozenset({"tỉnh", "thành phố"})
_OPENED = re.compile(
    r"\s*(?:(thành phố|thị xã|thị trấn|đặc khu|quận|huyện|phường|xã|tỉnh)\s+"
    r"|(tp|tx|tt|[pqhxt])(?:\.\s*|\s+))(?=\S)",
    re.IGNORECASE,
)
_OFFICE = re.compile(r".*\S\s(xã|phường|thị trấn)\s+(?=[^\W\d_])")
"""An office or a hamlet may stand before its commune: «UBND xã Phú Châu»."""
_NO_COMMUNES = frozenset(
    (
        "so", "ngo", "ngach", "hem", "đuong", "pho", "thon", "xom", "to", "đoi", "cum", "khu", "khoi", "ap",
        "ban", "buon", "lang", "can", "phong", "nha", "chung", "toa", "benh", "tram", "ubnd", "uy", "trung",
        "cong",
    )
)  # fmt: skip
"""First words, by their letters, of parts that name a street, a hamlet, a house or an office."""
_WITHOUT_COMMUNE = 3
"""Parts of an address on a card, «house, district, province», that lost the comma before its commune."""
_HOUSE = "so"
_OPENED_BY = 1  # word, such as «Thôn», with a name or a number behind it
_LONG, _LONG_DISTRICT = 5, 4
"""Letters from which a name is known although one is wrong; a province has few districts."""


@dataclass(frozen=True, slots=True)
class Nested:
    """parts: with the places spelt. settled: which of them are known to be right or were spelt anew.

    province: as it is called, or empty where it is not known.
    """

    parts: tuple[str, ...]
    settled: frozenset[int] = frozenset()
    province: str = ""


@dataclass(frozen=True, slots=True)
class _Part:
    """before: the part's text up to the name. unit: in full and lower case, or empty."""

    before: str
    unit: str
    name: str

    @property
    def is_plain(self) -> bool:
        """Whether it may be a place: neither numbered nor opened by a word of streets and hamlets."""
        first = letters(self.name.split()[0]) if self.name.split() else ""
        return bool(first) and first not in _NO_COMMUNES and not any(map(str.isdecimal, self.name))

    @property
    def may_be_commune(self) -> bool:
        """Whether it is called a commune, or is a bare name."""
        return self.unit in COMMUNE_UNITS or (not self.unit and self.is_plain)

    def spelt(self, places: Sequence[Area]) -> str:
        """The part with the name of these places, untouched where it is theirs already."""
        return self.before + cased(places[0].name, self.name)


def mend_places(parts: Sequence[str]) -> Nested:
    """The parts of an address, between its commas, with their places spelt as the gazetteer has them.

    A comma that was lost between two places, of which one lies in the other, is put back.
    """
    parts = _unjoined(parts)
    taken = [_taken(part) for part in parts]
    end = _end(taken)
    if end < 0 or taken[end].name.lower() in gazetteer().former:
        return Nested(tuple(parts), frozenset({end} if end >= 0 else ()))
    provinces = _provinces(taken, end)
    if not provinces:
        return Nested(tuple(parts))
    found = {end: provinces, **_below(taken, end - 1, provinces)}
    mended = (_spelt(part, taken[at], found.get(at, ())) for at, part in enumerate(parts))
    return Nested(tuple(mended), frozenset(found), provinces[0].name)


def _unjoined(parts: Sequence[str]) -> list[str]:
    """The parts with two places in one taken apart: «Bá Hiến Bình Xuyên, Vĩnh Phúc».

    An address without any comma is left as it is written.
    """
    if len(parts) < 2:
        return list(parts)
    country = names_in(gazetteer().before, gazetteer().since)
    rest = [*parts[:-1], *_taken_apart(parts[-1], country)]
    provinces = names_in(*country.exactly(_taken(rest[-1]).name))
    rest = [*rest[:-2], *_taken_apart(rest[-2], provinces), rest[-1]]
    if len(rest) != _WITHOUT_COMMUNE or any(_taken(part).unit for part in rest):
        return rest
    districts = [each for each in provinces.exactly(_taken(rest[1]).name) if not each.is_commune]
    return [*_without_commune(rest[0], names_in(*districts)), *rest[1:]]


def _without_commune(part: str, communes: Names) -> list[str]:
    """A street or a hamlet and the commune behind it: «Thôn Đông Bình Lưu Quang», where no other is named."""
    words = part.split()
    if letters(words[0]) not in _NO_COMMUNES:
        return [part]
    for at in range(_OPENED_BY + 1, len(words)):
        if _is_called(words[:at]) and communes.exactly(" ".join(words[at:])):
            return [part[: part.index(words[0])] + " ".join(words[:at]), " " + " ".join(words[at:])]
    return [part]


def _is_called(words: Sequence[str]) -> bool:
    """Whether a street or hamlet has a name here already, or a hamlet its number: «Số 5» has neither yet."""
    numbered = words[-1].isdecimal() and letters(words[0]) != _HOUSE
    return numbered or (words[-1].istitle() and letters(words[-1]) not in _NO_COMMUNES)


def _taken_apart(part: str, around: Names) -> list[str]:
    """A part without a unit whose last words are one of those places, and the first can only be one in it."""
    words, taken = part.split(), _taken(part)
    if taken.unit or taken.name.lower() in gazetteer().everywhere or not taken.is_plain:
        return [part]
    for at in range(1, len(words)):
        larger = around.exactly(" ".join(words[at:]))
        smaller = _Part("", "", " ".join(words[:at]))
        if larger and _matching(smaller, names_in(*larger), _LONG):
            return [part[: part.index(words[0])] + smaller.name, " " + " ".join(words[at:])]
    return [part]


def nests(address: str) -> bool:
    """Whether the commune is a known place in the district behind it, and that in the province; or, as since
    July 2025, the commune in the province. Each must be called by a unit that it had. A district may be left
    out where the commune is said to be one («Trạm Y tế xã Phú Châu, Hà Nội»)."""
    taken = [_taken(part) for part in address.split(",")]
    end = _end(taken)
    if end < 1:
        return False
    provinces = _called(names_in(gazetteer().before, gazetteer().since), taken[end])
    second = _called(names_in(*provinces), taken[end - 1])
    districts = [place for place in second if not place.is_commune]
    if end > 1 and districts and _called(names_in(*districts), taken[end - 2]):
        return True
    if end > 1 and districts and taken[end - 2].may_be_commune:
        return False
    if taken[end - 1].unit in COMMUNE_UNITS:
        return bool(second or _called(names_in(*_districts(provinces)), taken[end - 1]))
    return len(second) > len(districts)


def _called(names: Names, part: _Part) -> list[Area]:
    return [place for place in names.exactly(part.name) if not part.unit or part.unit in place.units]


def _taken(part: str) -> _Part:
    opened = _OPENED.match(part) or _OFFICE.match(part)
    if opened is None:
        start = len(part) - len(part.lstrip())
        return _Part(part[:start], "", part[start:].rstrip())
    unit = next(filter(None, opened.groups())).lower()
    return _Part(part[: opened.end()], _WHOLE.get(unit, unit), part[opened.end() :].rstrip())


def _end(taken: Sequence[_Part]) -> int:
    """Where the province must stand: last, or before the country's name; -1 where no address has one."""
    end = len(taken) - 1
    while end >= 0 and taken[end].name.lower() in ("", "việt nam"):
        end -= 1
    return end if end >= 0 and taken[end].unit in PROVINCE_UNITS | {""} else -1


def _provinces(taken: Sequence[_Part], end: int) -> tuple[Area, ...]:
    """The province of before and since July 2025 that the part names.

    One letter may be wrong only where the part before it is a place in that province and in no other such.
    """
    names, part = names_in(gazetteer().before, gazetteer().since), taken[end]
    if exact := names.exactly(part.name):
        return exact
    if end == 0 or not part.is_plain:
        return ()
    near = names.by_letters(part.name) or names.near(part.name, _LONG)
    inner = names_in(*near, *_districts(near))
    held = inner.exactly(taken[end - 1].name) or inner.by_letters(taken[end - 1].name)
    return near if held else ()


def _districts(provinces: Sequence[Area]) -> tuple[Area, ...]:
    return tuple(area for each in provinces for area in each.within.values() if not area.is_commune)


def _below(taken: Sequence[_Part], at: int, provinces: tuple[Area, ...]) -> dict[int, tuple[Area, ...]]:
    """The place of the part before the province, and of the one before that, by their numbers."""
    if at < 0:
        return {}
    part = taken[at]
    districts = _districts(provinces)
    if part.unit in COMMUNE_UNITS:
        return _found(at, _matching(part, names_in(*provinces, *districts), _LONG))
    if part.unit not in DISTRICT_UNITS | {""}:
        return {}
    of_old = [each for each in provinces if _districts([each])]
    known = names_in(*(provinces if not part.unit else of_old))
    if not known.exactly(part.name) and names_in(*districts).exactly(part.name):
        return {}  # a commune of old whose district is left out
    second = _matching(part, known, _LONG_DISTRICT)
    areas = tuple(place for place in second if not place.is_commune)
    if not areas or at == 0:
        return _found(at, second)
    today = names_in(*(each for each in provinces if each not in of_old))
    return {at: second, **_found(at - 1, _commune(taken[at - 1], areas, today))}


def _commune(part: _Part, areas: tuple[Area, ...], today: Names) -> tuple[Area, ...]:
    """The commune in a district; one of today's that was put behind a district of old is left as it is."""
    if part.unit not in COMMUNE_UNITS | {""}:
        return ()
    names = names_in(*areas)
    return names.exactly(part.name) or today.exactly(part.name) or _matching(part, names, _LONG)


def _matching(part: _Part, names: Names, least: int) -> tuple[Area, ...]:
    """The places that the part names, or that it can only name if marks or one letter were read wrongly."""
    if exact := names.exactly(part.name):
        return exact
    if not part.is_plain:
        return ()
    if same := names.by_letters(part.name):
        return same
    return () if part.name.lower() in gazetteer().everywhere else names.near(part.name, least)


def _found(at: int, places: tuple[Area, ...]) -> dict[int, tuple[Area, ...]]:
    return {at: places} if places else {}


def _spelt(part: str, taken: _Part, places: tuple[Area, ...]) -> str:
    """The part with the name as the gazetteer has it, but for where the tone of a vowel stands."""
    if not places:
        return part
    name = places[0].name
    if spelling(name) != spelling(taken.name):
        return taken.spelt(places)
    if taken.unit and _lost_its_dash(taken.name, name):
        return taken.spelt(places)
    return taken.before + name if _lost_a_capital(taken.name, name) else part


def _lost_its_dash(read: str, name: str) -> bool:
    """«phường Văn Miếu Quốc Tử Giám» for «phường Văn Miếu - Quốc Tử Giám»; cards may print it without."""
    return " - " in name and "-" not in read


def _lost_a_capital(read: str, name: str) -> bool:
    """«Ba vì» for «Ba Vì»: a word's capital was read small."""
    return read.lower() == name.lower() and read[0].isupper() and not read.isupper()
