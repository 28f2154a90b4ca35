"""Combs on forms: found by the sides of their cells, and read as one number."""

from __future__ import annotations

from typing import Any

import pytest

from domain.page import Page
from ocr.engine import Engine, load_engine
from ocr.ink import flatten
from ocr.layout import Layout, lay_out
from ocr.read import read

NUMBER = "001180999562"
SIDE = 46


@pytest.fixture(scope="module")
def own() -> Engine:
    return load_engine("hoso-ctc")


def _form(paper: Any, content: str, left: int = 500, top: int = 400, look: str = "serif") -> None:
    """A form's line with a comb, a character in each cell that is not left blank."""
    for row in range(5):
        paper.write(150, 600 + 60 * row, "Các dòng khác của trang mẫu này", 13)
    paper.write(150, top + 34, "Số định danh:", 13)
    for place, character in enumerate(content):
        paper.draw.rectangle(
            (left + place * SIDE, top, left + (place + 1) * SIDE, top + SIDE), outline="black"
        )
        if character != " ":
            paper.write(left + place * SIDE + 13, top + 35, character, 14, look)


def _layout(paper: Any) -> Layout:
    return lay_out(flatten(paper.pixels()))


def test_a_comb_is_found_with_all_its_sides(paper: Any) -> None:
    _form(paper, NUMBER)
    (comb,) = _layout(paper).combs
    assert len(comb.cells) == len(NUMBER)
    assert abs(comb.sides[0] - 500) <= 3
    assert abs(comb.sides[-1] - (500 + 12 * SIDE)) <= 3
    assert abs(comb.top - 400) <= 3


def test_what_stands_in_a_comb_is_part_of_no_line(paper: Any) -> None:
    _form(paper, NUMBER)
    assert not [line for line in _layout(paper).lines if line.left > 500 and line.top < 460]


@pytest.mark.parametrize("lost", [0, 5, 12])
def test_a_side_that_was_not_copied_is_put_where_it_belongs(paper: Any, lost: int) -> None:
    _form(paper, NUMBER)
    paper.draw.rectangle((500 + lost * SIDE - 3, 402, 500 + lost * SIDE + 3, 400 + SIDE - 2), fill="white")
    (comb,) = _layout(paper).combs
    assert len(comb.cells) == len(NUMBER)


def test_cells_of_a_narrow_table_are_no_comb(paper: Any) -> None:
    _form(paper, "", top=900)
    for place in range(12):
        paper.draw.rectangle((300 + place * 60, 400, 300 + (place + 1) * 60, 446), outline="black")
        paper.write(304 + place * 60, 434, "12,5", 10)
    assert _layout(paper).combs == ()


def test_few_cells_are_read_as_they_stand(paper: Any) -> None:
    _form(paper, "19")
    assert _layout(paper).combs == ()


def _comb_text(page: Page, engine: Engine) -> list[list[str]]:
    lines = read(page, engine).lines
    return [[word.text for word in line.words] for line in lines if line.words[0].box.left > 0.29]


def test_a_number_in_a_comb_is_one_word_as_wide_as_its_cells(paper: Any, own: Engine, page_of: Any) -> None:
    _form(paper, NUMBER)
    words = [word for line in read(page_of(paper.pixels()), own).lines for word in line.words]
    (word,) = [word for word in words if word.text == NUMBER]
    assert abs(word.box.left - 500 / paper.width) < 0.004
    assert abs(word.box.right - (500 + 12 * SIDE) / paper.width) < 0.004
    assert 0.5 < word.confidence <= 1


def test_empty_cells_part_words(paper: Any, own: Engine, page_of: Any) -> None:
    _form(paper, "0 11    95  ")
    assert _comb_text(page_of(paper.pixels()), own) == [["0", "11", "95"]]


def test_an_empty_comb_holds_nothing(paper: Any, own: Engine, page_of: Any) -> None:
    _form(paper, "            ")
    assert _comb_text(page_of(paper.pixels()), own) == []


def test_letters_in_a_comb_are_no_figures(paper: Any, own: Engine, page_of: Any) -> None:
    _form(paper, "MẪU THỬ", look="sans")
    assert "".join(_comb_text(page_of(paper.pixels()), own)[0]) == "MẪUTHỬ"


def test_combs_are_read_by_an_engine_without_alphabets_too(
    paper: Any, tesseract: Engine, page_of: Any
) -> None:
    _form(paper, NUMBER)
    assert "".join(_comb_text(page_of(paper.pixels()), tesseract)[0]) == NUMBER
