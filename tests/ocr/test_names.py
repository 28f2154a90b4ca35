"""Where names are asked for, and what becomes of their words that lost a capital."""

from __future__ import annotations

import pytest

from ocr.engine import LineReading, WordReading
from ocr.names import in_names, of_names, with_capitals
from ocr.second_opinion import is_doubtful


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Họ và tên mẹ: Nguyễn Thị Mẫu", "Nguyễn Thị Mẫu"),
        ("7. Họ, chữ đệm, tên chủ hộ: Lê Mẫu, sinh ngày", "Lê Mẫu,"),
        ("Họ và tên: Lê Mẫu Giới tính: Nam", "Lê Mẫu Giới tính:"),
        ("Tôi tên là: Lê Mẫu", "Lê Mẫu"),
        ("Ông/bà: Lê Mẫu", "Lê Mẫu"),
        ("Tên hộ kinh doanh: tạp hóa Mẫu", ""),
        ("Quan hệ với chủ hộ: con", ""),
        ("Nguyễn Thị Mẫu", ""),
        ("", ""),
    ],
)
def test_a_name_is_expected_behind_its_label_to_the_next_sign(line: str, names: str) -> None:
    words = line.split()
    assert [word for word, expected in zip(words, of_names(words), strict=True) if expected] == names.split()


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("NGUYỄN THỊ MẪU", True),
        ("Hộ Văn Mẫu", True),
        ("Lê Mẫu", True),
        ("Nguyễn", False),
        ("Nguyễn Thị mẫu", False),
        ("NGUYỄN THỊ MẪU,", False),
        ("Nơi Cư Trú", False),
        ("Hồ Mẫu Thử Ví Dụ Nữa", False),
    ],
)
def test_a_line_of_a_family_name_and_few_words_with_capitals_is_a_name(line: str, named: bool) -> None:
    assert set(in_names(line.split())) == {named}


def test_behind_a_label_the_name_alone_is_one() -> None:
    words = ["Họ", "và", "tên:", "Mẫu", "Thử"]
    assert in_names(words) == [False, False, False, True, True]


def test_a_small_word_may_have_lost_the_capital_before_it_or_be_one() -> None:
    assert {"Lương", "Dương", "Phương"} <= with_capitals("ương")
    assert {"Hình", "Thình"} <= with_capitals("hình")
    assert all(text[0].isupper() for text in with_capitals("ương"))


@pytest.mark.parametrize(("word", "doubtful"), [("hình", True), ("Hình", False)])
def test_a_name_that_begins_small_is_looked_at_again_however_surely_it_was_read(
    word: str, doubtful: bool
) -> None:
    words = [WordReading(text, 0.0, 1.0, 1.0) for text in ("Họ", "và", "tên", "mẹ:", "Lê", word)]
    assert is_doubtful(LineReading(tuple(words))) is doubtful
