"""What readings are taken for: look-alikes mended, smudges dropped."""

from __future__ import annotations

import pytest

from ocr.engine import WordReading
from ocr.smudges import as_printed, readable


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("gUYỀN", "QUYỀN"),
        ("(gUỐC)", "(QUỐC)"),
        ("gSDĐ", "QSDĐ"),
        ("GUAN", "QUAN"),
        ("GUỐC", "GUỐC"),
        ("Guồng", "Guồng"),
        ("GIÁM", "GIÁM"),
        ("guỳnh", "Quỳnh"),
        ("guách,", "Quách,"),
        ("guốc", "guốc"),
        ("guồng", "guồng"),
        ("gù", "gù"),
        ("nguyễn", "nguyễn"),
        ("g", "g"),
        ("HHải", "Hải"),
        ("ĐĐặng,", "Đặng,"),
        ("UUBND", "UUBND"),
        ("CCCD", "CCCD"),
        ("HH", "HH"),
        ("1⁄2", "1/2"),
    ],
)
def test_what_print_never_has_is_mended(read: str, printed: str) -> None:
    assert as_printed(read) == printed


def test_a_doubtful_colon_is_kept_where_another_sign_is_a_smudge() -> None:
    words = [WordReading(sign, 0.0, 0.1, 0.45) for sign in (":", "-", ";")]
    assert [word.text for word in readable([*words, WordReading("Nam", 0.2, 0.9, 0.98)])] == [":", "Nam"]


@pytest.mark.parametrize(
    ("text", "sure", "kept"), [("l", 0.6, 0), ("2", 0.95, 1), ("x", 0.4, 1), ("Tý", 0.6, 1), ("Nị", 0.4, 0)]
)
def test_a_doubtful_letter_alone_is_a_scrap_of_a_picture(text: str, sure: float, kept: int) -> None:
    assert len(readable([WordReading(text, 0.0, 1.0, sure)])) == kept


def test_a_doubtful_letter_among_words_stays() -> None:
    words = [WordReading("Thôn", 0.0, 0.5, 0.9), WordReading("3", 0.6, 0.7, 0.6)]
    assert readable(words) == words


@pytest.mark.parametrize(
    ("alternatives", "kept"),
    [
        (
            (("400792207", 0.3), ("400992209", 0.2)),
            2,
        ),  # which figures they are is in doubt, not that they are
        ((("4CO7", 0.3), ("10a9-220", 0.4)), 1),
        ((), 1),
    ],
)
def test_a_number_whose_figures_alone_are_in_doubt_is_no_smudge(alternatives, kept: int) -> None:
    number = WordReading("400992207", 0.3, 1.0, 0.17, alternatives)
    assert len(readable([WordReading("Số:", 0.0, 0.2, 0.99), number])) == kept
