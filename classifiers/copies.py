"""Whether a paper is a copy, as far as its print says so, and where a copy is certified."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from domain.attestation import Attestation, AttestationKind
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
    if any(certifications(text) for text in texts):
        return Copy.CERTIFIED_COPY
    lines = (squeeze(line.text) for text in texts for line in text.lines)
    short = [line for line in lines if len(line) < 40]
    if any(_stands(phrase, line) for phrase in _COPY for line in short):
        return Copy.COPY
    return Copy.UNKNOWN


def certifications(text: PageText) -> tuple[Attestation, ...]:
    """The lines of a page that certify a copy."""
    return tuple(
        Attestation(AttestationKind.CERTIFICATION, text.page, line.box)
        for line in text.lines
        if any(_stands(phrase, squeeze(line.text)) for phrase in _CERTIFIED)
    )


def _stands(phrase: str, line: str) -> bool:
    bare = squeeze(phrase)
    return len(line) >= len(bare) and fuzz.partial_ratio(bare, line) >= _SCORE
