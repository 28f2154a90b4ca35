"""The city's name at the end of an address, misread or cut."""

from __future__ import annotations

import pytest

from extraction.city_tail import with_whole_city


@pytest.mark.parametrize(
    ("read", "whole"),
    [
        (
            "Thôn 1, xã Đông Mỹ, huyện Thanh Trì, thành",
            "Thôn 1, xã Đông Mỹ, huyện Thanh Trì, thành phố Hà Nội",
        ),
        ("Số 6, quận Bắc Từ Liêm, thành phố Hà", "Số 6, quận Bắc Từ Liêm, thành phố Hà Nội"),
        ("Xóm 2, huyện Sóc Sơn thành hố Hà Nội", "Xóm 2, huyện Sóc Sơn, thành phố Hà Nội"),
        ("SỐ 3, HUYỆN THANH TRÌ, THÀNH PHỐ", "SỐ 3, HUYỆN THANH TRÌ, THÀNH PHỐ HÀ NỘI"),
        ("Xóm 2, huyện Sóc Sơn, thành LÁ", "Xóm 2, huyện Sóc Sơn, thành phố Hà Nội"),
        ("UBND xã Phúc Lộc, tranh phố Hà Nội", "UBND xã Phúc Lộc, thành phố Hà Nội"),
        ("Thôn 2, xã Phúc Lộc, thành phố Hà", "Thôn 2, xã Phúc Lộc, thành phố Hà Nội"),
        ("Thôn 2, xã Phúc Lộc, thành phố: Hà Nội", "Thôn 2, xã Phúc Lộc, thành phố Hà Nội"),
    ],
)
def test_the_city_is_made_whole_behind_its_districts(read: str, whole: str) -> None:
    assert with_whole_city(read) == whole


@pytest.mark.parametrize(
    "address",
    [
        "Số 1, quận Hai Bà Trưng, Hà Nội",
        "Số 1, quận Ba Đình, TP Hà Nội",
        "Thôn 1, huyện Thanh Trì, thành phố Hà Nội, Việt Nam",
        "Thôn 1, xã Mẫu, huyện Châu Thành, thành",
        "Thôn Thành, xã Đông Mỹ, huyện Thanh Trì",
        "Thôn 2, xã Phúc Lộc, thành phố Mẫu",
        "Thôn 2, xã Phúc Lộc, thành",
        "Thôn 2, huyện Sóc Sơn, thành viên của tổ sản xuất",
    ],
)
def test_what_is_whole_or_lies_elsewhere_stays(address: str) -> None:
    assert with_whole_city(address) == address
