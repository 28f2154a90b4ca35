"""The stamp that certifies a copy: its date and its signer are not the paper's own."""

from __future__ import annotations

from collections.abc import Sequence

from extraction.labels import find_phrases
from extraction.tokens import Row, row_of

_CERTIFICATION = ("CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH", "SAO Y BẢN CHÍNH")
_DEEP = 0.25  # of the page's height, within which its signature ends
_BESIDE = 0.06  # of the page's width, by which a signature may stand out of its stamp


def stamps_among(rows: Sequence[Row]) -> list[Row]:
    """The texts of such stamps, as rows of their own."""
    hits = find_phrases(rows, _CERTIFICATION)
    return [row_of(rows[hit.row].page, rows[hit.row].tokens[hit.start : hit.end]) for hit in hits]


def in_stamp(row: Row, stamps: Sequence[Row]) -> bool:
    """Whether a row stands under the text that certifies a copy."""
    return any(
        row.page == stamp.page
        and stamp.box.top < row.box.top < stamp.box.top + _DEEP
        and stamp.box.left - _BESIDE < row.box.middle[0] < stamp.box.right + _BESIDE
        for stamp in stamps
    )
