"""The upright page made straight and even for reading, and the way back to its own pixels."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from domain.geometry import Box
from ocr.engine import Grey
from ocr.ink import flatten
from ocr.orientation import Stand
from ocr.paper import View, turned_fractions
from ocr.pixels import turned, u8
from ocr.rings import Ring

SMALL, LETTER = 18.0, 24.0
"""Print with letters lower than ``SMALL`` pixels is enlarged until they have ``LETTER``."""

MOST = 3600
"""Pixels of the longer side of an enlarged page."""

LONGEST = 2400
"""Pixels of the worked page's longer side: 200 dpi on A4; more brings time, not letters, unless …"""

FINE, FINER = 12.5, 1.5
"""… a fifth of the print, as on copied cards, would be lower than ``FINE`` pixels: then so much larger."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """grey: the cleaned page. back: 3x3 matrix from its pixels to fractions of the upright page."""

    grey: Grey
    back: NDArray[np.float64]

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """The upright page's box around a rectangle of the cleaned page, cut to the page."""
        corners = np.array([[[left, top], [right, top], [right, bottom], [left, bottom]]], np.float64)
        x, y = np.clip(cv2.perspectiveTransform(corners, self.back)[0].T, 0.0, 1.0)
        return Box(float(x.min()), float(y.min()), float(x.max()), float(y.max()))

    def ring(self, box: Box) -> Ring:
        """The round thing that fills a box of the upright page, in pixels of the cleaned page."""
        corners = np.array(
            [[[box.left, box.top], [box.right, box.top], [box.right, box.bottom], [box.left, box.bottom]]]
        )
        places = cv2.perspectiveTransform(corners, np.linalg.inv(self.back))[0]
        x, y = places.mean(axis=0)
        sides = np.linalg.norm(places - np.roll(places, 1, axis=0), axis=1)
        return Ring(float(x), float(y), float(sides.mean()) / 2)


def straighten(view: View, stand: Stand) -> Sheet:
    """The page cleaned, its lines level, its letters of a size that can be read."""
    upright = np.ascontiguousarray(turned(view.image, stand.rotation))
    height, width = upright.shape[:2]
    scale = _scale(max(height, width), stand)
    forth = _levelling(width, height, stand.skew, scale)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    image = upright
    if scale != 1:
        method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        image = u8(cv2.resize(upright, size, interpolation=method))
    grey = flatten(image)
    if abs(stand.skew) >= 0.1:
        level = forth @ np.diag([1 / scale, 1 / scale, 1.0])
        grey = u8(cv2.warpPerspective(grey, level, size, flags=cv2.INTER_LINEAR, borderValue=255))
    to_view = np.diag([1 / width, 1 / height, 1.0]) @ np.linalg.inv(forth)
    turn = turned_fractions(stand.rotation)
    return Sheet(grey, turn @ view.back @ np.linalg.inv(turn) @ to_view)


def _scale(longest: int, stand: Stand) -> float:
    """Small print is enlarged, large pages of ordinary print are made smaller."""
    if stand.letter < SMALL:
        return min(2.0, LETTER / stand.letter, MOST / longest)
    usual = min(1.0, LONGEST / longest)
    if stand.small * usual < FINE:
        return min(FINER * usual, MOST / longest)
    return usual


def _levelling(width: int, height: int, skew: float, scale: float) -> NDArray[np.float64]:
    """Matrix from upright pixels to worked pixels: turned about the middle, then scaled."""
    turn = np.eye(3)
    if abs(skew) >= 0.1:
        turn[:2] = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    return np.asarray(np.diag([scale, scale, 1.0]) @ turn, np.float64)
