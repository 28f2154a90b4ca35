"""The dot of the tone nặng where it lies on what people write upon: a rule, or a row of leader dots.

Rules and leaders are taken off a page before it is read. A dot under a letter that touches one would go with
it, and «Mạnh» be read as «Manh», however clean the scan.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.marks import Ints, Marks

Mask = NDArray[np.uint8]
Floats = NDArray[np.float64]

_REACH = 0.3  # letter heights above and below a rule that are looked at
_STANDS_OUT = 0.08  # letter heights by which ink is thicker at a dot than the rule beside it, and two pixels
_TALL, _WIDE = (0.13, 0.42), (0.1, 0.42)  # letter heights of a dot with the rule it lies on
_ROUND = (0.5, 2.0)  # height by width
_ABOVE = 0.7  # letter heights above a dot in which the letter it belongs to begins
_LEADER = 8  # dots at least: in a shorter one nobody can say what its own dots measure
_PITCH = (
    0.25  # letter heights from one dot of a leader to the next, at least: what stands closer is a broken rule
)
_DOT = 0.13  # letter heights that a dot of a tone measures at least either way
_LARGER = 1.3  # by how much it exceeds the middle one of its leader in ink
_MOST, _BEYOND, _FAR_BEYOND = 85, 1.25, 1.5
"""By how much it exceeds what 85 of 100 dots of the leader do not exceed: off the leader's beat, and on it.

Dots of one leader are of two sizes at most, by where the scanner's pixels fell.
"""
_OFF_BEAT = 0.1  # of the pitch
_APART = (-0.3, 0.5)  # letter heights from the foot of a letter down to the top of its dot


def dots_on_rules(ink: Mask, across: Mask, letter: float) -> Mask:
    """1 on the ink of round dots that lie on level rules with a letter above them.

    ink: 1 on ink. across: 1 on level rules. letter: typical letter height in pixels.
    """
    dots = np.zeros_like(ink)
    reach = max(3, round(_REACH * letter))
    stats = cv2.connectedComponentsWithStats(across, connectivity=8, ltype=cv2.CV_32S)[2]
    for left, top, width, height, _ in stats[1:].tolist():
        if width < letter or top < reach or top + height + reach >= len(ink) or height > reach:
            continue
        columns = slice(left, left + width)
        middle = top + across[top : top + height, columns].argmax(axis=0)
        for first, end, upper, lower in _bumps(ink[:, columns], middle, reach, letter):
            above = slice(max(0, upper - round(_ABOVE * letter)), upper)
            if ink[above, left + first : left + end].any():
                window = (slice(upper, lower), slice(left + first, left + end))
                dots[window] = ink[window]
    return dots


def _bumps(ink: Mask, middle: Ints, reach: int, letter: float) -> list[tuple[int, int, int, int]]:
    """First column and end, first row and end of each bump on a rule.

    ink: the columns that the rule runs through. middle: a row of it in each column.
    """
    up, down = (np.clip(middle + way * np.arange(reach + 1)[:, None], 0, len(ink) - 1) for way in (-1, 1))
    upper, lower = (_run(np.take_along_axis(ink, rows, axis=0)) for rows in (up, down))
    thick = upper + lower - 1
    bumps = thick >= float(np.median(thick)) + max(2.0, _STANDS_OUT * letter)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], bumps.astype(np.int8), [0]))))
    found = []
    for first, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        part = slice(first, end)
        top = int((middle - upper)[part].min()) + 1
        bottom = int((middle + lower)[part].max())
        tall, wide = bottom - top, end - first
        sized = _within(tall, _TALL, letter) and _within(wide, _WIDE, letter)
        if sized and _within(tall, _ROUND, wide) and max(upper[part].max(), lower[part].max()) <= reach:
            found.append((first, end, top, bottom))
    return found


def _run(rows: Mask) -> NDArray[np.int64]:
    """How many pixels of ink follow one another in each column from the first row on."""
    return np.asarray(np.cumprod(rows, axis=0, dtype=np.int64).sum(axis=0), np.int64)


def _within(value: float, limits: tuple[float, float], unit: float) -> bool:
    return limits[0] * unit <= value <= limits[1] * unit


def dots_in_leader(marks: Marks, run: Ints, letter: float) -> Ints:
    """Those of a leader's dots (indices, from left to right) that are dots of a tone: larger than the others,
    with a letter above.
    """
    centre = marks.left[run] + marks.width[run] / 2
    pitch = float(np.median(np.diff(centre)))
    if run.size < _LEADER or pitch < _PITCH * letter:
        return run[:0]
    area, most = marks.area[run], float(np.percentile(marks.area[run], _MOST))
    larger = area >= np.where(_off_beat(marks, run, centre, pitch), _BEYOND, _FAR_BEYOND) * most
    larger &= (area >= _LARGER * float(np.median(area))) & _is_round(marks, run, letter)
    return np.array([dot for dot in run[larger].tolist() if _has_letter(marks, dot, letter)], np.int32)


def _off_beat(marks: Marks, run: Ints, centre: Floats, pitch: float) -> NDArray[np.bool_]:
    """Whether each dot stands out of the leader's pitch, or higher or lower than the others."""
    steps = np.diff(centre)
    late = np.abs((steps + pitch / 2) % pitch - pitch / 2)
    off = np.maximum(np.append(late, 0.0), np.append(0.0, late)) >= _OFF_BEAT * pitch
    middle = marks.top[run] + marks.height[run] / 2
    return np.asarray(off | (np.abs(middle - np.median(middle)) >= 1.0), np.bool_)


def _is_round(marks: Marks, run: Ints, letter: float) -> NDArray[np.bool_]:
    width, height = marks.width[run], marks.height[run]
    sized = np.minimum(width, height) >= _DOT * letter
    return np.asarray(sized & (height >= _ROUND[0] * width) & (height <= _ROUND[1] * width), np.bool_)


def _has_letter(marks: Marks, dot: int, letter: float) -> bool:
    """Whether a letter stands just above that dot."""
    centre = marks.left[dot] + marks.width[dot] / 2
    apart = marks.top[dot] - marks.bottom
    over = (marks.left <= centre) & (centre <= marks.right) & (marks.height >= 0.5 * letter)
    return bool((over & (apart >= _APART[0] * letter) & (apart <= _APART[1] * letter)).any())
