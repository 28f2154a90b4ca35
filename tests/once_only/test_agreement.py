"""Values that are the same, that may be the same, and that are not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.law import Manner
from once_only.comparing.agreement import agree, identity_numbers, read_date

NAMES = [
    ("NGUYỄN THỊ HOÀ", "Nguyễn Thị Hòa", "exact"),
    ("Nguyễn  Văn An ", "nguyễn văn an", "exact"),
    ("Trần Thúy", "Trần Thuý", "exact"),
    ("Phạm Huỳnh", "Phạm Hùynh", "exact"),
    ("ÐỖ QUÝ", "Đỗ Quý", "exact"),
    ("H’Hen Niê", "H'Hen Niê", "exact"),
    ("Trần Thị Ly", "Trần Thị Lý", "near"),
    ("Trần Thị Lí", "Trần Thị Lý", "near"),
    ("Lê Văn Mĩ", "Lê Văn Mỹ", "near"),
    ("NGUYEN VAN AN", "Nguyễn Văn Ân", "near"),
    ("Nguyễn Văn Đan", "Nguyễn Văn Dan", "near"),
    ("Nguyễn Văn An", "Nguyễn Văn Anh", "different"),
    ("Nguyễn Văn An", "Nguyễn An Văn", "different"),
    ("Nguyễn Văn An", "", "absent"),
    ("…", "Nguyễn Văn An", "absent"),
]
DATES = [
    ("1990-03-15", "1990-03-15", "exact"),
    ("1990-03-15", "15/03/1990", "exact"),
    ("1990-03-15", "15.3.1990", "exact"),
    ("1965", "1965", "exact"),
    ("1965", "1965-04-02", "near"),
    ("1990-03", "1990-03-15", "near"),
    ("1965", "1966-04-02", "different"),
    ("1990-03-04", "1990-04-03", "different"),
    ("1990-03-15", "1990-03-16", "different"),
    ("Không thời hạn", "không thời hạn", "exact"),
    ("Không thời hạn", "2030-01-01", "different"),
    ("2025-02-30", "2025-03-02", "different"),
]
NUMBERS = [
    ("001090012345", "001 090 012 345", "exact"),
    ("BM 123456", "bm123456", "exact"),
    ("CH-00120", "CH 00120", "exact"),
    ("12/2020/TLKT-BS", "12/2020/TLKT-BS", "exact"),
    ("12/2020", "1/22020", "different"),
    ("05/2020", "5/2020", "near"),
    ("001090012345", "001090012346", "different"),
    ("12/2020/TLKT-BS", "12/2020", "different"),
]
ADDRESSES = [
    ("Số 5 ngõ 10, P. Láng Hạ, Q. Đống Đa, HN", "số 5 ngõ 10, phường Láng Hạ, quận Đống Đa, Hà Nội", "exact"),
    ("Số 5 ngõ 10, P.Láng Hạ, TP.HN", "Số 5 ngõ 10, phường Láng Hạ, thành phố Hà Nội", "exact"),
    ("Số 5 ngõ 10, Láng Hạ, Đống Đa, Hà Nội", "Số 5 ngõ 10, phường Đống Đa, Hà Nội", "near"),
    ("Số 5 ngõ 10 Thái Hà, P. Láng Hạ, Q. Đống Đa, HN", "5 ngõ 10 phố Thái Hà, phường Láng, Hà Nội", "exact"),
    ("Số 5 Thái Hà, Láng Hạ, Đống Đa, Hà Nội", "Số 5 Thái Ha, phường Láng, Hà Nội", "near"),
    ("Số 5 Thái Hà, Láng Hạ, Đống Đa, Hà Nội", "Số 7 Thái Hà, phường Láng, Hà Nội", "different"),
    ("Số 5 Thái Hà, Láng Hạ, Đống Đa, Hà Nội", "Số 5 Thái Hà, Thành Công, Ba Đình, Hà Nội", "different"),
    ("Thôn Đoài, xã Thanh Xuân, Sóc Sơn, Hà Nội", "Thôn Đoài, xã Nội Bài, Hà Nội", "exact"),
    ("Thôn Đoài, xã Thanh Xuân, Sóc Sơn, Hà Nội", "Thôn Đoài, phường Thanh Xuân, Hà Nội", "different"),
    ("Tổ 5, P. Láng Hạ, Q. Đống Đa, HN", "Tổ 9, phường Láng, Hà Nội", "near"),
    ("Tổ 5, P. Láng Hạ, Q. Đống Đa, HN", "Tổ 5, Láng Hạ, Đống Đa, Hà Nội", "exact"),
    ("Tổ 5, 12 Thái Hà, Láng Hạ, Đống Đa, Hà Nội", "12 Thái Hà, phường Láng, Hà Nội, Việt Nam", "exact"),
    ("Phường Láng Hạ, quận Đống Đa, Hà Nội", "Phường Láng, Hà Nội", "near"),
    ("Văn Miếu Quốc Tử Giám, Hà Nội", "phường Văn Miếu - Quốc Tử Giám, thành phố Hà Nội", "exact"),
    ("Số 5 Lê Lợi, phường Láng, Hà Nội", "Số 5 Lê Lợi, phường Láng, Hải Phòng", "different"),
    ("Xóm 5, xã Mẫu, huyện Nghĩa Hưng, tỉnh Nam Định", "Xóm 5, xã Bịa, tỉnh Ninh Bình", "near"),
    ("Xóm 5, xã Mẫu, huyện Nghĩa Hưng, tỉnh Nam Định", "Xóm 5, xã Bịa, tỉnh Phú Thọ", "different"),
    ("Xóm 5, xã Mẫu, huyện Nghĩa Hưng, tỉnh Nam Định", "Xóm 6, xã Bịa, tỉnh Ninh Bình", "different"),
    ("So 5 ngo 10, Lang Ha, Ha Noi", "Số 5 ngõ 10, Láng Hạ, Hà Nội", "near"),
    ("Số 5 ngõ 10, Láng Hạ, Hà Nội", "Số 5 ngõ 11, Láng Hạ, Hà Nội", "different"),
    ("12 Lý Thường Kiệt, Hà Nội", "12 Trần Hưng Đạo, Hà Nội", "different"),
]
IDENTITIES = [
    ("CCCD số 001090012345, Cục CSQLHC cấp", "Thẻ căn cước 001 090 012 345", "exact"),
    ("CCCD số 001090012345", "CCCD số 001090012346", "different"),
    ("CMND 012345678", "CCCD 001090012345", "different"),
    ("CCCD số 001090012345", "CCCD", "near"),
]


def _table(manner: Manner, rows: list[tuple[str, str, str]]) -> list[tuple[Manner, str, str, str]]:
    return [(manner, *row) for row in rows]


@pytest.mark.parametrize(
    ("manner", "paper", "held", "expected"),
    [
        *_table(Manner.NAME, NAMES),
        *_table(Manner.DATE, DATES),
        *_table(Manner.NUMBER, NUMBERS),
        *_table(Manner.ADDRESS, ADDRESSES),
        *_table(Manner.IDENTITY, IDENTITIES),
    ],
)
def test_a_pair_agrees_as_far_as_the_table_says(manner: Manner, paper: str, held: str, expected: str) -> None:
    assert agree(manner, paper, held) == expected
    assert agree(manner, held, paper) == expected


@pytest.mark.parametrize("manner", list(Manner))
def test_a_value_equals_its_other_unicode_form(manner: Manner) -> None:
    text = "Số 7 Đường Nguyễn Thị Hoà"
    assert agree(manner, unicodedata.normalize("NFD", text), text) == "exact"


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(list(Manner)))
def test_agreement_is_total_and_mutual(one: str, other: str, manner: Manner) -> None:
    assert agree(manner, one, other) == agree(manner, other, one)


@given(st.dates(), st.dates())
def test_two_full_dates_agree_only_when_they_are_one_day(one: object, other: object) -> None:
    assert (agree(Manner.DATE, str(one), str(other)) == "exact") == (one == other)


@given(st.from_regex(r"\A[0-9]{12}\Z"), st.integers(0, 11), st.integers(1, 9))
def test_one_other_digit_is_another_number(number: str, place: int, shift: int) -> None:
    digit = str((int(number[place]) + shift) % 10)
    changed = number[:place] + digit + number[place + 1 :]
    assert agree(Manner.NUMBER, number, changed) != "exact"


def test_a_year_alone_is_not_padded() -> None:
    known = read_date("1965")
    assert known is not None
    assert (known.year, known.month, known.day) == (1965, None, None)


def test_identity_numbers_are_whole_runs_of_nine_or_twelve_digits() -> None:
    assert identity_numbers("CMND 012345678 cấp 2010; số 0010900123456") == {"012345678"}
