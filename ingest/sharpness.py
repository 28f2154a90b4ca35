"""How crisp the strokes on a page are, measured where ink is and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from ingest.view import Pixels, View

_TILE_MM = 8.0
_TILES = 24
_DENSEST = 0.5
"""Tiles darker than this are pictures, seals or shadows, whose edges say nothing of print."""
_LEAST_CONTRAST = 20.0
_NOISE_BLUR = 0.7
"""Pixels of smoothing that keep grain from passing for edges."""
_STEP = 0.45
"""Height of a blurred edge over its steepest slope, in sigmas of its blur: between a line and a step."""


def stroke_blur_mm(view: View) -> float | None:
    """Width of the blur of strokes in mm of paper (sigma), the median of the inkiest tiles; None without ink.

    The slope of an edge over its height does not change with contrast, so faint print is not called blurred.
    Measured on print at 200 and 300 dpi: 0.10-0.16 crisp, 0.20 soft, from 0.30 on letters run together.
    """
    widths = [width for width in map(_tile_blur, _inky_tiles(view)) if width is not None]
    return float(np.median(widths)) * 25.4 / view.dpi if widths else None


def _inky_tiles(view: View) -> Iterator[Pixels]:
    """Full-size pieces of the page with the most ink that is not a dark area."""
    cell = max(8, round(_TILE_MM * view.mm))
    height, width = view.contrast.shape
    rows, columns = height // cell, width // cell
    if rows == 0 or columns == 0:
        return
    whole = view.contrast[: rows * cell, : columns * cell]
    ink = cv2.resize(whole, (columns, rows), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    ink[ink > _DENSEST] = 0
    step = view.grey.shape[0] / height * cell
    for place in np.argsort(ink, axis=None)[::-1][:_TILES]:
        row, column = divmod(int(place), columns)
        yield view.grey[
            round(row * step) : round((row + 1) * step), round(column * step) : round((column + 1) * step)
        ]


def _tile_blur(tile: Pixels) -> float | None:
    """Blur of the tile's edges in pixels; None where it holds no stroke."""
    smooth = cv2.GaussianBlur(tile, (0, 0), _NOISE_BLUR).astype(np.float32)
    paper, ink = np.percentile(smooth, (90, 1))
    if paper - ink < _LEAST_CONTRAST:
        return None
    across = cv2.Scharr(smooth, cv2.CV_32F, 1, 0)
    down = cv2.Scharr(smooth, cv2.CV_32F, 0, 1)
    steepest = float(np.percentile(cv2.magnitude(across, down), 99)) / 32  # Scharr's weights add up to 32
    return float(_STEP * (paper - ink) / steepest) if steepest > 0 else None
