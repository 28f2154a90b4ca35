"""The marks of papers as they are kept: keyed hashes that nobody can try values against without the key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.document import Document
from once_only.same_paper.marks import marks_of
from storage.inquiries import keyed
from storage.keys import KeyRing
from storage.values import Scan

_SIGN = 1 << 63
_DIGITS = 16


def kept_marks(key: bytes, documents: Iterable[Document]) -> frozenset[int]:
    """What finds papers that were there before, the same for the same values under the same key."""
    return numbered(key, "mark", (mark for document in documents for mark in marks_of(document)))


def marks_to_try(keys: KeyRing, documents: Sequence[Document], scans: Sequence[Scan] = ()) -> frozenset[int]:
    """The same, and those of the very pictures, under every key: earlier dossiers may bear any of them."""
    made = (kept_marks(key, documents) | picture_marks(key, documents, scans) for key in keys.all)
    return frozenset().union(*made)


def picture_marks(key: bytes, documents: Iterable[Document], scans: Sequence[Scan]) -> frozenset[int]:
    """What finds the very pictures of papers, whatever can be read on them: drawings have neither words nor
    figures. Only pages of papers are marked: a blank page or a separator sheet leads nowhere.
    """
    pictures = pictures_of(scans)
    shown = {pictures[page] for document in documents for page in document.pages if page in pictures}
    return numbered(key, "picture", shown)


def pictures_of(scans: Sequence[Scan]) -> dict[int, tuple[str, str]]:
    """Page of the dossier to the file that shows it, by its sha256, and the number of the page in the file.

    scans: all files of the dossier in their order; none of their pages is known where one was not opened.
    """
    if any(scan.pages is None for scan in scans):
        return {}
    every = ((scan.sha256, str(page)) for scan in scans for page in range(1, (scan.pages or 0) + 1))
    return dict(enumerate(every, 1))


def numbered(key: bytes, purpose: str, sets: Iterable[tuple[str, ...]]) -> frozenset[int]:
    """Sets of values as signed 64-bit numbers; those made for one purpose say nothing for another."""
    hashes = (keyed(key, purpose, *each) for each in sets)
    return frozenset(int(each[:_DIGITS], 16) - _SIGN for each in hashes)
