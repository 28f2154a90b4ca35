"""Two columns a space apart on one row are two lines there; a line under two fields of a row stays one."""

import numpy as np
from numpy.typing import NDArray

from ocr.columns import parted_columns
from ocr.lines import PrintLine, find_lines
from ocr.marks import Marks, find_marks

LETTER, STEP, ROW = 20.0, 24, 50  # a letter is 16 pixels wide, and 8 of white follow it
LEFT, SECOND = 40, 640


def letters(page: NDArray[np.uint8], row: int, left: int, count: int) -> None:
    top = 40 + row * ROW
    for index in range(count):
        page[top : top + 20, left + index * STEP : left + index * STEP + 16] = 1


def laid_out(page: NDArray[np.uint8]) -> tuple[Marks, list[PrintLine]]:
    marks = find_marks(page)
    return marks, find_lines(marks, np.zeros(len(marks), np.bool_), LETTER, np.zeros_like(page))


def columns(rows: int, through: int) -> tuple[Marks, list[PrintLine]]:
    """Two columns of so many rows; on one of them the left one reaches to the right one."""
    page = np.zeros((80 + ROW * rows, 1300), np.uint8)
    for row in range(rows):
        letters(page, row, LEFT, 25 if row == through else 12)
        letters(page, row, SECOND, 15)
    return laid_out(page)


def test_a_row_whose_left_column_reaches_the_right_one_is_two_lines() -> None:
    marks, lines = columns(rows=6, through=4)
    assert len(lines) == 11
    parted = parted_columns(marks, lines, LETTER)
    assert len(parted) == 12
    assert sum(line.left == SECOND for line in parted) == 6


def test_no_mark_is_lost_or_doubled() -> None:
    marks, lines = columns(rows=6, through=4)
    kept = np.concatenate([line.marks for line in parted_columns(marks, lines, LETTER)])
    assert sorted(kept) == list(range(len(marks)))


def test_two_rows_of_two_fields_make_no_columns() -> None:
    marks, lines = columns(rows=4, through=2)
    assert len(parted_columns(marks, lines, LETTER)) == len(lines)


def test_a_line_under_columns_that_end_stays_whole() -> None:
    marks, lines = columns(rows=6, through=5)
    assert len(parted_columns(marks, lines, LETTER)) == len(lines)
