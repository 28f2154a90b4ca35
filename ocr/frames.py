"""Square frames on a binarised page: where their sides lie exactly, and how much of them there is."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.pixels import u8

Mask = NDArray[np.uint8]

ALONG = 0.1  # of a side: by how much a run of ink may miss it
RIM = 2  # pixels about a frame in which its blurred edge lies

_SQUARE = (0.87, 1.15)  # height by width: capitals are higher
_CORNER = 0.1  # of a side: ink is as near to a corner, seen from outside
_EDGE_INK = 0.5  # of a row along a side that is still part of it
_LEAN = 0.05  # of a side: by how much it may leave a straight line
_THICKEST = 0.26  # of a side: as far outwards the edge of its line is looked for
_INSIDE, _DEEPEST = 0.17, 0.3  # of a side: what lies deeper is not the frame, however thick that is
_GOES_ON = 0.35  # of a side: a frame's rule ends before that, a table's does not


@dataclass(frozen=True, slots=True)
class Frame:
    """First and last column and row on the middle of a frame's sides."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def side(self) -> int:
        return max(self.right - self.left, self.bottom - self.top)


def window_of(ink: Mask, left: int, top: int, right: int, bottom: int) -> tuple[slice, slice]:
    height, width = ink.shape
    return slice(max(0, top), min(height, bottom + 1)), slice(max(0, left), min(width, right + 1))


def straightest(near: Mask, frame: Frame) -> Frame:
    """The frame with each side on the row or column that has most of it."""
    sway = _sway(frame)
    reach = max(1, round(ALONG * frame.side))
    broad = u8(cv2.dilate(near, np.ones((2 * sway + 1, 1), np.uint8)))
    tall = u8(cv2.dilate(near, np.ones((1, 2 * sway + 1), np.uint8))).T
    top = _best_row(broad, frame.top, reach, (frame.left, frame.right))
    bottom = _best_row(broad, frame.bottom, reach, (frame.left, frame.right))
    left = _best_row(tall, frame.left, reach, (top, bottom))
    right = _best_row(tall, frame.right, reach, (top, bottom))
    return Frame(left, top, right, bottom)


