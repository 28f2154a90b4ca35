"""Red seals: found by their ring, and taken off the print they cover while red print beside them stays."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engine import Grey
from ocr.pixels import Pixels, grey_of, reduced, u8
from ocr.rings import Ring, find_rings, inside, ring_strokes

_REDUCTION = 4
_RED_ABOVE = 28  # by which red outshines the other colours
_SHARE = 0.07  # a seal's sides are at least this share of the page's shorter side …
_WIDEST = 0.5  # … and at most this
_SLENDER = 1.6  # sides of a seal without a ring are nearly equal; red print is flatter than that
_MARGIN = 1.06  # a worn ring frays a little outwards

_DEEPER = 14  # levels of green between a ring and red print that is deeper than it
_STILL_RED = 0.7  # of the ring's own red
_CORE = (10, 20, 30)  # per cent of a ring's pixels, from the deepest
_FEWEST = 50  # pixels of a ring that tell its tone
_MOST_PRINT = 0.6  # of the red ink in a seal's window: more is the seal's own

Window = tuple[slice, slice]
Seal = tuple[Window, NDArray[np.bool_], Ring | None]
"""A window of the page, what lies inside a seal there, and the seal's ring in it where it has one."""


def without_seals(image: Pixels) -> Grey:
    """Luminance, but with red ink bleached inside seals, so that only the black text under them stays.

    Red is print to be read everywhere else: numbers in a row, and the words of a copy's certification, over
    half of which its seal is struck; there they stay where they are of a deeper red than its ring.
    """
    grey = grey_of(image)
    if image.ndim == 2:
        return grey
    for window, seal, ring in _seals(image):
        part, seen = grey[window], image[window]
        paper = np.percentile(part, 80)
        bleached = np.minimum(_bleached(seen), paper).astype(np.uint8)
        covered = seal if ring is None else seal & ~_deeper_print(seen, ring)
        grey[window] = np.where(covered, np.maximum(part, bleached), part)
    return grey


def _deeper_print(image: Pixels, ring: Ring) -> NDArray[np.bool_]:
    """Red print about a ring that is clearly deeper in tone than the ring's own strokes; none where the seal
    itself is as uneven as that.
    """
    red, green = image[:, :, 0].astype(np.int16), image[:, :, 1]
    ink = (red - image[:, :, 1:].max(axis=2) > _RED_ABOVE).astype(np.uint8)
    strokes = ring_strokes(ink, ring) > 0
    tones = green[strokes]
    if tones.size < _FEWEST:
        return np.zeros(green.shape, np.bool_)
    low, level, high = np.percentile(tones, _CORE)  # the paler rest are the strokes' blurred edges
    deep = (ink > 0) & (green < level - max(_DEEPER, high - low))
    deep &= red > _STILL_RED * np.median(
        red[strokes]
    )  # where black print lies under a seal, its edges are not
    if deep.sum() > _MOST_PRINT * ink.sum():
        return np.zeros(green.shape, np.bool_)
    return np.asarray(cv2.dilate(deep.astype(np.uint8), np.ones((3, 3), np.uint8)), np.bool_)


def _bleached(image: Pixels) -> Grey:
    """The red channel, lifted where the ink is red: stamps are often too dark for the channel alone."""
    red = image[:, :, 0].astype(np.int16)
    redness = red - image[:, :, 1:].max(axis=2)
    return u8(np.clip(red + 0.7 * np.maximum(redness, 0), 0, 255))


def _seals(image: Pixels) -> list[Seal]:
    """The page's seals."""
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
        squarish = max(width, height) <= _SLENDER * min(width, height)
        if not rings and squarish and min(width, height) <= most:  # a larger one is a frame of red print
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


def _disc(ring: Ring, scale: float, shape: tuple[int, ...]) -> Seal:
    """A ring found on the reduced page as a window of the page and the disc in it."""
    large = Ring(ring.x * scale, ring.y * scale, ring.radius * scale * _MARGIN + scale)
    rows, columns = (
        slice(max(0, int(middle - large.radius)), min(end, int(middle + large.radius) + 1))
        for middle, end in zip((large.y, large.x), shape, strict=False)
    )
    drawn = Ring(large.x - columns.start, large.y - rows.start, ring.radius * scale)
    return (rows, columns), inside(large, (rows, columns)), drawn


def _rectangle(left: float, top: float, width: float, height: float) -> Seal:
    window = (slice(round(top), round(top + height)), slice(round(left), round(left + width)))
    return window, np.ones((1, 1), np.bool_), None
