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


def beside_the_sheet(view: View) -> NDArray[np.bool_]:
    """Which marks lie on the desk or are the outline of the sheet; none where no desk is seen."""
    sheet = _sheet(view)
    if sheet is None:
        return np.zeros(len(view.marks), bool)
    height, width = view.labels.shape
    inside = cv2.resize(sheet, (width, height), interpolation=cv2.INTER_NEAREST) > 0
    counted = np.bincount(view.labels[inside], minlength=len(view.marks) + 1)[1:]
    return np.asarray(counted < _INSIDE_SHARE * view.marks[:, 4])


def _sheet(view: View) -> NDArray[np.uint8] | None:
    """A small mask of the paper, its rim left out; None where the picture's border is paper."""
    cells = smaller(view.small, 1 / _CELL)
    border = np.concatenate([cells[0], cells[-1], cells[:, 0], cells[:, -1]])
    desk, paper = float(np.median(border)), float(np.percentile(cells, 90))
    if desk > _DARKER * paper:
        return None
    dark = (cells < desk + _STEP * (paper - desk)).astype(np.uint8)
    ringed = cv2.copyMakeBorder(dark, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=1)  # joins all that is outside
    _, regions = cv2.connectedComponents(ringed, connectivity=4)
    sheet = (regions != regions[0, 0]).astype(np.uint8)
    return np.asarray(
        cv2.erode(sheet, np.ones((3, 3), np.uint8), iterations=_RIM_CELLS)[1:-1, 1:-1], np.uint8
    )
