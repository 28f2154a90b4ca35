"""Line images as Tesseract wants them: one height, white around; and the way back for what it finds."""

from __future__ import annotations

import numpy as np

from ocr.engine import Grey
from ocr.pixels import of_height

MARGIN = 10
"""Pixels of white around a line: Tesseract loses letters that touch the edge."""

_HEIGHT = 40  # its network was taught near this height; taller lines cost time and read no better


def framed(line: Grey) -> Grey:
    """The line at Tesseract's height with white around it."""
    return np.pad(of_height(line, _HEIGHT), MARGIN, constant_values=255)


def share(edge: float, width: int) -> float:
    """A column of a framed line so wide as a share of the line's own width, 0 to 1."""
    return min(max((edge - MARGIN) / (width - 2 * MARGIN), 0.0), 1.0)
