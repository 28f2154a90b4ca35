"""Which way a page's text runs, and how far from straight, told from where its letters stand.

Letters of one line share a baseline. Counting how many letters' edges fall into the same thin strip, for
every angle in question, shows the angle of the text, whether the lines run across or down the picture,
and (because far more Vietnamese letters end on the baseline than at one height) which side is up.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ocr.marks import Marks, letter_height, small_print

MOST = 5.0
"""Degrees of skew that are looked for in either direction."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Run:
    """How the text runs in a picture.

    across, down: how strongly letters line up in rows and in columns; 1 is what chance gives.
    uprightness: over 1 when bottoms line up better than tops (in rows if ``across`` wins, else seen from the
    right, as if the picture were turned 90 degrees clockwise). skew: degrees by which lines fall to the
    right. letters: how many were counted. letter: their typical height in pixels; small: the height of the
    page's small print.
    """

    across: float
    down: float
    uprightness: float
    skew: float
    letters: int
    letter: float
    small: float


def text_run(marks: Marks) -> Run:
    """How the text of a reduced page runs."""
    letter = letter_height(marks)
    good = (marks.height > 0.4 * letter) & (marks.height < 3 * letter)
    good &= (marks.width < 3 * letter) & (marks.width > 0.2 * letter)
    if int(good.sum()) < 4:
        return Run(1.0, 1.0, 1.0, 0.0, int(good.sum()), letter, letter)
    left, right = marks.left[good].astype(np.float64), marks.right[good].astype(np.float64)
    top, bottom = marks.top[good].astype(np.float64), marks.bottom[good].astype(np.float64)
    x, y = (left + right) / 2, (top + bottom) / 2
    coarse = np.arange(-MOST, MOST + 0.01, 0.5)
    across, down = _order(y, x, coarse, letter / 6), _order(x, -y, coarse, letter / 6)
    if across.max() >= down.max():
        lower, upper, along, table = bottom, top, x, across
    else:
        lower, upper, along, table = right, left, -y, down
    skew = _refined(lower, along, float(coarse[table.argmax()]), letter)
    sides = (marks.height, marks.width) if lower is bottom else (marks.width, marks.height)
    near = np.array([skew])
    fine = max(1.0, letter / 10)
    ratio = float((_order(lower, along, near, fine) / _order(upper, along, near, fine))[0])
    return Run(
        float(across.max()), float(down.max()), ratio, skew, int(good.sum()), letter, small_print(*sides)
    )


def _refined(edge: Floats, along: Floats, coarse: float, letter: float) -> float:
    angles = np.arange(coarse - 0.5, coarse + 0.51, 0.05)
    order = _order(edge, along, angles, max(1.0, letter / 10))
    best = order >= 0.98 * order.max()
    return float(angles[best].mean())


def _order(edge: Floats, along: Floats, angles: Floats, strip: float) -> Floats:
    """For each angle: how unevenly the edges fall into strips at that slope, 1 for chance."""
    spread = max(1.0, float(np.percentile(edge, 98) - np.percentile(edge, 2)) / strip)
    order = []
    for slope in np.tan(np.radians(angles)):
        place = (edge - along * slope) / strip
        counts = np.bincount((place - place.min()).astype(np.int64)).astype(np.float64)
        order.append(float((counts**2).sum()))
    return np.array(order) * spread / len(edge) ** 2
