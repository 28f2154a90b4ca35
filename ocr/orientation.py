"""Which way up a stored page lies: told by where its letters stand; in doubt, by reading a few lines."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from domain.page import Rotation
from ocr.crops import cut
from ocr.engine import Engine, Grey
from ocr.ink import flatten
from ocr.layout import Layout, lay_out
from ocr.marks import binarised, find_marks
from ocr.pixels import Pixels, reduced, turned, u8
from ocr.skew import Run, text_run

LONGEST = 1600
"""Pixels of the reduced page's longer side: enough to see letters' edges at 200 dpi."""

_SURE = 1.25  # bottoms line up this much better than tops on all pages of print that were tried
_SURE_AXIS = 1.6
_LINES_ASKED = 4
_LONGEST_ASKED = 500  # pixels of a line crop; some ten words are evidence enough


@dataclass(frozen=True, slots=True)
class Stand:
    """rotation: clockwise degrees that set the page upright. skew: degrees its lines then fall by."""

    rotation: Rotation
    skew: float


def find_stand(stored: Pixels, engine: Engine) -> Stand:
    """How a stored page lies. A page without print is taken as it is."""
    small = flatten(reduced(stored, LONGEST))
    run = text_run(find_marks(binarised(small)))
    if run.letters < 4:
        return Stand(0, 0.0)
    likely = _candidates(run)
    if len(likely) == 1:
        return Stand(likely[0], run.skew)
    scores = _confidences(small, likely, engine)
    best = likely[int(np.argmax(scores))]
    return Stand(best, run.skew if (best % 180 == 0) == (run.across >= run.down) else 0.0)


def _candidates(run: Run) -> list[Rotation]:
    """The rotations that the letters' places leave open, likeliest first."""
    rows = run.across >= run.down
    first: list[Rotation] = [0, 180] if rows else [90, 270]
    if run.uprightness < 1:
        first.reverse()
    strong, weak = max(run.across, run.down), min(run.across, run.down)
    if strong < _SURE_AXIS * weak:
        other: list[Rotation] = [90, 270] if rows else [0, 180]
        return first + other
    return first[:1] if max(run.uprightness, 1 / run.uprightness) > _SURE else first


def _confidences(small: Grey, rotations: list[Rotation], engine: Engine) -> list[float]:
    """How well a few of the longest lines read in each rotation."""
    layouts: dict[int, Layout] = {}
    scores = []
    for rotation in rotations:
        axis: Rotation = 0 if rotation % 180 == 0 else 90
        if axis not in layouts:
            layouts[axis] = lay_out(turned(small, axis))
        crops = _asked(layouts[axis])
        if rotation not in (0, 90):
            crops = [u8(cv2.rotate(crop, cv2.ROTATE_180)) for crop in crops]
        readings = engine.recognise(crops)
        letters = sum(len(reading.text) for reading in readings)
        total = sum(len(reading.text) * reading.confidence for reading in readings)
        scores.append(total / (letters + 5))
    return scores


def _asked(layout: Layout) -> list[Grey]:
    lines = sorted(layout.lines, key=lambda line: -(line.right - line.left) / line.height)[:_LINES_ASKED]
    return [cut(layout, line).image[:, :_LONGEST_ASKED] for line in lines]
