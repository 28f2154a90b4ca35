"""In which order lines are read."""

from __future__ import annotations

from domain.geometry import Box
from ocr.order import reading_order


def _box(left: float, top: float, width: float = 0.3) -> Box:
    return Box(left, top, left + width, top + 0.015)


def test_columns_of_a_head_are_read_one_after_the_other() -> None:
    right, left, title = (
        [_box(0.5, 0.05), _box(0.5, 0.07)],
        [_box(0.1, 0.05), _box(0.1, 0.07)],
        _box(0.2, 0.12, 0.6),
    )
    assert reading_order([right[0], left[1], left[0], right[1], title]) == [2, 1, 0, 3, 4]


def test_a_label_is_followed_by_the_value_beside_it() -> None:
    assert reading_order([_box(0.4, 0.301), _box(0.1, 0.30, 0.1), _box(0.1, 0.34, 0.7)]) == [1, 0, 2]


def test_lines_below_one_another_go_downwards() -> None:
    assert reading_order([_box(0.1, row / 50, 0.8) for row in (3, 1, 2, 0)]) == [3, 1, 2, 0]


def test_nothing_stays_nothing() -> None:
    assert reading_order([]) == []
