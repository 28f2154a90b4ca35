"""The ink of a page on even white, without shadows and red seals, and how dark it must be to count."""

from __future__ import annotations

import cv2
import numpy as np

from ocr.engine import Grey
from ocr.pixels import Pixels, u8
from ocr.seals import without_seals

INK_BELOW = 150
"""Grey level under which a pixel of a flattened page counts as ink, unless all ink about it is pale: …"""

_PALE, _PAPER, _HIGHEST = 170, 245, 190
"""… print whose darkest strokes are ``_PALE`` at best is ink up to half-way to paper, or ``_HIGHEST``.

Weakly copied cards have bold labels and thin values that one level cannot part from the paper. Print that
shines through from the back of the sheet is paler still and stays out.
"""

_REGION, _ACROSS = 4, 9
"""Pixels that share a level, and such regions across the neighbourhood whose darkest stroke is looked for."""

_REDUCTION = 8  # the paper's tone changes slowly; an eighth of the size shows it and is 64 times cheaper


def ink_levels(grey: Grey) -> Grey:
    """For each pixel of a flattened page the level under which it counts as ink."""
    height, width = grey.shape
    soft = cv2.GaussianBlur(cv2.medianBlur(grey, 3), (0, 0), 0.8)  # a speck does not tell how dark print is
    darkest = cv2.erode(soft, np.ones((_REGION, _REGION), np.uint8))[::_REGION, ::_REGION]
    around = cv2.erode(darkest, np.ones((_ACROSS, _ACROSS), np.uint8))
    around = np.asarray(cv2.blur(around, (_ACROSS, _ACROSS)), np.uint8)
    table = np.full(256, INK_BELOW, np.uint8)
    table[:_PALE] = np.clip((np.arange(_PALE) + _PAPER) / 2, INK_BELOW, _HIGHEST)
    return u8(cv2.resize(cv2.LUT(around, table), (width, height), interpolation=cv2.INTER_LINEAR))


def flatten(image: Pixels) -> Grey:
    """Grey picture with the paper at white and the darkest ink near black, without shadows or red seals."""
    return evened(without_seals(image))


def evened(grey: Grey) -> Grey:
    """The grey picture with the paper at white and the darkest ink near black, without shadows."""
    return _stretched(_on_white(grey))


def _on_white(grey: Grey) -> Grey:
    """The grey divided by the paper's tone, which is estimated where no ink lies."""
    height, width = grey.shape
    size = (max(1, width // _REDUCTION), max(1, height // _REDUCTION))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    paper = cv2.morphologyEx(
        cv2.dilate(small, np.ones((5, 5), np.uint8)), cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8)
    )
    paper = cv2.medianBlur(paper, 9 if min(size) > 9 else 1)
    paper = cv2.resize(np.maximum(paper, 40), (width, height), interpolation=cv2.INTER_LINEAR)
    return u8(cv2.divide(grey, paper, scale=255))


def _stretched(even: Grey) -> Grey:
    """Contrast stretched so that weak ink (worn toner, pencil grey copies) becomes dark."""
    counts = np.bincount(even[::2, ::2].ravel(), minlength=256)[:200].cumsum()
    black = min(140.0, float(np.searchsorted(counts, 0.15 * counts[-1]))) if counts[-1] > 50 else 0.0
    table = np.clip((np.arange(256) - black) * (250 / (250 - black)), 0, 255).astype(np.uint8)
    return u8(cv2.LUT(even, table))
