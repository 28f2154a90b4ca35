"""Invented values of the same shape, so that what people corrected may be learnt from without saying of whom.

A secret that is drawn for one export and thrown away maps every letter and digit to another of its class; the
same word becomes the same word throughout the export, so that agreement between papers stays agreement.
Marks of letters stay where they were: a lost tone stays a lost tone.
"""

from __future__ import annotations

import hmac
import unicodedata
from collections.abc import Mapping, Sequence

from rapidfuzz.distance import Levenshtein

_CLASSES = ("aeiouy", "bcdghklmnpqrstvx", "0123456789")
_OF: Mapping[str, Sequence[str]] = {sign: each for each in _CLASSES for sign in each}


class Pseudonyms:
    """One export's inventions. secret: at least 16 random bytes that nobody keeps."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) < 16:
            raise ValueError("a secret of fewer than 16 bytes could be guessed")
        self._secret = secret

    def of(self, value: str) -> str:
        """The invented value: as many words, letters, digits, capitals and marks, none of them the same."""
        return " ".join(self._word(word) for word in unicodedata.normalize("NFC", value).split(" "))

    def of_reading(self, read: str, said: str) -> str:
        """What the reader made of the invented value: right where it was right, otherwise as wrong."""
        invented = self.of(said)
        aligned = unicodedata.normalize("NFC", said)
        if len(invented) != len(aligned):
            return self.of(read)
        seen = unicodedata.normalize("NFC", read)
        parts = []
        for step in Levenshtein.opcodes(aligned, seen):
            kept = invented[step.src_start : step.src_end]
            wrong = seen[step.dest_start : step.dest_end]
            parts.append(kept if step.tag == "equal" else self._other(wrong))
        return "".join(parts)

    def _word(self, word: str) -> str:
        key = word.lower()
        return "".join(self._sign(sign, f"{key}/{place}") for place, sign in enumerate(word))

    def _other(self, wrong: str) -> str:
        return "".join(self._sign(sign, f"wrong/{wrong.lower()}/{place}") for place, sign in enumerate(wrong))

    def _sign(self, sign: str, key: str) -> str:
        """Another letter or digit of the sign's class, in its case and with its marks; else the sign."""
        base, *marks = list(unicodedata.normalize("NFD", sign))
        plain = "d" if base in "đĐ" else base.lower()
        pool = [each for each in _OF.get(plain, "") if each != plain and (not marks or _takes(each, marks))]
        if not pool:
            return "x" if sign.isalpha() and sign.lower() != "x" else sign
        digest = hmac.new(self._secret, key.encode(), "sha256").digest()
        chosen = pool[int.from_bytes(digest[:4], "big") % len(pool)]
        spelt = unicodedata.normalize("NFC", chosen + "".join(marks))
        return spelt.upper() if sign.isupper() else spelt


def _takes(letter: str, marks: Sequence[str]) -> bool:
    """Whether the letter exists with these marks as one sign."""
    return len(unicodedata.normalize("NFC", letter + "".join(marks))) == 1
