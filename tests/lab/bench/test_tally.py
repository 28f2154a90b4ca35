from __future__ import annotations

import pytest

from lab.bench.tally import Tally, grouped, one, total


def test_parts_add_up_to_the_whole() -> None:
    assert total([one(True), one(False), Tally(3, 4)]) == Tally(4, 6)


def test_bounds_are_those_of_wilson() -> None:
    """The worked example of Newcombe (1998): 81 of 263 gives 0.2553 to 0.3662."""
    assert Tally(81, 263).bounds() == pytest.approx((0.2553, 0.3662), abs=5e-5)


def test_all_right_still_leaves_doubt() -> None:
    low, high = Tally(20, 20).bounds() or (0.0, 0.0)
    assert (round(low, 3), high) == (0.839, 1.0)


def test_nothing_counted_is_neither_good_nor_bad() -> None:
    assert Tally().share is None
    assert Tally().shown() == {"share": None, "low": None, "high": None, "right": 0, "of": 0}


def test_groups_come_in_the_order_of_their_keys() -> None:
    tallies = grouped([("b", True), ("a", False), ("b", False)])
    assert list(tallies.items()) == [("a", Tally(0, 1)), ("b", Tally(1, 2))]
