"""What stands around and under the letters of a line and must not be read."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from lab.training.recogniser.syllables import any_syllable

Ink = NDArray[np.uint8]


class Span(NamedTuple):
    """From where to where, in pixels from the left."""

    left: float
    right: float


def clutter(
    shape: tuple[int, ...],
    baseline: int,
    size: int,
    dots: list[Span],
    font: ImageFont.FreeTypeFont | None,
    random: Random,
) -> Ink:
    """Leader dots where asked, and by chance rules, grids, neighbouring lines, a seal's ring, pen strokes."""
    ink = np.zeros(shape[:2], np.uint8)
    for span in dots:
        _leader(ink, span, baseline, size, random)
    if font is not None and random.random() < 0.35:
        ink = np.maximum(ink, _neighbours(ink.shape, baseline, size, font, random))
    for chance, add in ((0.1, _rule), (0.07, _grid), (0.13, _seal), (0.06, _strokes), (0.05, _stray)):
        if random.random() < chance:
            add(ink, baseline, size, random)
    return ink


def _leader(ink: Ink, span: Span, baseline: int, size: int, random: Random) -> None:
    pitch = random.uniform(0.16, 0.34) * size
    radius = max(1, round(size * random.uniform(0.025, 0.05)))
    row = baseline + round(random.uniform(-0.03, 0.12) * size)
    for column in np.arange(span.left, span.right, pitch):
        cv2.circle(ink, (int(column), row), radius, 255, -1, cv2.LINE_AA)


def _neighbours(
    shape: tuple[int, ...], baseline: int, size: int, font: ImageFont.FreeTypeFont, random: Random
) -> Ink:
    canvas = Image.new("L", (shape[1], shape[0]), 0)
    pen = ImageDraw.Draw(canvas)
    pitch = random.uniform(1.12, 1.6) * size
    for row in (baseline - pitch, baseline + pitch):
        if random.random() < 0.75:
            words = " ".join(any_syllable(random) for _ in range(2 + shape[1] // (3 * size)))
            pen.text((random.uniform(-2, 2) * size, row), words, 255, font, anchor="ls")
    return np.asarray(canvas).copy()


def _rule(ink: Ink, baseline: int, size: int, random: Random) -> None:
    row = random.choice([baseline + round(random.uniform(0.08, 0.4) * size), baseline - round(1.15 * size)])
    left = random.choice([0, random.randint(0, ink.shape[1] - 1)])
    cv2.line(ink, (left, row), (ink.shape[1], row), random.randint(120, 255), max(1, round(size * 0.04)))


def _grid(ink: Ink, baseline: int, size: int, random: Random) -> None:
    """Edges of a table's cells or of digit boxes; the uprights may fall between letters or on them."""
    thick, tone = max(1, round(size * random.uniform(0.02, 0.06))), random.randint(80, 255)
    top, bottom = (
        baseline - round(random.uniform(1.0, 1.3) * size),
        baseline + round(random.uniform(0.25, 0.5) * size),
    )
    for row in (top, bottom):
        cv2.line(ink, (0, row), (ink.shape[1], row), tone, thick)
    cells = (
        np.arange(random.uniform(0, size), ink.shape[1], random.uniform(0.9, 1.8) * size).astype(int).tolist()
    )
    for column in random.choice([[size], [ink.shape[1] - size], [size, ink.shape[1] - size], cells]):
        cv2.line(ink, (column, 0), (column, ink.shape[0]), tone, thick)


def _seal(ink: Ink, baseline: int, size: int, random: Random) -> None:
    """A round seal: weak where its red was taken off, as dark as the print on a black and white copy.

    Half of the dark ones have lost their rings, as the reading room leaves them; the letters between stay.
    """
    radius = random.uniform(1.5, 5) * size
    centre = (random.uniform(0, ink.shape[1]), baseline + random.uniform(-3, 3) * size)
    dark = random.random() < 0.5
    tone = random.randint(150, 255) if dark else random.randint(40, 150)
    if not dark or random.random() < 0.5:
        for share, thick in ((1.0, 0.09), (0.9, 0.03), (0.6, 0.03)):
            where = (int(centre[0]), int(centre[1]))
            cv2.circle(ink, where, int(radius * share), tone, max(1, round(size * thick)), cv2.LINE_AA)
    for turn in np.arange(0, 2 * np.pi, random.uniform(0.16, 0.3)):
        way = np.array([np.cos(turn), np.sin(turn)])
        place = (np.array(centre) + way * radius * 0.76).astype(int)
        _capital(ink, (int(place[0]), int(place[1])), radius * 0.2, turn, tone)


def _capital(ink: Ink, middle: tuple[int, int], height: float, turn: float, tone: int) -> None:
    """One letter of a seal's rim, its head outwards."""
    side = max(6, round(height * 1.6))
    letter = np.zeros((side, side), np.uint8)
    sign = "ABCĐEGHIKLMNOPQRSTUVXY"[round(turn * 97) % 22]
    scale, thick = height / 22, max(1, round(height * 0.16))
    foot = (round(side * 0.25), round(side * 0.8))
    cv2.putText(
        letter, sign.replace("Đ", "D"), foot, cv2.FONT_HERSHEY_SIMPLEX, scale, tone, thick, cv2.LINE_AA
    )
    turned = cv2.getRotationMatrix2D((side / 2, side / 2), -90 - float(np.degrees(turn)), 1.0)
    letter = np.asarray(cv2.warpAffine(letter, turned, (side, side)), np.uint8)
    left, top = middle[0] - side // 2, middle[1] - side // 2
    rows, columns = (
        slice(max(0, top), max(0, top + side)),
        slice(max(0, left), max(0, left + side)),
    )
    window = ink[rows, columns]
    part = letter[max(0, -top) :, max(0, -left) :][: window.shape[0], : window.shape[1]]
    np.maximum(window, part, out=window)


def _strokes(ink: Ink, baseline: int, size: int, random: Random) -> None:
    """A pen's sweep across the line, as signatures leave it: thin, or as thick as a letter's stems."""
    start = np.array([random.uniform(0, ink.shape[1]), baseline + random.uniform(-2, 2) * size])
    steps = np.array([[random.gauss(0.5, 1.2), random.gauss(0, 1.2)] for _ in range(random.randint(3, 9))])
    points = start + np.cumsum(steps * size, axis=0)
    curve = cv2.GaussianBlur(np.repeat(points, 6, axis=0), (1, 9), 0).astype(np.int32)
    cv2.polylines(
        ink,
        [curve],
        False,
        random.randint(90, 255),
        max(1, round(size * random.choice([0.05, 0.05, 0.12]))),
        cv2.LINE_AA,
    )


def _stray(ink: Ink, baseline: int, size: int, random: Random) -> None:
    """Specks and short dashes, remains of removed rules."""
    for _ in range(random.randint(1, 12)):
        where = (random.randrange(ink.shape[1]), baseline + round(random.uniform(-1.2, 0.5) * size))
        reach = random.choice([0, 1, 2, round(0.4 * size)])
        cv2.line(ink, where, (where[0] + reach, where[1]), random.randint(60, 230), random.choice([1, 1, 2]))
