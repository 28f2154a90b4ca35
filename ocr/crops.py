"""Line images as a recogniser wants them: one line, nothing of its neighbours."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from ocr.engine import Grey
from ocr.layout import Layout
from ocr.lines import PrintLine
from ocr.pixels import u8


@dataclass(frozen=True, slots=True)
class Crop:
    """A line image, and where it lies in the cleaned page: left and width in that page's pixels."""

    image: Grey
    left: float
    width: float


def cut(layout: Layout, line: PrintLine) -> Crop:
    """The line on white with a margin, other lines' ink wiped away; its pixels are the page's own.

    Each engine scales it to the height it wants: scaled twice, small letters lose their marks.
    """
    margin = max(3, round(line.height * 0.14))
    top, bottom = max(0, line.top - margin), min(layout.grey.shape[0], line.bottom + margin)
    left, right = max(0, line.left - 2 * margin), min(layout.grey.shape[1], line.right + 2 * margin)
    window = (slice(top, bottom), slice(left, right))
    labels = layout.marks.labels[window]
    own = np.zeros(len(layout.marks) + 1, np.uint8)
    own[line.marks + 1] = 1
    foreign = ((labels > 0) & (own[labels] == 0)).astype(np.uint8) | layout.removed[window]
    foreign = u8(cv2.dilate(foreign, np.ones((3, 3), np.uint8))) & (1 - own[labels])
    image = np.where(foreign > 0, np.uint8(255), layout.grey[window])
    return Crop(u8(image), left, right - left)
