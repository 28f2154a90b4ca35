"""Dashes that stand by themselves: rows of them typed under a heading, and the one that says «nothing here».

No recogniser is asked: they are too low to be a line of print, and their shape says all.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ocr.lines import PrintLine, around_marks
from ocr.marks import Ints, Marks

_LOW, _WIDTH = 0.3, (0.15, 1.0)  # letter heights
_SLENDER, _SOLID = (
    1.6,
    0.7,
)  # width by height, and ink in its rectangle: a fibre in the paper is paler or bent
_GAP, _LEVEL = 0.8, 0.15  # letter heights between dashes of a row, and by which they may stand off it
_FEWEST = 4  # of a row
_EVEN = 0.6  # of the longest: the shortest of a row
_BORDER = 1.5  # letter heights from a cell's left rule to the lone dash in it
_CLEAR = 1.0  # letter heights about a lone dash in which no other ink lies


def find_dashes(
    marks: Marks, lines: list[PrintLine], ignored: NDArray[np.bool_], letter: float, rules: NDArray[np.uint8]
) -> list[PrintLine]:
    """Rows of dashes and lone dashes of table cells, each as a line whose marks are its dashes.

    lines: the page's print, whose dashes are left to it. ignored, letter, rules: as for ``find_lines``.
    """
    free = ~ignored
    for line in lines:
        free[line.marks] = False
    dashes = np.flatnonzero(free & _is_dash(marks, letter)).astype(np.int32)
    rows = _rows(marks, dashes, letter)
    found = [row for row in rows if row.size >= _FEWEST and _is_even(marks, row)]
    found += [row for row in rows if row.size == 1 and _is_alone(marks, int(row[0]), letter, rules)]
    return [around_marks(marks, row) for row in found]


def _is_dash(marks: Marks, letter: float) -> NDArray[np.bool_]:
    low = (marks.height >= 2) & (marks.height <= _LOW * letter) & (marks.width >= _SLENDER * marks.height)
    wide = (marks.width >= _WIDTH[0] * letter) & (marks.width <= _WIDTH[1] * letter)
    return np.asarray(low & wide & (marks.area >= _SOLID * marks.width * marks.height), np.bool_)


def _rows(marks: Marks, dashes: Ints, letter: float) -> list[Ints]:
    """Dashes that follow one another on one level, from left to right."""
    middle = marks.top + marks.height / 2
    open_rows: list[list[int]] = []
    for dash in dashes[np.argsort(marks.left[dashes], kind="stable")].tolist():
        for row in open_rows:
            last = row[-1]
            gap = int(marks.left[dash] - marks.right[last])
            if 0 <= gap <= _GAP * letter and abs(middle[dash] - middle[last]) <= _LEVEL * letter:
                row.append(dash)
                break
        else:
            open_rows.append([dash])
    return [np.array(row, np.int32) for row in open_rows]


def _is_even(marks: Marks, row: Ints) -> bool:
    """Whether the dashes are of one length and stand evenly."""
    width = marks.width[row]
    steps = [int(marks.left[after] - marks.left[before]) for before, after in pairwise(row.tolist())]
    return bool(width.min() >= _EVEN * width.max()) and min(steps) >= _EVEN * max(steps)


def _is_alone(marks: Marks, dash: int, letter: float, rules: NDArray[np.uint8]) -> bool:
    """Whether a dash is all that stands at the left rule of a cell."""
    top, bottom = int(marks.top[dash]), int(marks.bottom[dash])
    left, right = int(marks.left[dash]), int(marks.right[dash])
    beside = rules[top:bottom, max(0, left - round(_BORDER * letter)) : left]
    if not beside.any(axis=1).all():
        return False
    reach = round(_CLEAR * letter)
    window = marks.labels[
        max(0, top - reach // 2) : bottom + reach // 2, max(0, left - reach // 2) : right + reach
    ]
    return not ((window > 0) & (window != dash + 1)).any()
