"""Checkboxes: small printed squares that people tick or cross, found by their four sides.

Letters fail at the corners (O, D) or at a side (E, U, H), cells of combs and tables because their sides go on
or others stand close beside, modules of QR codes and scrawls because of what crowds about them. A false box
in a line destroys its text, so a frame that was worn off is rather left alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engine import Grey
from ocr.frames import (
    RIM,
    Frame,
    Mask,
    beyond,
    corners_inked,
    depth,
    goes_on,
    inked_sides,
    inside_of,
    is_square,
    outer,
    straightest,
    thicknesses,
    window_of,
)
from ocr.squares import LETTERS, SIDE, squares

_FAINT = 185  # grey level of a frame's hairlines, which are paler than the letters beside them
_FLAWLESS = 0.955  # ink of each side of a frame without a flaw
_CLEAR = 0.2  # ink in the four strips along such a frame, as shares summed up
_LIKE_FRAMES = ((4, 0.985, 0.985, 0.7), (4, 0.86, 0.955, 0.35), (3, 0.78, 0.9, 0.05))
"""Of frames with a flaw: corners, ink of the weakest side and of all four on average at least, and ink of the
strips along them at most."""
_THIN, _THIN_SIDES = 0.26, (2, 3)
"""Of a side: the thickest line; how many of four are that thin in a flawless frame, and in another: a mark
lies against the rest."""
_SOLID = 0.75  # of the inside: a square that was filled with a pen
_CROWD, _CROWDED = 0.6, (0.2, 0.35)
"""Of a side about a square, and ink there from which it is none: rules may frame a flawless one closely."""
_HEART, _MOAT = (0.36, 0.64), 0.21  # of a side: the middle of a QR code's corner, and the white about it
_EYE = 0.14  # ink about such a square from which it is a code's corner
_MARK, _MARK_INK = 0.34, 0.03  # of the inside: a pen's mark is as long, and has as much ink
_CLEAR_INK = (0.012, 0.06)  # of the inside: between them a speck or a stroke's end leaves doubt
_DOUBT, _SURE = 0.7, 0.98  # confidence where it does, and where it does not
_STREAK, _THROUGH = 0.2, 0.8  # of a side: the broadest streak; of the page above and below that it runs over
_CELLS = 0.5  # of a side: squares closer than that are cells for figures
_ALIKE = 0.3  # of a side: by which two cells differ in place and size at most


@dataclass(frozen=True, slots=True)
class Checkbox:
    """A square, its frame's outer edges in pixels (right and bottom exclusive).

    ticked: a mark lies in it. confidence: 0..1, that it is a checkbox and in that state.
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


def find_checkboxes(grey: Grey, ink: Mask, letter: float) -> list[Checkbox]:
    """The checkboxes of a level page.

    ink: 1 on the grey page's ink, rules included. letter: typical letter height of the page in pixels.
    """
    found: list[Checkbox] = []
    faint = (grey < _FAINT).view(np.uint8)
    faint |= ink
    for frame in squares(faint, letter):
        if any(_holds(box, frame) for box in found):
            continue
        box = _looked_at(faint, ink, frame, letter)
        if box is not None and not any(_overlap(box, other) for other in found):
            found.append(box)
    return [box for box in found if not any(_is_cell_beside(box, other) for other in found)]


def _looked_at(faint: Mask, ink: Mask, frame: Frame, letter: float) -> Checkbox | None:
    """The checkbox whose frame this is, or None where it is something else."""
    side = frame.side
    margin = round(_CROWD * side) + RIM + 1
    window = window_of(
        faint, frame.left - margin, frame.top - margin, frame.right + margin, frame.bottom + margin
    )
    left, top = window[1].start, window[0].start
    near = faint[window]
    frame = Frame(frame.left - left, frame.top - top, frame.right - left, frame.bottom - top)
    edges = outer(near, straightest(near, frame))
    size = edges.side / letter
    if not SIDE[0] <= size <= SIDE[1] or not is_square(edges):
        return None
    corners, inked, strips = corners_inked(near, edges), inked_sides(near, edges), sum(beyond(near, edges))
    flawless = corners == 4 and min(inked) >= _FLAWLESS and strips <= _CLEAR
    if not (flawless or (size >= LETTERS and _is_likely(corners, inked, strips))):
        return None
    dark = ink[window]
    if not _is_thin(near, dark, edges, flawless, size) or goes_on(near, edges):
        return None
    if _is_crowded(near, dark, edges, flawless):
        return None
    ticked, sure = _state(dark, edges)
    return Checkbox(
        left + edges.left, top + edges.top, left + edges.right + 1, top + edges.bottom + 1, ticked, sure
    )


