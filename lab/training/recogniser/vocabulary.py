"""Words and names that administrative papers are full of; the lists stand in ``vocabulary.toml``."""

from __future__ import annotations

import tomllib
from pathlib import Path

_LISTS = tomllib.loads(Path(__file__).with_name("vocabulary.toml").read_text("utf-8"))


def _entries(name: str) -> tuple[str, ...]:
    text: str = _LISTS[name]
    return tuple(" ".join(entry.split()) for entry in text.split("|"))


SURNAMES = _entries("surnames")
MIDDLE = _entries("middle")
GIVEN = _entries("given")
PLACES = _entries("places")
STREETS = _entries("streets")
WORDS = _entries("words")
TITLES = _entries("titles")
LABELS = _entries("labels")
BILINGUAL = _entries("bilingual")
FOREIGN = _entries("foreign")
ORGANS = _entries("organs")
KINDS = _entries("kinds")
ABBREVIATIONS = _entries("abbreviations")
PERSON_NUMBERS = _entries("person_numbers")
PHONES = _entries("phones")
AMOUNTS = _entries("amounts")
SERIALS = _entries("serials")
ZONES = _entries("zones")
SHORT = _entries("short")
ONSETS = _entries("onsets")
NUCLEI = _entries("nuclei")
CODAS = _entries("codas")
