"""Which way up a page lies, and how far from straight."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ocr.engine import Engine, Grey, LineReading, WordReading
from ocr.orientation import find_stand


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("skew", [-3.0, 0.0, 1.5])
def test_all_four_ways_up_are_told(letter_paper: Any, tesseract: Engine, rotation: int, skew: float) -> None:
    stand = find_stand(letter_paper.pixels(turned=360 - rotation, skew=skew), tesseract)
    assert stand.rotation == rotation
    assert stand.skew == pytest.approx(skew, abs=0.15)


def test_plain_print_is_not_read_to_be_set_upright(letter_paper: Any, whole_line: Any) -> None:
    assert find_stand(letter_paper.pixels(turned=180), whole_line).rotation == 180
    assert whole_line.seen == []


def test_letter_height_is_told_in_stored_pixels(letter_paper: Any, whole_line: Any) -> None:
    once = find_stand(letter_paper.pixels(), whole_line)
    twice = find_stand(np.kron(letter_paper.pixels(), np.ones((2, 2, 1), np.uint8)), whole_line)
    assert twice.letter == pytest.approx(2 * once.letter, rel=0.2)


@pytest.mark.parametrize("turned", [0, 180])
def test_in_doubt_the_reading_decides(paper: Any, told: Any, turned: int) -> None:
    for row in range(8):  # letters that look the same upside down, more of them at the left
        paper.write(150, 200 + 60 * row, "HOXIO OHX HOI OXH  I     I     I     I")
    engine = told(_sure_when_heavy_at_the_left)
    assert find_stand(paper.pixels(turned=turned), engine).rotation == turned
    assert engine.seen


def _sure_when_heavy_at_the_left(line: Grey) -> LineReading:
    ink = line < 128
    middle = line.shape[1] // 2
    sure = 0.9 if ink[:, :middle].sum() > ink[:, middle:].sum() else 0.2
    return LineReading((WordReading("HOXIO", 0.0, 1.0, sure),))


@pytest.mark.parametrize("shape", [(1, 1), (3, 900), (400, 300, 3)])
def test_a_page_without_print_stays_as_it_is(shape: tuple[int, ...], whole_line: Any) -> None:
    stand = find_stand(np.full(shape, 255, np.uint8), whole_line)
    assert (stand.rotation, stand.skew) == (0, 0.0)
