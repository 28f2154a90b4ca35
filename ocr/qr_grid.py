"""The modules of a QR code that no reader decodes: where they lie, and how dark each is.

Its patterns are known beforehand. They tell where the grid lies, and what this scan makes of dark and light
modules beside one another: a linear filter learnt from them undoes blur better than any sharpening.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engine import Grey
from ocr.qr_matrix import VERSIONS, patterns, size_of

Floats = NDArray[np.float64]
Corners = NDArray[np.float32]
"""Shape (4, 2): x and y of the outer corners, from the top left clockwise."""

_STEPS = (0.8, 0.4, 0.2, 0.1)  # modules by which a corner is tried elsewhere
_ROUNDS = 3
_FINE = 3  # samples along a module
_SIDE = (1.4, 12.0)  # pixels of a module: finer is lost, coarser is read by any reader
_CLOSE = 4  # versions and places that fit best before their corners are moved
_FITS = 0.6  # of 1: how well the patterns must be seen
_TRIED = 2
_REACH = 2  # modules around one that the filter looks at
_RIDGE = 30.0
_ROUNDS_OF_LEARNING = 5
_SURE = 0.2


@dataclass(frozen=True, slots=True)
class Grid:
    """version: of the code. fit: how well its patterns were seen, to 1. seen: what the filter sees of each
    module, shape (size, size, samples).
    """

    version: int
    fit: float
    seen: Floats

    def signs(self, known: Floats) -> Floats:
        """Each module's darkness, about 1 for a dark and -1 for a light one, shape (size, size).

        known: the same of modules that are known, 0 elsewhere. The filter is learnt from them, then from the
        surest of the others too.
        """
        taught, signs = known != 0, known
        for _ in range(_ROUNDS_OF_LEARNING):
            told = np.asarray(self.seen @ _filter(self.seen[taught], signs[taught]), np.float64)
            taught = (known != 0) | (np.abs(told) > _SURE)
            signs = np.where(known != 0, known, np.sign(told))
        return np.where(known != 0, known, told)


def grids(patch: Grey, seen: Sequence[Corners]) -> Iterator[Grid]:
    """What codes may stand on the patch, the one whose patterns are seen best first.

    seen: where a reader saw a code that it could not read; a detector is asked besides.
    """
    likely = sorted(_likely(patch, [*seen, *_found(patch)]), key=lambda each: -each[2])
    apart = [
        each
        for index, each in enumerate(likely)
        if not any(_is_same(each, other) for other in likely[:index])
    ]
    placed = [(version, *_placed(patch, corners, version)) for version, corners, _ in apart[:_CLOSE]]
    for version, where, fit in sorted(placed, key=lambda each: -each[2])[:_TRIED]:
        if fit >= _FITS:
            straight = _sampled(patch, where, size_of(version))
            yield Grid(version, fit, _seen(straight, size_of(version)))


def _is_same(one: tuple[int, Corners, float], other: tuple[int, Corners, float]) -> bool:
    """Whether two finds are one version in one place, to a module."""
    module = float(np.linalg.norm(one[1][0] - one[1][1])) / size_of(one[0])
    return one[0] == other[0] and bool(np.abs(one[1] - other[1]).max() < module)


def _likely(patch: Grey, found: Sequence[Corners]) -> Iterator[tuple[int, Corners, float]]:
    """Every version that may stand between corners that were found, and how well its patterns fit there."""
    for corners in found:
        side = float(np.linalg.norm(corners[0] - corners[1]))
        for version in VERSIONS:
            if _SIDE[0] < side / size_of(version) < _SIDE[1]:
                yield version, corners, _fit(patch, corners, version)


def _found(patch: Grey) -> Iterator[Corners]:
    """Where a detector sees a code that nobody need be able to read."""
    detector = cv2.QRCodeDetector()
    for factor in (1, 2, 3):
        large = cv2.resize(patch, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
        seen, corners = detector.detect(large)
        if seen and corners is not None:
            yield np.asarray(np.asarray(corners).reshape(-1, 4, 2)[0] / factor, np.float32)


def _placed(patch: Grey, corners: Corners, version: int) -> tuple[Corners, float]:
    """The corners moved to where the patterns are seen best, and how well that is."""
    best, fit = corners, _fit(patch, corners, version)
    module = float(np.linalg.norm(corners[0] - corners[1])) / size_of(version)
    for step in _STEPS:
        for _ in range(_ROUNDS):
            before = fit
            for corner, (x, y) in product(range(4), ((1, 0), (-1, 0), (0, 1), (0, -1))):
                moved = best.copy()
                moved[corner] += np.array((x, y), np.float32) * step * module
                if (now := _fit(patch, moved, version)) > fit:
                    best, fit = moved, now
            if fit == before:
                break
    return best, fit


def _fit(patch: Grey, corners: Corners, version: int) -> float:
    """How the known modules' darkness goes with what they must be: a correlation."""
    known = patterns(version)
    size = size_of(version)
    dark = -_sampled(patch, corners, size).reshape(size, _FINE, size, _FINE)[:, 1, :, 1]
    local = dark - cv2.blur(dark, (7, 7))
    seen, sought = local[known != 0], known[known != 0].astype(np.float64)
    spread = float(seen.std())
    return (
        float(((seen - seen.mean()) * (sought - sought.mean())).mean() / (spread * sought.std()))
        if spread
        else 0.0
    )


def _sampled(patch: Grey, corners: Corners, size: int) -> Floats:
    """The code straight, ``_FINE`` samples to a module."""
    side = size * _FINE
    square = np.array([[0, 0], [side, 0], [side, side], [0, side]], np.float32)
    turn = cv2.getPerspectiveTransform(np.asarray(corners, np.float32), square)
    return np.asarray(
        cv2.warpPerspective(
            patch, turn, (side, side), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        ),
        np.float64,
    )


def _seen(straight: Floats, size: int) -> Floats:
    """What the filter sees of each module: the samples of it and of those around it, and a one."""
    even = straight - cv2.blur(straight, (7 * _FINE, 7 * _FINE))
    even /= even.std() + 1e-6
    room = _REACH * _FINE
    wide = np.pad(even, room, mode="edge")
    window = (2 * _REACH + 1) * _FINE
    views = np.lib.stride_tricks.sliding_window_view(wide, (window, window))[::_FINE, ::_FINE]
    flat = views.reshape(size, size, window * window)
    return np.concatenate([flat, np.ones((size, size, 1))], axis=2)


def _filter(seen: Floats, signs: Floats) -> Floats:
    """Ridge regression of the signs on what is seen."""
    square = seen.T @ seen + _RIDGE * np.eye(seen.shape[1])
    return np.asarray(np.linalg.solve(square, seen.T @ signs), np.float64)
