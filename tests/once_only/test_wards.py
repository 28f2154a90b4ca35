"""Old and new communes of Hanoi: an address means a set of them and agrees inside that set only."""

from __future__ import annotations

import random
from importlib.resources import files

import pytest

from domain.law import Manner
from once_only.comparing.agreement import agree
from once_only.comparing.wards import placed

STREET = "Số 5 ngõ 10 phố Mẫu Thử"


def _rows() -> list[tuple[str, str, list[str]]]:
    lines = (
        files("once_only.comparing").joinpath("hanoi_2025.csv").read_text(encoding="utf-8").splitlines()[1:]
    )
    rows = [line.split(";") for line in lines]
    return [(district, commune, today.split("|")) for district, commune, today in rows]


ROWS = _rows()
TODAY = sorted({commune for _, _, successors in ROWS for commune in successors})


def test_the_table_is_whole() -> None:
    assert len(ROWS) == 526
    assert len(TODAY) == 126
    assert sum(each.startswith("Phường") for each in TODAY) == 51
    assert sum(len(successors) > 1 for _, _, successors in ROWS) == 201


def test_every_old_address_agrees_with_each_of_its_communes_of_today_and_no_other() -> None:
    dice = random.Random(1)
    for district, commune, successors in ROWS:
        old = f"{STREET}, {commune}, {district}, thành phố Hà Nội"
        for today in successors:
            assert agree(Manner.ADDRESS, old, f"{STREET}, {today}, Hà Nội") == "exact", (commune, today)
        for today in dice.sample(TODAY, 12):
            expected = "exact" if today in successors else "different"
            assert agree(Manner.ADDRESS, old, f"{STREET}, {today}, Hà Nội") == expected, (commune, today)


def test_two_old_communes_never_agree_even_where_one_of_today_took_parts_of_both() -> None:
    dice = random.Random(2)
    for _ in range(3_000):
        (district, commune, _), (other_district, other, _) = dice.sample(ROWS, 2)
        one = f"{STREET}, {commune}, {district}, Hà Nội"
        assert agree(Manner.ADDRESS, one, f"{STREET}, {other}, {other_district}, Hà Nội") == "different"


@pytest.mark.parametrize(
    ("text", "communes"),
    [
        ("Số 1, phường Chương Dương, quận Hoàn Kiếm, Hà Nội", {"phường hồng hà"}),
        ("Số 1, xã Chương Dương, Hà Nội", {"xã chương dương"}),
        ("Thôn 1, xã Hòa Phú, huyện Ứng Hòa, Hà Nội", {"xã hòa xá"}),
        ("Số 1, phường Cống Vị, Hà Nội", {"phường giảng võ", "phường ngọc hà"}),
    ],
)
def test_an_address_means_a_set_of_communes(text: str, communes: set[str]) -> None:
    found = placed(text)
    assert found is not None
    assert {each.today for each in found.communes} == communes


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hà Nội",
        "Số 1 phố Mẫu",
        "Số 1, phường Láng, Hải Phòng",
        "Số 1, phường Không Có, Hà Nội",
        "Số 1, phường Nguyễn Trung Trực, quận Ba Đình, Hà Nội",
        "So 1, phuong Lang, Ha Noi",
    ],
)
def test_what_the_table_does_not_know_is_not_guessed(text: str) -> None:
    assert placed(text) is None


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Thôn Hạ, xã Tiến Thịnh, huyện Hà Linh, thành phố Hà Nội", "exact"),
        ("Thôn Hạ, xã Tiến Thịnh, huyện Ba Vì, thành phố Hà Nội", "near"),
        ("Thôn Họ, xã Tiến Thịnh, huyện Hà Linh, thành phố Hà Nội", "different"),
        ("Thôn Hạ, Tiến Thịnh, huyện Hà Linh, thành phố Hà Nội", "near"),
    ],
    ids=[
        "no such district",
        "another district",
        "no such district, another hamlet",
        "a commune without its unit",
    ],
)
def test_a_district_that_never_was_tells_nothing_of_a_commune_whose_name_is_the_only_one(text, same) -> None:
    held = "Thôn Hạ, xã Tiến Thịnh, huyện Mê Linh, thành phố Hà Nội"
    assert agree(Manner.ADDRESS, text, held) == same


def test_a_commune_whose_name_the_city_had_twice_needs_its_district() -> None:
    assert placed("Thôn Hạ, xã Tân Minh, huyện Hà Linh, thành phố Hà Nội") is None
