"""Reading order: blocks from top to bottom, columns kept apart."""

from __future__ import annotations

from collections.abc import Sequence

from domain.geometry import Box

_Row = list[int]


def reading_order(boxes: Sequence[Box]) -> list[int]:
    """The indices of the lines' boxes (of a page whose lines are level) in the order a person reads them.

    Boxes that overlap in height form a row; rows that share a gutter form columns, each read to its end.
    Everything else is read row by row, from left to right.
    """
    ordered: list[int] = []
    for band in _bands(boxes, _rows(boxes)):
        ordered.extend(_columns(boxes, band))
    return ordered


def _rows(boxes: Sequence[Box]) -> list[_Row]:
    """Boxes grouped by height: one joins the row whose last box its middle lies within."""
    rows: list[_Row] = []
    for index in sorted(range(len(boxes)), key=lambda each: boxes[each].middle[1]):
        box, last = boxes[index], boxes[rows[-1][-1]] if rows else None
        if last is not None and box.middle[1] < last.middle[1] + 0.45 * max(last.height, box.height):
            rows[-1].append(index)
        else:
            rows.append([index])
    return [sorted(row, key=lambda each: boxes[each].left) for row in rows]


def _bands(boxes: Sequence[Box], rows: list[_Row]) -> list[list[_Row]]:
    """Neighbouring rows of several boxes each, together as long as one gutter runs through all of them."""
    bands: list[list[_Row]] = []
    for row in rows:
        if bands and len(row) > 1 and len(bands[-1][0]) > 1 and _gutters(boxes, [*bands[-1], row]):
            bands[-1].append(row)
        else:
            bands.append([row])
    return bands


def _gutters(boxes: Sequence[Box], band: list[_Row]) -> list[float]:
    """Right edges of the white stripes that no box of any row touches, between the outermost boxes."""
    spans = sorted((boxes[index].left, boxes[index].right) for row in band for index in row)
    gutters, end = [], spans[0][1]
    for left, right in spans[1:]:
        if left > end + 0.008:
            gutters.append(left)
        end = max(end, right)
    return gutters


def _columns(boxes: Sequence[Box], band: list[_Row]) -> list[int]:
    """A band's boxes: column by column where gutters run through it."""
    edges = _gutters(boxes, band)
    columns: list[list[int]] = [[] for _ in range(len(edges) + 1)]
    for row in band:
        for index in row:
            columns[sum(boxes[index].middle[0] > edge for edge in edges)].append(index)
    return [index for column in columns for index in column]
