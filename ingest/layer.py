"""The words of a page's own text layer, from the letters that crossed out of the sandbox."""

from __future__ import annotations

import unicodedata

from domain.geometry import Box
from domain.page import LayerWord
from ingest import wire

_LAST = 0x10FFFF
_LETTERLESS = ("C", "Z")
"""Controls, surrogates, letters of private use and separators are no part of a word (Unicode categories)."""


def words_of(data: bytes | bytearray) -> tuple[LayerWord, ...]:
    """The words, NFC, in the order in which they came; what can be no letter or no place is left out."""
    words, letters = [], list[str]()
    for code, *edges in wire.LETTER.iter_unpack(data):
        if code != ord(" "):
            letters.append(_letter(code))
            continue
        text, box = unicodedata.normalize("NFC", "".join(letters)), _box(edges)
        letters.clear()
        if text and box is not None:
            words.append(LayerWord(text, box))
    return tuple(words)


def _letter(code: int) -> str:
    letter = chr(code) if code <= _LAST else ""
    # a letter of private use stands for one nobody knows, so the word must not look whole without it
    if letter and unicodedata.category(letter) == "Co":
        return "\ufffd"
    return "" if not letter or unicodedata.category(letter).startswith(_LETTERLESS) else letter


def _box(edges: list[int]) -> Box | None:
    left, top, right, bottom = (edge / wire.WHOLE for edge in edges)
    return Box(left, top, right, bottom) if left < right and top < bottom else None
