from __future__ import annotations

import pytest

from domain.syllables import is_spelt, is_syllable
from extraction.soundness import is_known, is_named, is_nested, is_sound

SOUND = [
    ("name", "Nguyễn Mẫu An"),
    ("name", "NGUYỄN THỊ MẪU"),
    ("address", "Số 1 phố Mẫu, phường Cửa Nam, thành phố Hà Nội"),
    ("address", "Mẫu Tiến, Khoái Châu, Hưng Yên"),
    ("address", "UBND phường Mẫu"),
    ("identity_paper", "CCCD số 001178000000"),
    ("body_mark", "Nốt ruồi C: 1cm dưới sau đuôi mắt phải"),
    ("relation", "Con đẻ"),
    ("date", "2001-02-03"),
    ("phone", "0900000000"),
]
UNSOUND = [
    ("name", "Mẫu An"),
    ("name", "Nguyễn Ngoc Mẫu"),
    ("name", "Nguyễn"),
    ("address", "Thôn Mẫu, xã Trung Hòa, huyện"),
    ("address", "UBND phường Mẫu, thành phố Hà"),
    ("address", "Tổ 1, phường cửa Nam, thành phố Hà Nội"),
    ("identity_paper", "CCCD số 001 178000000"),
    ("identity_paper", "Căn cước công dân số"),
    ("identity_paper", "CCCD số 001178000000, Cục CCCD số 001178000001, Cục Cảnh sát"),
    ("identity_paper", "Căn cước công dân"),
    ("body_mark", "Nơi cư trú"),
    ("text", "001078000000"),
    ("text", "về trật. tự xã hội"),
    ("relation", "Nguyễn Mẫu An"),
    ("date", "2001"),
]


@pytest.mark.parametrize(("value_type", "value"), SOUND)
def test_a_value_in_the_form_of_its_type_is_sound(value_type: str, value: str) -> None:
    assert is_sound(value_type, value)


@pytest.mark.parametrize(("value_type", "value"), UNSOUND)
def test_a_value_that_lost_a_part_is_not(value_type: str, value: str) -> None:
    assert not is_sound(value_type, value)


@pytest.mark.parametrize(
    "word",
    [
        "Nguyễn",
        "quyền",
        "giếng",
        "gì",
        "quốc",
        "khuỷu",
        "nghiệp",
        "Đắk",
        "Thanh",
        "anh",
        "Hoàng",
        "ưu",
        "yêu",
    ],
)
def test_words_of_the_language_are_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["Ngoc", "Viêt", "Nhât", "Khac", "Đc", "Phuợgn", "CHIEN"])
def test_a_lost_tone_or_letter_leaves_no_syllable(word: str) -> None:
    assert not is_syllable(word)


def test_abbreviations_are_no_misreadings() -> None:
    assert is_spelt("UBND phường Mẫu, KĐT A")


@pytest.mark.parametrize(
    ("address", "known"),
    [
        ("Thôn Đông, xã Hợp Thanh, huyện Mỹ Đức, thành phố Hà Nội", True),
        ("Số 3 Bà Triệu, phường Văn Quán, thành phố Hà Nội", True),
        ("Phú Lương, Hà Đông, Hà Nội", True),
        ("Thôn Đông, xã Hợp Thành, huyện Mỹ Đức, thành phố Hà Nội", False),
        ("Số 3 Bà Triệu, phường Văn Quan, thành phố Hà Nội", False),
        ("Phú Lượng, Hà Đông, Hà Nội", False),
        ("Thôn Đông, thành phố Hà Nội", False),
        ("Hà Nội", False),
    ],
)
def test_an_address_is_known_when_each_of_its_units_is_the_name_of_one(address: str, known: bool) -> None:
    assert is_known("address", address) is known
    assert not is_known("text", address)


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("Nguyễn Thị Hạnh", True),
        ("ĐẶNG ÁNH THUỶ", True),
        ("Nguyễn Thị Hanh", False),
        ("Nguyên Thị Hạnh", False),
        ("Hạnh", False),
        ("Nguyễn Thị", False),
        ("Văn Huấn", False),
    ],
)
def test_a_lost_tone_leaves_no_word_that_people_are_named_with(name: str, named: bool) -> None:
    assert is_named("name", name) is named
    assert not is_named("text", name)


@pytest.mark.parametrize(
    ("address", "nested"),
    [
        ("Thôn 1, xã Phù Đổng, thành phố Hà Nội", True),
        ("Tứ Cường, Thanh Miện, Hải Dương", True),
        ("Thôn 1, xã Phù Đông, thành phố Hà Nội", False),
        ("Tứ Cường, Hà Nội", False),
    ],
)
def test_places_of_an_address_lie_in_each_other(address: str, nested: bool) -> None:
    assert is_nested("address", address) is nested
    assert not is_nested("text", address)


def test_a_committee_of_a_place_that_exists_is_known() -> None:
    assert is_known("text", "ỦY BAN NHÂN DÂN XÃ NGUYỄN TRÃI")
    assert is_known("text", "Uỷ ban nhân dân phường Hồng Hà")
    assert not is_known("text", "ỦY BAN NHÂN DÂN XÃ NGUYÊN TRÃI")
    assert not is_known("text", "ỦY BAN NHÂN DÂN PHƯỜNG")
    assert not is_known("text", "Nguyễn Trãi")
