"""What an engine takes for words where nothing is written, and signs it takes for their look-alikes."""

from __future__ import annotations

import unicodedata

from ocr.engine import WordReading

_LEAST = 0.3
_LEAST_OF_SIGNS = 0.6
_NEVER_PRINTED = frozenset("`^¬|\\_{}=«»‹›<>“”‘’'\"*°#")
"""Signs that alone are no word of an official paper, but what dots, creases and strokes are read as."""


_LOOK_ALIKES = str.maketrans({"⁄": "/", "∕": "/", "~": "-"})


def as_printed(text: str) -> str:
    """The text in NFC, with the slashes and dashes of official papers for signs that these never print."""
    return unicodedata.normalize("NFC", text).translate(_LOOK_ALIKES)


def is_readable(word: WordReading) -> bool:
    """Whether a word is more than a smudge that the engine took for letters."""
    if any(letter.isalnum() for letter in word.text):
        return word.confidence >= _LEAST
    return word.confidence >= _LEAST_OF_SIGNS and not _NEVER_PRINTED.issuperset(word.text)
