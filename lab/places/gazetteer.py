"""Writes ``extraction/gazetteer.txt`` from administrative lists as JSON.

``python -m lab.places.gazetteer --before old.json newer.json --since today.json --to FILE``

A list is provinces with ``name``, each with ``districts`` and these with ``wards`` (before July 2025), or
with ``wards`` at once (since). Names carry their unit: «Quận Ba Đình». Lists of several years are united, as
communes were merged over the years while papers keep naming them; of two spellings the later list's stays.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from extraction.letters import marks

_HEAD = """\
# Administrative places of Việt Nam: names, nesting and kind of unit, facts of the lists that the General
# Statistics Office keeps. Lists of 2020 to January 2025 are united; the second part holds since 1 July 2025.
# Made by lab/places/gazetteer.py. P phường, X xã, T thị trấn, Đ đặc khu.
"""
_UNITS = ("Thành phố", "Thị xã", "Thị trấn", "Tỉnh", "Quận", "Huyện", "Phường", "Xã", "Đặc khu")
_LETTERS = {"Phường": "P", "Xã": "X", "Thị trấn": "T", "Đặc khu": "Đ"}
_SIGNS = str.maketrans({"’": "'", "–": "-"})
_FORMER = (
    "Hà Tây", "Hà Bắc", "Hà Sơn Bình", "Hà Nam Ninh", "Nam Hà", "Hải Hưng", "Vĩnh Phú", "Bắc Thái",
    "Cao Lạng", "Hà Tuyên", "Hoàng Liên Sơn", "Nghệ Tĩnh", "Bình Trị Thiên", "Quảng Nam - Đà Nẵng",
    "Nghĩa Bình", "Phú Khánh", "Thuận Hải", "Gia Lai - Kon Tum", "Đắc Lắc", "Đắc Lắk", "Đắc Nông", "Bắc Cạn",
    "Sông Bé", "Cửu Long", "Minh Hải", "Hà Đông", "Sơn Tây", "Hồng Quảng", "Kiến An", "Quảng Yên", "Hải Ninh",
)  # fmt: skip
"""Provinces of before 1997 and spellings no longer used: places that were, however like today's names."""

Tree = dict[tuple[str, str], dict[tuple[str, str], dict[tuple[str, str], None]]]


def main() -> None:
    """Read the lists, write the file."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    asked.add_argument("--before", nargs="+", type=Path, required=True, help="three levels, oldest first")
    asked.add_argument("--since", type=Path, required=True, help="two levels")
    asked.add_argument("--to", type=Path, required=True)
    paths = asked.parse_args()
    before, since = _united(map(_read, reversed(paths.before))), _united([_read(paths.since)])
    lines = ["[before]", *_lines(before), "[since]", *_lines(since), "[former]", *_FORMER]
    paths.to.write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf-8")


def _read(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _united(lists: Iterable[list[dict[str, Any]]]) -> Tree:
    """The latest list comes first: its spelling is kept, the others add what it lacks."""
    tree: Tree = {}
    for province in (each for each_list in lists for each in each_list):
        districts = tree.setdefault(_kept(tree, province["name"]), {})
        for area in province.get("districts", [{"name": "", "wards": province.get("wards", [])}]):
            communes = districts.setdefault(_kept(districts, area["name"]), {})
            for ward in area["wards"]:
                communes.setdefault(_kept(communes, ward["name"]))
    return tree


def _kept(known: Mapping[tuple[str, str], object], name: str) -> tuple[str, str]:
    """Unit and name, as they are spelt among the known where just the place of a tone differs."""
    unit, bare = _split(name)
    return next((each for each in known if each[0] == unit and _same(each[1], bare)), (unit, bare))


def _same(one: str, other: str) -> bool:
    return one == other or list(map(marks, one.split())) == list(map(marks, other.split()))


def _split(name: str) -> tuple[str, str]:
    plain = unicodedata.normalize("NFC", " ".join(name.translate(_SIGNS).split()))
    plain = re.sub(r"(?<=\w)' (?=\w)", "'", plain)
    unit = next((each for each in _UNITS if plain.lower().startswith(f"{each.lower()} ")), "")
    return unit, plain[len(unit) :].strip()


def _lines(tree: Tree) -> Iterable[str]:
    """A province a line, its districts indented behind it, each with its communes grouped by kind."""
    for (kind, province), districts in sorted(tree.items(), key=lambda entry: entry[0][1]):
        whole = [f"{kind or 'Tỉnh'} {province}"]
        for (unit, area), communes in sorted(districts.items(), key=lambda entry: entry[0][1]):
            whole.append(f" {f'{unit} {area}'.strip()}:{_grouped(communes)}")
        yield from whole


def _grouped(communes: Iterable[tuple[str, str]]) -> str:
    groups: dict[str, list[str]] = {}
    for unit, name in sorted(communes):
        groups.setdefault(_LETTERS[unit], []).append(name)
    return ";".join(f"{letter} {','.join(names)}" for letter, names in groups.items())


if __name__ == "__main__":
    main()
