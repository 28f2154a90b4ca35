"""Whether a sheet carries nothing: what counts is marks that a hand or a printer made on purpose."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ingest.desk import beside_the_sheet, off_the_sheet
from ingest.sharpness import stroke_blur_mm
from ingest.view import View

_LEAST_MARK_MM = 1.1
"""Smaller marks are dust and grain; the smallest print of forms is taller."""
_LEAST_EXTENT_MM = 7.0
"""Marks that reach less far together are specks: shorter than a hand-written word or the smallest stamp."""
_LEAST_FAINT_LETTERS = 25
_LARGEST_LETTER_MM = 8.0
_BLUR_OF_PAPER_MM = 0.175
"""Print seen through a sheet is never as crisp as print seen on it, however worn."""
_EDGE_MM = 4.0
"""How near to the border the shadows, torn corners and lines of the sheet's own edge lie."""
_LINE_SHARE = 0.35
_LINE_MM = 1.6
"""A mark longer than a third of the page and thinner than this is a fold, a streak or the sheet's edge."""
_HAIR_MM, _LEAST_HAIR_MM = 0.6, 8.0
"""Pieces of a scanner's streak: thinner and straighter than any pen draws over that length."""
_HOLE_MM = (3.0, 8.5)
_HOLE_ZONE_MM = 26.0
"""Punch holes and staples: filled, as wide as high, near a border (ISO 838: 6 mm, 12 mm from the edge)."""


def is_blank(view: View) -> bool:
    """Whether the page holds nothing that anybody wrote, stamped or printed on it."""
    meant = meant_marks(view)
    reach = np.maximum(view.marks[meant, 2], view.marks[meant, 3]) / view.mm
    return bool(reach.sum() < _LEAST_EXTENT_MM) and not _is_worn_print(view)


def _is_worn_print(view: View) -> bool:
    """Whether the faint marks are a worn copy; print of the other side is blurred by the paper it passes.

    The grain of a desk under a photographed sheet is neither.
    """
    sides = view.faint[~off_the_sheet(view, view.faint), 2:4] / view.mm
    tall, thick = sides.max(axis=1), sides.min(axis=1)
    letters = (tall >= _LEAST_MARK_MM) & (tall <= _LARGEST_LETTER_MM) & (thick > _HAIR_MM)
    if int(letters.sum()) < _LEAST_FAINT_LETTERS:
        return False
    blur = stroke_blur_mm(view)
    return blur is not None and blur < _BLUR_OF_PAPER_MM


def meant_marks(view: View) -> NDArray[np.bool_]:
    """Which marks are no dust, no edge of the sheet, no fold, no punch hole and nothing beside the sheet."""
    if len(view.marks) == 0:
        return np.zeros(0, bool)
    width, height = view.marks[:, 2] / view.mm, view.marks[:, 3] / view.mm
    longest = np.maximum(width, height)
    hair = (np.minimum(width, height) <= _HAIR_MM) & (longest >= _LEAST_HAIR_MM)
    other = hair | _of_edge(view) | _long_lines(view) | _holes(view) | beside_the_sheet(view)
    return np.asarray((longest >= _LEAST_MARK_MM) & ~other)


def _gaps(view: View) -> NDArray[np.float64]:
    """Distance in mm of each mark from the left, top, right and bottom border; one row a mark."""
    page_height, page_width = view.contrast.shape
    left, top, width, height = (view.marks[:, i] for i in range(4))
    gaps = np.stack([left, top, page_width - left - width, page_height - top - height], axis=1)
    return gaps / view.mm


def _of_edge(view: View) -> NDArray[np.bool_]:
    """Marks that lie wholly in the rim, or touch the border and run along it."""
    page_height, page_width = (side / view.mm for side in view.contrast.shape)
    gaps = _gaps(view)
    width, height = view.marks[:, 2] / view.mm, view.marks[:, 3] / view.mm
    beyond = np.stack(
        [
            page_width - gaps[:, 2],
            page_height - gaps[:, 3],
            page_width - gaps[:, 0],
            page_height - gaps[:, 1],
        ],
        axis=1,
    )
    within_rim = (beyond <= _EDGE_MM).any(axis=1)
    touches = gaps.min(axis=1) <= 0.6
    thin = np.minimum(width, height) <= 0.12 * min(page_width, page_height)
    runs = (height >= 0.2 * page_height) | (width >= 0.2 * page_width)
    fill = view.marks[:, 4] / np.maximum(1, view.marks[:, 2] * view.marks[:, 3])
    return np.asarray(within_rim | (touches & runs & (thin | (fill < 0.1))))


def _long_lines(view: View) -> NDArray[np.bool_]:
    """Long marks whose own thickness (area over length) is that of a hair line, however they slant."""
    page_height, page_width = view.contrast.shape
    length = np.maximum(view.marks[:, 2], view.marks[:, 3])
    long = length >= _LINE_SHARE * min(page_height, page_width)
    straight = np.minimum(view.marks[:, 2], view.marks[:, 3]) <= 0.06 * length + _LINE_MM * view.mm
    thickness = view.marks[:, 4] / np.maximum(1, length) / view.mm
    return np.asarray(long & straight & (thickness <= _LINE_MM))


def _holes(view: View) -> NDArray[np.bool_]:
    width, height = view.marks[:, 2] / view.mm, view.marks[:, 3] / view.mm
    round_ = (np.abs(width - height) <= 0.3 * np.maximum(width, height)) & (width >= _HOLE_MM[0])
    filled = view.marks[:, 4] / np.maximum(1, view.marks[:, 2] * view.marks[:, 3]) >= 0.6
    return np.asarray(round_ & filled & (width <= _HOLE_MM[1]) & (_gaps(view).min(axis=1) <= _HOLE_ZONE_MM))
