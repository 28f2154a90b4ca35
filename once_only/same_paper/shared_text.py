"""What the texts of two papers have in common: their words, their figures and the run of their digits."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from domain.fold import fold

_ALIKE_BY_HAND = str.maketrans("19", "77")
"""Digits that a hand writes so alike that one face of writing is read as another."""

_PRINTED = re.compile(
    r"""
    (?:so\s*:?\s*)? \d+ \s?/\s? (?:\d{4}\s?/\s?)?  # the number of a law
    (?:nd-|tt-|ttlt-|tt\b|ttlt\b|qh\d|nq-|ubtvqh)\S*
    (?: [ ,(]* ngay \s \d{1,2} (?:[/.-]|\s thang\s) \d{1,2} (?:[/.-]|\s (?:nam\s)?) \d{4} )?  # and its day
    | \b (?:dieu|khoan|muc|chuong|phu\ luc) \s \d+[a-z]*  # a place in it
    | \b mau \s (?:so\s*:?\s*)? [a-z]*\d[\w./-]*  # the number of a blank form
    """,
    re.VERBOSE,
)
"""Figures that a blank form carries in folded text: the law it rests on, with its day, and its own number."""

_MARKS = ".,;:()[]…·-_'\""


@dataclass(frozen=True, slots=True)
class SharedText:
    """figures, words: shares of the shorter text's, 0..1, that stand on both. digits: how alike the runs of
    digits are, 0..1, digits that a hand writes alike held for equal. figure_count, digit_count: how many the
    poorer text has. same_figures: neither has one that the other lacks. other_figures: each has one that the
    other lacks, of as many digits and not alike by hand: another number rather than a slip of the reader.
    """

    figures: float
    words: float
    digits: float
    figure_count: int
    digit_count: int
    same_figures: bool
    other_figures: bool

    def reach(self, least: tuple[float, float]) -> bool:
        """Whether figures and words are shared to these shares at least."""
        return self.figures >= least[0] and self.words >= least[1]


def shared_text(one: str, other: str) -> SharedText:
    """The two texts compared; order counts for the digits alone."""
    words, others = _words(one), _words(other)
    figures, theirs = _figures(one), _figures(other)
    run, their_run = _digits(figures), _digits(theirs)
    bags = Counter(figures), Counter(theirs)
    return SharedText(
        figures=_overlap(*bags),
        words=_overlap(Counter(words), Counter(others)),
        digits=Levenshtein.normalized_similarity(run, their_run),
        figure_count=min(len(figures), len(theirs)),
        digit_count=min(len(run), len(their_run)),
        same_figures=bags[0] == bags[1],
        other_figures=_have_others(*bags),
    )


def as_by_hand(number: str) -> str:
    """The number with one digit for all that a hand writes alike."""
    return number.translate(_ALIKE_BY_HAND)


def alike_by_hand(number: str, other: str) -> bool:
    """Whether two numbers differ at most in digits that a hand writes alike."""
    return as_by_hand(number) == as_by_hand(other)


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


@lru_cache(maxsize=256)
def _figures(text: str) -> tuple[str, ...]:
    """Words with at least two digits, numbers, days and years, without those that a blank form shares."""
    words = _words(_PRINTED.sub(" ", fold(text)))
    return tuple(word for word in words if sum(letter.isdecimal() for letter in word) > 1)


def _digits(figures: tuple[str, ...]) -> str:
    return as_by_hand("".join(map(_bare, figures)))


def _have_others(one: Counter[str], other: Counter[str]) -> bool:
    left, right = ([as_by_hand(_bare(each)) for each in bag.elements()] for bag in (one - other, other - one))
    return any(len(here) == len(there) and here != there for here in left for there in right)


def _bare(figure: str) -> str:
    return "".join(letter for letter in figure if letter.isdecimal())


def _overlap(one: Counter[str], other: Counter[str]) -> float:
    return (one & other).total() / max(1, min(one.total(), other.total()))
