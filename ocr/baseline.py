"""Where the letters of a line stand: on a bent or tilted sheet not level, though the page as a whole is."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engine import Grey
from ocr.lines import PrintLine
from ocr.marks import Marks
from ocr.pixels import u8
from ocr.ranks import median

Floats = NDArray[np.float64]

_FEWEST = 5  # letters; fewer tell nothing that is worth following
_LEAST_DROP = 0.2  # of the letters' height: a line as level as this is left alone
_MOST_SLOPE = 0.12  # more than what a page keeps after it was set straight is a misjudgement
_ROUNDS = 4
_ABOVE, _BELOW = 2.2, 0.8
"""Of the letters' height: how far accents reach above the baseline, and tails and dots below it."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """level: the page's row on which the letters stand, on average. letter: their height in pixels.

    drops: for each column of the line's rectangle by how much they stand lower than that; None where level.
    """

    level: float
    letter: float
    drops: Floats | None

    def reach(self, line: PrintLine) -> tuple[int, int]:
        """First row and end of what can belong to the line once it is level: a stain beside it cannot."""
        top, bottom = self.level - _ABOVE * self.letter, self.level + _BELOW * self.letter
        return max(line.top, int(top)), min(line.bottom, int(bottom) + 1)


def find_baseline(marks: Marks, line: PrintLine) -> Baseline:
    """The baseline of a line.

    Most letters stand on it; those that hang below it (g, p, y) and stains are outvoted: first the median
    slope between letters far from each other, then a shallow curve through those that stand near it.
    """
    height = marks.height[line.marks].astype(np.float64)
    weight = marks.width[line.marks].astype(np.float64)
    typical = _weighted_median(height, weight)
    stands = line.marks[(height > 0.55 * typical) & (height < 1.8 * typical)]
    y = marks.bottom[stands].astype(np.float64)
    level = median(y)
    if stands.size < _FEWEST:
        return Baseline(level, typical, None)
    x = (marks.left[stands] + marks.width[stands] / 2 - line.left).astype(np.float64)
    slope = _median_slope(x, y, 2 * typical)
    if slope is None or abs(slope) > _MOST_SLOPE:
        return Baseline(level, typical, None)
    curve = _followed(x, y, slope, typical, line.right - line.left)
    if np.ptp(curve) < _LEAST_DROP * typical:
        return Baseline(level, typical, None)
    level = float(curve.mean())
    return Baseline(level, typical, curve - level)


def _weighted_median(values: Floats, weights: Floats) -> float:
    order = np.argsort(values)
    sums = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(sums, sums[-1] / 2)])


def _median_slope(x: Floats, y: Floats, apart: float) -> float | None:
    """The median slope between pairs of points at least that far apart; None without such pairs."""
    dx, dy = x[:, None] - x[None, :], y[:, None] - y[None, :]
    far = dx > apart
    return median(dy[far] / dx[far]) if far.any() else None


def _followed(x: Floats, y: Floats, slope: float, typical: float, width: int) -> Floats:
    """Heights of the baseline over the columns: straight for short lines, bent a little for long ones."""
    degree = 2 if width > 12 * typical and x.size >= 12 else 1
    columns = np.arange(width, dtype=np.float64)
    fit = np.array([slope, median(y - slope * x)])
    reach = 0.25 * typical
    for _ in range(_ROUNDS):
        near = np.abs(y - np.polyval(fit, x)) < reach
        if int(near.sum()) < _FEWEST:
            break
        fit = np.polyfit(x[near], y[near], degree)
        reach = max(0.12 * typical, 1.5)
    inside = np.clip(columns, x.min(), x.max())  # beyond the outermost letters a curve is a guess
    return np.asarray(np.polyval(fit, inside) + slope * (columns - inside), np.float64)


def levelled(image: Grey, drops: Floats) -> Grey:
    """The crop with each column raised by its drop, white where nothing comes in."""
    height, width = image.shape
    rows = np.arange(height, dtype=np.float32)[:, None] + drops.astype(np.float32)[None, :]
    columns = np.broadcast_to(np.arange(width, dtype=np.float32), (height, width))
    return u8(cv2.remap(image, columns, rows, cv2.INTER_LINEAR, borderValue=255))
