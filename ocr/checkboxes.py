"""Checkboxes: small printed squares that people tick or cross, found by their four sides.

A side is a short straight run of ink; whatever has a run on top or below, ink along all four sides and ink in
its corners is looked at closely. Letters fail at the corners (O, D) or at a side (E, U, H), cells of combs and
tables because their sides go on, modules of QR codes because of what crowds about them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engine import Grey
from ocr.marks import Marks
from ocr.pixels import u8

Mask = NDArray[np.uint8]
_Places = NDArray[np.intp]
Floats = NDArray[np.float64]

_SIDE = (0.7, 2.4)  # letter heights
_RUN = 0.5  # letter heights: a worn side is still as long in one piece
_SQUARE = (0.78, 1.28)  # height by width
_ALONG = 0.1  # of a side: by how much it may bend or lean
_STEPS = 9  # places at which a side is looked at before all of it is
_LIKELY = 0.75  # of those places: inked on a side that may be one
_ROWS = 24  # at which the other side is looked for
_LETTERS, _FLAWLESS = (
    1.0,
    0.955,
)  # letter heights up to which print looks alike; of each side that has no flaw
_CORNER = 0.1  # of a side: ink is as near to a corner, seen from outside
_EDGE_INK = 0.5  # of a row along a side that is still part of it
_LEAN = 0.05  # of a side: by how much it may leave a straight line
_THIN = 0.26  # of a side: the thickest frame
_SOLID = 0.75  # of the inside: a square that was filled with a pen
_THIN_SIDES = (2, 3)  # of four sides of a flawless frame, and of a worn one: a mark lies against the others
_FAINT = 185  # grey level of a frame's hairlines, which are paler than the letters beside them
_CROWD_AT_ONCE = 0.9  # the same sum, roughly, from which nothing is looked at closely
_CLEAR = 0.2  # ink in the four strips along a flawless frame, as shares summed up
_LIKE_FRAMES = ((0.985, 0.985, 0.7), (0.86, 0.955, 0.35), (0.78, 0.9, 0.05))
"""Ink of the weakest side and of all four on average at least, and ink in the strips along them at most."""
_GOES_ON = 0.35  # of a side: a frame's rule ends before that, a table's does not
_CROWD, _CROWDED = 0.6, (0.2, 0.35)
"""Of a side about a square, and ink there from which it is no box: rules may frame a flawless one closely."""
_HEART, _MOAT = (0.36, 0.64), 0.21  # of a side: the middle of a QR code's corner, and the white about it
_EYE = 0.14  # ink about such a square from which it is a code's corner
_INSIDE = 0.17  # of a side: what lies deeper is not the frame
_MARK, _MARK_INK = 0.34, 0.03  # of the inside: a pen's mark is as long, and has as much ink
_CLEAR_INK = (0.012, 0.06)  # of the inside: between them a speck or a stroke's end leaves doubt
_STREAK, _THROUGH = 0.2, 0.8  # of a side: the broadest streak; of the page above and below that it runs over
_DOUBT = 0.7  # confidence where it does
_SURE = 0.98  # confidence where it does not
_REACH = 0.75  # of a side: as far a mark may stick out of its frame
_RIM = 2  # pixels about a frame in which its blurred edge lies
_CELLS = 0.5  # of a side: squares closer than that are cells for figures
_MOST_RUNS = 6000  # a page of texture has more, and no form has as many


@dataclass(frozen=True, slots=True)
class Checkbox:
    """A square, its frame's outer edges in pixels (right and bottom exclusive), and whether a mark lies in it.

    confidence: 0..1, that it is a checkbox and in that state.
    """

    left: int
    top: int
    right: int
    bottom: int
    ticked: bool
    confidence: float

    @property
    def side(self) -> int:
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class _Frame:
    """First and last column and row on the middle of a frame's sides."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def side(self) -> int:
        return max(self.right - self.left, self.bottom - self.top)


def find_checkboxes(grey: Grey, ink: Mask, letter: float) -> list[Checkbox]:
    """The checkboxes of a level page.

    ink: 1 on the grey page's ink, rules included. letter: typical letter height of the page in pixels.
    """
    found: list[Checkbox] = []
    faint = u8(cv2.compare(grey, _FAINT, cv2.CMP_LT)) & 1 | ink
    for frame in _guesses(faint, letter):
        if any(_holds(box, frame) for box in found):
            continue
        box = _looked_at(faint, ink, frame, letter)
        if box is not None and not any(_overlap(box, other) for other in found):
            found.append(box)
    return [box for box in found if not any(_is_cell_beside(box, other) for other in found)]


