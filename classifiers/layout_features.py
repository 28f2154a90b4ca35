"""What the layout model sees of a page: each word's pieces, shape and box, and how words lie together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.geometry import Box

PIECES = 6
"""Pieces of a word that count; what goes beyond is numbers and noise."""
PLACES = 128
"""Steps into which the page's width and height are cut."""
SHAPES = 20
SIZES = 16
NEAR = 40
"""Steps of the distance between two words, in each direction."""

_USUAL = 0.012  # height of a word where a page has none
Integers = npt.NDArray[np.int64]
Cut = Callable[[Sequence[str]], Sequence[Sequence[int]]]
"""Words to the numbers of their pieces, at least one a word."""


@dataclass(frozen=True, slots=True)
class Features:
    """One page of n words as integers; word 0 is the page itself.

    pieces: (n, PIECES), 0 where a word has fewer. shapes, sizes: (n,). places: (n, 4) left, top, right,
    bottom. across, down: (n, n) steps from the row's word to the column's.
    """

    pieces: Integers
    shapes: Integers
    sizes: Integers
    places: Integers
    across: Integers
    down: Integers


def features_of(words: Sequence[str], boxes: Sequence[Box], cut: Cut) -> Features:
    """A page's words in any order, with their boxes as fractions of the upright page."""
    count = len(words) + 1
    pieces = np.zeros((count, PIECES), np.int64)
    pieces[0, 0] = 1
    if words:
        for row, numbers in enumerate(cut(words), start=1):
            kept = list(numbers)[:PIECES]
            pieces[row, : len(kept)] = kept
    sides = np.array([(0.0, 0.0, 1.0, 1.0), *((b.left, b.top, b.right, b.bottom) for b in boxes)])
    heights = sides[1:, 3] - sides[1:, 1]
    usual = max(float(np.median(heights)) if len(heights) else _USUAL, 1e-3)
    shapes = np.array([SHAPES - 1, *map(shape_of, words)], np.int64)
    return Features(
        pieces=pieces,
        shapes=shapes,
        sizes=_sizes(sides[:, 3] - sides[:, 1], usual),
        places=np.clip(sides * PLACES, 0, PLACES - 1).astype(np.int64),
        across=_across(sides, usual),
        down=_down(sides, usual),
    )


def shape_of(word: str) -> int:
    """Capitals, digits and signs of a word, and whether a colon ends it: 0 to SHAPES - 2."""
    body = word.rstrip(":;,.")
    letters = [sign for sign in body if sign.isalpha()]
    digits = sum(map(str.isdecimal, body))
    if not letters:
        kind = 8 if not digits else 7 if digits == len(body) else 6
    elif digits:
        kind = 5
    elif all(map(str.isupper, letters)):
        kind = 3 if len(letters) == 1 else 4
    elif letters[0].isupper():
        kind = 2 if all(map(str.islower, letters[1:])) else 1
    else:
        kind = 0
    return 2 * kind + word.endswith(":")


def _sizes(heights: npt.NDArray[np.float64], usual: float) -> Integers:
    """Height against the page's usual one: half of it is step 4, the same 8, twice as much 12."""
    steps = np.log2(np.maximum(heights, 1e-4) / usual) * 4 + SIZES / 2
    return np.clip(np.round(steps), 0, SIZES - 1).astype(np.int64)


def _across(sides: npt.NDArray[np.float64], usual: float) -> Integers:
    """The gap between two words that stand apart, else how far their left edges differ."""
    left, right = sides[:, 0], sides[:, 2]
    ahead = left[None, :] - right[:, None]
    behind = right[None, :] - left[:, None]
    apart = np.where(ahead > 0, ahead, np.where(behind < 0, behind, 0.0))
    shared = apart == 0
    aligned = np.where(shared, left[None, :] - left[:, None], 0.0)
    steps = np.where(shared, _step(aligned, usual, NEAR // 8), _step(apart, usual, NEAR // 2 - 1))
    return (steps + NEAR // 2).astype(np.int64)


def _down(sides: npt.NDArray[np.float64], usual: float) -> Integers:
    middle = (sides[:, 1] + sides[:, 3]) / 2
    return (_step(middle[None, :] - middle[:, None], usual, NEAR // 2 - 1) + NEAR // 2).astype(np.int64)


def _step(distance: npt.NDArray[np.float64], usual: float, most: int) -> npt.NDArray[np.float64]:
    """Near words finely, far ones coarsely: a third of a letter's height is a step, ten heights are nine."""
    scaled = np.sign(distance) * 3.2 * np.log1p(np.abs(distance) / usual)
    return np.clip(np.round(scaled), -most, most)
