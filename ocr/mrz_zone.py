"""Finding a machine-readable zone by its look, and reading it with its own alphabet.

OCR-B is evenly spaced: the middles of its letters stand a pitch apart, which no proportional print does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

import cv2
import numpy as np

from ocr.crops import cut
from ocr.engine import AlphabetEngine, Engine, Grey, LineReading
from ocr.layout import Layout
from ocr.lines import PrintLine
from ocr.mrz import ALPHABET, prove
from ocr.pixels import u8

_FORMATS = ((3, 30), (2, 44))
_STRETCHES = (1.2, 1.0, 1.4)


@dataclass(frozen=True, slots=True)
class Zone:
    """A proven zone: its text lines, and the page's lines (indices) they were read from."""

    text: tuple[str, ...]
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A line that looks like OCR-B: its index, pixels from letter to letter, letters it has room for."""

    index: int
    line: PrintLine
    pitch: float
    room: float


def find_zones(layout: Layout, engine: Engine) -> list[Zone]:
    """The proven zones. What looks like one and does not prove itself is left to the ordinary reading."""
    rows = [row for index, line in enumerate(layout.lines) if (row := _row(layout, index, line)) is not None]
    rows.sort(key=lambda row: row.line.top)
    zones: list[Zone] = []
    for group in (group for size, letters in _FORMATS for group in _groups(rows, size, letters)):
        indices = tuple(row.index for row in group)
        if any(set(indices) & set(zone.lines) for zone in zones):
            continue
        text = _proven([cut(layout, row.line).image for row in group], engine)
        if text is not None:
            zones.append(Zone(text, indices))
    return zones


def _proven(images: Sequence[Grey], engine: Engine) -> tuple[str, ...] | None:
    """The zone's text, lines of different attempts combined; only its check digits say which are right."""
    attempts: list[list[str]] = [[] for _ in images]
    for stretch in _STRETCHES:
        readings = _strictly(engine, [_widened(image, stretch) for image in images])
        for texts, reading in zip(attempts, readings, strict=True):
            if reading.text not in texts:
                texts.append(reading.text)
        for chosen in product(*attempts):
            if (text := prove(chosen)) is not None:
                return text
    return None


def _widened(image: Grey, stretch: float) -> Grey:
    """The line pulled wider: equal neighbours such as ``00`` and ``<<<`` are then less often read as one."""
    size = (round(image.shape[1] * stretch), image.shape[0])
    return u8(cv2.resize(image, size, interpolation=cv2.INTER_CUBIC))


def _strictly(engine: Engine, images: Sequence[Grey]) -> list[LineReading]:
    if isinstance(engine, AlphabetEngine):
        return engine.recognise_within(images, ALPHABET)
    return engine.recognise(images)


def _row(layout: Layout, index: int, line: PrintLine) -> _Row | None:
    marks = layout.marks
    tall = marks.height[line.marks] > 0.5 * np.median(marks.height[line.marks])
    own = line.marks[tall & (marks.width[line.marks] < 2 * line.height)]
    if own.size < 15:
        return None
    middles = np.sort(marks.left[own] + marks.width[own] / 2)
    gaps = np.diff(middles)
    gaps = gaps[gaps > 0.2 * np.median(gaps)]
    pitch = float(np.median(gaps))
    even = float(np.mean(np.abs(gaps - pitch) < 0.22 * pitch))
    room = float((middles[-1] - middles[0]) / pitch + 1)
    return _Row(index, line, pitch, room) if even > 0.7 and 20 <= room <= 50 else None


def _groups(rows: list[_Row], size: int, letters: int) -> Iterator[list[_Row]]:
    """Runs of rows below one another with one left edge and one pitch, about as long as the format."""
    wide = [row for row in rows if 0.7 * letters <= row.room <= 1.15 * letters]
    for start in range(len(wide) - size + 1):
        group = wide[start : start + size]
        if all(_below(one, other) for one, other in pairwise(group)):
            yield group


def _below(one: _Row, other: _Row) -> bool:
    step = (other.line.top + other.line.bottom - one.line.top - one.line.bottom) / 2
    return (
        abs(one.line.left - other.line.left) < 3 * one.pitch
        and abs(one.pitch - other.pitch) < 0.15 * one.pitch
        and 1.0 * one.pitch < step < 5 * one.pitch
    )
