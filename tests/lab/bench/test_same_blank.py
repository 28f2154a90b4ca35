"""The bench's one form of many people differs in its names, and in the day of some."""

from __future__ import annotations

from lab.bench.same_blank import _LAYOUT, FIRST, undertaking


def test_each_undertaking_is_one_page_of_another_invented_person() -> None:
    one, other = undertaking(FIRST, "clean"), undertaking(FIRST + 1, "clean")
    assert len(one.pages) == len(other.pages) == 1
    assert one.household.husband.name != other.household.husband.name


def test_nothing_but_name_and_day_is_filled_in() -> None:
    assert {word for line in _LAYOUT.body for word in line.split() if "{" in word} == {"{ten}", "{ngay|long}"}
