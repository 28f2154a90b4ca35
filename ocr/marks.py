"""Connected marks of ink and what their sizes tell."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engine import Grey
from ocr.ink import ink_levels

Ints = NDArray[np.int32]

_LOWEST = 4  # pixels of a letter on a reduced page
_SMALL_SHARE = 0.2  # of a page's print, by width


@dataclass(frozen=True, slots=True)
class Marks:
    """Connected components of ink. ``labels``: per pixel, 0 for paper and i + 1 for mark i.

    left, top, width, height: pixels; area: pixels of ink; each of shape (marks,).
    """

    labels: Ints
    left: Ints
    top: Ints
    width: Ints
    height: Ints
    area: Ints

    @property
    def right(self) -> Ints:
        return self.left + self.width

    @property
    def bottom(self) -> Ints:
        return self.top + self.height

    def __len__(self) -> int:
        return len(self.left)


def binarised(grey: Grey) -> NDArray[np.uint8]:
    """1 where there is ink on a flattened page, 0 elsewhere."""
    return np.asarray(grey < ink_levels(grey), np.uint8)


def find_marks(ink: NDArray[np.uint8]) -> Marks:
    """The connected components (8 neighbours) of a picture that is 1 on ink and 0 on paper."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8, ltype=cv2.CV_32S)
    left, top, width, height, area = (np.asarray(stats[1:, column], np.int32) for column in range(5))
    return Marks(np.asarray(labels, np.int32), left, top, width, height, area)


def letter_height(marks: Marks, default: float = 24.0) -> float:
    """Typical height in pixels of the letters of a page: the median weighted by width, specks left out."""
    letters = (marks.height >= 7) & (marks.width >= 3) & (marks.height <= 120)
    letters &= (marks.width < 4 * marks.height) & (marks.height < 8 * marks.width)
    heights = marks.height[letters]
    if heights.size < 8:
        return default
    order = np.argsort(heights)
    weights = np.cumsum(marks.width[letters][order])
    return float(heights[order][np.searchsorted(weights, weights[-1] / 2)])


def small_print(height: Ints, width: Ints) -> float:
    """Height in pixels that a fifth of a page's print does not exceed, by marks' heights and widths along it.

    Not the least: specks and accents are as small as that on every page.
    """
    letters = (
        (height >= _LOWEST) & (width >= 2) & (height <= 120) & (width < 4 * height) & (height < 8 * width)
    )
    if not letters.any():
        return 0.0
    order = np.argsort(height[letters])
    weights = np.cumsum(width[letters][order])
    return float(height[letters][order][np.searchsorted(weights, weights[-1] * _SMALL_SHARE)])
