"""The word that says what a place is, misread."""

from __future__ import annotations

import pytest

from extraction.unit_words import mend_unit_words


@pytest.mark.parametrize(
    ("read", "mended"),
    [
        ("Thôn 3, vã Kiều Phú, thành phố Hà Nội", "Thôn 3, xã Kiều Phú, thành phố Hà Nội"),
        (
            "Cụm 5, xã Tân Hội, uyên Đan Phượng, thành phố Hà Nội",
            "Cụm 5, xã Tân Hội, huyện Đan Phượng, thành phố Hà Nội",
        ),
        ("Nã Yên Khánh, Huyện Yên Khánh, Ninh Bình", "Xã Yên Khánh, Huyện Yên Khánh, Ninh Bình"),
        ("Trạm Y tế và Dân Hòa, Hà Nội", "Trạm Y tế xã Dân Hòa, Hà Nội"),
    ],
)
def test_a_unit_is_known_by_the_place_behind_it(read: str, mended: str) -> None:
    assert ",".join(mend_unit_words(read.split(","))) == mended


@pytest.mark.parametrize(
    "address",
    [
        "Ba Vì, Hà Nội",  # a place as it stands
        "Tá Thanh Oai, Thanh Trì, Hà Nội",  # nearly one: Tả Thanh Oai
        "Thôn 3, va Mẫu Hiền, thành phố Hà Nội",  # behind it no place
        "Thôn Na Kiều Phú, thành phố Hà Nội",  # in the middle of a hamlet's name
        "Thôn 3, vã Kiều Phú, tỉnh Sơn La",  # a place of another province
        "Thôn 3, vã Hai Bà Trưng, Hà Nội",  # a place that was never so called
        "vã Kiều Phú",
    ],
)
def test_what_may_be_a_name_stays(address: str) -> None:
    assert ",".join(mend_unit_words(address.split(","))) == address
