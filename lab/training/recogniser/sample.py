"""One training line: cropped as a line finder does, prepared as the engine does, and its text."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import numpy as np
from numpy.typing import NDArray

from lab.training.recogniser.draw import Drawn, draw_line
from lab.training.recogniser.faces import Faces
from lab.training.recogniser.lines import any_line, shortened
from lab.training.recogniser.wear import worn
from ocr.ctc import prepared, tightened
from ocr.letters import letters


@dataclass(frozen=True, slots=True)
class Sample:
    """picture: grey, 40 rows, ink dark, as ``ocr.ctc.prepared`` leaves it; text: the alphabet's letters."""

    picture: NDArray[np.uint8]
    text: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is asked at a stage of learning. most: letters of a line; smallest: pixels of its em."""

    most: int = 80
    smallest: int = 17


def raw_line(key: str, faces: Faces, lesson: Lesson = Lesson()) -> tuple[NDArray[np.uint8], str]:
    """The worn crop before preparation, and its text; the same for the same arguments."""
    random = Random(key)
    rng = np.random.default_rng(random.getrandbits(64))
    known = frozenset(letters())
    line = draw_line(shortened(any_line(random), lesson.most), faces, random, lesson.smallest)
    while not set(line.text) <= known:
        line = draw_line(shortened(any_line(random), lesson.most), faces, random, lesson.smallest)
    hard = random.choice([0.1, 0.6, 1.0, 1.0, 1.25])
    return _cropped(line, worn(line, hard, rng), random), line.text


def sample(key: str, faces: Faces, lesson: Lesson = Lesson()) -> Sample:
    """The training line of that key, prepared for the network and stretched or squeezed a little."""
    crop, text = raw_line(key, faces, lesson)
    random = Random(key + "/prepared")
    tight = tightened(crop) if random.random() < 0.85 else crop
    stretch = random.choice([1.0, 1.0, random.uniform(0.82, 1.25)])
    return Sample(prepared(tight, stretch), text)


def _cropped(line: Drawn, picture: NDArray[np.uint8], random: Random) -> NDArray[np.uint8]:
    """Cut by the letters' rows or by the face's full height, tight or loose, now and then too tight."""
    size = picture.shape[0] / 4.2
    baseline = 2.5 * size
    top, bottom = float(line.top), float(line.bottom)
    if random.random() < 0.5:
        top, bottom = min(top, baseline - 0.95 * size), max(bottom, baseline + 0.25 * size)
    loose = random.choice([0.0, 0.08, 0.2, 0.35]) * size
    top -= random.uniform(-0.04 * size, loose)
    bottom += random.uniform(-0.04 * size, loose)
    left = line.left - random.uniform(0.0, random.choice([0.15, 0.5, 1.5])) * size
    right = line.right + random.uniform(0.0, random.choice([0.15, 0.5, 1.5])) * size
    rows = slice(max(0, round(top)), min(picture.shape[0], max(round(bottom), round(top) + 8)))
    return picture[rows, max(0, round(left)) : max(round(left) + 8, round(right))]
