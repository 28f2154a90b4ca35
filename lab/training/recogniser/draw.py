"""A line of text drawn with one or two faces, and what else stands there: rules, dots, neighbours."""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from lab.specimens.fonts import Face, Style
from lab.training.recogniser.clutter import Span, clutter
from lab.training.recogniser.faces import Faces, covered, opened
from lab.training.recogniser.lines import Part

Ink = NDArray[np.uint8]
"""Shape (height, width): 0 bare paper .. 255 full ink."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line before any wear. text: what a perfect reader answers; top, bottom: rows its letters reach."""

    text: str
    letters: Ink
    clutter: Ink
    left: int
    right: int
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """One word, where it stands and in what face."""

    text: str
    font: ImageFont.FreeTypeFont
    x: float
    rise: float
    tracking: float
    apart: float = 0.0
    """Pixels between a swung capital and what follows it."""


def draw_line(parts: list[Part], faces: Faces, random: Random, smallest: int = 17) -> Drawn:
    """Set the parts on one baseline, an em at least ``smallest`` pixels.

    Letters a face cannot draw are left out of picture and text alike.
    """
    size = round(math.exp(random.uniform(math.log(smallest), math.log(58))))
    pieces: list[_Piece] = []
    spans: list[Span] = []
    pen = 2.2 * size
    start = pen
    for part, face in zip(parts, _hands(parts, faces, random), strict=True):
        placed, pen, dots = _set(part, face, size, pen, random)
        pieces += placed
        spans += dots
    return _painted(pieces, spans, size, (start, pen), random)


def _hands(parts: list[Part], faces: Faces, random: Random) -> list[Face]:
    styles: list[Style] = ["print", "mono", "hand"]
    style = random.choices(styles, [0.74, 0.08, 0.18])[0]
    base = faces.pick(random, style)
    chosen = []
    for part in parts:
        other = random.choices(styles, [0.3, 0.15, 0.55])[0]
        chosen.append(faces.pick(random, other) if part.filled and random.random() < 0.45 else base)
    return chosen


def _set(
    part: Part, face: Face, size: int, pen: float, random: Random
) -> tuple[list[_Piece], float, list[Span]]:
    """Words of one part from ``pen`` on, where it ends, and the stretches that carry leader dots."""
    handwritten = face.style == "hand"
    font = opened(face.path, round(size * random.uniform(0.95, 1.35)) if handwritten else size)
    known = covered(face.path)
    tracking = random.choice([0.0] * 5 + [random.uniform(-0.03, 0.16) * size])
    gap = font.getlength(" ") * random.choice([1, 1, 1, random.uniform(0.75, 2.6)]) + tracking
    start, pieces = pen, []
    for word in part.text.split():
        text = "".join(letter for letter in word if letter in known)
        rise = random.gauss(0, 0.03) * size if handwritten else 0.0
        if text:
            apart = _apart(text, size, random) if handwritten else 0.0
            pieces.append(_Piece(text, font, pen, rise, tracking, apart))
            pen += font.getlength(text) + tracking * len(text) + apart + gap
    if random.random() < 0.25:
        pen += random.uniform(0, 3) * size
    if not part.dots:
        return pieces, pen, []
    reach = pen + random.uniform(1, 6) * size
    return pieces, pen if pieces else reach, [Span(start if pieces else pen, reach)]


def _apart(text: str, size: int, random: Random) -> float:
    """Many hands swing a capital and begin anew beside it."""
    if not text[0].isupper() or text.isupper() or random.random() > 0.3:
        return 0.0
    return random.uniform(0.02, 0.3) * size


def _painted(
    pieces: list[_Piece], dots: list[Span], size: int, ends: tuple[float, float], random: Random
) -> Drawn:
    end = max([ends[1], *(span.right for span in dots)])
    width, height = int(end + 2.2 * size), int(4.2 * size)
    baseline = int(2.5 * size)
    canvas = Image.new("L", (width, height), 0)
    pen = ImageDraw.Draw(canvas)
    for piece in pieces:
        _write(pen, piece, baseline)
    letters = np.asarray(canvas).copy()
    if random.random() < 0.05:
        _erase(letters, baseline, size, random)
    if random.random() < 0.2:
        _skip(letters, size, random)
    if random.random() < 0.06:
        _ring_gone(letters, baseline, size, random)
    box = cv2.boundingRect(letters) if letters.any() else (int(ends[0]), baseline - size, int(size), size)
    font = pieces[0].font if pieces else None
    rest = clutter(letters.shape, baseline, size, dots, font, random)
    text = " ".join(piece.text for piece in pieces)
    return Drawn(text, letters, rest, box[0], max(box[0] + box[2], int(end - size)), box[1], box[1] + box[3])


def _write(pen: ImageDraw.ImageDraw, piece: _Piece, baseline: int) -> None:
    x, row = piece.x, baseline - piece.rise
    first = piece.text[:1] if piece.apart else ""
    strokes = list(piece.text) if piece.tracking else [first, piece.text[len(first) :]]
    for index, letters in enumerate(strokes):
        pen.text((x, row), letters, 255, piece.font, anchor="ls")
        x += piece.font.getlength(letters) + piece.tracking + (piece.apart if index == 0 else 0.0)


def _erase(letters: Ink, baseline: int, size: int, random: Random) -> None:
    """A stripe is gone, as where a rule through the line was taken off together with what it crossed."""
    row = baseline + round(random.uniform(-0.2, 0.25) * size)
    letters[row : row + max(1, round(size * random.uniform(0.03, 0.07)))] = 0


def _skip(letters: Ink, size: int, random: Random) -> None:
    """The pen skipped here and there: bowls of 9 and a stand open, thin strokes are in two."""
    rows, columns = np.nonzero(letters > 127)
    if not rows.size:
        return
    for _ in range(random.randint(1, 2 + rows.size // (2 * size * size))):
        at = random.randrange(rows.size)
        radius = max(1, round(random.uniform(0.03, 0.07) * size))
        cv2.circle(letters, (int(columns[at]), int(rows[at])), radius, 0, -1)


def _ring_gone(letters: Ink, baseline: int, size: int, random: Random) -> None:
    """A seal's rings were taken off, and what they crossed has gaps."""
    centre = (random.randrange(letters.shape[1]), baseline + round(random.uniform(-3, 3) * size))
    radius = random.uniform(2, 5) * size
    for share in random.sample([1.0, 0.9, 0.6], 2):
        thick = max(1, round(size * random.uniform(0.04, 0.1)))
        cv2.circle(letters, centre, round(radius * share), 0, thick)
