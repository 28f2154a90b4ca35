"""Line images as a recogniser wants them: one line, nothing of its neighbours."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from ocr.baseline import Floats, find_baseline, levelled
from ocr.engine import Grey
from ocr.layout import Layout
from ocr.lines import PrintLine
from ocr.pixels import u8


@dataclass(frozen=True, slots=True)
class Crop:
    """A line image, and where it lies in the cleaned page, in that page's pixels.

    rows: first row and end of the line's letters where it is level. drops: for each column by how much they
    stand lower than that; None for a level line.
    """

    image: Grey
    left: int
    width: int
    rows: tuple[int, int]
    drops: Floats | None

    def box(self, left: float, right: float) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of what stands between two shares (0 to 1) of the crop's width."""
        edges = self.left + self.width * left, self.left + self.width * right
        column = min(self.width - 1, int(self.width * (left + right) / 2))
        drop = 0.0 if self.drops is None else float(self.drops[column])
        return edges[0], self.rows[0] + drop, edges[1], self.rows[1] + drop


def cut(layout: Layout, line: PrintLine) -> Crop:
    """The line on white with a margin, level, other lines' ink wiped away; its pixels are the page's own.

    Each engine scales it to the height it wants: scaled twice, small letters lose their marks.
    """
    height, width = layout.grey.shape
    base = find_baseline(layout.marks, line)
    first, end = base.reach(line)
    margin = max(3, round((end - first) * 0.14))
    left, right = max(0, line.left - 2 * margin), min(width, line.right + 2 * margin)
    top, bottom = first - margin, end + margin
    if base.drops is None:
        image = _own_ink(layout, line, (max(0, top), min(height, bottom), left, right))
        return Crop(image, left, right - left, (first, end), None)
    drops = np.pad(base.drops, (line.left - left, right - line.right), mode="edge")
    level = levelled(_own_ink(layout, line, (line.top, line.bottom, left, right)), drops)
    image = level[max(0, top - line.top) : bottom - line.top]
    return Crop(image, left, right - left, (first, end), drops)


def _own_ink(layout: Layout, line: PrintLine, window: tuple[int, int, int, int]) -> Grey:
    """The page within (top, bottom, left, right), white where ink lies that is not the line's."""
    top, bottom, left, right = window
    part = (slice(top, bottom), slice(left, right))
    labels = layout.marks.labels[part]
    own = np.zeros(len(layout.marks) + 1, np.uint8)
    own[line.marks + 1] = 1
    foreign = ((labels > 0) & (own[labels] == 0)).astype(np.uint8) | layout.removed[part]
    foreign = u8(cv2.dilate(foreign, np.ones((3, 3), np.uint8))) & (1 - own[labels])
    return u8(np.where(foreign > 0, np.uint8(255), layout.grey[part]))
