"""The marks of papers as they are kept: keyed hashes that nobody can try values against without the key."""

from __future__ import annotations

from collections.abc import Iterable

from domain.document import Document
from once_only.marks import marks_of
from storage.inquiries import keyed

_SIGN = 1 << 63
_DIGITS = 16


def kept_marks(key: bytes, documents: Iterable[Document]) -> frozenset[int]:
    """What finds papers that were there before, the same for the same values under the same key."""
    return numbered(key, "mark", (mark for document in documents for mark in marks_of(document)))


def numbered(key: bytes, purpose: str, sets: Iterable[tuple[str, ...]]) -> frozenset[int]:
    """Sets of values as signed 64-bit numbers; those made for one purpose say nothing for another."""
    hashes = (keyed(key, purpose, *each) for each in sets)
    return frozenset(int(each[:_DIGITS], 16) - _SIGN for each in hashes)
