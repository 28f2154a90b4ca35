"""Values of a paper read wrong, as recognisers do: marks, look-alike digits, letters lost, whole values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from random import Random

from domain.document import Document, Field, Source

TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
ALIKE = {
    "0": "86",
    "1": "74",
    "2": "7",
    "3": "89",
    "4": "19",
    "5": "63",
    "6": "58",
    "7": "12",
    "8": "30",
    "9": "43",
}
_PROVEN = frozenset({Source.QR, Source.MRZ, Source.BARCODE, Source.REVIEWER})


def misread(document: Document, dice: Random, share: float) -> Document:
    """The document with that share of its printed values read wrong; what a code proves is never misread."""
    fields = (_perhaps(each, dice, share) for each in document.fields)
    return replace(document, fields=tuple(each for each in fields if each is not None))


def _perhaps(field: Field, dice: Random, share: float) -> Field | None:
    if field.provenance.source in _PROVEN or dice.random() >= share:
        return field
    value = dice.choice(_WAYS)(field.value, dice)
    return replace(field, raw=value, value=value) if value else None


def other_mark(text: str, dice: Random) -> str:
    """Another tone on one of the vowels that carry one, or one where there was none."""
    letters = [unicodedata.normalize("NFD", letter) for letter in text]
    places = [place for place, each in enumerate(letters) if each[0].lower() in "aeiouy"]
    if not places:
        return other_digit(text, dice)
    place = dice.choice([each for each in places if set(letters[each]) & set(TONES)] or places)
    bare = "".join(mark for mark in letters[place] if mark not in TONES[1:])
    letters[place] = bare + dice.choice([tone for tone in TONES if tone not in letters[place] or not tone])
    return unicodedata.normalize("NFC", "".join(letters))


def other_digit(text: str, dice: Random) -> str:
    """One digit for another that looks like it; dates stay dates as often as not."""
    places = [match.start() for match in re.finditer(r"\d", text)]
    if not places:
        return lost_letter(text, dice)
    place = dice.choice(places)
    return f"{text[:place]}{dice.choice(ALIKE[text[place]])}{text[place + 1 :]}"


def lost_letter(text: str, dice: Random) -> str:
    place = dice.randrange(len(text)) if text else 0
    return (text[:place] + text[place + 1 :]).strip()


def _nothing(text: str, dice: Random) -> str:
    del text, dice
    return ""


_WAYS: tuple[Callable[[str, Random], str], ...] = (
    other_mark,
    other_mark,
    other_digit,
    other_digit,
    lost_letter,
    _nothing,
)
