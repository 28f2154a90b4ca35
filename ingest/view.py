"""A page made small and flat: what is darker than its paper, and in which pieces.

Blank pages, separator sheets and quality are all judged on this one view, so that a page is reduced once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from domain.page import Raster

VIEW_DPI = 100.0
"""Fine enough for the smallest print, and a ninth of a 300-dpi page's pixels."""

FAINT = 36
"""Contrast (of 255) from which a pixel belongs to a mark; print of the other side stays mostly below."""
_CLEAR = 72
"""Contrast that one pixel of a mark must reach: pencil and worn copies do, stains do not."""
_LEAST_PAPER = 40
"""Darker than this there is no paper, and contrast against it would be noise."""
_FLAT_CELL = 4
_FLAT_SPAN = 9
"""Paper is the brightest level within 9 cells of 4 pixels: 9 mm, wider than any stroke."""

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class View:
    """One page at ``VIEW_DPI`` or a little more (less where the page itself has less).

    full: the page at its full size, grey or RGB. small: grey, at view size. paper: level of the
    paper, 0..255. contrast: how much darker than its paper each pixel is, 0..255. marks: one row a connected
    mark, columns left, top, width, height, area in view pixels. faint: the same for marks that are nowhere
    clear. labels: which row of marks (plus 1) a view pixel belongs to, 0 for none. dpi: of the full page.
    mm: view pixels a millimetre.
    """

    full: Pixels
    small: Pixels
    paper: Pixels
    contrast: Pixels
    marks: NDArray[np.int32]
    faint: NDArray[np.int32]
    labels: NDArray[np.int32]
    dpi: float
    mm: float

    @cached_property
    def grey(self) -> Pixels:
        """The full-size page in grey; blank pages never need it."""
        return self.full if self.full.ndim == 2 else as_bytes(cv2.cvtColor(self.full, cv2.COLOR_RGB2GRAY))

    @property
    def darkness(self) -> float:
        """How dark the paper itself is: 0 white .. 1 black."""
        return 1.0 - float(np.median(self.paper)) / 255


def pixels_of(raster: Raster) -> Pixels:
    """The raster as an array: height x width, or height x width x 3."""
    shape = (raster.height, raster.width) if raster.channels == 1 else (raster.height, raster.width, 3)
    return np.frombuffer(raster.data, np.uint8).reshape(shape)


def without_colour(raster: Raster) -> Raster:
    """The same page as grey when its three channels are equal everywhere, which saves two thirds of it."""
    if raster.channels == 1:
        return raster
    pixels = pixels_of(raster)
    # A coloured page shows itself in the first, cheap look.
    for part in (pixels[::16, ::16], pixels):
        red, green, blue = cv2.split(part)
        if not (np.array_equal(red, green) and np.array_equal(red, blue)):
            return raster
    return Raster(raster.width, raster.height, 1, raster.dpi, red.tobytes())


def view_of(raster: Raster) -> View:
    """The view of a page."""
    full = pixels_of(raster)
    scale = 1 / max(1, int(raster.dpi / VIEW_DPI + 0.02))  # whole steps average quickly
    reduced = smaller(full, scale)
    small = reduced if raster.channels == 1 else as_bytes(cv2.cvtColor(reduced, cv2.COLOR_RGB2GRAY))
    paper = _paper(small)
    fall = cv2.subtract(paper, small)
    contrast = as_bytes(cv2.divide(fall, np.maximum(paper, _LEAST_PAPER), scale=255))
    marks, faint, labels = _marks(contrast)
    return View(full, small, paper, contrast, marks, faint, labels, raster.dpi, raster.dpi * scale / 25.4)


def smaller(image: Pixels, scale: float) -> Pixels:
    """The image reduced by averaging; itself where nothing is to be reduced."""
    if scale >= 1:
        return image
    size = max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale))
    return as_bytes(cv2.resize(image, size, interpolation=cv2.INTER_AREA))


def as_bytes(image: object) -> Pixels:
    """What OpenCV returns, with the sample type that its own types leave open."""
    return np.asarray(image, np.uint8)


def _paper(small: Pixels) -> Pixels:
    """The paper's own level everywhere: brightest nearby, then smoothed."""
    cells = smaller(small, 1 / _FLAT_CELL)
    bright = cv2.dilate(cells, np.ones((_FLAT_SPAN, _FLAT_SPAN), np.uint8))
    even = cv2.blur(bright, (_FLAT_SPAN, _FLAT_SPAN))
    return as_bytes(cv2.resize(even, (small.shape[1], small.shape[0]), interpolation=cv2.INTER_LINEAR))


def _marks(contrast: Pixels) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """Connected marks that are clear somewhere (hysteresis), the others, and the labels of the former."""
    ink = (contrast > FAINT).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8, ltype=cv2.CV_32S)
    clear = np.zeros(count, bool)
    clear[labels[contrast > _CLEAR]] = True
    clear[0] = False
    unclear = ~clear
    unclear[0] = False
    renumbered = np.zeros(count, np.int32)
    renumbered[clear] = np.arange(1, int(clear.sum()) + 1, dtype=np.int32)
    # Most blank pages hold nothing at all, and looking up a million zeros takes a third of their time.
    rows = renumbered[labels] if clear.any() else np.zeros(labels.shape, np.int32)
    return stats[clear].astype(np.int32), stats[unclear].astype(np.int32), rows
