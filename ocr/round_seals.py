"""Round seals, in any ink and under print and signatures: found by the middle at which all their arcs point.

For telling where seals are. What takes a seal off the print under it (``seals.py``, ``stamps.py``) must see
its very strokes, and finds fewer; ``stamps.py`` is told the places of the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from domain.geometry import Box
from ocr.engine import Grey
from ocr.ink import evened
from ocr.orientation import Stand
from ocr.paper import View, turned_fractions
from ocr.pixels import grey_of, reduced, turned, u8
from ocr.rings import Ring

_LETTER = 6.0  # pixels of a letter's height on the reduced page
_LONGEST = 1000  # pixels of the reduced page's longer side, at most
_RADII = (3.4, 9.0)  # letter heights: a portrait's and a fingerprint's curves are tighter
_LARGE = 2.5  # letter heights: arcs hang together over as much, letters do not
_STRAIGHT = 5.0  # letter heights: straight ink as long is a rule
_PALE = 16  # grey levels by which ink is darker than what is about it
_STEEP = 40.0  # change of grey that is the edge of a stroke
_VOTES = 6.2  # a pixel of a letter's height: so many edges point at a seal's middle, fewer at any other place
_MIDDLES = 8  # of a page are looked at
_DRAWN = 0.55  # of a circle's angles at which there is ink
_CLEAR = 0.2  # by so much more than a little outside of it
_DARK = 200  # grey level of a flattened page under which ink is a stamp's; what shines through is paler
_LEAST = 0.12  # of a seal is dark
_SOLID = 1.2  # letter heights: no stroke of a seal is as thick, as portraits and the arms of the state are …
_MOST_SOLID = 0.1  # … and hardly any of what lies over it

_ANGLES = np.linspace(0, 2 * np.pi, 120, endpoint=False)
_AROUND = np.stack([np.cos(_ANGLES), np.sin(_ANGLES)], axis=1)

Floats = NDArray[np.float64]
Votes = NDArray[np.float32]
Mask = NDArray[np.uint8]


def round_seals(view: View, stand: Stand) -> list[Box]:
    """Places of seals on the upright page, from the top.

    A seal is a ring of a stamp's size, of ink that may be pale, crossed or half hidden, with more ink within.
    """
    upright = turned(view.image, stand.rotation)
    longest = max(upright.shape[:2])
    image = reduced(upright, round(min(_LONGEST, longest * _LETTER / stand.letter)))
    letter = stand.letter * max(image.shape[:2]) / longest
    rings = _rings(evened(grey_of(image)), letter)
    turn = turned_fractions(stand.rotation)
    back = turn @ view.back @ np.linalg.inv(turn) @ np.diag([1 / image.shape[1], 1 / image.shape[0], 1.0])
    return sorted((_box(ring, back) for ring in rings), key=lambda box: box.top)


def _box(ring: Ring, back: Floats) -> Box:
    reach = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * ring.radius
    corners = np.array([[(ring.x, ring.y)]]) + reach
    x, y = np.clip(cv2.perspectiveTransform(corners, back)[0].T, 0.0, 1.0)
    return Box(float(x.min()), float(y.min()), float(x.max()), float(y.max()))


def _rings(grey: Grey, letter: float) -> list[Ring]:
    """Seals' outermost circles in pixels of a reduced page, the surest first."""
    ink = _ink(grey)
    found: list[Ring] = []
    for x, y in _middles(_votes(grey, _curves(ink, letter), letter), letter):
        ring = _outermost(ink, x, y, letter)
        apart = ring and all(np.hypot(ring.x - one.x, ring.y - one.y) > one.radius for one in found)
        if ring and apart and _is_stamped(grey, ring, letter):
            found.append(ring)
    return found


def _is_stamped(grey: Grey, ring: Ring, letter: float) -> bool:
    """Whether strokes stand in a circle: neither a disc nor a face, and not what shines through the sheet."""
    disc = np.zeros(grey.shape, np.uint8)
    cv2.circle(disc, (round(ring.x), round(ring.y)), round(ring.radius), (1,), -1)
    dark = (grey < _DARK).astype(np.uint8)
    side = round(_SOLID * letter)
    solid = cv2.erode(dark, np.ones((side, side), np.uint8))
    return float(dark[disc > 0].mean()) >= _LEAST and float(solid[disc > 0].mean()) <= _MOST_SOLID


