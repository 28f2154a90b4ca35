"""What lies around the sheet on a photo: a darker desk that reaches the borders of the picture."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.view import View, smaller

_CELL = 8
_DARKER = 0.7
"""A border as bright as this share of the paper is paper."""
_STEP = 0.25
"""How far from the desk's level to the paper's something still is desk; shadows on the paper lie higher."""
_RIM_CELLS = 2
"""The sheet's own edge, and what the reduced picture mixes with the desk."""
_INSIDE_SHARE = 0.3
_LEAST_SHEET, _STRAIGHT = 0.25, 0.8
"""Shares of the picture, and of the rectangle around it, that a sheet fills."""
_MOST_BORDER = 0.3
"""Of the picture's border: what is bright over more of it is no sheet on a desk but one in half a shadow."""


def beside_the_sheet(view: View) -> NDArray[np.bool_]:
    """Which marks lie on the desk or are the outline of the sheet; none where no desk is seen."""
    sheet = _sheet(view)
    if sheet is None:
        return np.zeros(len(view.marks), bool)
    height, width = view.labels.shape
    inside = cv2.resize(sheet, (width, height), interpolation=cv2.INTER_NEAREST) > 0
    counted = np.bincount(view.labels[inside], minlength=len(view.marks) + 1)[1:]
    return np.asarray(counted < _INSIDE_SHARE * view.marks[:, 4])


def off_the_sheet(view: View, places: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Which places (left, top, width, height and more, one a row) have their middle beside the sheet."""
    sheet = _sheet(view)
    if sheet is None or len(places) == 0:
        return np.zeros(len(places), bool)
    height, width = view.contrast.shape
    down = (places[:, 1] + places[:, 3] / 2) * sheet.shape[0] / height
    across = (places[:, 0] + places[:, 2] / 2) * sheet.shape[1] / width
    inside = sheet[
        np.minimum(down.astype(int), sheet.shape[0] - 1), np.minimum(across.astype(int), sheet.shape[1] - 1)
    ]
    return np.asarray(inside == 0)


def _sheet(view: View) -> NDArray[np.uint8] | None:
    """A small mask of the paper, its rim left out; None where the picture's border is paper."""
    cells = smaller(view.small, 1 / _CELL)
    border = np.concatenate([cells[0], cells[-1], cells[:, 0], cells[:, -1]])
    desk, paper = float(np.median(border)), float(np.percentile(cells, 90))
    if desk > _DARKER * paper:
        return None
    level = desk + _STEP * (paper - desk)
    if (border >= level).mean() > _MOST_BORDER:
        return None
    dark = (cells < level).astype(np.uint8)
    ringed = cv2.copyMakeBorder(dark, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=1)  # joins all that is outside
    _, regions = cv2.connectedComponents(ringed, connectivity=4)
    sheet = (regions != regions[0, 0]).astype(np.uint8)
    inner = np.asarray(
        cv2.erode(sheet, np.ones((3, 3), np.uint8), iterations=_RIM_CELLS)[1:-1, 1:-1], np.uint8
    )
    return inner if _is_sheet(inner) else None


def _is_sheet(mask: NDArray[np.uint8]) -> bool:
    """Whether what is brighter than its surroundings is as large and as straight as a sheet.

    A lamp's light on paper that fills the picture is neither: taking its shadow for a desk would make a
    written page blank.
    """
    if mask.mean() < _LEAST_SHEET:
        return False
    (_, sides, _) = cv2.minAreaRect(cv2.findNonZero(mask))
    return float(mask.sum()) >= _STRAIGHT * max(1.0, sides[0] * sides[1])
