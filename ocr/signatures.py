"""Signatures: thin scrawls, larger than letters, that are no line of print."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from domain.geometry import Box
from ocr.layout import Layout
from ocr.marks import Marks
from ocr.sheet import Sheet

_HEIGHT = (2.0, 10.0)  # letter heights
_WIDTH = (5.0, 26.0)  # letter heights: parts of fingerprints and codes are narrower
_BROAD = 1.5  # width by height, at least
_FILLED = 0.34  # of its rectangle, at most
_THICK = 0.15  # letter heights from its ink to the nearest paper, on average, at most
_IN_SEAL = 0.85  # of the mark: as much is an arc of the seal or print on it
_APART = 1.0  # letter heights between the strokes of one signature


def signatures(layout: Layout, sheet: Sheet, seals: Sequence[Box]) -> list[Box]:
    """Places of signatures on the upright page, from the top. seals: of the same page."""
    marks = layout.marks
    likely = np.flatnonzero(_shaped(marks, layout.letter))
    thin = [mark for mark in likely.tolist() if _is_thin(marks, mark, layout.letter)]
    drawn = [mark for mark in thin if not _in_seal(_place(marks, [mark], sheet), seals)]
    groups = _joined(marks, drawn, _APART * layout.letter)
    return sorted((_place(marks, group, sheet) for group in groups), key=lambda box: box.top)


def _shaped(marks: Marks, letter: float) -> NDArray[np.bool_]:
    """Which marks have a signature's size, and little ink in it."""
    high = (marks.height >= _HEIGHT[0] * letter) & (marks.height <= _HEIGHT[1] * letter)
    wide = (marks.width >= _WIDTH[0] * letter) & (marks.width <= _WIDTH[1] * letter)
    loose = marks.area <= _FILLED * marks.width * marks.height
    return np.asarray(high & wide & (marks.width >= _BROAD * marks.height) & loose, np.bool_)


def _is_thin(marks: Marks, mark: int, letter: float) -> bool:
    rows = slice(int(marks.top[mark]), int(marks.bottom[mark]))
    own = (marks.labels[rows, int(marks.left[mark]) : int(marks.right[mark])] == mark + 1).astype(np.uint8)
    depth = cv2.distanceTransform(own, cv2.DIST_L2, 3)
    return float(depth[own > 0].mean()) <= _THICK * letter


def _in_seal(place: Box, seals: Sequence[Box]) -> bool:
    return any(place.overlap_share(seal) > _IN_SEAL for seal in seals)


def _joined(marks: Marks, drawn: Sequence[int], apart: float) -> list[list[int]]:
    """Marks that nearly touch one another are one signature's."""
    groups: list[list[int]] = []
    for mark in drawn:
        near = [group for group in groups if any(_are_near(marks, mark, one, apart) for one in group)]
        groups = [group for group in groups if group not in near]
        groups.append([mark, *(one for group in near for one in group)])
    return groups


def _are_near(marks: Marks, one: int, other: int, apart: float) -> bool:
    beside = max(marks.left[one], marks.left[other]) - min(marks.right[one], marks.right[other])
    below = max(marks.top[one], marks.top[other]) - min(marks.bottom[one], marks.bottom[other])
    return bool(max(beside, below) <= apart)


def _place(marks: Marks, group: Sequence[int], sheet: Sheet) -> Box:
    return sheet.box(
        float(marks.left[group].min()),
        float(marks.top[group].min()),
        float(marks.right[group].max()),
        float(marks.bottom[group].max()),
    )