def checkbox_ink(ink: Mask, boxes: Sequence[Checkbox]) -> Mask:
    """1 on the frames and on the marks in them, also where these stick out, but not on print they touch."""
    covered = np.zeros_like(ink)
    for box in boxes:
        reach = round(_REACH * box.side)
        window = _window(
            ink, box.left - reach, box.top - reach, box.right + reach - 1, box.bottom + reach - 1
        )
        within = _about(ink, box)
        covered[within] |= ink[within]
        covered[window] |= _apart(ink[window], covered[window])
    return covered


def _apart(ink: Mask, covered: Mask) -> Mask:
    """1 on the marks that share ink with what is covered, if they end within the window."""
    count, found, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    labels, sizes = np.asarray(found), np.asarray(stats)
    own = np.bincount(labels[covered > 0], minlength=count) > 0
    height, width = ink.shape
    own &= (sizes[:, 0] > 0) & (sizes[:, 1] > 0)
    own &= (sizes[:, 0] + sizes[:, 2] < width) & (sizes[:, 1] + sizes[:, 3] < height)
    own[0] = False
    return own.astype(np.uint8)[labels]


def _about(ink: Mask, box: Checkbox) -> tuple[slice, slice]:
    """A box and the blurred edge about it."""
    return _window(ink, box.left - _RIM, box.top - _RIM, box.right + _RIM - 1, box.bottom + _RIM - 1)


def drawn_solid(ink: Mask, boxes: Sequence[Checkbox]) -> Mask:
    """The ink with each box as one mark of its size, by which lines are found as by a letter; changed in place."""
    for box in boxes:
        ink[_about(ink, box)] = 0
        ink[box.top : box.bottom, box.left : box.right] = 1
    return ink


