"""The sheet of paper in a photograph: its corners on a darker table, and the picture as seen from above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from domain.page import Rotation
from ocr.engine import Grey
from ocr.pixels import Pixels, grey_of, reduced, u8

Matrix = NDArray[np.float64]
Outline = NDArray[Any]

_LOOKED_AT = 480  # pixels of the longer side at which the paper is looked for
_SMALLEST, _LARGEST = 0.25, 0.97  # of the picture's area; more is a scan of nothing but paper
_DARKER = 35  # grey levels by which the table is darker than the paper
_STEP = (
    25  # grey levels that every edge of the paper must stand out by within a few pixels; a shadow's does not
)
_BESIDE = 6  # pixels from an edge at which the two sides are compared
_LEVELS = (1.0, 0.85, 0.7, 0.55, 0.42, 1.2)
"""Of the level between dark and bright: where paper may be told from table, darker under a shadow."""
_ANOTHER = 0.3  # of the paper's area: so large is another paper
_FILLED = 0.95  # of the four-cornered shape: a torn or covered sheet is left as it is


@dataclass(frozen=True, slots=True)
class View:
    """A page seen from above. back: 3x3 matrix from its fractions to fractions of the stored page."""

    image: Pixels
    back: Matrix


def from_above(stored: Pixels) -> View:
    """The paper cut out and squared up where its corners are clear, the picture as it is otherwise.

    Of several papers, as two cards side by side, all are kept where they lie, and the table around them is
    made as light as they are.
    """
    papers = _papers(stored)
    if len(papers) != 1:
        return View(_without_table(stored, papers) if papers else stored, np.eye(3))
    corners = papers[0]
    height, width = stored.shape[:2]
    across = max(_length(corners[0], corners[1]), _length(corners[3], corners[2]))
    down = max(_length(corners[0], corners[3]), _length(corners[1], corners[2]))
    size = (max(1, round(across)), max(1, round(down)))
    square = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), square)
    image = u8(cv2.warpPerspective(stored, matrix, size, flags=cv2.INTER_LINEAR))
    to_fractions = np.diag([1 / width, 1 / height, 1.0])
    back = to_fractions @ np.linalg.inv(matrix) @ np.diag([size[0], size[1], 1.0])
    return View(image, np.asarray(back, np.float64))


def turned_fractions(rotation: Rotation) -> Matrix:
    """The matrix that takes fractions of a page to fractions of the page turned clockwise."""
    return {
        0: np.eye(3),
        90: np.array([[0.0, -1, 1], [1, 0, 0], [0, 0, 1]]),
        180: np.array([[-1.0, 0, 1], [0, -1, 1], [0, 0, 1]]),
        270: np.array([[0.0, 1, 0], [-1, 0, 1], [0, 0, 1]]),
    }[rotation]


def _without_table(stored: Pixels, papers: Sequence[Matrix]) -> Pixels:
    inside = np.zeros(stored.shape[:2], np.uint8)
    for corners in papers:
        cv2.fillConvexPoly(inside, np.asarray(corners.round(), np.int32), (1,))
    light = np.median(stored[inside == 1], axis=0)
    return u8(np.where(inside.reshape(inside.shape + (1,) * (stored.ndim - 2)) == 1, stored, light))


def _papers(stored: Pixels) -> list[Matrix]:
    """The corners of each paper in pixels, clockwise from the top left, pulled in a little from its rim."""
    small = reduced(stored, _LOOKED_AT)
    if min(small.shape[:2]) < 40:
        return []
    soft = u8(cv2.GaussianBlur(grey_of(small), (0, 0), 2))
    middle, _ = cv2.threshold(soft, 0, 1, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    scale = max(stored.shape[:2]) / max(soft.shape)
    for level in (middle * share for share in _LEVELS):
        bright = (soft > level).astype(np.uint8)
        shapes = _four_cornered(cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8)))
        if shapes and _lie_on_a_table(shapes, soft, level):
            return [np.asarray(_clockwise(each[:, 0, :].astype(np.float64)) * scale) for each in shapes]
    return []


def _four_cornered(bright: object) -> list[NDArray[np.int32]]:
    """The largest bright patch and those nearly as large, if each has four corners and nothing bitten out."""
    outlines, _ = cv2.findContours(u8(bright), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    largest = max(map(cv2.contourArea, outlines), default=0.0)
    found = [_corners_of(each) for each in outlines if cv2.contourArea(each) > _ANOTHER * largest]
    shapes = [shape for shape in found if shape is not None]
    return shapes if len(shapes) == len(found) else []


def _corners_of(outline: Outline) -> NDArray[np.int32] | None:
    shape = np.asarray(cv2.approxPolyDP(outline, 0.02 * cv2.arcLength(outline, True), True), np.int32)
    whole = len(shape) == 4 and cv2.isContourConvex(shape)
    return shape if whole and cv2.contourArea(outline) > _FILLED * cv2.contourArea(shape) else None


def _lie_on_a_table(shapes: Sequence[NDArray[np.int32]], soft: Grey, level: float) -> bool:
    """Whether the shapes are a good part of the picture, mostly bright, and their surroundings darker."""
    inside = np.zeros(soft.shape, np.uint8)
    for shape in shapes:
        cv2.fillConvexPoly(inside, shape, (1,))
    paper, table = soft[inside == 1], soft[inside == 0]
    if not _SMALLEST < inside.mean() < _LARGEST:
        return False
    if (paper > level).mean() <= 0.8 or np.median(paper) - np.median(table) <= _DARKER:
        return False
    rims = [_clockwise(shape[:, 0, :].astype(np.float64)) for shape in shapes]
    return all(_is_edge(soft, rim[side], rim[(side + 1) % 4]) for rim in rims for side in range(4))


def _is_edge(soft: Grey, start: NDArray[np.float64], end: NDArray[np.float64]) -> bool:
    """Whether the picture is darker just outside a side of the paper than just inside, along most of it."""
    along = (end - start) / max(1.0, _length(start, end))
    outwards = np.array([along[1], -along[0]])  # corners run clockwise, with y downwards
    places = start + np.linspace(0.05, 0.95, 40)[:, None] * (end - start)
    within, beyond = (
        _levels(soft, places - outwards * _BESIDE),
        _levels(soft, places + outwards * _BESIDE),
    )
    return bool(np.median(within - beyond) > _STEP)


def _levels(soft: Grey, places: Matrix) -> NDArray[np.float64]:
    """Grey levels at places (x, y); those beyond the picture are taken for as dark as a table."""
    x, y = places.round().astype(int).T
    known = (x >= 0) & (y >= 0) & (x < soft.shape[1]) & (y < soft.shape[0])
    found = np.zeros(len(places))
    found[known] = soft[y[known], x[known]]
    return found


def _clockwise(corners: Matrix) -> Matrix:
    """Corners ordered from the top left on, each moved a little towards the middle."""
    middle = corners.mean(axis=0)
    angles = np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0])
    ordered = corners[np.argsort(angles)]
    first = int(np.argmin(ordered.sum(axis=1)))
    return np.asarray(np.roll(ordered, -first, axis=0) * 0.994 + middle * 0.006, np.float64)


def _length(one: Matrix, other: Matrix) -> float:
    return float(np.hypot(*(one - other)))
