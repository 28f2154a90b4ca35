"""What a page's checkboxes are made of: their ink taken off it, and the marks that stand in for them."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from ocr.checkboxes import Checkbox
from ocr.frames import RIM, Mask, window_of
from ocr.marks import Marks

_REACH = 0.75  # of a side: as far a mark may stick out of its frame


def checkbox_ink(ink: Mask, boxes: Sequence[Checkbox]) -> Mask:
    """1 on the frames and on the marks in them, also where these stick out, but not on print they touch."""
    covered = np.zeros_like(ink)
    for box in boxes:
        reach = round(_REACH * box.side)
        window = window_of(
            ink, box.left - reach, box.top - reach, box.right + reach - 1, box.bottom + reach - 1
        )
        within = _about(ink, box)
        covered[within] |= ink[within]
        covered[window] |= _apart(ink[window], covered[window])
    return covered


def _apart(ink: Mask, covered: Mask) -> Mask:
    """1 on the marks that share ink with what is covered, if they end within the window."""
    count, found, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    labels, sizes = np.asarray(found), np.asarray(stats)
    own = np.bincount(labels[covered > 0], minlength=count) > 0
    height, width = ink.shape
    own &= (sizes[:, 0] > 0) & (sizes[:, 1] > 0)
    own &= (sizes[:, 0] + sizes[:, 2] < width) & (sizes[:, 1] + sizes[:, 3] < height)
    own[0] = False
    return np.asarray(own[labels], np.uint8)


def _about(ink: Mask, box: Checkbox) -> tuple[slice, slice]:
    """A box and the blurred edge about it."""
    return window_of(ink, box.left - RIM, box.top - RIM, box.right + RIM - 1, box.bottom + RIM - 1)


def drawn_solid(ink: Mask, boxes: Sequence[Checkbox]) -> Mask:
    """The ink with each box as one mark of its size, by which lines are found as by a letter.

    Changes the picture it is given.
    """
    for box in boxes:
        ink[_about(ink, box)] = 0
        ink[box.top : box.bottom, box.left : box.right] = 1
    return ink


def marks_of(boxes: Sequence[Checkbox], marks: Marks) -> list[int]:
    """The mark that each box is in a picture made by ``drawn_solid``."""
    return [int(marks.labels[(box.top + box.bottom) // 2, (box.left + box.right) // 2]) - 1 for box in boxes]
