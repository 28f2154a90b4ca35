"""How one paper prints its entries, and the words that papers print beside them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

SHORT = 22  # signs of a value that may share its line with others


_SEPARATORS = (": ", ": ", ": ", ":", " : ", " ", ".: ", ": ...... ", " ........ ", " - ")


SHORT_TYPES = frozenset(
    {"sex", "nationality", "ethnicity", "date", "year", "relation", "count", "personal_number"}
)


@cache
def print_of(key: str) -> tuple[str, ...]:
    """The list of that key of phrases.toml."""
    table = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text("utf-8"))
    return tuple(table[key])


def filled(text: str, random: Random) -> str:
    return text.format(
        year=random.randint(2000, 2026), number=random.randint(1, 900), count=random.randint(1, 60)
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """A label and what stands behind it."""

    labels: tuple[str, ...]
    name: str
    type: str
    suffixes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Style:
    """How one paper prints its entries."""

    separator: str
    aligned: float | None
    under: bool
    pairs: float
    numbered: bool
    footnotes: bool
    joined: float
    upper_labels: bool


def draw_style(random: Random) -> Style:
    return Style(
        separator=random.choice(_SEPARATORS),
        aligned=random.uniform(0.32, 0.48) if random.random() < 0.2 else None,
        under=random.random() < 0.12,
        pairs=random.choice((0.0, 0.3, 0.6)),
        numbered=random.random() < 0.2,
        footnotes=random.random() < 0.1,
        joined=random.choice((0.0, 0.0, 0.1, 0.3)),
        upper_labels=random.random() < 0.05,
    )
