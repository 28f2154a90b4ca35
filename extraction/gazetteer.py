"""The administrative places of Việt Nam as they nest, before July 2025 (three levels) and since (two).

Facts of the lists the General Statistics Office keeps, in ``gazetteer.txt`` beside this module.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from rapidfuzz.distance import Levenshtein

from extraction.letters import letters, marks

COMMUNE_UNITS = frozenset({"phường", "xã", "thị trấn", "đặc khu"})
_KINDS = {"P": "phường", "X": "xã", "T": "thị trấn", "Đ": "đặc khu"}
_UNIT = re.compile(r"(Thành phố|Thị xã|Tỉnh|Quận|Huyện) ?(.*)", re.DOTALL)
_WORD = re.compile(r"[^\W_]+")

Spelling = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(eq=False, slots=True)
class Area:
    """A place and the places in it, by name. units: what it was called over the years («huyện», «thị xã»)."""

    name: str
    units: tuple[str, ...] = ()
    within: dict[str, Area] = field(default_factory=dict)

    @property
    def is_commune(self) -> bool:
        """Whether it is of the lowest level; a few islands are districts without communes."""
        return not self.within and self.units[0] in COMMUNE_UNITS

    def grown(self, name: str, unit: str) -> Area:
        """The place of that name in this one, entered where it is new."""
        area = self.within.setdefault(name, Area(name))
        if unit not in area.units:
            area.units += (unit,)
        return area


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """before, since: all provinces of each time. former: provinces and spellings of older days, lower case.

    everywhere: each name of any place, lower case.
    """

    before: Area
    since: Area
    former: frozenset[str]
    everywhere: frozenset[str]


@dataclass(frozen=True, slots=True)
class Names:
    """The names in some areas, by their spelling and by their bare letters."""

    spelt: Mapping[Spelling, tuple[Area, ...]]
    lettered: Mapping[str, tuple[Spelling, ...]]

    def exactly(self, name: str) -> tuple[Area, ...]:
        """The places so called, wherever the tone is put on a vowel (hoà, hòa)."""
        return self.spelt.get(spelling(name), ())

    def by_letters(self, name: str) -> tuple[Area, ...]:
        """The places of the only name that has these letters."""
        found = self.lettered.get(_closed_up(name), ())
        return self.spelt[found[0]] if len(found) == 1 else ()

    def near(self, name: str, least: int) -> tuple[Area, ...]:
        """The places of the only name, of so many letters at least, that one letter sets apart."""
        read = _closed_up(name)
        close = [
            spelt
            for known, group in self.lettered.items()
            if len(known) >= least and Levenshtein.distance(read, known, score_cutoff=1) <= 1
            for spelt in group
        ]
        return self.spelt[close[0]] if len(close) == 1 else ()


def spelling(name: str) -> Spelling:
    """What makes two spellings the same name: words, letters and marks; signs between them mean nothing."""
    return tuple(map(marks, _WORD.findall(name)))


@cache
def names_in(*areas: Area) -> Names:
    """The names of the places that lie directly in these areas."""
    spelt: defaultdict[Spelling, list[Area]] = defaultdict(list)
    for place in (each for area in areas for each in area.within.values()):
        spelt[spelling(place.name)].append(place)
    lettered: defaultdict[str, list[Spelling]] = defaultdict(list)
    for key in spelt:
        lettered["".join(letters_of for letters_of, _ in key)].append(key)
    return Names(
        {key: tuple(places) for key, places in spelt.items()},
        {key: tuple(group) for key, group in lettered.items()},
    )


@cache
def gazetteer() -> Gazetteer:
    """The file, read once."""
    text = files("extraction").joinpath("gazetteer.txt").read_text(encoding="utf-8")
    _, before, since, former = re.split(r"^\[\w+\]\n", text, flags=re.MULTILINE)
    trees = _tree(before.splitlines()), _tree(since.splitlines())
    everywhere = frozenset(name.lower() for tree in trees for name in _all_names(tree))
    return Gazetteer(*trees, frozenset(former.lower().splitlines()), everywhere)


def _tree(lines: Iterable[str]) -> Area:
    """A province a line; set in behind it its districts, or a line without a name: its own communes."""
    country = Area("")
    province = country
    for line in lines:
        head, _, communes = line.partition(":")
        unit, name = _split(head.strip())
        if not line.startswith(" "):
            province = country.grown(name, unit)
            continue
        area = province.grown(name, unit) if name else province
        for kind, commune in _communes(communes):
            area.grown(commune, kind)
    return country


def _split(head: str) -> tuple[str, str]:
    match = _UNIT.match(head)
    return (match.group(1).lower(), match.group(2)) if match else ("", head)


def _communes(text: str) -> Iterable[tuple[str, str]]:
    for group in filter(None, text.split(";")):
        for name in group[2:].split(","):
            yield _KINDS[group[0]], name


def _all_names(area: Area) -> Iterable[str]:
    for place in area.within.values():
        yield place.name
        yield from _all_names(place)


def _closed_up(name: str) -> str:
    return "".join(map(letters, _WORD.findall(name)))
