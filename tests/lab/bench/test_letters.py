from __future__ import annotations

import pytest

from lab.bench.letters import Letters, letters_wrong


@pytest.mark.parametrize(
    ("true", "read", "wrong", "of"),
    [
        ("một hai", "một  hai", 0, 7),
        ("Nguyễn Văn An", "NguyễnVăn An", 1, 13),
        ("abcd", "abxd", 1, 4),
        ("", "", 0, 0),
        ("", "xyz", 3, 0),
        ("một hai", "", 7, 7),
        ("abc def", "xyz qqq", 7, 7),
        ("Tôi tên là ..............", "Tôi tên là", 0, 10),
        ("Số: ……/GCN", "Số: /GCN", 0, 8),
        ("____________", "", 0, 0),
        ("8-5-2020", "8-5-202", 1, 8),
    ],
)
def test_letters_are_counted_as_edits(true: str, read: str, wrong: int, of: int) -> None:
    assert letters_wrong(true, read) == Letters(wrong, of)


HEAD = "ỦY BAN NHÂN DÂN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 120/QĐ\nngày 19 tháng 02"


@pytest.mark.parametrize(
    "read",
    [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nngày 19 tháng 02\nỦY BAN NHÂN DÂN\nSố: 120/QĐ",
        "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 120/QĐ ngày 19 tháng 02",
        "ngày 19 tháng 02 CỘNG HÒA XÃ HỘI\nSố: 120/QĐ CHỦ NGHĨA VIỆT NAM\nỦY BAN NHÂN DÂN",
    ],
)
def test_neither_the_order_of_columns_nor_where_lines_break_counts(read: str) -> None:
    assert letters_wrong(HEAD, read).wrong <= 2


def test_a_line_that_was_not_read_is_missing_whole() -> None:
    rate = letters_wrong(HEAD, "ỦY BAN NHÂN DÂN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").rate
    assert rate == pytest.approx(26 / 75, abs=0.05)


def test_what_marks_a_page_may_be_read_or_not() -> None:
    assert letters_wrong("abc", "abc\nMẪU THỬ", ["MẪU", "THỬ"]) == letters_wrong("abc", "abc", ["MẪU", "THỬ"])


def test_what_was_made_up_counts_above_what_was_missed() -> None:
    assert letters_wrong("abc", "abc\nxyzxyz") == Letters(6, 3)
