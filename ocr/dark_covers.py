"""Light print on a dark ground, as on the cover of a red land book: shown as dark print on light paper."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engine import Grey
from ocr.pixels import Pixels, grey_of, reduced, u8

_LOOKED_AT = 600  # pixels of the longer side at which a dark ground is looked for
_DARK = 120  # grey levels; a cover's red or green has less, and shadows on paper have more
_SMALLEST = 0.2  # of the page's area
_LETTERS = 31  # pixels that the letters of a title and their gaps span at that size
_SQUARE = 0.9  # of the upright or leaning rectangle around it: a table around paper, or clothes, fill less
_APART = 70  # grey levels by which print is lighter than its ground
_PRINT = (0.003, 0.25)  # of the ground's area that is print
_LARGEST_MARK = 0.04  # of the ground's area; paper or a photograph on a dark table is larger
_RIM = 5  # pixels of the page in which a ground's edge fades into what lies around it
_WHITE = 255


def as_dark_print(page: Pixels) -> Pixels:
    """The page with its dark ground, if it has one with light print on it, turned into light paper.

    A page without one comes back as it is. A dark table, a photograph and a black scanner lid are none.
    """
    small = grey_of(reduced(page, _LOOKED_AT))
    outline = _ground(small)
    if outline is None:
        return page
    grey = grey_of(page)
    whole = np.zeros(grey.shape, np.uint8)
    scale = max(page.shape[:2]) / max(small.shape)
    cv2.fillPoly(whole, [np.asarray((outline * scale).round(), np.int32)], (1,))
    ground, print_ = _levels(grey[whole == 1])
    light = (print_ - grey.astype(np.float32)) * (_WHITE / (print_ - ground))
    rim = cv2.morphologyEx(whole, cv2.MORPH_GRADIENT, np.ones((_RIM, _RIM), np.uint8))
    made = u8(np.where(rim == 1, _WHITE, np.where(whole == 1, light.clip(0, _WHITE), grey)))
    if page.ndim == 2:
        return made
    changed = (whole == 1) | (rim == 1)
    return u8(np.where(changed[..., None], made[..., None], page))


def _ground(small: Grey) -> NDArray[np.float64] | None:
    """Corners of the largest dark rectangle that holds light print, in pixels of the small picture."""
    dark = (small < _DARK).astype(np.uint8)
    if dark.mean() < _SMALLEST:
        return None
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((_LETTERS, _LETTERS), np.uint8))
    outlines, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    outline = max(outlines, key=cv2.contourArea)
    corners = cv2.boxPoints(cv2.minAreaRect(outline))
    area = cv2.contourArea(outline)
    if area < max(_SMALLEST * small.size, _SQUARE * cv2.contourArea(corners)):
        return None
    inside = np.zeros(small.shape, np.uint8)
    cv2.drawContours(inside, [outline], -1, (1,), cv2.FILLED)
    return np.asarray(corners, np.float64) if _is_printed(small, inside) else None


def _is_printed(small: Grey, inside: Grey) -> bool:
    """Whether light marks stand on the ground, many of them and each small."""
    level = float(np.median(small[inside == 1])) + _APART
    marks = ((small > level) & (inside == 1)).astype(np.uint8)
    size = int(inside.sum())
    least, most = _PRINT
    if not least < int(marks.sum()) / size < most:
        return False
    _, _, stats, _ = cv2.connectedComponentsWithStats(marks)
    return int(stats[1:, cv2.CC_STAT_AREA].max()) < _LARGEST_MARK * size


def _levels(grey: Grey) -> tuple[float, float]:
    """The ground's grey level and that of its print."""
    ground = float(np.median(grey))
    return ground, max(ground + _APART, float(np.percentile(grey, 99)))
