"""A photographed sheet is cut out and squared up; a scan is left alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
import pytest

from domain.page import Page, Rotation
from ocr.engine import Engine
from ocr.paper import from_above, turned_fractions
from ocr.pixels import Pixels
from ocr.read import read

CORNERS = ((150, 90), (1570, 160), (1500, 1060), (90, 1010))


@pytest.fixture
def photograph(letter_paper: Any) -> Pixels:
    """The page seen at an angle on a dark table."""
    height, width = letter_paper.height, letter_paper.width
    flat = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(flat, np.array(CORNERS, np.float32))
    seen = cv2.warpPerspective(letter_paper.pixels(), matrix, (width, height), borderValue=(52, 60, 75))
    return np.asarray(seen, np.uint8)


def _at(back: Any, x: float, y: float) -> tuple[float, float]:
    """Pixels of the photograph under a fraction of the squared page."""
    place = cv2.perspectiveTransform(np.array([[[x, y]]], np.float64), back)[0, 0]
    return float(place[0] * 1654), float(place[1] * 1169)


def test_the_corners_of_the_sheet_are_found(photograph: Pixels) -> None:
    view = from_above(photograph)
    for corner, fraction in zip(CORNERS, ((0, 0), (1, 0), (1, 1), (0, 1)), strict=True):
        assert _at(view.back, *fraction) == pytest.approx(corner, abs=20)
    assert np.median(view.image[:20]) > 200


def test_a_shadow_over_half_the_sheet_is_no_edge_of_it(photograph: Pixels) -> None:
    slope = np.clip((np.arange(1654) - 700) / 250, 0, 1)[None, :, None]
    view = from_above((photograph * (1 - 0.5 * slope)).astype(np.uint8))
    for corner, fraction in zip(CORNERS, ((0, 0), (1, 0), (1, 1), (0, 1)), strict=True):
        assert _at(view.back, *fraction) == pytest.approx(corner, abs=20)


def test_words_of_a_photograph_lie_on_the_stored_page(
    photograph: Pixels, page_of: Callable[[Pixels], Page], tesseract: Engine
) -> None:
    stored = np.ascontiguousarray(np.rot90(photograph))
    text = read(page_of(stored), tesseract)
    assert text.rotation == 90
    assert (text.width, text.height) == (1654, 1169)
    (name,) = (line for line in text.lines if line.text == "Nguyễn Văn Mẫu")
    box = name.box
    rows = slice(int(box.top * 1169), int(box.bottom * 1169))
    columns = slice(int(box.left * 1654), int(box.right * 1654))
    assert (photograph[rows, columns, 0] < 110).mean() > 0.04
    photograph[rows, columns] = 255
    assert (photograph[rows.start - 6 : rows.stop + 6, columns.stop + 4 : columns.stop + 40, 0] > 110).all()


def test_a_scan_is_left_alone(letter_paper: Any) -> None:
    scan = letter_paper.pixels()
    scan[:, :40] = 20  # the lid's dark edge
    view = from_above(scan)
    assert view.image is scan
    assert np.array_equal(view.back, np.eye(3))


def test_a_card_on_white_paper_is_left_alone(paper: Any) -> None:
    paper.draw.rectangle((300, 200, 970, 620), fill=(205, 225, 210))
    scan = paper.pixels()
    assert from_above(scan).image is scan


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_fractions_turn_with_the_page(rotation: Rotation) -> None:
    marked = np.zeros((40, 60), np.uint8)
    marked[5, 50] = 1
    place = np.array([[[50.5 / 60, 5.5 / 40]]], np.float64)
    x, y = cv2.perspectiveTransform(place, turned_fractions(rotation))[0, 0]
    turned = np.rot90(marked, -rotation // 90)
    assert turned[int(y * turned.shape[0]), int(x * turned.shape[1])] == 1


def test_of_two_cards_on_a_table_none_is_cut_away() -> None:
    table = np.full((1200, 1600), 50, np.uint8)
    cards = [((180, 150), (1300, 560)), ((220, 640), (1380, 1060))]
    for (left, top), (right, bottom) in cards:
        cv2.rectangle(table, (left, top), (right, bottom), (230,), cv2.FILLED)
        cv2.putText(table, "SPECIMEN", (left + 60, top + 200), cv2.FONT_HERSHEY_DUPLEX, 3.0, (30,), 6)
    view = from_above(table)
    assert np.array_equal(view.back, np.eye(3))
    for (left, top), (right, bottom) in cards:
        assert np.array_equal(
            view.image[top + 9 : bottom - 9, left + 9 : right - 9],
            table[top + 9 : bottom - 9, left + 9 : right - 9],
        )
    assert view.image[:100].min() > 200
    assert view.image[590:610].min() > 200
