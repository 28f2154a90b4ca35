"""The marks of papers as they are kept: keyed hashes that nobody can try values against without the key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.document import Document
from once_only.marks import marks_of
from storage.inquiries import keyed
from storage.keys import KeyRing

_SIGN = 1 << 63
_DIGITS = 16


def kept_marks(key: bytes, documents: Iterable[Document]) -> frozenset[int]:
    """What finds papers that were there before, the same for the same values under the same key."""
    return numbered(key, "mark", (mark for document in documents for mark in marks_of(document)))


def marks_to_try(keys: KeyRing, documents: Sequence[Document]) -> frozenset[int]:
    """The same under every key: earlier dossiers may bear any of them."""
    return frozenset().union(*(kept_marks(key, documents) for key in keys.all))


def numbered(key: bytes, purpose: str, sets: Iterable[tuple[str, ...]]) -> frozenset[int]:
    """Sets of values as signed 64-bit numbers; those made for one purpose say nothing for another."""
    hashes = (keyed(key, purpose, *each) for each in sets)
    return frozenset(int(each[:_DIGITS], 16) - _SIGN for each in hashes)
