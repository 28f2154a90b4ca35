"""Where a person's name stands on a line, whose every word begins with a capital."""

from __future__ import annotations

from collections.abc import Sequence

from domain.fold import fold, squeeze
from domain.surnames import SURNAMES
from ocr.word_shapes import core_of, is_word

_ASKS = ("hovaten", "hoten", "chudemten", "chudemvaten")
_ENDS = ("tenla", "ongba")
_ONSETS = (
    *("B", "C", "D", "Đ", "G", "H", "K", "L", "M", "N", "P", "Q", "R", "S", "T", "V", "X"),
    *("Ch", "Gi", "Kh", "Ng", "Nh", "Ph", "Qu", "Th", "Tr"),
)
_LENGTHS = range(2, 6)  # words of a name
_CLOSING = (",", ";", ".", ")")


def of_names(words: Sequence[str]) -> list[bool]:
    """For each word of a line whether it stands where a name is asked for: behind «Họ và tên mẹ:» to the
    next sign.
    """
    expected, label, named = [], "", False
    for word in words:
        expected.append(named)
        label += squeeze(word)
        if word.endswith(":"):
            named = any(asks in label for asks in _ASKS) or label.endswith(_ENDS)
            label = ""
        elif word.endswith(_CLOSING):
            named = False
    return expected


def in_names(words: Sequence[str]) -> list[bool]:
    """For each word of a line whether it is of a name: one is asked for there, or the line is one itself, as
    on cards and under signatures: a family name, whatever its marks, and few words with capitals.
    """
    itself = len(words) in _LENGTHS and all(map(_is_capped, words)) and fold(words[0]) in SURNAMES
    return [itself or asked for asked in of_names(words)]


def _is_capped(word: str) -> bool:
    return word.isalpha() and word[0].isupper() and (word[1:].islower() or word.isupper())


def begins_small(word: str) -> bool:
    """Whether it begins with a small letter, as a word of a name does that lost its swung capital."""
    return word[:1].islower()


def with_capitals(word: str) -> set[str]:
    """What a word is that begins small, if it is of a name: with a capital, or with one before it."""
    capped = {word.capitalize(), *(onset + word for onset in _ONSETS)}
    return {each for each in capped if is_word(core_of(each))}
