from __future__ import annotations

import pytest

from domain.geometry import WHOLE_PAGE, Box, around


def test_a_box_around_boxes_holds_them_all() -> None:
    boxes = [Box(0.1, 0.2, 0.3, 0.4), Box(0.2, 0.1, 0.5, 0.3)]
    assert around(boxes) == Box(0.1, 0.1, 0.5, 0.4)
    assert all(around(boxes).holds(box) for box in boxes)


def test_a_page_holds_what_lies_on_it_and_nothing_beside_it() -> None:
    assert WHOLE_PAGE.holds(Box(0.9, 0.9, 1.0, 1.0))
    assert not Box(0.0, 0.0, 0.5, 0.5).holds(Box(0.6, 0.6, 0.7, 0.7))


def test_overlap_is_a_share_of_the_box_asked() -> None:
    small, large = Box(0.0, 0.0, 0.1, 0.1), Box(0.0, 0.0, 0.2, 0.1)
    assert small.overlap_share(large) == pytest.approx(1.0)
    assert large.overlap_share(small) == pytest.approx(0.5)
    assert Box(0.5, 0.5, 0.5, 0.5).overlap_share(large) == 0.0
