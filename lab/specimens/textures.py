"""Textures of paper, glass and drum that lie over a whole scan; profiles.py says which family meets which."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Sheet = NDArray[np.float32]


def texture_of(page: NDArray[np.uint8], name: str, rng: np.random.Generator) -> Sheet | None:
    """By how many grey levels the texture darkens each pixel of the page; None for ``none``."""
    if name == "none":
        return None
    if name == "back":
        return _other_side(page)
    height, width = page.shape[:2]
    draw = {"mottle": _mottle, "bands": _bands, "fibres": _fibres, "streaks": _streaks}[name]
    return draw(height, width, rng)


def _mottle(height: int, width: int, rng: np.random.Generator) -> Sheet:
    """Cloudy recycled paper."""
    small = rng.uniform(0, 22, (height // 24, width // 24)).astype(np.float32)
    return _stretched(small, width, height)


def _bands(height: int, width: int, rng: np.random.Generator) -> Sheet:
    """Uneven lamp: soft horizontal bands."""
    small = rng.uniform(0, 16, (int(rng.integers(12, 60)), 1)).astype(np.float32)
    return _stretched(small, width, height)


def _fibres(height: int, width: int, rng: np.random.Generator) -> Sheet:
    """Rough paper whose fibres show as short dark hairs."""
    shade = np.zeros((height, width), np.float32)
    for _ in range(900):
        x, y = int(rng.integers(width)), int(rng.integers(height))
        dx, dy = (int(each) for each in rng.integers(-14, 15, 2))
        cv2.line(shade, (x, y), (x + dx, y + dy), float(rng.uniform(12, 38)), 1)
    return shade


def _streaks(height: int, width: int, rng: np.random.Generator) -> Sheet:
    """Dirt on the feeder's glass: thin vertical lines down the whole page."""
    row = np.zeros(width, np.float32)
    for _ in range(int(rng.integers(2, 7))):
        at = int(rng.integers(width - 3))
        row[at : at + int(rng.integers(1, 4))] = rng.uniform(25, 80)
    return np.repeat(row[None, :], height, axis=0)


def _other_side(page: NDArray[np.uint8]) -> Sheet:
    """The print of the other side shining through, mirrored."""
    grey = page if page.ndim == 2 else page[..., 1]
    mirrored = np.ascontiguousarray(255 - grey[:, ::-1])
    return np.asarray(cv2.GaussianBlur(mirrored, (0, 0), 2.2), np.float32) * np.float32(0.16)


def _stretched(small: Sheet, width: int, height: int) -> Sheet:
    big: Sheet = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC).astype(np.float32)
    return big
