"""What paper, copiers, scanners, fax machines and telephones do to a drawn line.

Each step is a small function of the picture and a generator, taken by chance, so that the network meets
mixtures no single scanner makes: it must read scanners it has never seen.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from lab.training.recogniser.draw import Drawn, Ink

cv2.setNumThreads(1)  # lines are drawn in a forked worker, which OpenCV's own threads would not survive

Tone = NDArray[np.float32]
"""Shape (height, width): light that the paper throws back, 0 black .. 255 white."""


def _f32(picture: object) -> Tone:
    return np.asarray(picture, np.float32)


def worn(line: Drawn, hard: float, rng: Generator) -> Ink:
    """The line as a scanner stores it, grey, same size; hard: 0 pristine .. 1 all kinds of wear."""
    letters, rest = _moved(line, hard, rng)
    ink = _strength(_f32(letters) / np.float32(255), hard, rng)
    tone = _paper(ink.shape, hard, rng)
    depth = rng.uniform(0.35, 1.0) if rng.random() < hard else rng.uniform(0.8, 1.0)
    clutter = rest.astype(np.float32) / 255 * rng.uniform(0.3, 1.0)
    tone *= (1 - depth * ink) * (1 - depth * clutter * 0.9)
    for chance, step in _STEPS:
        if rng.random() < chance * hard:
            tone = step(tone, rng)
    return np.clip(tone, 0, 255).astype(np.uint8)


def _moved(line: Drawn, hard: float, rng: Generator) -> tuple[Ink, Ink]:
    """Turned a little, slanted, and waved like a page that does not lie flat."""
    height, width = line.letters.shape
    size = height / 4.2
    if rng.random() > 0.6 * hard:
        return line.letters, line.clutter
    drift = rng.normal(0, 0.09) * size
    slant = rng.choice([0.0, 0.0, rng.normal(0, 0.12)])
    wave = rng.choice([0.0, 0.0, rng.normal(0, 0.07) * size])
    columns = np.arange(width, dtype=np.float32)
    curve = (columns / width - 0.5) * drift * 2 + wave * np.sin(columns / width * np.pi * rng.uniform(1, 3))
    rows = np.arange(height, dtype=np.float32)[:, None]
    map_y = rows + curve[None, :].astype(np.float32)
    map_x = columns[None, :] + (rows - height * 0.6) * np.float32(slant)
    maps = (map_x.astype(np.float32), map_y.astype(np.float32))
    moved = [cv2.remap(layer, *maps, cv2.INTER_LINEAR) for layer in (line.letters, line.clutter)]
    return np.asarray(moved[0], np.uint8), np.asarray(moved[1], np.uint8)


def _strength(ink: Tone, hard: float, rng: Generator) -> Tone:
    """Swollen or thinned strokes, and toner that fails in patches, streaks or grains."""
    chance = rng.random()
    if chance < 0.14 * hard:
        ink = _f32(cv2.dilate(ink, _cross(ink)))
    elif chance < 0.3 * hard:
        thin = cv2.erode(ink, _cross(ink))
        ink = np.maximum(thin, ink * np.float32(rng.uniform(0.2, 0.8)))
    if rng.random() < 0.22 * hard:
        patches = _clouds(ink.shape, rng.uniform(3, 40), rng) * rng.uniform(0.6, 2) + rng.uniform(0.2, 0.9)
        ink = _f32(ink * np.clip(patches, 0.2, 1))
    if rng.random() < 0.15 * hard:
        grain = rng.random(ink.shape, np.float32)
        ink = _f32(ink * (cv2.GaussianBlur(grain, (0, 0), 0.7) > rng.uniform(0.2, 0.46)))
    return ink


def _cross(ink: Tone) -> NDArray[np.uint8]:
    size = 3 if ink.shape[0] > 150 else 2
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_CROSS, (size, size)), np.uint8)


def _clouds(shape: tuple[int, ...], scale: float, rng: Generator) -> Tone:
    """Smooth noise, mean 0.5, patches about ``scale`` pixels wide."""
    size = (max(2, int(shape[1] / scale)), max(2, int(shape[0] / scale)))
    small = rng.random((size[1], size[0]), np.float32)
    return np.asarray(cv2.resize(small, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC), np.float32)


def _paper(shape: tuple[int, ...], hard: float, rng: Generator) -> Tone:
    """Even white, or tinted, shaded, fibrous, or printed with wavy security lines."""
    paper = np.full(shape, rng.uniform(215, 255), np.float32)
    if rng.random() < 0.3 * hard:
        paper *= np.float32(rng.uniform(0.5, 1))
    if rng.random() < 0.3 * hard:
        paper *= 1 - np.float32(rng.uniform(0, 0.35)) * _clouds(shape, rng.uniform(60, 400), rng)
    if rng.random() < 0.3 * hard:
        paper *= 1 - np.float32(rng.uniform(0, 0.22)) * _clouds(shape, rng.uniform(1, 12), rng)
    if rng.random() < 0.18 * hard:
        paper *= 1 - np.float32(rng.uniform(0.05, 0.3)) * _guilloche(shape, rng)
    return paper


def _guilloche(shape: tuple[int, ...], rng: Generator) -> Tone:
    """Bundles of fine waves as on certificates and cards."""
    rows, columns = np.mgrid[: shape[0], : shape[1]].astype(np.float32)
    total = np.zeros(shape, np.float32)
    for _ in range(rng.integers(1, 4)):
        turn, pitch = rng.uniform(0, np.pi), rng.uniform(4, 16)
        along = columns * np.cos(turn) + rows * np.sin(turn)
        across = rows * np.cos(turn) - columns * np.sin(turn)
        phase = across + rng.uniform(0, 8) * np.sin(along / rng.uniform(10, 60))
        total = np.maximum(total, (np.sin(phase / pitch * 6.28) > rng.uniform(0.3, 0.95)).astype(np.float32))
    return _f32(cv2.GaussianBlur(total, (0, 0), 0.6))


def _blur(tone: Tone, rng: Generator) -> Tone:
    scale = tone.shape[0] / 170
    return _f32(cv2.GaussianBlur(tone, (0, 0), float(rng.uniform(0.4, 1.9) * scale + 0.1)))


def _smear(tone: Tone, rng: Generator) -> Tone:
    length = int(rng.integers(2, max(3, tone.shape[0] // 28)))
    kernel = np.zeros((length, length), np.float32)
    start, end = rng.choice(
        [[0, 0, length - 1, length - 1], [0, length // 2, length - 1, length // 2]]
    ).reshape(2, 2)
    cv2.line(kernel, start.tolist(), end.tolist(), 1.0)
    return _f32(cv2.filter2D(tone, -1, kernel / kernel.sum()))


def _coarse(tone: Tone, rng: Generator) -> Tone:
    """Scanned at a lower resolution, then enlarged; small letters lose their finest marks."""
    height, width = tone.shape
    least = 62 / height  # below about 15 pixels an em nobody can read the marks
    share = max(float(rng.uniform(0.35, 0.85)), least)
    if share >= 1:
        return tone
    how = int(rng.choice([cv2.INTER_AREA, cv2.INTER_LINEAR, cv2.INTER_NEAREST], p=[0.6, 0.3, 0.1]))
    small = cv2.resize(tone, (max(8, int(width * share)), int(height * share)), interpolation=how)
    return _f32(cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR))


def _noise(tone: Tone, rng: Generator) -> Tone:
    noise = rng.standard_normal(tone.shape, np.float32) * np.float32(rng.uniform(2, 30))
    if rng.random() < 0.5:
        noise = _f32(cv2.GaussianBlur(noise, (0, 0), float(rng.uniform(0.5, 1.2))))
    return tone + noise


def _specks(tone: Tone, rng: Generator) -> Tone:
    dust = rng.random(tone.shape, np.float32)
    share = rng.uniform(0.0005, 0.02)
    out = np.where(dust < share, np.float32(rng.uniform(0, 120)), tone)
    return np.where(dust > 1 - share, np.float32(255), out)


def _two_tone(tone: Tone, rng: Generator) -> Tone:
    """Black and white only, as fax and many office scanners store; the threshold may be badly set."""
    dark, light = float(tone.min()), float(np.median(tone))
    level = dark + (light - dark) * rng.uniform(0.35, 0.8)
    return np.where(tone > level, np.float32(255), np.float32(0))


def _halftone(tone: Tone, rng: Generator) -> Tone:
    """Grey shown by black dots in a regular pattern."""
    pattern = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], np.float32) * 16 + 8
    tiled = np.tile(pattern, (tone.shape[0] // 4 + 1, tone.shape[1] // 4 + 1))[
        : tone.shape[0], : tone.shape[1]
    ]
    dots = np.where(tone > tiled, np.float32(255), np.float32(0))
    return _f32(cv2.GaussianBlur(dots, (0, 0), float(rng.uniform(0.5, 1.4))))


def _jpeg(tone: Tone, rng: Generator) -> Tone:
    stored = np.clip(tone, 0, 255).astype(np.uint8)
    _, packed = cv2.imencode(".jpg", stored, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(12, 75))])
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), np.float32)


def _glare(tone: Tone, rng: Generator) -> Tone:
    """A bright patch that washes the ink out, or a fold's shadow."""
    columns = np.arange(tone.shape[1], dtype=np.float32)
    centre, width = rng.uniform(0, tone.shape[1]), rng.uniform(0.05, 0.5) * tone.shape[1] + 4
    bell = np.exp(-(((columns - centre) / width) ** 2))[None, :] * np.float32(rng.uniform(0.1, 0.6))
    return _f32(tone * (1 - bell * 0.6) if rng.random() < 0.5 else tone + (255 - tone) * bell)


def _bend(tone: Tone, rng: Generator) -> Tone:
    """Another tone curve: faded or harsh copies."""
    return np.asarray(255 * (np.clip(tone, 1, 255) / 255) ** float(rng.uniform(0.45, 2.2)), np.float32)


def _lines(tone: Tone, rng: Generator) -> Tone:
    """Streaks of a dirty drum or a fax, along or across the line."""
    out = tone.copy()
    for _ in range(rng.integers(1, 4)):
        if rng.random() < 0.6:
            out[:, rng.integers(0, tone.shape[1])] *= np.float32(rng.uniform(0, 0.9))
        else:
            out[rng.integers(0, tone.shape[0]), :] += np.float32(rng.uniform(-160, 160))
    return out


_STEPS: tuple[tuple[float, Callable[[Tone, Generator], Tone]], ...] = (
    (0.12, _glare),
    (0.5, _blur),
    (0.1, _smear),
    (0.3, _coarse),
    (0.4, _noise),
    (0.1, _bend),
    (0.12, _specks),
    (0.06, _lines),
    (0.12, _two_tone),
    (0.05, _halftone),
    (0.12, _blur),
    (0.35, _jpeg),
)
