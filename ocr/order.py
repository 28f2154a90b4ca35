"""Reading order: blocks from top to bottom, columns kept apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from domain.text import Line

_Span = tuple[float, float]
T = TypeVar("T")


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """The lines in the order a person reads them.

    Lines that overlap in height form a row; rows that share a gutter form columns, each read to its end.
    Everything else is read row by row, from left to right.
    """
    ordered: list[Line] = []
    for band in _bands(_rows(lines)):
        ordered.extend(_columns(band))
    return ordered


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines grouped by height: one joins the row whose last line its middle lies within."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda each: each.box.middle[1]):
        last = rows[-1][-1].box if rows else None
        if last is not None and line.box.middle[1] < last.middle[1] + 0.45 * max(
            last.height, line.box.height
        ):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda each: each.box.left) for row in rows]


def _bands(rows: list[list[Line]]) -> list[list[list[Line]]]:
    """Neighbouring rows of several lines each, together as long as one gutter runs through all of them."""
    bands: list[list[list[Line]]] = []
    for row in rows:
        if bands and len(row) > 1 and len(bands[-1][0]) > 1 and _gutters([*bands[-1], row]):
            bands[-1].append(row)
        else:
            bands.append([row])
    return bands


def _gutters(rows: list[list[Line]]) -> list[_Span]:
    """White stripes (left, right) that no line of any row touches, between the outermost lines."""
    spans = sorted((line.box.left, line.box.right) for row in rows for line in row)
    gutters, end = [], spans[0][1]
    for left, right in spans[1:]:
        if left > end + 0.008:
            gutters.append((end, left))
        end = max(end, right)
    return gutters


def _columns(band: list[list[Line]]) -> list[Line]:
    """A band's lines: column by column where gutters run through it."""
    edges = [right for _, right in _gutters(band)]
    columns: list[list[Line]] = [[] for _ in range(len(edges) + 1)]
    for row in band:
        for line in row:
            columns[sum(line.box.middle[0] > edge for edge in edges)].append(line)
    return [line for column in columns for line in column]
