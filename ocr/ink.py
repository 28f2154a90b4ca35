"""The ink of a page on even white: background flattened, seals taken off the text they cover."""

from __future__ import annotations

import cv2
import numpy as np

from ocr.engine import Grey
from ocr.pixels import Pixels, grey_of, reduced, u8

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
    """Luminance, but with red ink bleached inside seals, so that only the black text under them stays.

    Only blobs of a seal's size and proportion are treated so: red numbers in a row are print to be read.
    """
    grey = grey_of(image)
    if image.ndim == 2:
        return grey
    for left, top, right, bottom in _seals(image):
        window = (slice(top, bottom), slice(left, right))
        paper = np.percentile(grey[window], 80)
        bleached = np.minimum(_bleached(image[window]), paper).astype(np.uint8)
        grey[window] = np.maximum(grey[window], bleached)
    return grey


def _bleached(image: Pixels) -> Grey:
    """The red channel, lifted where the ink is red: stamps are often too dark for the channel alone."""
    red = image[:, :, 0].astype(np.int16)
    redness = red - image[:, :, 1:].max(axis=2)
    return u8(np.clip(red + 0.7 * np.maximum(redness, 0), 0, 255))


def _seals(image: Pixels) -> list[tuple[int, int, int, int]]:
    """Rectangles (left, top, right, bottom) of the blobs of red ink that are as large and round as seals."""
    small = reduced(image, max(image.shape[:2]) // 4)
    red, others = small[:, :, 0].astype(np.int16), small[:, :, 1:].max(axis=2)
    redness = np.clip(red - others, 0, 255).astype(np.uint8)
    ground = cv2.medianBlur(reduced(redness, max(redness.shape) // 8), 5)
    redness = cv2.subtract(redness, cv2.resize(ground, (small.shape[1], small.shape[0])))
    joined = cv2.morphologyEx(u8(redness > _RED_ABOVE), cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    scale = max(image.shape[:2]) / max(small.shape[:2])
    least = _SEAL_SHARE * min(joined.shape)
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    return [
        (
            round(left * scale),
            round(top * scale),
            round((left + width) * scale),
            round((top + height) * scale),
        )
        for left, top, width, height, _ in stats[1:].tolist()
        if min(width, height) >= least and max(width, height) <= _SEAL_SLENDER * min(width, height)
    ]


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
