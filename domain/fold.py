"""Vietnamese text made comparable: what stays when tones, case and typographic signs are taken off."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_LOOK_ALIKES = str.maketrans(
    {
        "đ": "d",
        "Đ": "d",
        "Ð": "d",
        "ð": "d",
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "\u00a0": " ",
    }
)


def without_marks(text: str) -> str:
    """The letters without tones and diacritics, case kept; ``đ`` becomes ``d``."""
    plain = text.replace("Đ", "D").translate(_LOOK_ALIKES)
    return "".join(sign for sign in unicodedata.normalize("NFD", plain) if not unicodedata.combining(sign))


def fold(text: str) -> str:
    """Lower case without marks, runs of white space as one space: for finding, never for storing."""
    return " ".join(without_marks(text).lower().split())


@lru_cache(maxsize=8192)
def squeeze(text: str) -> str:
    """Only the folded letters and digits: labels compare equal whatever spaces and signs OCR made of them."""
    return "".join(sign for sign in fold(text) if sign.isalnum())
