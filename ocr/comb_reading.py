"""What stands in a comb: its characters set close and read as one line, then put back in their place.

Alone on white a character is the hardest thing to read: nothing about it tells its size or its hand. Of 60
numbers written into combs 18 were whole while each cell was a line of its own, and all as one line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import prod

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
class CombWord:
    """What stands in neighbouring cells: its text, the first of the cells and the end, and its confidence."""

    text: str
    first: int
    end: int
    confidence: float


def read_comb(layout: Layout, comb: Comb, engine: Engine) -> list[CombWord]:
    """The words in a comb, which empty cells part; nothing for a comb that was not filled in."""
    pictures = [_content(layout, comb, left, right) for left, right in comb.cells]
    filled = [(cell, picture) for cell, picture in enumerate(pictures) if picture is not None]
    found = []
    for _, run in groupby(enumerate(filled), key=lambda each: each[1][0] - each[0]):
        cells, characters = zip(*(each for _, each in run), strict=True)
        text, confidence = _read(characters, engine)
        if text:
            found.append(CombWord(text, cells[0], cells[-1] + 1, confidence))
    return found


def _read(characters: Sequence[Grey], engine: Engine) -> tuple[str, float]:
    """The text of some characters and its confidence, which is 0 where one of them was not made out."""
    strips = [_strip(characters, gap) for gap in _GAPS]
    free = engine.recognise(strips)
    figures = sum(letter.isdecimal() for reading in free for letter in reading.text)
    numeric = 2 * figures >= sum(letter.isalnum() for reading in free for letter in reading.text)
    for reading in [*_within(strips, engine), *free] if numeric else free:
        if sum(len(word.text) for word in reading.words) == len(characters):
            return _joined(reading)
    alone = [np.pad(character, _MARGIN, constant_values=255) for character in characters]
    readings = _within(alone, engine) if numeric else engine.recognise(alone)
    firsts = [_joined(LineReading(reading.words[:1])) for reading in readings]
    whole = all(len(text) == 1 for text, _ in firsts)
    return "".join(text[:1] for text, _ in firsts), prod(sure for _, sure in firsts) if whole else 0.0


def _joined(reading: LineReading) -> tuple[str, float]:
    """A reading without its spaces, and the confidence that all of it is right."""
    return "".join(word.text for word in reading.words), prod(word.confidence for word in reading.words)


def _within(lines: Sequence[Grey], engine: Engine) -> list[LineReading]:
    if isinstance(engine, AlphabetEngine):
        return engine.recognise_within(lines, _FIGURES)
    return engine.recognise(lines)


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
