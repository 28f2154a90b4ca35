"""Pixels of a page as arrays, and the grey picture that shows its ink."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from domain.page import Raster, Rotation
from ocr.engine import Grey

Pixels = NDArray[np.uint8]
"""A page: shape (height, width) when grey, (height, width, 3) in RGB order when coloured."""

cv2.setNumThreads(1)  # a page is one unit of work; the workers beside it use the other cores

_TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


def pixels_of(raster: Raster) -> Pixels:
    """The raster's samples as an array that shares its memory (read-only)."""
    samples = np.frombuffer(raster.data, np.uint8)
    shape = (raster.height, raster.width) if raster.channels == 1 else (raster.height, raster.width, 3)
    return samples.reshape(shape)


def turned(image: Pixels, rotation: Rotation) -> Pixels:
    """The image turned clockwise by that many degrees."""
    return image if rotation == 0 else u8(cv2.rotate(image, _TURNS[rotation]))


def grey_of(image: Pixels) -> Grey:
    """Luminance of a page."""
    return image if image.ndim == 2 else u8(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY))


def reduced(image: Pixels, longest: int) -> Pixels:
    """The image shrunk by area averaging so that its longer side is at most ``longest`` pixels."""
    height, width = image.shape[:2]
    scale = max(1, longest) / max(height, width)
    if scale >= 1:
        return image
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return u8(cv2.resize(image, size, interpolation=cv2.INTER_AREA))


def of_height(line: Grey, rows: int) -> Grey:
    """The line image enlarged or shrunk to so many rows; at least 8 columns are kept."""
    height, width = line.shape
    method = cv2.INTER_AREA if rows < height else cv2.INTER_CUBIC
    return u8(cv2.resize(line, (max(8, round(width * rows / height)), rows), interpolation=method))


def u8(image: object) -> Pixels:
    """The same picture, known to have 8-bit samples (OpenCV does not say what it returns)."""
    return np.asarray(image, np.uint8)
