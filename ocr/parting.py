"""Letters of two lines that touch, parted: a descender that runs into the accent below it ties both lines."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ocr.marks import Ints, Marks

_TALL, _TALLEST = 1.75, 5.0
"""Of the letters' height around it: a mark lower than this is one letter, a taller one no writing at all."""

_NECK = 0.5  # of the mark's usual ink in a row: where letters only touch there is less
_MOST = 400  # a page of texture has very many tall marks, none of which is writing


def parted(marks: Marks, around: NDArray[np.float64]) -> Marks:
    """The marks with those cut in two that are tall and thin somewhere in their middle.

    around: typical letter height about each mark in pixels.
    """
    tall = np.flatnonzero(
        (marks.height > _TALL * around) & (marks.height < _TALLEST * around) & (marks.width < 20 * around)
    )
    necks = ((mark, _neck(marks, mark)) for mark in tall.tolist() if tall.size <= _MOST)
    cuts = [(mark, row) for mark, row in necks if row is not None]
    if not cuts:
        return marks
    labels = marks.labels.copy()
    boxes = []
    for new, (mark, row) in enumerate(cuts, len(marks) + 1):
        window = labels[row : marks.bottom[mark], marks.left[mark] : marks.right[mark]]
        window[window == mark + 1] = new
        boxes.append((mark, *_upper_and_lower(labels, marks, mark, new)))
    return _with(marks, labels, boxes)


def _neck(marks: Marks, mark: int) -> int | None:
    """The page's row at which a mark is thinnest, if it is clearly thinner there than elsewhere."""
    top, height = int(marks.top[mark]), int(marks.height[mark])
    window = marks.labels[top : top + height, marks.left[mark] : marks.right[mark]] == mark + 1
    ink = window.sum(axis=1)
    first, end = round(0.3 * height), max(round(0.7 * height), round(0.3 * height) + 1)
    thinnest = first + np.flatnonzero(ink[first:end] == ink[first:end].min())
    row = int(thinnest[len(thinnest) // 2])
    return top + row if ink[row] < _NECK * np.median(ink) else None


_Rectangle = tuple[int, int, int, int, int]


def _upper_and_lower(labels: Ints, marks: Marks, mark: int, new: int) -> tuple[_Rectangle, _Rectangle]:
    """Left, top, width, height and area of the two parts."""
    top, left = int(marks.top[mark]), int(marks.left[mark])
    window = labels[top : marks.bottom[mark], left : marks.right[mark]]
    found = []
    for label in (mark + 1, new):
        rows, columns = np.nonzero(window == label)
        found.append((
            left + int(columns.min()), top + int(rows.min()),
            int(np.ptp(columns)) + 1, int(np.ptp(rows)) + 1, int(rows.size),
        ))  # fmt: skip
    return found[0], found[1]


def _with(marks: Marks, labels: Ints, boxes: list[tuple[int, _Rectangle, _Rectangle]]) -> Marks:
    cut = [mark for mark, _, _ in boxes]
    columns = []
    for place, old in enumerate((marks.left, marks.top, marks.width, marks.height, marks.area)):
        values = old.copy()
        values[cut] = [upper[place] for _, upper, _ in boxes]
        columns.append(np.concatenate([values, [lower[place] for _, _, lower in boxes]]).astype(np.int32))
    return Marks(labels, *columns)
