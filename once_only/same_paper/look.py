"""A perceptual hash of a page that finds the same sheet again, however it was laid on the glass.

The page is framed by its words, not by its edges: they are level and in place whatever the scanner added
around them. Only the shape of the ink counts, so that colour, light and compression do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from domain.geometry import Box
from domain.look import BITS, Look
from domain.page import Raster, Rotation
from domain.text import PageText

Pixels = NDArray[Any]

BANDS = 6
BAND_BITS = 20
_FLIPS = 5
"""How many of a band's weakest bits are tried both ways; each doubles the keys that are looked up."""
_HEIGHT = 640
_GRID = 64
_WAVES = 16
_FEWEST_WORDS = 8
"""With fewer words the frame is left to chance and nothing tells one page from another."""
_HEX = 64


def look_of(raster: Raster, text: PageText | None) -> Look | None:
    """The look of a page that was read; None where hardly anything stands on it."""
    if text is None:
        return None
    boxes = [word.box for line in text.lines for word in line.words]
    if len(boxes) < _FEWEST_WORDS:
        return None
    waves = _waves(_framed(_ink(_upright(raster, text.rotation)), _corners(boxes)))
    strength = np.abs(waves)
    weak = [rank for band in range(BANDS) for rank in _weakest(strength, band)]
    return Look(_hex(np.flatnonzero(waves > 0).tolist()), _hex(weak))


def look_keys(look: Look) -> tuple[int, ...]:
    """One key a band, each below 2 ** ``BAND_BITS``: scans of one sheet mostly share at least one."""
    bits = int(look.bits, 16)
    return tuple(_key(bits, band) for band in range(BANDS))


def look_keys_to_try(look: Look) -> tuple[tuple[int, ...], ...]:
    """For each band all keys under which another scan of the sheet may be kept."""
    bits, weak = int(look.bits, 16), int(look.weak, 16)
    return tuple(_keys_around(_key(bits, band), _key(weak, band)) for band in range(BANDS))


def _keys_around(key: int, weak: int) -> tuple[int, ...]:
    places = [1 << place for place in range(BAND_BITS) if weak >> place & 1]
    flips = (sum(chosen) for size in range(len(places) + 1) for chosen in combinations(places, size))
    return tuple(key ^ flip for flip in flips)


def _key(bits: int, band: int) -> int:
    return sum((bits >> rank & 1) << place for place, rank in enumerate(_ranks(band)))


def _ranks(band: int) -> range:
    """The bits of a band: every sixth of the coarsest ones, so that all bands are equally sure."""
    return range(band, BANDS * BAND_BITS, BANDS)


def _weakest(strength: Pixels, band: int) -> list[int]:
    ranks = list(_ranks(band))
    return [ranks[place] for place in np.argsort(strength[ranks], kind="stable")[:_FLIPS]]


def _hex(ranks: Iterable[int]) -> str:
    return f"{sum(1 << rank for rank in ranks):0{_HEX}x}"


def _upright(raster: Raster, rotation: Rotation) -> Pixels:
    shape = (raster.height, raster.width) if raster.channels == 1 else (raster.height, raster.width, 3)
    pixels: Pixels = np.frombuffer(raster.data, np.uint8).reshape(shape)
    long = raster.height if rotation in (0, 180) else raster.width
    scale = _HEIGHT / long
    pixels = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = pixels if pixels.ndim == 2 else cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    return np.ascontiguousarray(np.rot90(grey, -(rotation // 90)))


def _ink(grey: Pixels) -> Pixels:
    """Where ink stands, whatever the light on the paper."""
    paper = cv2.blur(cv2.dilate(grey, np.ones((7, 7), np.uint8)), (41, 41)).astype(np.float32)
    darkness = 1 - np.minimum(grey / np.maximum(paper, 1), 1)
    level = max(0.12, 0.35 * float(np.percentile(darkness[::4, ::4], 97)))
    return cv2.GaussianBlur((darkness > level).astype(np.float32), (0, 0), 2.5)


def _corners(boxes: Sequence[Box]) -> Pixels:
    return np.array([(box.left, box.top, box.right, box.bottom) for box in boxes], np.float64)


def _framed(ink: Pixels, corners: Pixels) -> Pixels:
    """The part of the page that holds the words, level, as a small square."""
    height, width = ink.shape
    placed = corners * (width, height, width, height)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), np.degrees(np.arctan(_slope(placed))), 1.0)
    middles = (placed[:, :2] + placed[:, 2:]) / 2 @ turn[:, :2].T + turn[:, 2]
    halves = (placed[:, 2:] - placed[:, :2]) / 2
    start = np.percentile(middles - halves, (3, 2), axis=0).diagonal()
    size = np.maximum(np.percentile(middles + halves, (97, 98), axis=0).diagonal() - start, 1)
    scale = np.diag(_GRID / size)
    way = np.column_stack([scale @ turn[:, :2], scale @ (turn[:, 2] - start)])
    return cv2.warpAffine(ink, way, (_GRID, _GRID), flags=cv2.INTER_LINEAR)


def _slope(placed: Pixels) -> float:
    """How the lines of print run: the middle one of the ways from a word to its right neighbour."""
    middles = (placed[:, :2] + placed[:, 2:]) / 2
    tall = placed[:, 3] - placed[:, 1]
    across = placed[None, :, 0] - placed[:, None, 2]
    down = middles[None, :, 1] - middles[:, None, 1]
    alike = np.abs(tall[None, :] - tall[:, None]) < 0.25 * tall[:, None]
    beside = (across > -2) & (across < 3 * tall[:, None]) & (np.abs(down) < 0.5 * tall[:, None]) & alike
    way = middles[None, :, 0] - middles[:, None, 0]
    found = beside & (way > 0)
    return float(np.median(down[found] / way[found])) if found.any() else 0.0


def _waves(square: Pixels) -> Pixels:
    """The coarse waves of the square without its mean, the coarsest first."""
    waves: Pixels = cv2.dct(square)[:_WAVES, :_WAVES].ravel()
    return waves[_BY_COARSENESS]


_BY_COARSENESS = sorted(range(1, BITS + 1), key=lambda place: (place // _WAVES) ** 2 + (place % _WAVES) ** 2)
