"""Scanners for measuring only: a page of print as each stores it. Training never wears lines this way."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.random import Generator

from ocr.engine import Grey


def clean(page: Grey, _: Generator) -> Grey:
    return page


def office(page: Grey, rng: Generator) -> Grey:
    """A flatbed in good order: a little soft, a little grain, stored as JPEG."""
    soft = cv2.GaussianBlur(page, (0, 0), 0.7).astype(np.float32) * 0.86 + 28
    return _stored(soft + rng.normal(0, 5, page.shape), 60)


def copy(page: Grey, rng: Generator) -> Grey:
    """A copy of a copy: 150 dpi, swollen strokes, dirt, a grey veil."""
    worn = cv2.erode(page, np.ones((2, 2), np.uint8))
    small = cv2.resize(worn, None, fx=0.75, fy=0.75, interpolation=cv2.INTER_AREA)
    back = cv2.resize(small, (page.shape[1], page.shape[0]), interpolation=cv2.INTER_CUBIC).astype(np.float32)
    dirt = cv2.GaussianBlur(rng.normal(0, 40, page.shape).astype(np.float32), (0, 0), 1.2)
    return _stored(back * 0.7 + 55 + dirt, 40)


def fax(page: Grey, rng: Generator) -> Grey:
    """204 by 98 dots an inch, black and white."""
    size = (page.shape[1], page.shape[0] // 2)
    rough = cv2.resize(page, size, interpolation=cv2.INTER_AREA).astype(np.float32) + rng.normal(
        0, 14, size[::-1]
    )
    hard = np.where(rough > 150, 255, 0).astype(np.uint8)
    return _u8(cv2.resize(hard, (page.shape[1], page.shape[0]), interpolation=cv2.INTER_LINEAR))


def faint(page: Grey, rng: Generator) -> Grey:
    """Empty toner: strokes at a third of their strength, uneven from place to place."""
    size = (page.shape[1] // 60 + 2, page.shape[0] // 60 + 2)
    patches = cv2.resize(
        rng.uniform(0.18, 0.5, size[::-1]).astype(np.float32), (page.shape[1], page.shape[0])
    )
    return _u8(np.clip(250 - (255.0 - page) * patches + rng.normal(0, 4, page.shape), 0, 255))


def telephone(page: Grey, rng: Generator) -> Grey:
    """A photo in poor light: unsharp by movement, shaded, noisy, strongly compressed."""
    moved = cv2.filter2D(page, -1, np.eye(4, dtype=np.float32) / 4).astype(np.float32)
    shade = np.linspace(0.95, 0.45, page.shape[1], dtype=np.float32)[None, :]
    return _stored(moved * shade + rng.normal(0, 9, page.shape), 30)


def _stored(tone: object, quality: int) -> Grey:
    grey = np.clip(np.asarray(tone), 0, 255).astype(np.uint8)
    _, packed = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return _u8(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE))


def _u8(picture: object) -> Grey:
    return np.asarray(picture, np.uint8)


SCANNERS: dict[str, Callable[[Grey, Generator], Grey]] = {
    scanner.__name__: scanner for scanner in (clean, office, copy, fax, faint, telephone)
}
