"""Letters and marks of words, apart: by them a reading is compared with known forms."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from domain.fold import without_marks

_LETTER_MARKS = "\u0302\u0306\u031b"
"""Circumflex, breve and horn: they make letters, the others make tones."""


def letters(text: str) -> str:
    """Base letters in lower case; đ stays a letter of its own, as it loses no mark but its stroke."""
    lower = unicodedata.normalize("NFC", text).lower()
    return "".join("đ" if sign == "đ" else without_marks(sign) for sign in lower)


def marks(word: str) -> tuple[str, tuple[str, ...]]:
    """Letters and marks of a word, wherever on it the tone is put (hoà, hòa)."""
    apart = unicodedata.normalize("NFD", word.lower())
    return letters(word), tuple(sorted(sign for sign in apart if unicodedata.combining(sign)))


def has_other_letters(read: str, form: str) -> bool:
    """Whether what was read has a letter (ư, ơ, ă, â, ê, ô) that the form lacks: Vừ is no lost Vũ."""
    return bool(_letter_marks(read) - _letter_marks(form))


def _letter_marks(text: str) -> set[str]:
    return {sign for sign in unicodedata.normalize("NFD", text) if sign in _LETTER_MARKS}


def cased(form: str, like: str) -> str:
    """The form in capitals, or begun with one, where the other text is."""
    if like.isupper():
        return form.upper()
    return form[0].upper() + form[1:] if like[0].isupper() else form


def unique(forms: Iterable[str]) -> dict[str, str]:
    """Letters to the only form that has them."""
    groups: dict[str, set[str]] = defaultdict(set)
    for form in forms:
        groups[letters(form)].add(form)
    return {key: next(iter(group)) for key, group in groups.items() if len(group) == 1}
