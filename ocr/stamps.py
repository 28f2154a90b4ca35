"""Stamps in weaker ink than the print they cover: in a grey scan only their tone tells the two apart."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engine import Grey
from ocr.marks import Marks
from ocr.pixels import u8

_LARGE = 3.0  # letter heights: what is higher and wider hangs together over several lines
_MOST = 60  # such marks are looked at, the largest first
_APART = 35.0  # grey levels between the print and the stamp over it
_DARK_SHARE = (0.03, 0.75)
"""Of a mark's ink that can be print: less is the stamp's own texture, more is print with ragged edges."""


def weaker_ink(marks: Marks, grey: Grey, letter: float) -> NDArray[np.uint8]:
    """1 on ink of large marks that is clearly lighter than other ink in the same mark.

    letter: typical letter height of the page in pixels.
    """
    found = np.zeros(grey.shape, np.uint8)
    large = np.flatnonzero((marks.height > _LARGE * letter) & (marks.width > _LARGE * letter))
    for mark in large[np.argsort(-marks.area[large])][:_MOST].tolist():
        window = (
            slice(int(marks.top[mark]), int(marks.bottom[mark])),
            slice(int(marks.left[mark]), int(marks.right[mark])),
        )
        own = marks.labels[window] == mark + 1
        found[window] |= _lighter(grey[window], own)
    return found


def _lighter(grey: Grey, own: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """The lighter of a mark's two tones without the rims of darker strokes; nothing where it has but one."""
    tones = grey[own]
    level, _ = cv2.threshold(tones.reshape(1, -1), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    dark = tones <= level
    share = float(dark.mean())
    if not _DARK_SHARE[0] < share < _DARK_SHARE[1]:
        return np.zeros(grey.shape, np.uint8)
    if float(tones[~dark].mean()) - float(tones[dark].mean()) < _APART:
        return np.zeros(grey.shape, np.uint8)
    print_ = cv2.dilate((own & (grey <= level)).astype(np.uint8), np.ones((3, 3), np.uint8))
    return u8(own & (u8(print_) == 0))