def marks_of(boxes: Sequence[Checkbox], marks: Marks) -> list[int]:
    """The mark that each box is in a picture made by ``drawn_solid``."""
    return [int(marks.labels[(box.top + box.bottom) // 2, (box.left + box.right) // 2]) - 1 for box in boxes]


def _guesses(ink: Mask, letter: float) -> list[_Frame]:
    """Where the runs of ink may be the upper or the lower side of a square."""
    left, right, top, bottom = _runs(ink, letter)
    size = (right - left) / letter
    fit = (size >= _SIDE[0]) & (size <= _SIDE[1])
    left, right, top, bottom = left[fit], right[fit], top[fit], bottom[fit]
    needed = np.where(size[fit] < _LETTERS, 1.0, _LIKELY)
    frames = []
    for row, way in ((top, 1), (bottom, -1)):
        framed = np.flatnonzero(_uprights(ink, left, right, row, way) >= needed)
        other, inked = _opposite(ink, left[framed], right[framed], row[framed], way)
        square = (left[framed], right[framed], row[framed], other)
        closed = (inked >= needed[framed]) & _cornered(ink, *square) & _is_apart(ink, *square)
        for index, last in zip(framed[closed].tolist(), other[closed].tolist(), strict=True):
            upper, lower = sorted((int(row[index]), int(last)))
            frames.append(_Frame(int(left[index]), upper, int(right[index]), lower))
    return frames


def _runs(ink: Mask, letter: float) -> tuple[_Places, _Places, _Places, _Places]:
    """First and last column and row of every straight run across that is long enough."""
    level = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, max(5, round(_RUN * letter))), np.uint8))
    # contours: numbering the page's pixels takes four bytes of each where a page needs most already
    outlines, _ = cv2.findContours(u8(level), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    places = [cv2.boundingRect(outline) for outline in outlines[:_MOST_RUNS]]
    left, top, wide, high = np.array(places, np.intp).reshape(-1, 4).T
    return left, left + wide - 1, top, top + high - 1


def _uprights(ink: Mask, left: _Places, right: _Places, row: _Places, way: int) -> Floats:
    """How much ink goes down (or up) from both ends of each run, 0..1 of the weaker end. way: 1 down, -1 up."""
    side = (right - left)[:, None, None]
    rows = row[:, None, None] + way * side * np.linspace(0.15, 0.8, _STEPS)[None, :, None]
    sway = side * np.linspace(-_ALONG, _ALONG, 7)[None, None, :]
    ends = [_at(ink, rows, edge[:, None, None] + sway).any(axis=2).mean(axis=1) for edge in (left, right)]
    return np.minimum(*ends)


def _opposite(ink: Mask, left: _Places, right: _Places, row: _Places, way: int) -> tuple[_Places, Floats]:
    """The row of the other side of each square, and how much of it is ink."""
    side = (right - left)[:, None, None]
    rows = np.rint(row[:, None, None] + way * side * np.linspace(*_SQUARE, _ROWS)[None, :, None])
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
    """Whether there is ink about all four corners of each square."""
    about = np.linspace(-_CORNER, _CORNER, 5) * (right - left)[:, None]
    corners = [
        _at(ink, (y[:, None] + about)[:, :, None], (x[:, None] + about)[:, None, :]).any(axis=(1, 2))
        for y in (row, other)
        for x in (left, right)
    ]
    return np.asarray(np.all(corners, axis=0), np.bool_)


def _is_apart(ink: Mask, left: _Places, right: _Places, row: _Places, other: _Places) -> NDArray[np.bool_]:
    """Whether there is white along most of each square's sides, where a letter has its neighbours."""
    side = (right - left)[:, None, None]
    along = side * np.linspace(0.1, 0.9, _STEPS)[None, :, None]
    out = side * _ALONG + np.array([_RIM, 2 * _RIM])[None, None, :]
    top, bottom = np.minimum(row, other)[:, None, None], np.maximum(row, other)[:, None, None]
    x, end = left[:, None, None], right[:, None, None]
    strips = (
        _at(ink, top - out, x + along),
        _at(ink, bottom + out, x + along),
        _at(ink, top + along, x - out),
        _at(ink, top + along, end + out),
    )
    return np.asarray(sum(strip.mean(axis=(1, 2)) for strip in strips) <= _CROWD_AT_ONCE, np.bool_)


def _at(ink: Mask, rows: NDArray[np.generic], columns: NDArray[np.generic]) -> NDArray[np.bool_]:
    """Whether there is ink at each place; outside of the page there is none."""
    height, width = ink.shape
    y, x = np.rint(rows).astype(np.intp), np.rint(columns).astype(np.intp)
    inside = (y >= 0) & (y < height) & (x >= 0) & (x < width)
    return np.asarray((ink[y.clip(0, height - 1), x.clip(0, width - 1)] > 0) & inside, np.bool_)


def _looked_at(faint: Mask, ink: Mask, frame: _Frame, letter: float) -> Checkbox | None:
    """The checkbox whose frame this is, or None where it is something else."""
    side = frame.side
    margin = round(_CROWD * side) + _RIM + 1
    window = _window(
        faint, frame.left - margin, frame.top - margin, frame.right + margin, frame.bottom + margin
    )
    left, top = window[1].start, window[0].start
    near = faint[window]
    frame = _Frame(frame.left - left, frame.top - top, frame.right - left, frame.bottom - top)
    edges = _outer(near, _straightest(near, frame))
    size = edges.side / letter
    if not _SIDE[0] <= size <= _SIDE[1] or not _is_square(edges) or _corners(near, edges) < 4:
        return None
    inked, beyond = _inked_sides(near, edges), sum(_beyond(near, edges))
    flawless = min(inked) >= _FLAWLESS and beyond <= _CLEAR
    if not (flawless or (size >= _LETTERS and _is_likely(inked, beyond))):
        return None
    dark = ink[window]
    if not _is_thin(near, edges, flawless, size) or _goes_on(near, edges):
        return None
    if _is_crowded(near, dark, edges, flawless):
        return None
    ticked, sure = _state(dark, edges)
    return Checkbox(
        left + edges.left, top + edges.top, left + edges.right + 1, top + edges.bottom + 1, ticked, sure
    )


def _is_likely(inked: list[float], beyond: float) -> bool:
    """Whether a worn frame is one nevertheless, or one that a mark leaves: the more of it is missing, the
    whiter it is about it.
    """
    return any(
        min(inked) >= each and sum(inked) >= 4 * all_four and beyond <= most
        for each, all_four, most in _LIKE_FRAMES
    )


def _is_thin(near: Mask, edges: _Frame, flawless: bool, size: float) -> bool:
    """Whether the sides are lines and no strokes of bold print; size: of the square in letter heights.

    A pen can thicken some of them, and all where it filled the square.
    """
    thin = _thin_sides(near, edges)
    if size < _LETTERS:
        return thin == 4
    filled = _inside(near, edges).mean() >= _SOLID
    return thin >= (_THIN_SIDES[0] if flawless else _THIN_SIDES[1]) or bool(filled)


def _window(ink: Mask, left: int, top: int, right: int, bottom: int) -> tuple[slice, slice]:
    height, width = ink.shape
    return slice(max(0, top), min(height, bottom + 1)), slice(max(0, left), min(width, right + 1))


def _bands(near: Mask, frame: _Frame, sway: int, first: int, last: int) -> tuple[Mask, ...]:
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


def _sway(edges: _Frame) -> int:
    """By how many pixels a side may leave a straight line."""
    return max(1, round(_LEAN * edges.side))


def _straightest(near: Mask, frame: _Frame) -> _Frame:
    """The frame with each side on the row or column that has most of it."""
    sway = _sway(frame)
    reach = max(1, round(_ALONG * frame.side))
    broad = u8(cv2.dilate(near, np.ones((2 * sway + 1, 1), np.uint8)))
    tall = u8(cv2.dilate(near, np.ones((1, 2 * sway + 1), np.uint8))).T
    top = _best_row(broad, frame.top, reach, (frame.left, frame.right))
    bottom = _best_row(broad, frame.bottom, reach, (frame.left, frame.right))
    left = _best_row(tall, frame.left, reach, (top, bottom))
    right = _best_row(tall, frame.right, reach, (top, bottom))
    return _Frame(left, top, right, bottom)


def _best_row(picture: Mask, about: int, reach: int, span: tuple[int, int]) -> int:
    first = max(0, about - reach)
    share = picture[first : about + reach + 1, span[0] : span[1] + 1].mean(axis=1)
    alike = np.flatnonzero(share >= share.max() - 0.02)
    return first + int(alike[len(alike) // 2])


def _outer(near: Mask, frame: _Frame) -> _Frame:
    """The frame's outermost rows and columns that are mostly ink."""
    reach = round(_THIN * frame.side)
    across, down = (frame.left, frame.right), (frame.top, frame.bottom)
    return _Frame(
        _outermost(near.T, frame.left, -1, reach, down), _outermost(near, frame.top, -1, reach, across),
        _outermost(near.T, frame.right, 1, reach, down), _outermost(near, frame.bottom, 1, reach, across),
    )  # fmt: skip


def _outermost(picture: Mask, row: int, way: int, reach: int, span: tuple[int, int]) -> int:
    rows = np.arange(row - way, row + way * (reach + 1), way).clip(0, len(picture) - 1)
    inked = np.flatnonzero(picture[rows, span[0] : span[1] + 1].mean(axis=1) >= _EDGE_INK)
    return int(rows[inked[-1]]) if inked.size else row


def _inked_sides(near: Mask, edges: _Frame) -> list[float]:
    """How much of each side's length has ink close to the outer edge."""
    deep = 2 * _sway(edges)
    square = near[edges.top : edges.bottom + 1, edges.left : edges.right + 1]
    views = (square, square[::-1], square.T, square.T[::-1])
    return [float(view[: deep + 1].any(axis=0).mean()) for view in views]


def _is_square(edges: _Frame) -> bool:
    ratio = (edges.bottom + 1 - edges.top) / (edges.right + 1 - edges.left)
    return _SQUARE[0] <= ratio <= _SQUARE[1]


def _corners(near: Mask, edges: _Frame) -> int:
    """How many of the four corners have ink."""
    reach = max(2, round(_CORNER * edges.side))
    square = near[edges.top : edges.bottom + 1, edges.left : edges.right + 1]
    views = (square, square[::-1], square[:, ::-1], square[::-1, ::-1])
    return sum(bool(view[:reach, :reach].any()) for view in views)


def _depth(edges: _Frame) -> int:
    return max(2, round(_INSIDE * edges.side))


def _inside(near: Mask, edges: _Frame) -> Mask:
    """What the frame holds, without the frame."""
    deep = _depth(edges)
    return near[edges.top + deep : edges.bottom + 1 - deep, edges.left + deep : edges.right + 1 - deep]


def _thin_sides(near: Mask, edges: _Frame) -> int:
    """How many sides are drawn with a thin line, seen from outside."""
    square = near[edges.top : edges.bottom + 1, edges.left : edges.right + 1]
    most = _THIN * edges.side
    views = (square, square[::-1], square.T, square.T[::-1])
    return sum(_thickness(view) <= most for view in views)


def _thickness(view: Mask) -> float:
    """How many rows from the first on are ink, in the usual column away from the ends."""
    fifth = view.shape[1] // 5
    columns = view[: len(view) // 2, fifth : view.shape[1] - fifth] > 0
    if not columns.size:
        return 0.0
    begun = columns.argmax(axis=0)
    after = [int((~columns[first:, at]).argmax()) or len(columns) for at, first in enumerate(begun.tolist())]
    return float(np.median(after))


def _goes_on(near: Mask, edges: _Frame) -> bool:
    """Whether the sides run on beyond the corners, as those of cells do."""
    reach, sway = round(_GOES_ON * edges.side), _sway(edges)
    further = 0
    for band in _bands(near, edges, sway, reach, reach):
        for end in (band[:, : reach - sway], band[:, band.shape[1] - reach + sway :]):
            further += bool(end.size and end.any(axis=0).all())
    return further > 2  # a line to write on may pass below


def _is_crowded(near: Mask, dark: Mask, edges: _Frame, flawless: bool) -> bool:
    """Whether so much ink lies about a square that it is part of a code, a pattern, a scrawl or a picture."""
    about = near.copy()
    about[
        max(0, edges.top - _RIM) : edges.bottom + _RIM + 1, max(0, edges.left - _RIM) : edges.right + _RIM + 1
    ] = 0
    square = dark[edges.top : edges.bottom + 1, edges.left : edges.right + 1]
    share = float(about.sum()) / max(1, near.size - square.size)
    return share >= _CROWDED[flawless] or (share >= _EYE and _is_eye(square))


def _beyond(near: Mask, edges: _Frame) -> list[float]:
    """Share of ink in a strip along each side, just outside of it."""
    first, last = _RIM, _RIM + 2
    rows, columns = slice(edges.top, edges.bottom + 1), slice(edges.left, edges.right + 1)
    strips = (
        near[max(0, edges.top - last) : max(0, edges.top - first), columns],
        near[edges.bottom + 1 + first : edges.bottom + 1 + last, columns],
        near[rows, max(0, edges.left - last) : max(0, edges.left - first)],
        near[rows, edges.right + 1 + first : edges.right + 1 + last],
    )
    return [float(strip.mean()) for strip in strips if strip.size]


def _is_eye(square: Mask) -> bool:
    """Whether it is a solid square in a square, as in the corners of QR codes."""
    side = min(square.shape)
    first, last = round(_HEART[0] * side), round(_HEART[1] * side)
    moat = round(_MOAT * side)
    rows = np.concatenate([square[moat, moat : side - moat], square[-1 - moat, moat : side - moat]])
    return bool(square[first:last, first:last].mean() > _SOLID and rows.mean() < 1 - _SOLID)


def _state(dark: Mask, edges: _Frame) -> tuple[bool, float]:
    """Whether a mark lies in a frame, and how sure that is."""
    inside = _inside(dark, edges)
    if not inside.size:
        return False, _DOUBT
    count, _, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(inside), connectivity=8)
    marks = np.asarray(stats)[1:count]
    long = marks[:, 2:4].max(axis=1, initial=0) >= _MARK * min(inside.shape)
    own = [
        mark
        for mark in marks[long & (marks[:, 4] >= _MARK_INK * inside.size)]
        if not _is_streak(dark, edges, mark)
    ]
    share = float(inside.mean())
    clear = share >= _CLEAR_INK[1] if own else share <= _CLEAR_INK[0]
    return bool(own), _SURE if clear else _DOUBT


def _is_streak(dark: Mask, edges: _Frame, mark: NDArray[np.int32]) -> bool:
    """Whether a stroke is a scanner's streak or a crease, which runs through the frame and far beyond.

    mark: left, top, width, height and area within what the frame holds.
    """
    deep = _depth(edges)
    left, wide, high = edges.left + deep + int(mark[0]), int(mark[2]), int(mark[3])
    if wide > _STREAK * edges.side or high < edges.bottom + 1 - edges.top - 2 * deep:
        return False
    columns = dark[:, max(0, left - 2) : left + wide + 2].any(axis=1)
    return bool(columns[: edges.top].mean() > _THROUGH and columns[edges.bottom + 1 :].mean() > _THROUGH)


def _holds(box: Checkbox, frame: _Frame) -> bool:
    x, y = (frame.left + frame.right) // 2, (frame.top + frame.bottom) // 2
    return box.left < x < box.right and box.top < y < box.bottom


def _overlap(one: Checkbox, other: Checkbox) -> bool:
    return min(one.right, other.right) > max(one.left, other.left) and min(one.bottom, other.bottom) > max(
        one.top, other.top
    )


def _is_cell_beside(one: Checkbox, other: Checkbox) -> bool:
    """Whether another square of its size stands so close beside it that both are cells of a comb."""
    gap = max(one.left, other.left) - min(one.right, other.right)
    level = abs(one.top - other.top) < 0.3 * one.side
    alike = abs(one.side - other.side) < 0.3 * one.side
    return one is not other and level and alike and gap < _CELLS * one.side
