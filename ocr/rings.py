"""Circles drawn in ink, as seals are: where they are, and their strokes alone."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.pixels import u8

_RING = 0.88  # of a circle's angles that must be inked: chance circles through stamped words reach 0.85 …
_RIM = 0.7  # … and of the outermost circle about the same middle …
_CLEAR = 0.25  # … by so much more than just outside of it
_BEYOND = 4.0  # pixels
_NEAR = np.array([(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)], np.float64)
_LIKELIEST = 16  # circles that are looked at closely
_ARC = 0.45  # radians a stroke must run along its circle to be part of a ring: letters do not
_LIKE = 0.7  # of a seal's radius: two that lie over one another are of about one size
_INNERMOST = 0.2  # of the radius; seals have no smaller circle
_UNROLLED = cv2.WARP_POLAR_LINEAR | cv2.WARP_FILL_OUTLIERS | cv2.INTER_LINEAR
_ROLLED = cv2.WARP_POLAR_LINEAR | cv2.WARP_INVERSE_MAP | cv2.WARP_FILL_OUTLIERS | cv2.INTER_NEAREST
"""Whatever lies beyond the picture is no ink: left open it would be what the memory held before."""

_ANGLES = np.linspace(0, 2 * np.pi, 96, endpoint=False)


Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ring:
    """Middle and radius in pixels."""

    x: float
    y: float
    radius: float


def find_rings(ink: NDArray[np.uint8], least: float, most: float) -> list[Ring]:
    """Circles drawn in a picture that is 1 on ink, the outermost of each middle.

    least, most: bounds of the radius in pixels.
    """
    room = round(most) + 2  # a ring may be cut by the edge of its own blob
    padded = cv2.copyMakeBorder(ink * 255, room, room, room, room, cv2.BORDER_CONSTANT, value=(0,))
    soft = cv2.GaussianBlur(padded, (3, 3), 0)
    circles = cv2.HoughCircles(
        soft,
        cv2.HOUGH_GRADIENT,
        dp=1,
        minDist=max(4.0, least),
        param1=120,
        param2=18,
        minRadius=max(4, int(least)),
        maxRadius=round(most * 1.05) + 1,
    )
    if circles is None:
        return []
    thick = cv2.dilate(u8(padded), np.ones((3, 3), np.uint8)) > 0
    kept: list[Ring] = []
    for x, y, radius in sorted(
        np.asarray(circles)[0][:_LIKELIEST].tolist(), key=lambda each: -float(each[2])
    ):
        ring = _outermost(thick, Ring(x, y, radius), most * 1.05)
        if ring and all(_apart(ring, one) for one in kept):
            kept.append(ring)
    return [Ring(ring.x - room, ring.y - room, ring.radius) for ring in kept]


def inside(ring: Ring, window: tuple[slice, slice]) -> NDArray[np.bool_]:
    """What of a window (rows, columns) lies in the ring."""
    down, across = np.ogrid[window]
    return np.asarray((down - ring.y) ** 2 + (across - ring.x) ** 2 <= ring.radius**2, np.bool_)


def ring_strokes(ink: NDArray[np.uint8], ring: Ring) -> NDArray[np.uint8]:
    """1 on ink of the ring and of circles in it with the same middle, without what stands across them.

    The picture is unrolled about the middle: circles become upright strokes, even those a little oval.
    """
    reach = int(ring.radius * 1.06) + 2
    rows = int(2 * np.pi * ring.radius)
    middle, size = (ring.x, ring.y), (reach, rows)
    unrolled = cv2.warpPolar(ink * 255, size, middle, reach, _UNROLLED)
    arc = max(5, int(_ARC * ring.radius)) | 1
    around = np.concatenate([unrolled[-arc:], unrolled, unrolled[:arc]])
    bold = cv2.dilate((around > 100).astype(np.uint8), np.ones((3, 3), np.uint8))
    upright = cv2.morphologyEx(bold, cv2.MORPH_OPEN, np.ones((arc, 1), np.uint8))[arc:-arc]
    upright[:, : int(_INNERMOST * ring.radius)] = 0  # about the middle everything is an arc
    height, width = ink.shape
    return u8(cv2.warpPolar(u8(upright), (width, height), middle, reach, _ROLLED)) & ink


def _apart(ring: Ring, larger: Ring) -> bool:
    """Whether a ring can be another seal's: in a larger one chance circles run through its letters."""
    distance = float(np.hypot(ring.x - larger.x, ring.y - larger.y))
    return distance > (0.8 if ring.radius > _LIKE * larger.radius else 1.1) * larger.radius


def _outermost(ink: NDArray[np.bool_], near: Ring, most: float) -> Ring | None:
    """The widest inked circle about (nearly) that middle; None where there is no ring at all."""
    radii = np.arange(near.radius - 1, max(most, near.radius) + 1)
    middles = np.array([near.x, near.y]) + _NEAR
    drawn = _drawn(ink, middles, radii)
    if drawn.max() < _RING:
        return None
    clear = drawn - _drawn(ink, middles, radii + _BEYOND) >= _CLEAR
    rims = np.argwhere((drawn >= _RIM) & clear)
    if not len(rims):
        return None
    middle, radius = rims[rims[:, 1].argmax()]
    return Ring(float(middles[middle, 0]), float(middles[middle, 1]), float(radii[radius]))


def _drawn(ink: NDArray[np.bool_], middles: Numbers, radii: Numbers) -> Numbers:
    """Share of a circle's angles at which there is ink, shape (middles, radii)."""
    steps = radii[:, None, None] * np.stack([np.cos(_ANGLES), np.sin(_ANGLES)], axis=1)
    places = (middles[:, None, None] + steps).astype(np.int64)
    x = np.clip(places[..., 0], 0, ink.shape[1] - 1)
    y = np.clip(places[..., 1], 0, ink.shape[0] - 1)
    return np.asarray(ink[y, x].mean(axis=2), np.float64)
