"""Fresh pages become scans: geometry, then ink, light, glass and grain, in the order paper meets them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from lab.specimens.profiles import Scan
from lab.specimens.textures import texture_of

Pixels = NDArray[np.uint8]
Sheet = NDArray[np.float32]
Matrix = NDArray[np.float64]
"""A homography from the page as it was drawn to the scanned page, both upright, in pixels."""

cv2.setNumThreads(1)


def scan_page(page: Pixels, scan: Scan, rng: np.random.Generator) -> tuple[Pixels, Matrix]:
    """The scanned page, upright, grey (2 axes) or RGB (3 axes), and the way from old to new pixels.

    A bitonal scan holds only 0 and 255.
    """
    if scan.colours != "colour":
        page = _bytes(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY))
    if scan.profile == "phone":
        page, way = _photograph(page, scan, rng)
    else:
        page, way = _lay_on_glass(page, scan, rng)
    if scan.profile == "clean":
        return page, way
    sigma = scan.blur * scan.dpi / 200
    darkening = texture_of(page, scan.texture, rng)
    page = _bytes(cv2.GaussianBlur(page, (0, 0), sigma))
    page = _exposed(page, scan, darkening, rng)
    if scan.contrast:
        page = _bytes(cv2.LUT(page, _copier_curve(scan.contrast)))
    _speckle(page, scan, rng)
    _black_edges(page, scan, rng)
    if scan.colours == "bitonal":
        level = rng.uniform(118, 158)
        page = np.where(page > level, np.uint8(255), np.uint8(0))
    if scan.first_quality:
        page = _through_jpeg(page, scan.first_quality)
    return page, way


def _lay_on_glass(page: Pixels, scan: Scan, rng: np.random.Generator) -> tuple[Pixels, Matrix]:
    height, width = page.shape[:2]
    angle = float(rng.uniform(-scan.skew, scan.skew))
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turn[:, 2] += rng.uniform(-0.006, 0.006, 2) * width
    way = np.vstack([turn, [0, 0, 1]])
    if scan.profile == "clean":
        return page, np.eye(3)
    white = (255, 255, 255) if page.ndim == 3 else 255
    return _bytes(cv2.warpPerspective(page, way, (width, height), borderValue=white)), way


def _photograph(page: Pixels, scan: Scan, rng: np.random.Generator) -> tuple[Pixels, Matrix]:
    height, width = page.shape[:2]
    size = (round(width * 1.1), round(height * 1.08))
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    drift = rng.uniform(-scan.perspective, scan.perspective, (4, 2)) * width
    away = corners + drift.astype(np.float32) + np.array([width * 0.05, height * 0.04], np.float32)
    angle = np.deg2rad(rng.uniform(-scan.skew, scan.skew))
    middle = away.mean(axis=0)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]], np.float32)
    away = (away - middle) @ turn.T + middle
    way: Matrix = np.asarray(cv2.getPerspectiveTransform(corners, away.astype(np.float32)), np.float64)
    desk = _desk(size, rng)
    photo = cv2.warpPerspective(page, way, size, dst=desk.copy(), borderMode=cv2.BORDER_TRANSPARENT)
    for channel, cast in enumerate(rng.uniform(0.88, 1.0, 3)):
        photo[..., channel] = cv2.convertScaleAbs(photo[..., channel], alpha=float(cast))
    return _bytes(photo), way


def _desk(size: tuple[int, int], rng: np.random.Generator) -> Pixels:
    base = np.array(
        ((122, 88, 60), (70, 74, 80), (176, 160, 138), (52, 60, 92))[int(rng.integers(4))], np.float32
    )
    small = rng.normal(0, 10, (size[1] // 60 + 2, size[0] // 8 + 2, 1)).astype(np.float32)
    grain = cv2.resize(small, size, interpolation=cv2.INTER_LINEAR)[..., None]
    return _bytes(np.clip(base + grain, 0, 255))


def _exposed(page: Pixels, scan: Scan, darkening: Sheet | None, rng: np.random.Generator) -> Pixels:
    """What the sensor sees: ink left on the paper, times the light, less the texture, plus grain.

    All four are one factor and one summand a pixel, the same for every colour.
    """
    height, width = page.shape[:2]
    factor = _light(width, height, scan, rng)
    summand = factor * np.float32(247 - 255 * scan.ink if scan.ink < 1 else 0)
    factor *= np.float32(scan.ink)
    summand += _grain(height, width, scan.noise, rng)
    if darkening is not None:
        summand -= darkening
    seen = [
        cv2.add(cv2.multiply(layer, factor, dtype=cv2.CV_32F), summand, dtype=cv2.CV_8U)
        for layer in cv2.split(page)
    ]
    return _bytes(seen[0] if page.ndim == 2 else cv2.merge(seen))


def _light(width: int, height: int, scan: Scan, rng: np.random.Generator) -> Sheet:
    if scan.shade == 0:
        return np.ones((height, width), np.float32)
    coarse = rng.uniform(1 - scan.shade, 1.0, (3, 3)).astype(np.float32)
    light: Sheet = np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)
    if scan.profile == "phone" and rng.random() < 0.5:
        light *= _shadow(width, height, rng)
    return light


def _shadow(width: int, height: int, rng: np.random.Generator) -> Sheet:
    """The soft edge of a hand or a phone across a corner."""
    tall, broad = height // 16, width // 16
    y, x = np.mgrid[0:tall, 0:broad].astype(np.float32)
    angle = rng.uniform(0, 2 * np.pi)
    along = x / broad * np.cos(angle) + y / tall * np.sin(angle)
    edge = 1 / (1 + np.exp(-(along - rng.uniform(0.1, 0.5)) * rng.uniform(8, 25)))
    small = (1 - edge * rng.uniform(0.2, 0.4)).astype(np.float32)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)


def _copier_curve(contrast: float) -> Pixels:
    levels = np.linspace(0, 1, 256)
    return (255 / (1 + np.exp(-contrast * (levels - 0.56)))).astype(np.uint8)


def _speckle(page: Pixels, scan: Scan, rng: np.random.Generator) -> None:
    """Toner on the drum and holes in it."""
    if scan.speckle == 0:
        return
    height, width = page.shape[:2]
    count = int(scan.speckle * height * width / 9000)
    for shade, share in ((20, 1.0), (250, 0.8)):
        ys, xs = rng.integers(0, height, int(count * share)), rng.integers(0, width, int(count * share))
        for grow in range(1 + scan.dpi // 200):
            page[np.minimum(ys + grow, height - 1), np.minimum(xs + rng.integers(0, 2), width - 1)] = shade


def _black_edges(page: Pixels, scan: Scan, rng: np.random.Generator) -> None:
    """The open lid of a copier: a dark strip on the left, on the right or on top, outside of the text."""
    if scan.edges < 0.4:
        return
    height, width = page.shape[:2]
    reach = scan.edges * 0.018 * width
    coarse = rng.uniform(0.3, 1.0, 12).astype(np.float32)[:, None]
    side = int(rng.integers(3))
    length = height if side < 2 else width
    depth = cv2.resize(coarse, (1, length), interpolation=cv2.INTER_CUBIC)[:, 0] * reach
    across = np.arange(int(reach * 1.5) + 1)[None, :] < depth[:, None]
    strip = across.shape[1]
    if side == 0:
        page[:, :strip][across] = 18
    elif side == 1:
        page[:, -strip:][across[:, ::-1]] = 18
    else:
        page[:strip][across.T] = 18


@lru_cache(maxsize=2)
def _noise_tile(seed: int) -> Sheet:
    return np.random.default_rng(seed).normal(0, 1, (1024, 1024)).astype(np.float32)


def _grain(height: int, width: int, noise: float, rng: np.random.Generator) -> Sheet:
    tile = np.roll(_noise_tile(int(rng.integers(2))), int(rng.integers(1024)), axis=1) * np.float32(noise)
    rows, columns = -(-height // 1024), -(-width // 1024)
    return np.tile(tile, (rows, columns))[:height, :width]


def _through_jpeg(page: Pixels, quality: int) -> Pixels:
    turned = page[..., ::-1] if page.ndim == 3 else page
    _, data = cv2.imencode(".jpg", turned, [cv2.IMWRITE_JPEG_QUALITY, quality])
    back = _bytes(np.asarray(cv2.imdecode(data, cv2.IMREAD_UNCHANGED)))
    return np.ascontiguousarray(back[..., ::-1]) if page.ndim == 3 else back


def _bytes(pixels: NDArray[Any]) -> Pixels:
    return np.asarray(pixels, np.uint8)
