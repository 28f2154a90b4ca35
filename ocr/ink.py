"""The ink of a page on even white: background flattened, seals taken off the text they cover."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engine import Grey
from ocr.pixels import Pixels, grey_of, u8

INK_BELOW = 150
"""Grey level under which a pixel of a flattened page counts as ink."""

_REDUCTION = 8  # the paper's tone changes slowly; an eighth of the size shows it and is 64 times cheaper
_SEAL_SHARE = 0.07  # a seal's sides are at least this share of the page's shorter side …
_SEAL_SLENDER = 1.6  # … and nearly equal; red print is flatter than that
_RED_ABOVE = 28


def flatten(image: Pixels) -> Grey:
    """Grey picture with the paper at white and the darkest ink near black, without shadows or red seals."""
    return _stretched(_evened(without_seals(image)))


def without_seals(image: Pixels) -> Grey:
    """Luminance, but the red channel inside seals: red ink vanishes there and the black text stays.

    Only blobs of a seal's size and proportion are treated so: red numbers in a row are print to be read.
    """
    grey = grey_of(image)
    if image.ndim == 2:
        return grey
    mask = _seal_mask(image)
    if mask is None:
        return grey
    return np.where(mask, np.maximum(grey, image[:, :, 0]), grey)


def _seal_mask(image: Pixels) -> NDArray[np.bool_] | None:
    height, width = image.shape[:2]
    small = cv2.resize(image, (max(1, width // 4), max(1, height // 4)), interpolation=cv2.INTER_AREA)
    red, green, blue = (small[:, :, channel].astype(np.int16) for channel in range(3))
    redness = red - np.maximum(green, blue)
    ground = cv2.medianBlur(
        np.clip(cv2.resize(redness, None, fx=0.125, fy=0.125), 0, 255).astype(np.uint8), 5
    )
    redness -= cv2.resize(ground, (small.shape[1], small.shape[0])).astype(np.int16)
    marks = (redness > _RED_ABOVE).astype(np.uint8)
    if not marks.any():
        return None
    joined = u8(cv2.morphologyEx(marks, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8)))
    blobs = _seal_blobs(joined)
    return None if blobs is None else cv2.resize(blobs, (width, height), interpolation=cv2.INTER_NEAREST) > 0


def _seal_blobs(joined: NDArray[np.uint8]) -> NDArray[np.uint8] | None:
    least = _SEAL_SHARE * min(joined.shape)
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    blobs = np.zeros(joined.shape, np.uint8)
    for left, top, width, height, _ in stats[1:]:
        if min(width, height) >= least and max(width, height) <= _SEAL_SLENDER * min(width, height):
            blobs[top : top + height, left : left + width] = 1
    return blobs if blobs.any() else None


def _evened(grey: Grey) -> Grey:
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
