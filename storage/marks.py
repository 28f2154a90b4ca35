"""The marks of papers as they are kept: keyed hashes that nobody can try values against without the key."""

from __future__ import annotations

from collections.abc import Iterable

from domain.document import Document
from once_only.marks import marks_of
from storage.inquiries import keyed

_SIGN = 1 << 63
_DIGITS = 16


def kept_marks(key: bytes, documents: Iterable[Document]) -> frozenset[int]:
    """Signed 64-bit numbers, the same for the same values under the same key."""
    hashes = (keyed(key, "mark", *mark) for document in documents for mark in marks_of(document))
    return frozenset(int(each[:_DIGITS], 16) - _SIGN for each in hashes)
