"""Provinces of before and after July 2025."""

from __future__ import annotations

from importlib.resources import files

import pytest

from once_only.comparing.provinces import province_of


def test_the_table_is_whole() -> None:
    lines = (
        files("once_only.comparing")
        .joinpath("provinces_2025.csv")
        .read_text(encoding="utf-8")
        .splitlines()[1:]
    )
    rows = [line.split(";") for line in lines]
    assert len(rows) == len({old for old, _ in rows}) == 63
    assert len({now for _, now in rows}) == 34


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("Xóm 5, xã Mẫu, huyện Nghĩa Hưng, tỉnh Nam Định", "Ninh Bình"),
        ("Xóm 5, xã Mẫu, Ninh Bình, Việt Nam", "Ninh Bình"),
        ("Số 1, TP. Huế", "Huế"),
        ("Số 1, phường Mẫu, tỉnh Thừa Thiên Huế", "Huế"),
        ("Số 1, phường Bến Mẫu, TP.HCM", "Hồ Chí Minh"),
        ("Số 1, Hoà Bình", "Phú Thọ"),
        ("Số 1, tỉnh Hà Tây", None),
        ("", None),
    ],
)
def test_an_address_names_a_province_of_today(text: str, province: str | None) -> None:
    assert province_of(text) == province
