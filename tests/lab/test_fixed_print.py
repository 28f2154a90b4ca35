"""What the reader is told that papers have printed alike."""

from __future__ import annotations

import pytest

from lab.training.recogniser.fixed_print import table
from ocr.fixed_print import _PHRASES
from ocr.word_shapes import ends_label

PHRASES = table().splitlines()


@pytest.mark.parametrize(
    "phrase",
    [
        "Họ và tên / Full name:",
        "Độc lập - Tự do - Hạnh phúc",
        "GIẤY KHAI SINH",
        "Quan hệ với chủ hộ",
        "Nốt ruồi C:",
    ],
)
def test_labels_titles_and_heads_are_told(phrase: str) -> None:
    assert phrase in PHRASES


def test_a_label_in_two_languages_ends_with_its_colon_alone() -> None:
    last = [phrase.split()[-1] for phrase in PHRASES if " / " in phrase]
    assert any(map(ends_label, last))
    assert not any(ends_label(f"{word}:") for word in last)


def test_a_single_word_is_no_phrase() -> None:
    assert all(len(phrase.split()) > 1 for phrase in PHRASES)


@pytest.mark.parametrize("phrase", ["Họ và tên / Full name:", "GIẤY KHAI SINH", "NGƯỜI KÝ TRÍCH LỤC"])
def test_the_reader_has_them(phrase: str) -> None:
    """Not each of a new definition's: the table is made anew when somebody has measured it."""
    assert phrase in _PHRASES.read_text("utf-8").splitlines()
