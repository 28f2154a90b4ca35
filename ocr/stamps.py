"""Stamps over print in a grey scan: told from it by their weaker tone, or by the rings of a seal."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engine import Grey
from ocr.marks import Marks
from ocr.pixels import reduced, u8
from ocr.rings import Ring, find_rings, inside, ring_strokes

_LARGE = 3.0  # letter heights: what is higher and wider hangs together over several lines
_MOST = 60  # such marks are looked at, the largest first
_DARKER = 30.0  # grey levels between a ring and print that is darker than it
_APART = 35.0  # grey levels between the print and the stamp over it
_SEAL = (5.0, 30.0)  # letter heights: width of a seal
_LOOKED_AT = 160  # pixels of the longer side at which rings are looked for
_ROOM = 1.06  # of the radius, as far as a worn ring frays
_LEFT = 1.0  # pixels of stroke on each pixel of a ring's length
_DARK_SHARE = (0.03, 0.75)
"""Of a mark's ink that can be print: less is the stamp's own texture, more is print with ragged edges."""


def stamp_ink(marks: Marks, grey: Grey, letter: float, seals: Sequence[Ring] = ()) -> NDArray[np.uint8]:
    """1 on ink of large marks that is a stamp's and not the print's it hangs together with.

    letter: typical letter height of the page in pixels. seals: known ones, whatever their ink hangs together
    with.
    """
    found = np.zeros(grey.shape, np.uint8)
    large = np.flatnonzero((marks.height > _LARGE * letter) & (marks.width > _LARGE * letter))
    for mark in large[np.argsort(-marks.area[large])][:_MOST].tolist():
        window = (
            slice(int(marks.top[mark]), int(marks.bottom[mark])),
            slice(int(marks.left[mark]), int(marks.right[mark])),
        )
        own = marks.labels[window] == mark + 1
        rings = _rings(own.astype(np.uint8), letter)
        for ring in rings:
            found[window] |= _seal(grey[window], own, marks.labels[window] > 0, ring)
        if not rings:
            found[window] |= _lighter(grey[window], own)
    for seal in seals:
        window, ring = _around(seal, grey.shape)
        found[window] |= _known(grey[window], marks.labels[window] > 0, ring)
    return found


def _around(seal: Ring, shape: tuple[int, ...]) -> tuple[tuple[slice, slice], Ring]:
    """The window of the page that holds a seal, and the seal in it."""
    reach = _ROOM * seal.radius
    rows, columns = (
        slice(max(0, int(middle - reach)), min(end, int(middle + reach) + 1))
        for middle, end in zip((seal.y, seal.x), shape, strict=False)
    )
    return (rows, columns), Ring(seal.x - columns.start, seal.y - rows.start, seal.radius)


def _known(grey: Grey, ink: NDArray[np.bool_], ring: Ring) -> NDArray[np.uint8]:
    """The ink of a seal that is known to be there; none where hardly any of its ring is left."""
    strokes = ring_strokes(ink.astype(np.uint8), ring)
    if strokes.sum() < _LEFT * 2 * np.pi * ring.radius:
        return np.zeros(grey.shape, np.uint8)
    return _seal(grey, strokes > 0, ink, ring)


def _rings(ink: NDArray[np.uint8], letter: float) -> list[Ring]:
    """Rings in a mark, looked for in a small picture of it; none where it has not a seal's size."""
    least, most = (times * letter for times in _SEAL)
    if min(ink.shape) < least or max(ink.shape) > 2 * most:
        return []
    small = (reduced(u8(ink * 255), _LOOKED_AT) > 60).astype(np.uint8)
    scale = max(ink.shape) / max(small.shape)
    widest = min(most / scale, *small.shape) / 2
    rings = find_rings(small, max(least / scale / 2, 0.4 * widest), widest)
    return [Ring(ring.x * scale, ring.y * scale, ring.radius * scale) for ring in rings]


def _seal(grey: Grey, own: NDArray[np.bool_], ink: NDArray[np.bool_], ring: Ring) -> NDArray[np.uint8]:
    """A seal's ink: all in the ring that is not clearly darker than it; the rings alone where nothing is.

    own: what hangs together with the ring; ink: any.
    """
    strokes = ring_strokes(own.astype(np.uint8), ring)
    tones = grey[strokes > 0]
    if tones.size == 0:
        return strokes
    level = float(np.median(tones)) - _DARKER
    if float((own & (grey < level)).mean()) < _DARK_SHARE[0] * float(own.mean()):
        return strokes
    stamped = own | (ink & inside(ring, (slice(0, own.shape[0]), slice(0, own.shape[1]))))
    print_ = cv2.dilate((ink & (grey < level)).astype(np.uint8), np.ones((3, 3), np.uint8))
    return u8(stamped & (u8(print_) == 0))


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
