"""What the texts of two papers have in common: their words, their figures and the run of their digits."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from domain.fold import fold

_ALIKE_BY_HAND = str.maketrans("19", "77")
"""Digits that a hand writes so alike that one face of writing is read as another."""

_MARKS = ".,;:()[]…·-_'\""


@dataclass(frozen=True, slots=True)
class SharedText:
    """figures, words: shares of the shorter text's, 0..1, that stand on both. digits: how alike the runs of
    digits are, 0..1, digits that a hand writes alike held for equal. figure_count, digit_count: how many the
    poorer text has. same_figures: neither has one that the other lacks.
    """

    figures: float
    words: float
    digits: float
    figure_count: int
    digit_count: int
    same_figures: bool

    def reach(self, least: tuple[float, float]) -> bool:
        """Whether figures and words are shared to these shares at least."""
        return self.figures >= least[0] and self.words >= least[1]


def shared_text(one: str, other: str) -> SharedText:
    """The two texts compared; order counts for the digits alone."""
    words, others = _words(one), _words(other)
    figures, theirs = _figures(words), _figures(others)
    run, their_run = _digits(words), _digits(others)
    bags = Counter(figures), Counter(theirs)
    return SharedText(
        figures=_overlap(*bags),
        words=_overlap(Counter(words), Counter(others)),
        digits=Levenshtein.normalized_similarity(run, their_run),
        figure_count=min(len(figures), len(theirs)),
        digit_count=min(len(run), len(their_run)),
        same_figures=bags[0] == bags[1],
    )


def alike_by_hand(number: str, other: str) -> bool:
    """Whether two numbers differ at most in digits that a hand writes alike."""
    return number.translate(_ALIKE_BY_HAND) == other.translate(_ALIKE_BY_HAND)


def stands_on(text: str, phrase: str) -> bool:
    """Whether the words of the phrase stand in the text one after the other, marks and stops left out."""
    wanted = " ".join(_words(phrase))
    return bool(wanted) and f" {wanted} " in f" {' '.join(_words(text))} "


def has_words(text: str, phrase: str) -> bool:
    """Whether the text has all words of the phrase, wherever they stand."""
    return not Counter(_words(phrase)) - Counter(_words(text))


@lru_cache(maxsize=256)
def _words(text: str) -> tuple[str, ...]:
    stripped = (word.strip(_MARKS) for word in fold(text).split())
    return tuple(word for word in stripped if word)


def _figures(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words with at least two digits: numbers, days and years, which no blank form shares with a paper."""
    return tuple(word for word in words if sum(letter.isdigit() for letter in word) > 1)


def _digits(words: tuple[str, ...]) -> str:
    run = "".join(letter for word in _figures(words) for letter in word if letter.isdigit())
    return run.translate(_ALIKE_BY_HAND)


def _overlap(one: Counter[str], other: Counter[str]) -> float:
    return (one & other).total() / max(1, min(one.total(), other.total()))
