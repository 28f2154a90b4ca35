"""The figures that stand between the words of a date."""

from __future__ import annotations

import pytest

from ocr.spoken_figures import figures_expected, is_tried, worth


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Hà Nội, ngày 23 tháng 7 năm 2026", {3: "31", 5: "12", 7: "1987"}),
        ("Ngày/date: 05 tháng/month: 03 năm/year: 2020", {1: "05", 3: "3", 5: "2020"}),
        ("ngày — tháng 7", {1: "9"}),
        ("15 ngày, kể từ tháng 7 năm 2020", {5: "07", 7: "1999"}),
        ("năm 2026 và ngày 3", {}),
    ],
)
def test_a_place_between_the_words_of_a_date_has_its_own_figures(line: str, expected: dict[int, str]) -> None:
    found = figures_expected(line.split())
    assert {at for at, figures in enumerate(found) if figures} == expected.keys()
    assert all(figure in found[at] for at, figure in expected.items())


def test_a_day_has_two_figures_rather_than_one_and_no_month_is_the_thirteenth() -> None:
    _, day, _, month, _, year = figures_expected(["ngày", "23", "tháng", "7", "năm", "2026"])
    assert 0 < day["2"] < day["02"] == day["23"]
    assert "32" not in day
    assert "13" not in month
    assert month["7"] == month["07"]
    assert "20216" not in year


def test_days_and_months_are_tried_one_by_one_and_years_are_not() -> None:
    _, day, _, month, _, year = figures_expected(["ngày", "23", "tháng", "7", "năm", "2026"])
    assert [is_tried(each) for each in (day, month, year, {})] == [True, True, False, False]


def test_a_sign_behind_a_figure_does_not_make_it_another() -> None:
    *_, year = figures_expected(["ngày", "23", "tháng", "7", "năm", "2026,"])
    assert worth("2026,", year) == worth("2026", year) == worth("2026.", year) is not None
    assert worth("20216,", year) is None
