"""A file's own text layer beside what was read: the picture says what stands there, the layer how it is
spelt.

A layer can be false in many ways: set in an encoding of its own (TCVN3, VNI), without a way back to letters,
left by a program that misread a scan, or older than a number that was laid over as a picture. So no layer is
believed by itself. Every line is read as on any scan, and the layer's spelling is taken where it says nearly
the same: on a page most of whose surely read words it has letter by letter, for words that it has at the same
place, and never against a digit that was read. What it hides is not added, what it lacks is not lost.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from rapidfuzz.distance import Levenshtein

from domain.fold import fold
from domain.geometry import Box, around
from domain.page import LayerWord, Rotation
from domain.text import TEXT_LAYER, Line, Word
from ocr.paper import turned_fractions

PROVEN = 0.99
"""Confidence of a word that picture and layer have alike."""

_SURE = 0.9
_LEAST_ALIKE = 0.9
"""Of a page's surely read words. True layers of real decisions have 97 % and more of them letter by letter,
one with wrong tones or of another encoding about half."""
_LINE_ALIKE = 0.5
_LIKE = 0.6
"""How much alike two spellings of one word are at least (1 is equal)."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """Words that were read, and those that the layer has at their place."""

    read: tuple[Word, ...]
    layer: tuple[LayerWord, ...]

    @property
    def texts(self) -> tuple[str, str]:
        return "".join(word.text for word in self.read), "".join(word.text for word in self.layer)

    @property
    def sure(self) -> bool:
        return bool(self.layer) and min((word.confidence for word in self.read), default=0.0) >= _SURE

    @property
    def alike(self) -> bool:
        read, layer = self.texts
        return read == layer


def as_spelt(lines: Mapping[int, Line], layer: Sequence[LayerWord]) -> dict[int, Line]:
    """Those lines whose spelling the layer may tell, spelt so; none where the layer is not to be trusted.

    layer: words of the upright page.
    """
    own = _by_line(lines, layer)
    pairs = {index: _pairs(line, own.get(index, [])) for index, line in lines.items()}
    if _share_alike([pair for each in pairs.values() for pair in each]) < _LEAST_ALIKE:
        return {}
    found = {index: _spelt(each) for index, each in pairs.items() if _share_alike(each) >= _LINE_ALIKE}
    return {index: line for index, line in found.items() if any(word.engine for word in line.words)}


def upright_layer(layer: Sequence[LayerWord], rotation: Rotation) -> list[LayerWord]:
    """The layer's words with their places on the page set upright."""
    turn = turned_fractions(rotation)
    return [LayerWord(word.text, _turned(word.box, turn)) for word in layer]


def _turned(box: Box, turn: np.ndarray) -> Box:
    corners = np.array([[[box.left, box.top], [box.right, box.bottom]]], np.float64)
    x, y = cv2.perspectiveTransform(corners, turn)[0].T
    return Box(float(x.min()), float(y.min()), float(x.max()), float(y.max()))


def _share_alike(pairs: Sequence[_Pair]) -> float:
    """Of the surely read words that the layer has at all, how many it has alike; 0 where there is none."""
    sure = [pair for pair in pairs if pair.sure]
    return sum(pair.alike for pair in sure) / len(sure) if sure else 0.0


def _by_line(lines: Mapping[int, Line], layer: Sequence[LayerWord]) -> dict[int, list[LayerWord]]:
    """The layer's words by the line they stand on; words on no line that was read stand on none."""
    places = sorted((line.box.middle[1], index) for index, line in lines.items())
    heights = [place for place, _ in places]
    boxes = {index: line.box for index, line in lines.items()}
    found: dict[int, list[LayerWord]] = {}
    for word in layer:
        y, reach = word.box.middle[1], word.box.height
        near = places[bisect_left(heights, y - reach) : bisect_left(heights, y + reach)]
        beside = [(abs(height - y), index) for height, index in near if _share(word.box, boxes[index]) > 0.5]
        if beside:
            found.setdefault(min(beside)[1], []).append(word)
    return found


def _share(one: Box, other: Box) -> float:
    """How much of one box's width lies above or below the other."""
    width = min(one.right, other.right) - max(one.left, other.left)
    return width / one.width if one.width > 0 else 0.0


def _pairs(line: Line, layer: Sequence[LayerWord]) -> list[_Pair]:
    """Read and layer words of a line, together where they stand at one place; either side may be empty."""
    words: list[Word | LayerWord] = sorted([*line.words, *layer], key=lambda word: word.box.left)
    groups: list[list[Word | LayerWord]] = []
    for word in words:
        if groups and any(_touch(word.box, other.box) for other in groups[-1]):
            groups[-1].append(word)
        else:
            groups.append([word])
    return [
        _Pair(
            tuple(word for word in group if isinstance(word, Word)),
            tuple(word for word in group if isinstance(word, LayerWord)),
        )
        for group in groups
    ]


def _touch(one: Box, other: Box) -> bool:
    """Whether two boxes share more of their width than neighbours on a line do."""
    return max(_share(one, other), _share(other, one)) > 0.5


def _spelt(pairs: Sequence[_Pair]) -> Line:
    return Line(tuple(word for pair in pairs for word in _words(pair)))


def _words(pair: _Pair) -> tuple[Word, ...]:
    """The words of a pair as they are to be taken: spelt by the layer where that says nearly the same."""
    if not pair.read or not pair.layer or not _believed(*pair.texts):
        return pair.read
    box = around(word.box for word in pair.read)
    return tuple(
        Word(word.text, Box(word.box.left, box.top, word.box.right, box.bottom), PROVEN, TEXT_LAYER)
        for word in pair.layer
    )


def _believed(read: str, layer: str) -> bool:
    """Whether the layer spells the word that was read: with no other digit, with hardly another letter."""
    if "\ufffd" in layer or _digits(read) != _digits(layer):
        return False
    slip = min(len(read), len(layer)) > 1 and Levenshtein.distance(read, layer) <= 1
    return slip or fold(read) == fold(layer) or Levenshtein.normalized_similarity(read, layer) >= _LIKE


def _digits(text: str) -> list[str]:
    return [letter for letter in text if letter.isdecimal()]
