"""What an engine takes for words where nothing is written, and signs it takes for their look-alikes."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from ocr.engine import WordReading

_LEAST = 0.3
_LEAST_OF_SIGNS = 0.6
_WORD = 2  # letters
_NEVER_PRINTED = frozenset("`^¬|\\_{}=«»‹›<>“”‘’'\"*°#")
"""Signs that alone are no word of an official paper, but what dots, creases and strokes are read as."""


_LOOK_ALIKES = str.maketrans({"⁄": "/", "∕": "/", "~": "-"})


def as_printed(text: str) -> str:
    """The text in NFC, with the slashes and dashes of official papers for signs that these never print."""
    return unicodedata.normalize("NFC", text).translate(_LOOK_ALIKES)


def readable(words: Sequence[WordReading]) -> list[WordReading]:
    """A line's words without those that are smudges the engine took for letters.

    On a line most of whose letters were read, a word that was not is no smudge: left out, the value would
    look whole and sure; kept, its confidence says that a person must look.
    """
    sure = [_is_readable(word) for word in words]
    letters = [sum(map(str.isalnum, word.text)) for word in words]
    real = 2 * sum(count for count, each in zip(letters, sure, strict=True) if each) >= sum(letters)
    return [
        word
        for word, count, each in zip(words, letters, sure, strict=True)
        if each or (real and count >= _WORD)
    ]


def _is_readable(word: WordReading) -> bool:
    if any(letter.isalnum() for letter in word.text):
        return word.confidence >= _LEAST
    return word.confidence >= _LEAST_OF_SIGNS and not _NEVER_PRINTED.issuperset(word.text)
