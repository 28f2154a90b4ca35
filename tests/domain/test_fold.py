from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.fold import fold, squeeze, without_marks


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đỗ Thị Hoà", "do thi hoa"),
        ("ĐỖ  THỊ\tHÒA", "do thi hoa"),
        ("Ðông", "dong"),  # U+00D0, as some scanners write it
        ("H’Hen Niê", "h'hen nie"),
        ("Quận\u00a03", "quan 3"),
    ],
)
def test_folds_what_people_write(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_keeps_case_when_only_marks_are_taken_off() -> None:
    assert without_marks("Đặng Ờ") == "Dang O"


def test_squeezes_labels_to_their_letters() -> None:
    assert squeeze("Họ, chữ đệm, tên:") == squeeze("ho chu dem ten") == "hochudemten"


@given(st.text())
def test_both_normal_forms_fold_alike(text: str) -> None:
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert fold(composed) == fold(decomposed)
