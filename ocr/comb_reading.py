"""What stands in a comb: its characters set close and read as one line, then put back into their cells.

Alone on white a character is the hardest thing to read: nothing about it tells its size or its hand. Of 60
numbers written into combs 18 were whole while each cell was a line of its own, and all as one line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from ocr.combs import Comb
from ocr.engine import AlphabetEngine, Engine, Grey, LineReading
from ocr.ink import INK_BELOW
from ocr.layout import Layout

_FIGURES = "0123456789"
_GAPS = (0.3, 0.6)
"""Of a character's width: the white set between two. Where the first does not part them the second does."""

_INSET = 3  # pixels of a cell's frame and its blurred edge
_LEAST_INK = 8  # pixels: less is a speck in an empty cell
_MARGIN = 6  # pixels of white around a character that is read alone


@dataclass(frozen=True, slots=True)
class CombCharacter:
    """A character, the number of its cell in the comb, and its confidence."""

    text: str
    cell: int
    confidence: float


def read_comb(layout: Layout, comb: Comb, engine: Engine) -> list[CombCharacter]:
    """The characters of a comb; an empty cell has none.

    Characters in neighbouring cells belong together; an empty cell parts them, as it parts words.
    """
    pictures = [_content(layout, comb, left, right) for left, right in comb.cells]
    filled = [(cell, picture) for cell, picture in enumerate(pictures) if picture is not None]
    found: list[CombCharacter] = []
    for _, run in groupby(enumerate(filled), key=lambda each: each[1][0] - each[0]):
        cells, characters = zip(*(each for _, each in run), strict=True)
        found += _placed(cells, _read(characters, engine))
    return found


def _placed(cells: Sequence[int], letters: Sequence[tuple[str, float]]) -> list[CombCharacter]:
    return [
        CombCharacter(text, cell, confidence)
        for cell, (text, confidence) in zip(cells, letters, strict=True)
        if text
    ]


def _read(characters: Sequence[Grey], engine: Engine) -> list[tuple[str, float]]:
    """A text and its confidence for each character, the text empty where nothing was made out."""
    strips = [_strip(characters, gap) for gap in _GAPS]
    free = engine.recognise(strips)
    figures = sum(letter.isdigit() for reading in free for letter in reading.text)
    numeric = 2 * figures >= sum(letter.isalnum() for reading in free for letter in reading.text)
    readings = [*_within(strips, engine), *free] if numeric else free
    for reading in readings:
        letters = [
            (letter, word.confidence ** (1 / len(word.text)))
            for word in reading.words
            for letter in word.text
        ]
        if len(letters) == len(characters):
            return letters
    alone = [np.pad(character, _MARGIN, constant_values=255) for character in characters]
    return [_first(reading) for reading in (_within(alone, engine) if numeric else engine.recognise(alone))]


def _within(lines: Sequence[Grey], engine: Engine) -> list[LineReading]:
    if isinstance(engine, AlphabetEngine):
        return engine.recognise_within(lines, _FIGURES)
    return engine.recognise(lines)


def _first(reading: LineReading) -> tuple[str, float]:
    return (reading.words[0].text[0], reading.words[0].confidence) if reading.words else ("", 0.0)


def _content(layout: Layout, comb: Comb, left: int, right: int) -> Grey | None:
    """What stands in a cell, as wide as its ink and as high as the cell; None where it is empty."""
    window = (slice(comb.top + _INSET, comb.bottom - _INSET + 1), slice(left + _INSET, right - _INSET + 1))
    inside = np.where(layout.removed[window] > 0, np.uint8(255), layout.grey[window])
    ink = inside < INK_BELOW
    if int(ink.sum()) < _LEAST_INK:
        return None
    columns = np.flatnonzero(ink.any(axis=0))
    return np.asarray(inside[:, max(0, int(columns[0]) - 1) : int(columns[-1]) + 2], np.uint8)


def _strip(characters: Sequence[Grey], gap: float) -> Grey:
    """The characters side by side. gap: white between two, of their usual width."""
    wide = max(2, round(gap * float(np.median([character.shape[1] for character in characters]))))
    white = np.full((characters[0].shape[0], wide), 255, np.uint8)
    parts = [part for character in characters for part in (white, character)]
    return np.hstack([white, *parts, white, white])
