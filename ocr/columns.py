"""Lines of two columns that came so near to one another that they were taken for one.

A column's longest line ends a space before its neighbour begins. The rows above and below tell that two
columns stand there, and where the second one begins.
"""

from __future__ import annotations

import numpy as np

from ocr.lines import PrintLine, around_marks
from ocr.marks import Marks

_NEAR = 3.0  # line heights up or down to the next row of the two columns
_STRAIGHT = 0.8  # letter heights by which the rows of a column may begin apart
_GAP = 0.25  # letter heights of white between two columns at least, which is a narrow space
_ROWS = 3  # above that begin there: two fields beside each other on a row or two are no columns
_SHORTEST = 3.0  # letter heights that a line reaches into either column at least


def parted_columns(marks: Marks, lines: list[PrintLine], letter: float) -> list[PrintLine]:
    """The lines, each that runs through two columns cut where the second begins.

    marks, letter: as for ``find_lines``.
    """
    starts = [line for line in lines if _has_left_neighbour(line, lines, letter)]
    starts.sort(key=lambda line: line.top)
    parted: list[PrintLine] = []
    for line in lines:
        parted += _cut(marks, line, _column_starts(line, starts, letter), letter)
    return parted


def _has_left_neighbour(line: PrintLine, lines: list[PrintLine], letter: float) -> bool:
    """Whether a line of another column ends to the left on the same row."""
    return any(
        other.right < line.left and other.right - other.left > _SHORTEST * letter
        for other in lines
        if min(line.bottom, other.bottom) - max(line.top, other.top) > 0.5 * min(line.height, other.height)
    )


def _column_starts(line: PrintLine, starts: list[PrintLine], letter: float) -> list[float]:
    """Where, within the line, a second column begins in the rows above and goes on below.

    starts: lines with a left neighbour, from the top of the page down.
    """
    inside = (line.left + _SHORTEST * letter, line.right - _SHORTEST * letter)
    above = [other for other in starts if other.bottom - line.top <= letter / 2]
    below = [other for other in starts if other.top - line.bottom >= -letter / 2]
    reach = _NEAR * max(line.height, letter)
    found = []
    for first in below:
        if first.top - line.bottom < reach and inside[0] < first.left < inside[1]:
            rows = _run_up(line.top, first.left, above, letter)
            if len(rows) >= _ROWS:
                found.append(float(np.mean([row.left for row in (first, *rows)])))
    return found


def _run_up(top: float, left: int, above: list[PrintLine], letter: float) -> list[PrintLine]:
    """Rows that begin there, each close above the last."""
    rows = []
    for other in reversed(above):
        if abs(other.left - left) <= _STRAIGHT * letter:
            if top - other.bottom > _NEAR * max(other.height, letter):
                break
            rows.append(other)
            top = other.top
    return rows


def _cut(marks: Marks, line: PrintLine, starts: list[float], letter: float) -> list[PrintLine]:
    """The line in two where white precedes one of those places, else as it is."""
    order = line.marks[np.argsort(marks.left[line.marks], kind="stable")]
    reached = np.maximum.accumulate(marks.right[order])
    begins = marks.left[order][1:]
    white = begins - reached[:-1] >= _GAP * letter
    for start in starts:
        near = np.abs(begins - start) <= _STRAIGHT * letter
        places = np.flatnonzero(white & near)
        if places.size:
            at = int(places[np.argmax(begins[places] - reached[places])]) + 1
            return [around_marks(marks, order[:at]), around_marks(marks, order[at:])]
    return [line]