def _is_likely(corners: int, inked: list[float], strips: float) -> bool:
    """Whether a worn frame is one nevertheless, or one that a mark leaves: the more of it is missing, the
    whiter it is about it.
    """
    return any(
        corners >= fewest and min(inked) >= least and sum(inked) >= 4 * usual and strips <= most
        for fewest, least, usual, most in _LIKE_FRAMES
    )


def _is_thin(near: Mask, dark: Mask, edges: Frame, flawless: bool, size: float) -> bool:
    """Whether the sides are lines and no strokes of bold print; size: of the square in letter heights.

    A pen can thicken some of them, and all where it filled the square.
    """
    thin = sum(each <= _THIN * edges.side for each in thicknesses(near, edges))
    if size < LETTERS:
        return thin == 4
    filled = inside_of(dark, edges).mean() >= _SOLID
    return thin >= (_THIN_SIDES[0] if flawless else _THIN_SIDES[1]) or bool(filled)


def _is_crowded(near: Mask, dark: Mask, edges: Frame, flawless: bool) -> bool:
    """Whether so much ink lies about a square that it is part of a code, a pattern, a scrawl or a picture."""
    about = near.copy()
    about[
        max(0, edges.top - RIM) : edges.bottom + RIM + 1, max(0, edges.left - RIM) : edges.right + RIM + 1
    ] = 0
    square = dark[edges.top : edges.bottom + 1, edges.left : edges.right + 1]
    share = float(about.sum()) / max(1, near.size - square.size)
    return share >= _CROWDED[flawless] or (share >= _EYE and _is_eye(square))


def _is_eye(square: Mask) -> bool:
    """Whether it is a solid square in a square, as in the corners of QR codes."""
    side = min(square.shape)
    first, last = round(_HEART[0] * side), round(_HEART[1] * side)
    moat = round(_MOAT * side)
    rows = np.concatenate([square[moat, moat : side - moat], square[-1 - moat, moat : side - moat]])
    return bool(square[first:last, first:last].mean() > _SOLID and rows.mean() < 1 - _SOLID)


def _state(dark: Mask, edges: Frame) -> tuple[bool, float]:
    """Whether a mark lies in a frame, and how sure that is."""
    inside = inside_of(dark, edges)
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


def _is_streak(dark: Mask, edges: Frame, mark: NDArray[np.int32]) -> bool:
    """Whether a stroke is a scanner's streak or a crease, which runs through the frame and far beyond.

    mark: left, top, width, height and area within what the frame holds.
    """
    deep = depth(dark, edges)
    left, wide, high = edges.left + deep + int(mark[0]), int(mark[2]), int(mark[3])
    if wide > _STREAK * edges.side or high < edges.bottom + 1 - edges.top - 2 * deep:
        return False
    columns = np.asarray(dark[:, max(0, left - RIM) : left + wide + RIM].any(axis=1), np.bool_)
    return bool(columns[: edges.top].mean() > _THROUGH and columns[edges.bottom + 1 :].mean() > _THROUGH)


def _holds(box: Checkbox, frame: Frame) -> bool:
    x, y = (frame.left + frame.right) // 2, (frame.top + frame.bottom) // 2
    return box.left < x < box.right and box.top < y < box.bottom


def _overlap(one: Checkbox, other: Checkbox) -> bool:
    return min(one.right, other.right) > max(one.left, other.left) and min(one.bottom, other.bottom) > max(
        one.top, other.top
    )


def _is_cell_beside(one: Checkbox, other: Checkbox) -> bool:
    """Whether another square of its size stands so close beside it that both are cells of a comb."""
    gap = max(one.left, other.left) - min(one.right, other.right)
    level = abs(one.top - other.top) < _ALIKE * one.side
    alike = abs(one.side - other.side) < _ALIKE * one.side
    return one is not other and level and alike and gap < _CELLS * one.side