def _ink(grey: Grey) -> Mask:
    """1 on what is a little darker than the paper about it: many seals are no darker."""
    paper = cv2.blur(cv2.dilate(grey, np.ones((3, 3), np.uint8)), (25, 25))
    soft = np.asarray(cv2.GaussianBlur(grey, (3, 3), 0), np.int16)
    return np.asarray(soft + _PALE < u8(paper), np.uint8)


def _curves(ink: Mask, letter: float) -> Mask:
    """The ink of large marks, without rules."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    large = np.maximum(stats[:, 2], stats[:, 3]) >= _LARGE * letter
    large[0] = False
    curves = large[labels].astype(np.uint8)
    long = round(_STRAIGHT * letter)
    for size in ((1, long), (long, 1)):
        rules = cv2.morphologyEx(curves, cv2.MORPH_OPEN, np.ones(size, np.uint8))
        curves &= 1 - u8(cv2.dilate(rules, np.ones((3, 3), np.uint8)))
    return u8(curves)


def _votes(grey: Grey, curves: Mask, letter: float) -> Votes:
    """For each pixel how many edges of curves point at it, from as far off as a seal's radius may be.

    An edge points to where it gets darker: the outer edge of a ring's stroke to its middle.
    """
    soft = cv2.GaussianBlur(grey, (0, 0), 1.0)
    across, down = (cv2.Sobel(soft, cv2.CV_32F, *order) for order in ((1, 0), (0, 1)))
    steep = np.hypot(across, down)
    y, x = np.nonzero((cv2.dilate(curves, np.ones((3, 3), np.uint8)) > 0) & (steep > _STEEP))
    radii = np.arange(_RADII[0] * letter, _RADII[1] * letter, dtype=np.float32)
    margin = round(_RADII[1] * letter) + 2  # what is pointed at beyond the page is counted there, and left
    width = grey.shape[1] + 2 * margin
    to_x = (x + margin - across[y, x] / steep[y, x] * radii[:, None]).astype(np.int32)
    to_y = (y + margin - down[y, x] / steep[y, x] * radii[:, None]).astype(np.int32)
    votes = np.bincount((to_y * width + to_x).ravel(), minlength=(grey.shape[0] + 2 * margin) * width)
    page = votes.reshape(-1, width)[margin:-margin, margin:-margin].astype(np.float32)
    return np.asarray(cv2.GaussianBlur(page, (0, 0), 1.2), np.float32)


def _middles(votes: Votes, letter: float) -> Iterator[tuple[int, int]]:
    """Where seals may have their middle, the likeliest first."""
    left = votes.copy()
    for _ in range(_MIDDLES):
        _, most, _, (x, y) = cv2.minMaxLoc(left)
        if most < _VOTES * letter:
            return
        yield x, y
        cv2.circle(left, (x, y), round(1.5 * letter), (0,), -1)


@dataclass(frozen=True, slots=True)
class _Circles:
    """Circles about one middle. radii: in pixels, half a pixel apart. drawn: share of each that is ink."""

    radii: Floats
    drawn: Floats


def _circles(ink: Mask, x: int, y: int, most: float) -> _Circles:
    radii = np.arange(1, most, 0.5)
    places = np.round(np.array([x, y]) + radii[:, None, None] * _AROUND).astype(np.int64)
    height, width = ink.shape
    across, down = places[..., 0], places[..., 1]
    inside = (across >= 0) & (down >= 0) & (across < width) & (down < height)
    seen = ink[np.clip(down, 0, height - 1), np.clip(across, 0, width - 1)] * inside
    return _Circles(radii, seen.mean(axis=1))


def _outermost(ink: Mask, x: int, y: int, letter: float) -> Ring | None:
    """The seal about (nearly) that middle; None where what stands there is none."""
    found: list[tuple[float, Ring]] = []
    for right in (-1, 0, 1):
        for down in (-1, 0, 1):
            circles = _circles(ink, x + right, y + down, 1.25 * _RADII[1] * letter)
            rim = _rim(circles, letter)
            if rim is not None:
                ring = Ring(x + right, y + down, float(circles.radii[rim]))
                found.append((float(circles.drawn[rim]), ring))
    return max(found, key=lambda each: each[0])[1] if found else None


def _rim(circles: _Circles, letter: float) -> int | None:
    """Index of the widest circle that is drawn and has less ink a little outside of it."""
    least, most = (times * letter for times in _RADII)
    beyond = np.convolve(circles.drawn, np.full(4, 0.25), "valid")  # of the four from each on
    for index in range(len(circles.radii) - 8, -1, -1):
        share = circles.drawn[index]
        clear = share >= _DRAWN and share - beyond[index + 4] >= _CLEAR
        if clear and least <= circles.radii[index] <= most:
            return index
    return None
