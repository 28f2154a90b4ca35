"""Covers with light print on a dark ground."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocr.dark_covers import as_dark_print
from ocr.pixels import Pixels, grey_of

_RED, _YELLOW = (140, 25, 30), (250, 215, 60)


def _page(ground: tuple[int, int, int], print_: tuple[int, int, int] | None) -> Pixels:
    """White paper with a rectangle of one colour on it, and words in another."""
    page = np.full((1400, 1000, 3), 250, np.uint8)
    cv2.rectangle(page, (150, 120), (850, 1250), ground, cv2.FILLED)
    if print_ is not None:
        for row, words in enumerate(["CONG HOA XA HOI", "SO HO KHAU", "SPECIMEN"]):
            cv2.putText(page, words, (220, 350 + 220 * row), cv2.FONT_HERSHEY_DUPLEX, 2.0, print_, 5)
    return page


def test_a_covers_print_is_dark_on_light_paper() -> None:
    cover = _page(_RED, _YELLOW)
    shown, before = grey_of(as_dark_print(cover)), grey_of(cover)
    inside = (slice(160, 1200), slice(200, 800))
    words = before[inside] > 180
    assert shown[inside][words].mean() < 60
    assert shown[inside][~words].mean() > 235
    assert np.array_equal(shown[:100], before[:100])
    assert shown.min(axis=1)[110:135].min() > 200, "the ground's edge would be a rule"


def test_a_leaning_grey_cover_too() -> None:
    cover = grey_of(_page(_RED, _YELLOW))
    lean = cv2.getRotationMatrix2D((500.0, 700.0), 3, 1)
    leaning = np.asarray(cv2.warpAffine(cover, lean, (1000, 1400), borderValue=(250,)), np.uint8)
    shown = as_dark_print(leaning)
    assert shown.shape == leaning.shape
    assert np.median(shown[300:1100, 250:750]) > 235


@pytest.mark.parametrize(
    ("ground", "print_"),
    [(_RED, None), ((250, 250, 250), (20, 20, 20)), ((160, 160, 160), (250, 250, 250)), (_RED, (20, 0, 0))],
    ids=["no print", "a common page", "a grey panel", "dark on dark"],
)
def test_what_is_no_cover_stays(ground: tuple[int, int, int], print_: tuple[int, int, int]) -> None:
    page = _page(ground, print_)
    assert as_dark_print(page) is page


def test_paper_on_a_dark_table_stays() -> None:
    table = np.full((1400, 1000), 50, np.uint8)
    cv2.rectangle(table, (300, 300), (800, 1000), (245,), cv2.FILLED)
    assert as_dark_print(table) is table
