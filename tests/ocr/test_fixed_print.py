"""Where a line nearly says what papers have printed, by its text alone."""

from __future__ import annotations

import pytest

from ocr.fixed_print import Phrase, dates, near, same_letters


def _texts(found: list[Phrase]) -> list[str]:
    return [phrase.text for phrase in found]


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("Nơi thường trú / Place of residence Xóm Mới", "Nơi thường trú / Place of residence:"),
        ("Quê quán/ Place of origin", "Quê quán / Place of origin:"),
        ("Độc lập Tự do - Hạnh phúc", "Độc lập - Tự do - Hạnh phúc"),
        ("Ngày tháng năm cấp / Date of issue: 27/03/2021", "Ngày, tháng, năm cấp / Date of issue:"),
        ("CIẤY KHAI SINH CIẤY", ""),
        ("Right indexfinger", "Right index finger"),
    ],
    ids=["a colon lost", "a colon and a space", "a dash", "commas", "another letter", "a space"],
)  # fmt: skip
def test_a_line_that_has_the_letters_of_a_phrase_is_told_its_signs(line: str, printed: str) -> None:
    assert _texts(same_letters(line.split()))[:1] == ([printed] if printed else [])


@pytest.mark.parametrize(
    "line",
    [
        "Họ và tên / Full name: TRẦN THỊ MẪU",
        "Họ và tên / Full name:",
        "Date of expiry",
        "Quốc tịch:",
        "Giấy khai sinh",
        "Ngày, tháng, năm sinh: 27/03/2021",
        "",
    ],
)
def test_a_line_that_says_a_phrase_is_left_as_it_is(line: str) -> None:
    assert not same_letters(line.split())


def test_words_are_found_in_the_middle_of_a_line_and_keep_case_and_signs() -> None:
    found = same_letters(["4.", "(Độc", "lập", "Tự", "do", "Hạnh", "phúc)", "27"])
    assert found == [Phrase(1, 7, "(Độc lập - Tự do - Hạnh phúc)", 100.0)]


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("DIRECTOR OE TTO TA POLICE DEPARTMENT", "DIRECTOR GENERAL OF THE POLICE DEPARTMENT"),
        ("CIẤY KHAI SINH", "GIẤY KHAI SINH"),
        ("Rget index finger", "Right index finger"),
        ("ADMINSTRATVE MANAGEMENT OF SOCIAL ORDER", "ADMINISTRATIVE MANAGEMENT OF SOCIAL ORDER"),
    ],
)
def test_a_bruised_line_is_told_what_it_may_be(line: str, printed: str) -> None:
    assert printed in _texts(near(line.split()))


@pytest.mark.parametrize(
    "line",
    [
        *("Nguyễn Văn Mẫu", "Nguyễn Nhân", "NGUYỄN QUÁN", "VĂN BÁN", "Mẫu CT07"),
        *("27/03/2021 001099000001", "12 - 27", "Tôn giáo: Không", ""),
    ],
)
def test_what_is_filled_in_is_near_to_none(line: str) -> None:
    assert not near(line.split())
    assert not same_letters(line.split())


@pytest.mark.parametrize(
    ("line", "whole"),
    [
        ("Date of birth: 07 09 1985", [Phrase(3, 6, "07/09/1985", 100.0)]),
        ("07/09.1985", [Phrase(0, 1, "07/09/1985", 100.0)]),
        ("07-09 1985", [Phrase(0, 2, "07-09-1985", 100.0)]),
        ("07/09/1985", []),
        ("07-09-1985", []),
        ("37 09 1985", []),
        ("0912 345 678", []),
        ("07 09 85", []),
    ],
)
def test_a_date_is_made_whole_by_its_strokes(line: str, whole: list[Phrase]) -> None:
    assert dates(line.split()) == whole
