"""Lines with the day of a paper: «Hà Nội, ngày 05 tháng 3 năm 2025», however its words were read."""

from __future__ import annotations

import re

from domain.fold import fold

_DAY, _MONTH, _YEAR = r"ng[a-z]{1,3}", r"th[a-z]{2,3}", r"n[a-z]m"
_FULL = re.compile(rf"{_DAY}\W*\d{{1,2}}\W*{_MONTH}\W*\d{{1,2}}\W*{_YEAR}\W*\d{{4}}")
_BROKEN = re.compile(rf"{_DAY}\W*\d{{1,2}}\W*{_MONTH}(?:\W*\d{{1,2}})?(?:\W*{_YEAR})?\W*$")
_END = re.compile(rf"{_MONTH}\W*\d{{1,2}}\W*{_YEAR}\W*\d{{2,4}}")
_WORDS = re.compile(r"\bngay\b.*\bthang\b.*\bnam\b")


def has_day(text: str) -> bool:
    """Whether a line tells a whole date in words and figures."""
    return _FULL.search(fold(text)) is not None


def begins_with_day(text: str) -> bool:
    """Whether such a date stands first."""
    return _FULL.match(fold(text)) is not None


def breaks_off(text: str) -> bool:
    """Whether a line ends within such a date."""
    return _BROKEN.search(fold(text)) is not None


def ends_with_year(text: str) -> bool:
    """Whether a line tells a month and a year, its day being read or not."""
    return _END.search(fold(text)) is not None


def has_words_of_day(text: str) -> bool:
    """Whether the words of a date stand in a line, with figures between them or left blank."""
    return _WORDS.search(fold(text)) is not None
