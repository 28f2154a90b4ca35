"""Which words follow each other on papers: ``python -m lab.training.recogniser.pairs --out FILE``.

From what is known of papers beforehand and is no specimen: titles, labels and markers of the definitions,
names of places in the gazetteer, this folder's vocabulary but for names of people, and its phrases.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from lab.training.recogniser.tables import write

ROOT = Path(__file__).parents[3]
GAZETTEER = ROOT / "extraction" / "gazetteer.txt"
VOCABULARY = Path(__file__).with_name("vocabulary.toml")
PHRASES = Path(__file__).with_name("phrases.toml")
OF_PEOPLE = ("surnames", "middle", "given")
"""A name must not be read as a more usual one."""
HEADS = "heads"
"""The phrases that are whole, with their signs (fixed_print.py)."""

_PARTS = re.compile(r'[.,:;()"“”/|]+')
_UNIT = re.compile(r"(?<=[:;])[PXTĐ] ")  # the gazetteer's sign for a kind of unit


def table() -> str:
    """A line a word: the word, then all that were seen to follow it with no sign between; small letters."""
    after: dict[str, set[str]] = defaultdict(set)
    for text in _texts():
        for part in _PARTS.split(text):
            for one, other in pairwise(part.lower().split()):
                if one.isalpha() and other.isalpha():
                    after[one].add(other)
    return "".join(f"{one} {' '.join(sorted(after[one]))}\n" for one in sorted(after))


def _texts() -> Iterator[str]:
    for room in ("documents", "law", "procedures", "registers"):
        for path in sorted((ROOT / "definitions" / room).rglob("*.toml")):
            yield from _strings(tomllib.loads(path.read_text("utf-8")))
    vocabulary = tomllib.loads(VOCABULARY.read_text("utf-8"))
    yield from _strings({name: words for name, words in vocabulary.items() if name not in OF_PEOPLE})
    phrases = tomllib.loads(PHRASES.read_text("utf-8"))
    yield from _strings({name: words for name, words in phrases.items() if name != HEADS})
    lines = GAZETTEER.read_text("utf-8").splitlines()
    yield from (_UNIT.sub("", line) for line in lines if not line.startswith(("#", "[")))


def _strings(data: object) -> Iterator[str]:
    match data:
        case str():
            yield data
        case dict():
            for value in data.values():
                yield from _strings(value)
        case list():
            for value in data:
                yield from _strings(value)


if __name__ == "__main__":
    write(__doc__, table)
