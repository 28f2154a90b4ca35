"""How far a reading is from the truth, in letters and in words."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """Sums over lines. Rates: insertions, deletions and substitutions over the truth's length, in %."""

    lines: int = 0
    letters: int = 0
    letter_errors: int = 0
    words: int = 0
    word_errors: int = 0

    @classmethod
    def of(cls, truth: str, read: str) -> Score:
        truth, read = normal(truth), normal(read)
        words, found = truth.split(), read.split()
        return cls(1, len(truth), distance(truth, read), len(words), distance(words, found))

    def __add__(self, other: Score) -> Score:
        return Score(
            self.lines + other.lines,
            self.letters + other.letters,
            self.letter_errors + other.letter_errors,
            self.words + other.words,
            self.word_errors + other.word_errors,
        )

    @property
    def cer(self) -> float:
        return 100 * self.letter_errors / max(1, self.letters)

    @property
    def wer(self) -> float:
        return 100 * self.word_errors / max(1, self.words)

    def __str__(self) -> str:
        return f"CER {self.cer:.2f} WER {self.wer:.2f} ({self.lines} lines, {self.letters} letters)"


_ALIKE = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "..."})


def normal(text: str) -> str:
    """NFC, one space between words, and one form for quotes and dashes, which no truth spells reliably."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_ALIKE).split())


def distance(truth: Sequence[object], read: Sequence[object]) -> int:
    """Levenshtein's: the fewest insertions, deletions and substitutions that turn one into the other."""
    row = list(range(len(read) + 1))
    for number, wanted in enumerate(truth, 1):
        before, row[0] = row[0], number
        for place, got in enumerate(read, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (wanted != got))
    return row[-1]
