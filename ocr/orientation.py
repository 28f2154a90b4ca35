"""Which way up a stored page lies: told by where its letters stand; in doubt, by reading a few lines."""

from __future__ import annotations

from dataclasses import dataclass

import cv2

from domain.page import Rotation
from ocr.crops import cut
from ocr.engine import Engine, Grey
from ocr.ink import flatten
from ocr.layout import Layout, lay_out
from ocr.marks import binarised, find_marks
from ocr.pixels import Pixels, reduced, turned, u8
from ocr.second_opinion import SecondOpinion
from ocr.skew import Run, text_run

LONGEST = 1600
"""Pixels of the reduced page's longer side: enough to see letters' edges at 200 dpi."""

_SURE = 1.3  # bottoms line up that much better than tops: right on every page that was tried
_SURE_AXIS = 1.6
_LINES_ASKED = 3
_MOST_BATCHES = 4
_LONGEST_ASKED = 10  # heights of a line; some eight words are evidence enough
_GOOD, _CLEAR = 0.5, 0.2  # confidence of the best reading, and its lead, that end the asking


@dataclass(frozen=True, slots=True)
class Stand:
    """rotation: clockwise degrees that set the page upright. skew: degrees its lines then fall by.

    letter: typical height of its letters in pixels of the stored page; small: that of its small print.
    """

    rotation: Rotation
    skew: float
    letter: float
    small: float


def find_stand(stored: Pixels, engine: Engine) -> Stand:
    """How a stored page lies. A page without print is taken as it is."""
    small = flatten(reduced(stored, LONGEST))
    scale = max(stored.shape[:2]) / max(small.shape)
    run = text_run(find_marks(binarised(small)))
    if run.letters < 4:
        return Stand(0, 0.0, run.letter * scale, run.small * scale)
    likely = _candidates(run)
    if len(likely) == 1:
        return Stand(likely[0], run.skew, run.letter * scale, run.small * scale)
    best = _by_reading(small, likely, engine)
    along = (best % 180 == 0) == (run.across >= run.down)
    return Stand(best, run.skew if along else 0.0, run.letter * scale, run.small * scale)


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


def _by_reading(small: Grey, rotations: list[Rotation], engine: Engine) -> Rotation:
    """The rotation in which the page's long lines read best; more of them are asked while that is close.

    A line upside down is always in doubt: asking a second engine about it would cost much and tell nothing.
    """
    reader = engine.first if isinstance(engine, SecondOpinion) else engine
    layouts = {axis: lay_out(turned(small, axis)) for axis in {_axis(rotation) for rotation in rotations}}
    sums = dict.fromkeys(rotations, 0.0)
    letters = dict.fromkeys(rotations, 0)
    for batch in range(_MOST_BATCHES):
        for rotation in rotations:
            for reading in reader.recognise(_asked(layouts[_axis(rotation)], rotation, batch)):
                letters[rotation] += len(reading.text)
                sums[rotation] += len(reading.text) * reading.confidence
        best, second = sorted((sums[each] / (letters[each] + 5) for each in rotations), reverse=True)[:2]
        if best > _GOOD and best - second > _CLEAR:
            break
    return max(rotations, key=lambda each: sums[each] / (letters[each] + 5))


def _axis(rotation: Rotation) -> Rotation:
    return 0 if rotation % 180 == 0 else 90


def _asked(layout: Layout, rotation: Rotation, batch: int) -> list[Grey]:
    """The batch's lines as they look in that rotation, each cut to a few words."""
    lines = sorted(layout.lines, key=lambda line: -(line.right - line.left) / line.height)
    asked = lines[batch * _LINES_ASKED : (batch + 1) * _LINES_ASKED]
    whole = [cut(layout, line).image for line in asked]
    crops = [image[:, : _LONGEST_ASKED * len(image)] for image in whole]
    if rotation == _axis(rotation):
        return crops
    return [u8(cv2.rotate(crop, cv2.ROTATE_180)) for crop in crops]
