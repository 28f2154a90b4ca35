"""A page scanned again keeps its look; another page, and the same form filled by others, has another one."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from domain.geometry import Box
from domain.page import Raster
from domain.text import Line, PageText, Word
from once_only.same_paper.look import BAND_BITS, BANDS, look_keys, look_keys_to_try, look_of

WIDTH, HEIGHT = 850, 1200


def sheet(seed: int, lines: int = 24) -> tuple[np.ndarray, np.ndarray]:
    """A white page with words as dark bars, and the corners of each in pixels."""
    rng = np.random.default_rng(seed)
    page, boxes = np.full((HEIGHT, WIDTH), 255, np.uint8), []
    for row in range(lines):
        left, top = 80 + int(rng.integers(0, 120)), 100 + row * 40
        while left < 700:
            right = left + int(rng.integers(30, 130))
            page[top : top + 16, left:right:2] = 30
            boxes.append((left, top, right, top + 16))
            left = right + int(rng.integers(12, 60))
    return page, np.array(boxes, np.float64)


def read(page: np.ndarray, boxes: np.ndarray, turn: int = 0):
    size = np.array([page.shape[1], page.shape[0]] * 2)
    words = tuple(Word("x", Box(*box), 0.9) for box in (boxes / size).clip(0, 1).tolist())
    text = PageText(1, turn, page.shape[1], page.shape[0], (Line(words),), (), "trial")
    stored = np.ascontiguousarray(np.rot90(page, turn // 90))
    return look_of(Raster(stored.shape[1], stored.shape[0], 1, 150.0, stored.tobytes()), text)


def laid_askew(page: np.ndarray, boxes: np.ndarray, degrees: float) -> tuple[np.ndarray, np.ndarray]:
    way = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), degrees, 1.0)
    way[:, 2] += (14, -9)
    corners = boxes[:, [0, 1, 2, 1, 2, 3, 0, 3]].reshape(-1, 4, 2) @ way[:, :2].T + way[:, 2]
    turned = cv2.warpAffine(page, way, (WIDTH, HEIGHT), borderValue=255)
    return turned, np.concatenate([corners.min(axis=1), corners.max(axis=1)], axis=1)


@pytest.mark.parametrize("seed", range(5))
def test_another_scan_of_a_sheet_is_found_under_a_key_of_the_first(seed: int) -> None:
    page, boxes = sheet(seed)
    first = read(page, boxes)
    askew, moved = laid_askew(page, boxes, 1.7)
    dull = (askew * 0.6 + 50 + np.random.default_rng(seed).normal(0, 8, askew.shape)).clip(0, 255)
    again = read(dull.astype(np.uint8), moved)
    assert first.apart(again) < 0.2
    assert any(key in tried for key, tried in zip(look_keys(first), look_keys_to_try(again), strict=True))


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_on_its_side_looks_as_it_does_upright(turn: int) -> None:
    page, boxes = sheet(3)
    assert read(page, boxes).apart(read(page, boxes, turn)) < 0.05


def test_black_and_white_changes_little_and_colour_counts_for_nothing() -> None:
    page, boxes = sheet(1)
    grey = read(cv2.GaussianBlur(page, (0, 0), 1), boxes)
    assert grey.apart(read(np.where(page > 128, 255, 0).astype(np.uint8), boxes)) < 0.05


def test_strange_pages_differ_in_about_half_of_their_bits() -> None:
    looks = [read(*sheet(seed)) for seed in range(6)]
    apart = [one.apart(other) for number, one in enumerate(looks) for other in looks[:number]]
    assert min(apart) > 0.3


def test_a_nearly_empty_page_has_no_look() -> None:
    page, boxes = sheet(0, lines=1)
    assert read(page, boxes[:5]) is None
    assert look_of(Raster(1, 1, 1, 150.0, b"\0"), None) is None


def test_keys_are_few_small_and_each_tried_once() -> None:
    look = read(*sheet(2))
    tried = look_keys_to_try(look)
    assert len(tried) == BANDS
    assert {len(set(keys)) for keys in tried} == {32}
    assert all(0 <= key < 1 << BAND_BITS for keys in tried for key in keys)
    assert all(key in keys for key, keys in zip(look_keys(look), tried, strict=True))
