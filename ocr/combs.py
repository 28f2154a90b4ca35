"""Combs: rows of small boxes on forms, a character to each; found by the sides of their cells."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.marks import Ints, Marks
from ocr.pixels import u8

Mask = NDArray[np.uint8]

_SIDE = (1.1, 4.0)
"""Letter heights: sides of a cell. Letters' strokes are shorter, cells of tables taller or wider."""

_STROKE = 0.5  # letter heights: a side is no thicker
_LEVEL = 0.35  # of a side's height: the sides of one comb stand as level as that
_PITCH = (0.5, 1.4)  # of a side's height: from side to side
_EVEN = 0.2  # of the pitch: by how much it varies at most
_FEWEST = 6  # cells of a comb; a day or a month in two of them is read as it stands
_RULED = 0.7  # of its top and bottom: a cell that has them is of the comb though its outer side is lost
_SHORT = 0.2  # of the page's letter height: lower marks are points and scraps
_BROADEST = 1.25  # width by height of a figure or a letter; two figures are broader


@dataclass(frozen=True, slots=True)
class Comb:
    """A comb: its top and bottom, and the sides between them from left to right, in pixels."""

    top: int
    bottom: int
    sides: tuple[int, ...]

    @property
    def cells(self) -> list[tuple[int, int]]:
        """Left and right of each cell."""
        return list(pairwise(self.sides))


_Upright = tuple[int, int, int]
"""Column of its middle, top and bottom."""


def find_combs(rules: Mask, marks: Marks, ignored: NDArray[np.bool_], letter: float) -> list[Comb]:
    """The combs that a page's rules draw, with one character to a cell.

    rules: 1 on rules. marks: the ink without them. ignored: which marks are no writing. letter: typical
    letter height of the page in pixels.
    """
    writing = ~ignored & (marks.height > _SHORT * letter)
    runs = [comb for group in _level(_uprights(rules, letter)) for comb in _even_runs(group, rules)]
    return [comb for comb in runs if _one_to_a_cell(comb, marks, writing)]


def in_combs(combs: list[Comb], marks: Marks) -> NDArray[np.bool_]:
    """Which marks stand in any of the combs."""
    inside = np.zeros(len(marks), np.bool_)
    for comb in combs:
        inside[_inside(comb, marks)] = True
    return inside


def _inside(comb: Comb, marks: Marks) -> Ints:
    x, y = marks.left + marks.width // 2, marks.top + marks.height // 2
    level = (y > comb.top) & (y < comb.bottom) & (marks.height <= comb.bottom - comb.top)
    return np.flatnonzero(level & (x > comb.sides[0]) & (x < comb.sides[-1])).astype(np.int32)


def _one_to_a_cell(comb: Comb, marks: Marks, writing: NDArray[np.bool_]) -> bool:
    """Whether the cells hold single characters, and not words or numbers as the cells of a narrow table do.

    Judged by the shape of what they hold, for a thin pen leaves a character in several marks.
    """
    own = _inside(comb, marks)
    own = own[writing[own]]
    cells = np.searchsorted(comb.sides, marks.left[own] + marks.width[own] // 2)
    shapes = [_breadth(marks, own[cells == cell]) for cell in np.unique(cells)]
    return len(shapes) > 0 and float(np.median(shapes)) <= _BROADEST


def _breadth(marks: Marks, own: Ints) -> float:
    """Width by height of what some marks make up."""
    wide = int(marks.right[own].max() - marks.left[own].min())
    return wide / int(marks.bottom[own].max() - marks.top[own].min())


def _uprights(rules: Mask, letter: float) -> list[_Upright]:
    least, most = (times * letter for times in _SIDE)
    upright = cv2.morphologyEx(rules, cv2.MORPH_OPEN, np.ones((max(3, round(least)), 1), np.uint8))
    # contours: numbering the page's pixels takes 36 MB where a page of 300 dpi needs most already
    outlines, _ = cv2.findContours(u8(upright), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    boxes = [cv2.boundingRect(outline) for outline in outlines]
    return [
        (left + width // 2, top, top + height)
        for left, top, width, height in boxes
        if width <= _STROKE * letter and height <= most
    ]


def _level(uprights: list[_Upright]) -> list[list[_Upright]]:
    """Uprights that stand beside one another, from left to right."""
    groups: list[list[_Upright]] = []
    for upright in sorted(uprights):
        for group in groups:
            _, top, bottom = group[-1]
            slack = _LEVEL * (bottom - top)
            if abs(top - upright[1]) < slack and abs(bottom - upright[2]) < slack:
                group.append(upright)
                break
        else:
            groups.append([upright])
    return groups


def _even_runs(group: list[_Upright], rules: Mask) -> list[Comb]:
    """Runs of sides at one pitch; a side that is lost between two others stands where it belongs."""
    columns = np.array([column for column, _, _ in group])
    height = float(np.median([bottom - top for _, top, bottom in group]))
    steps = np.diff(columns)
    near = steps[(steps > _PITCH[0] * height) & (steps < _PITCH[1] * height)]
    if near.size < _FEWEST // 2:
        return []
    pitch = float(np.median(near))
    times = np.round(steps / pitch)
    fits = (times >= 1) & (times <= 2) & (np.abs(steps - times * pitch) < _EVEN * pitch)
    combs = []
    for run in np.split(np.arange(len(group)), np.flatnonzero(~fits) + 1):
        top, bottom = (int(np.median([group[index][edge] for index in run])) for edge in (1, 2))
        sides = _filled([int(columns[index]) for index in run], pitch)
        comb = _with_outer_cells(Comb(top, bottom, tuple(sides)), round(pitch), rules)
        if len(comb.cells) >= _FEWEST:
            combs.append(comb)
    return combs


def _filled(sides: list[int], pitch: float) -> list[int]:
    found = sides[:1]
    for side in sides[1:]:
        if side - found[-1] > 1.5 * pitch:
            found.append((found[-1] + side) // 2)
        found.append(side)
    return found


def _with_outer_cells(comb: Comb, pitch: int, rules: Mask) -> Comb:
    """The comb with the first and the last cell where only their outer side is lost."""
    first, last = comb.sides[0], comb.sides[-1]
    before = (first - pitch,) if _is_ruled(comb, first - pitch, first, rules) else ()
    after = (last + pitch,) if _is_ruled(comb, last, last + pitch, rules) else ()
    return Comb(comb.top, comb.bottom, (*before, *comb.sides, *after))


def _is_ruled(comb: Comb, left: int, right: int, rules: Mask) -> bool:
    """Whether rules go on along top and bottom of a comb between two columns."""
    slack = max(3, (comb.bottom - comb.top) // 10)
    for edge in (comb.top, comb.bottom):
        rule = rules[max(0, edge - slack) : edge + slack, max(0, left + slack) : right - slack]
        if rule.size == 0 or rule.any(axis=0).mean() < _RULED:
            return False
    return True