def _best_row(picture: Mask, about: int, reach: int, span: tuple[int, int]) -> int:
    first = max(0, about - reach)
    share = picture[first : about + reach + 1, span[0] : span[1] + 1].mean(axis=1)
    alike = np.flatnonzero(share >= share.max() - 0.02)
    return first + int(alike[len(alike) // 2])


def outer(near: Mask, frame: Frame) -> Frame:
    """The frame's outermost rows and columns that are mostly ink."""
    reach = round(_THICKEST * frame.side)
    across, down = (frame.left, frame.right), (frame.top, frame.bottom)
    return Frame(
        _outermost(near.T, frame.left, -1, reach, down), _outermost(near, frame.top, -1, reach, across),
        _outermost(near.T, frame.right, 1, reach, down), _outermost(near, frame.bottom, 1, reach, across),
    )  # fmt: skip


def _outermost(picture: Mask, row: int, way: int, reach: int, span: tuple[int, int]) -> int:
    rows = np.arange(row - way, row + way * (reach + 1), way).clip(0, len(picture) - 1)
    inked = np.flatnonzero(picture[rows, span[0] : span[1] + 1].mean(axis=1) >= _EDGE_INK)
    return int(rows[inked[-1]]) if inked.size else row


def _sway(edges: Frame) -> int:
    """By how many pixels a side may leave a straight line."""
    return max(1, round(_LEAN * edges.side))


def is_square(edges: Frame) -> bool:
    ratio = (edges.bottom + 1 - edges.top) / (edges.right + 1 - edges.left)
    return _SQUARE[0] <= ratio <= _SQUARE[1]


def inked_sides(near: Mask, edges: Frame) -> list[float]:
    """How much of each side's length has ink close to the outer edge."""
    deep = 2 * _sway(edges)
    square = near[edges.top : edges.bottom + 1, edges.left : edges.right + 1]
    views = (square, square[::-1], square.T, square.T[::-1])
    return [float(view[: deep + 1].any(axis=0).mean()) for view in views]


def corners_inked(near: Mask, edges: Frame) -> int:
    """How many of the four corners have ink."""
    reach = max(2, round(_CORNER * edges.side))
    square = near[edges.top : edges.bottom + 1, edges.left : edges.right + 1]
    views = (square, square[::-1], square[:, ::-1], square[::-1, ::-1])
    return sum(bool(view[:reach, :reach].any()) for view in views)


def thicknesses(near: Mask, edges: Frame) -> list[float]:
    square = near[edges.top : edges.bottom + 1, edges.left : edges.right + 1]
    return [_thickness(view) for view in (square, square[::-1], square.T, square.T[::-1])]


def _thickness(view: Mask) -> float:
    """How many rows from the first on are ink, in the usual column away from the ends."""
    fifth = view.shape[1] // 5
    columns = np.asarray(view[: len(view) // 2, fifth : view.shape[1] - fifth] > 0, np.bool_)
    if not columns.size:
        return 0.0
    begun = columns.argmax(axis=0)
    after = [int(np.argmin(columns[first:, at])) or len(columns) for at, first in enumerate(begun.tolist())]
    return float(np.median(after))


def depth(near: Mask, edges: Frame) -> int:
    """How deep from the outer edge no frame's line reaches, its blur included."""
    usual, line = round(_INSIDE * edges.side), int(min(thicknesses(near, edges))) + 2
    return max(2, usual, min(line, round(_DEEPEST * edges.side)))


def inside_of(near: Mask, edges: Frame) -> Mask:
    """What the frame holds, without the frame."""
    deep = depth(near, edges)
    return near[edges.top + deep : edges.bottom + 1 - deep, edges.left + deep : edges.right + 1 - deep]


def beyond(near: Mask, edges: Frame) -> list[float]:
    """Share of ink in a strip along each side, just outside of it."""
    first, last = RIM, RIM + 2
    rows, columns = slice(edges.top, edges.bottom + 1), slice(edges.left, edges.right + 1)
    strips = (
        near[max(0, edges.top - last) : max(0, edges.top - first), columns],
        near[edges.bottom + 1 + first : edges.bottom + 1 + last, columns],
        near[rows, max(0, edges.left - last) : max(0, edges.left - first)],
        near[rows, edges.right + 1 + first : edges.right + 1 + last],
    )
    return [float(strip.mean()) for strip in strips if strip.size]


def goes_on(near: Mask, edges: Frame) -> bool:
    """Whether the sides run on beyond the corners, as those of cells do.

    A line to write on may pass below, but no upright one: a scanner's streak along a D makes a square of it.
    """
    reach, sway = round(_GOES_ON * edges.side), _sway(edges)
    further = []
    for band in _bands(near, edges, sway, reach, reach):
        ends = (band[:, : reach - sway], band[:, band.shape[1] - reach + sway :])
        further.append(sum(bool(end.size and end.any(axis=0).all()) for end in ends))
    return sum(further) > 2 or max(further[2:]) == 2


def _bands(near: Mask, frame: Frame, sway: int, first: int, last: int) -> tuple[Mask, ...]:
    """Top, bottom, left and right side with so much beside them, each as rows along the side.

    first, last: how far the bands go beyond the side's ends.
    """

    def cut(picture: Mask, at: int, start: int, end: int) -> Mask:
        return picture[max(0, at - sway) : at + sway + 1, max(0, start - first) : max(0, end + 1 + last)]

    turned = near.T
    return (
        cut(near, frame.top, frame.left, frame.right),
        cut(near, frame.bottom, frame.left, frame.right),
        cut(turned, frame.left, frame.top, frame.bottom),
        cut(turned, frame.right, frame.top, frame.bottom),
    )
