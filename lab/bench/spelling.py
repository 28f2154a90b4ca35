"""When two texts count as the same."""

from __future__ import annotations

import unicodedata


def plain(text: str) -> str:
    """NFC, with runs of blanks as one: how a value looks does not count, every letter and tone does."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def same_value(one: str, other: str) -> bool:
    """Whether two normalised values are equal in every letter, tone and sign."""
    return plain(one) == plain(other)
