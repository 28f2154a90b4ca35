"""Red seals: found by their ring, and taken off the print they cover while red print beside them stays."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engine import Grey
from ocr.pixels import Pixels, grey_of, reduced, u8
from ocr.rings import Ring, find_rings, inside

_REDUCTION = 4
_RED_ABOVE = 28  # by which red outshines the other colours
_SHARE = 0.07  # a seal's sides are at least this share of the page's shorter side …
_WIDEST = 0.5  # … and at most this
_SLENDER = 1.6  # sides of a seal without a ring are nearly equal; red print is flatter than that
_MARGIN = 1.06  # a worn ring frays a little outwards

Window = tuple[slice, slice]


def without_seals(image: Pixels) -> Grey:
    """Luminance, but with red ink bleached inside seals, so that only the black text under them stays.

    Red is print to be read everywhere else: numbers in a row, and the words of a copy's certification, over
    half of which its seal is struck.
    """
    grey = grey_of(image)
    if image.ndim == 2:
        return grey
    for window, seal in _seals(image):
        part, seen = grey[window], image[window]
        paper = np.percentile(part, 80)
        bleached = np.minimum(_bleached(seen), paper).astype(np.uint8)
        grey[window] = np.where(seal, np.maximum(part, bleached), part)
    return grey


def _bleached(image: Pixels) -> Grey:
    """The red channel, lifted where the ink is red: stamps are often too dark for the channel alone."""
    red = image[:, :, 0].astype(np.int16)
    redness = red - image[:, :, 1:].max(axis=2)
    return u8(np.clip(red + 0.7 * np.maximum(redness, 0), 0, 255))


def _seals(image: Pixels) -> list[tuple[Window, NDArray[np.bool_]]]:
    """Windows of the page, each with what lies inside a seal there."""
    red = _red(image)
    scale = max(image.shape[:2]) / max(red.shape)
    least, most = (share * min(red.shape) for share in (_SHARE, _WIDEST))
    joined = cv2.morphologyEx(red, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for left, top, width, height, _ in stats[1:].tolist():
        if min(width, height) < least:
            continue
        rings = find_rings(
            red[top : top + height, left : left + width], least / 2, min(most, width, height) / 2
        )
        for ring in rings:
            found.append(_disc(Ring(left + ring.x, top + ring.y, ring.radius), scale, image.shape))
        if not rings and max(width, height) <= _SLENDER * min(width, height):
            found.append(_rectangle(left * scale, top * scale, width * scale, height * scale))
    return found


def _red(image: Pixels) -> NDArray[np.uint8]:
    """1 where a page reduced by ``_REDUCTION`` is redder than its ground."""
    small = reduced(image, max(image.shape[:2]) // _REDUCTION)
    red, others = small[:, :, 0].astype(np.int16), small[:, :, 1:].max(axis=2)
    redness = np.clip(red - others, 0, 255).astype(np.uint8)
    ground = cv2.medianBlur(reduced(redness, max(redness.shape) // 8), 5)
    redness = cv2.subtract(redness, cv2.resize(ground, (small.shape[1], small.shape[0])))
    return (u8(redness) > _RED_ABOVE).astype(np.uint8)


def _disc(ring: Ring, scale: float, shape: tuple[int, ...]) -> tuple[Window, NDArray[np.bool_]]:
    """A ring found on the reduced page as a window of the page and the disc in it."""
    large = Ring(ring.x * scale, ring.y * scale, ring.radius * scale * _MARGIN + scale)
    rows, columns = (
        slice(max(0, int(middle - large.radius)), min(end, int(middle + large.radius) + 1))
        for middle, end in zip((large.y, large.x), shape, strict=False)
    )
    return (rows, columns), inside(large, (rows, columns))


def _rectangle(left: float, top: float, width: float, height: float) -> tuple[Window, NDArray[np.bool_]]:
    window = (slice(round(top), round(top + height)), slice(round(left), round(left + width)))
    return window, np.ones((1, 1), np.bool_)
