from __future__ import annotations

import pytest

from extraction.phrases import nearest_phrase

_LAND_USES = ("Đất ở tại nông thôn", "Đất ở tại đô thị", "Đất trồng cây lâu năm")
_ORIGINS = (
    "Nhà nước giao đất có thu tiền sử dụng đất",
    "Nhà nước giao đất không thu tiền sử dụng đất",
    "Công nhận QSDĐ như giao đất có thu tiền sử dụng đất",
)


@pytest.mark.parametrize(
    ("read", "phrase"),
    [
        ("Đất ở tại nộng thôn", "Đất ở tại nông thôn"),
        ("Dất ở tai đô thi", "Đất ở tại đô thị"),
        ("ĐẤT TRÔNG CÂY LÂU NĂM", "ĐẤT TRỒNG CÂY LÂU NĂM"),
        ("Công nhận gSDĐ như giao đất có thụ tiền sử dụng đất", _ORIGINS[2]),
    ],
)
def test_a_reading_that_is_nearly_a_fixed_phrase_is_that_phrase(read: str, phrase: str) -> None:
    assert nearest_phrase(read, (*_LAND_USES, *_ORIGINS)) == phrase


@pytest.mark.parametrize(
    "text",
    [
        "Đất ở",
        "ĐẤT Ở TẠI NÔNG THÔN",
        "Đất ở tại nông thôn 120 m², đất vườn 80 m²",
        "Nhà nước giao đất thu tiền sử dụng đất",
        "Nhà nước giao đất có thu một phần tiền sử dụng đất",
    ],
)
def test_other_words_stay_as_they_were_read(text: str) -> None:
    assert nearest_phrase(text, (*_LAND_USES, *_ORIGINS)) == text
