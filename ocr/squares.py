"""Where squares may stand on a page: short straight runs of ink, with ink down from both ends, and another.

All runs of a page are looked at together, at a few places each; what is left of them is worth a closer look.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.frames import ALONG, RIM, Frame, Mask
from ocr.pixels import u8

SIDE = (0.7, 2.4)  # letter heights of a checkbox
LETTERS = 1.0  # letter heights up to which print looks like a square: such a one must have no flaw

_Places = NDArray[np.intp]
_Floats = NDArray[np.float64]

_RUN = 0.5  # letter heights: a worn side is still as long in one piece
_MOST_RUNS = 6000  # a page of texture has more, and no form has as many
_HIGH = (0.78, 1.28)  # height by width, where that is of one run of ink alone
_STEPS = 9  # places at which a side is looked at
_ROWS = 24  # at which the other side is looked for
_LIKELY = 0.75  # of those places: inked on a side that may be one
_CORNER, _CORNERS = 0.1, 3  # of a side: ink is as near to a corner; of four, one may be worn off
_CROWDED = 0.9  # ink in the four strips along a square, as shares summed up, in which letters stand


def squares(ink: Mask, letter: float) -> list[Frame]:
    """Where the runs of ink may be the upper or the lower side of a square."""
    left, right, top, bottom = _runs(ink, letter)
    size = (right - left) / letter
    fit = (size >= SIDE[0]) & (size <= SIDE[1])
    left, right, top, bottom = left[fit], right[fit], top[fit], bottom[fit]
    needed = np.where(size[fit] < LETTERS, 1.0, _LIKELY)
    frames = []
    for row, way in ((top, 1), (bottom, -1)):
        framed = np.flatnonzero(_uprights(ink, left, right, row, way) >= needed)
        other, inked = _opposite(ink, left[framed], right[framed], row[framed], way)
        square = (left[framed], right[framed], row[framed], other)
        closed = (inked >= needed[framed]) & _cornered(ink, *square) & _is_apart(ink, *square)
        for index, last in zip(framed[closed].tolist(), other[closed].tolist(), strict=True):
            upper, lower = sorted((int(row[index]), int(last)))
            frames.append(Frame(int(left[index]), upper, int(right[index]), lower))
    return frames


def _runs(ink: Mask, letter: float) -> tuple[_Places, _Places, _Places, _Places]:
    """First and last column and row of every straight run across that is long enough."""
    level = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, max(5, round(_RUN * letter))), np.uint8))
    # contours: numbering the page's pixels takes four bytes of each where a page needs most already
    outlines, _ = cv2.findContours(u8(level), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    places = [cv2.boundingRect(outline) for outline in outlines[:_MOST_RUNS]]
    left, top, wide, high = np.array(places, np.intp).reshape(-1, 4).T
    return left, left + wide - 1, top, top + high - 1


def _uprights(ink: Mask, left: _Places, right: _Places, row: _Places, way: int) -> _Floats:
    """How much ink goes down (way 1) or up (-1) from both ends of each run: 0..1, of the weaker end."""
    side = (right - left)[:, None, None]
    rows = row[:, None, None] + way * side * np.linspace(0.15, 0.8, _STEPS)[None, :, None]
    sway = side * np.linspace(-ALONG, ALONG, 7)[None, None, :]
    ends = [_at(ink, rows, edge[:, None, None] + sway).any(axis=2).mean(axis=1) for edge in (left, right)]
    return np.asarray(np.minimum(*ends), np.float64)


def _opposite(ink: Mask, left: _Places, right: _Places, row: _Places, way: int) -> tuple[_Places, _Floats]:
    """The row of the other side of each square, and how much of it is ink."""
    side = (right - left)[:, None, None]
    rows = np.rint(row[:, None, None] + way * side * np.linspace(*_HIGH, _ROWS)[None, :, None])
    columns = left[:, None, None] + side * np.linspace(0.1, 0.9, _STEPS)[None, None, :]
    inked = np.stack([_at(ink, rows + shift, columns) for shift in (-1, 0, 1)]).any(axis=0).mean(axis=2)
    if not len(left):
        return row, np.zeros(0)
    alike = inked >= inked.max(axis=1, keepdims=True)
    first, last = alike.argmax(axis=1), _ROWS - 1 - alike[:, ::-1].argmax(axis=1)
    # of rows that are inked alike the middle one is the side's; a filled square ends with the last of them
    best = np.where(last - first > _ROWS // 3, last, (first + last) // 2)
    runs = np.arange(len(left))
    return rows[runs, best, 0].astype(np.intp), np.asarray(inked.max(axis=1), np.float64)


def _cornered(ink: Mask, left: _Places, right: _Places, row: _Places, other: _Places) -> NDArray[np.bool_]:
    """Whether there is ink about the corners of each square; one may be worn off."""
    about = np.linspace(-_CORNER, _CORNER, 5) * (right - left)[:, None]
    corners = [
        _at(ink, (y[:, None] + about)[:, :, None], (x[:, None] + about)[:, None, :]).any(axis=(1, 2))
        for y in (row, other)
        for x in (left, right)
    ]
    return np.asarray(np.sum(corners, axis=0) >= _CORNERS, np.bool_)


def _is_apart(ink: Mask, left: _Places, right: _Places, row: _Places, other: _Places) -> NDArray[np.bool_]:
    """Whether there is white along most of each square's sides, where a letter has its neighbours."""
    side = (right - left)[:, None, None]
    along = side * np.linspace(0.1, 0.9, _STEPS)[None, :, None]
    out = side * ALONG + np.array([RIM, 2 * RIM])[None, None, :]
    top, bottom = np.minimum(row, other)[:, None, None], np.maximum(row, other)[:, None, None]
    x, end = left[:, None, None], right[:, None, None]
    strips = (
        _at(ink, top - out, x + along),
        _at(ink, bottom + out, x + along),
        _at(ink, top + along, x - out),
        _at(ink, top + along, end + out),
    )
    return np.asarray(sum(strip.mean(axis=(1, 2)) for strip in strips) <= _CROWDED, np.bool_)


def _at(ink: Mask, rows: NDArray[np.generic], columns: NDArray[np.generic]) -> NDArray[np.bool_]:
    """Whether there is ink at each place; outside of the page there is none."""
    height, width = ink.shape
    y, x = np.rint(rows).astype(np.intp), np.rint(columns).astype(np.intp)
    inside = (y >= 0) & (y < height) & (x >= 0) & (x < width)
    return np.asarray((ink[y.clip(0, height - 1), x.clip(0, width - 1)] > 0) & inside, np.bool_)
