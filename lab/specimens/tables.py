"""The generator's own tables: names, communes, provinces, field ids; read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

COMMUNES = Path(__file__).parents[2] / "once_only" / "comparing" / "hanoi_2025.csv"
DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of Hanoi until 30 June 2025, its district, and those that took it over."""

    name: str
    district: str
    successors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Province:
    """code: first three digits of a personal number. old: until 30 June 2025. new: since then."""

    code: str
    old: str
    new: str


@cache
def words(key: str) -> tuple[str, ...]:
    """The list of that key of names.toml: parts split at ``;`` where there is one, else at blanks."""
    value = tomllib.loads((DATA / "names.toml").read_text("utf-8"))[key]
    if isinstance(value, list):
        return tuple(value)
    parts = value.split(";") if ";" in value else value.split()
    return tuple(part.strip() for part in parts)


@cache
def phrases(key: str) -> tuple[str, ...]:
    """The sentences of that key of phrases.toml."""
    return tuple(tomllib.loads((DATA / "phrases.toml").read_text("utf-8"))[key])


@cache
def communes() -> tuple[Commune, ...]:
    """All communes of Hanoi as they were before the merger of 2025; the product's own table names them."""
    rows = (row.split(";") for row in _rows(COMMUNES))
    return tuple(Commune(name, district, tuple(new.split("|"))) for district, name, new in rows)


@cache
def provinces() -> tuple[Province, ...]:
    """The 63 provinces whose codes personal numbers begin with."""
    return tuple(Province(*row.split(";")) for row in _rows(DATA / "provinces.csv"))


@cache
def fields_of(type_id: str) -> frozenset[str]:
    """Canonical field names of a document type; ``N`` stands for the count in a list."""
    table = tomllib.loads((DATA / "fields.toml").read_text("utf-8"))
    names = table.get(type_id, [])
    return fields_of(names) if isinstance(names, str) else frozenset(names)


def _rows(table: Path) -> list[str]:
    lines = table.read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]
