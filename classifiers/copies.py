"""Whether a paper is a copy, as far as its print says so."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from domain.document import Copy
from domain.fold import squeeze
from domain.text import PageText

_CERTIFIED = ("chứng thực bản sao đúng với bản chính", "bản sao đúng với bản chính", "sao y bản chính")
_COPY = ("bản sao", "sao từ sổ đăng ký")
_SCORE = 88.0


def copy_of(texts: Sequence[PageText]) -> Copy:
    """certified_copy where a certification is printed, copy where a title says BẢN SAO, else unknown.

    A scan alone does not prove an original, so ``original`` is never concluded from print.
    """
    lines = [squeeze(line.text) for text in texts for line in text.lines]
    if any(_stands(phrase, line) for phrase in _CERTIFIED for line in lines):
        return Copy.CERTIFIED_COPY
    short = [line for line in lines if len(line) < 40]
    if any(_stands(phrase, line) for phrase in _COPY for line in short):
        return Copy.COPY
    return Copy.UNKNOWN


def _stands(phrase: str, line: str) -> bool:
    bare = squeeze(phrase)
    return len(line) >= len(bare) and fuzz.partial_ratio(bare, line) >= _SCORE
