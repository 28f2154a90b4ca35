"""Readings of the words of a line, weighed by the words beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from ocr.word_shapes import dressed, often_together, pairs_lettered

_TOGETHER = 30.0  # so much more weigh two readings that papers are known to have one after the other
_LONGEST_NAME = 6  # words; a longer line all in capitals is a title or a sentence
_LEAST = 1e-5  # of a place's weight: a reading with less is left out

Weights = dict[str, float]
"""How much each reading of one place weighs."""


def weighed_together(places: Sequence[Weights]) -> list[Weights]:
    """Each place's share of weight by reading, over all ways to read the places beside it.

    The forward and backward passes of a chain in which only neighbours bear on each other: «Hơp» alone can be
    a word, before «Tiến» it is the place Hợp Tiến.
    """
    likely = [_likely(place) for place in places]
    ahead = _passed_on(likely, often_together)
    behind = _passed_on(likely[::-1], lambda later, earlier: often_together(earlier, later))[::-1]
    return [
        _shares({text: place[text] * before[text] * after[text] for text in place})
        for place, before, after in zip(likely, ahead, behind, strict=True)
    ]


def marked_otherwise(words: Sequence[str]) -> list[set[str]]:
    """For each word of a line what papers have in its place beside its neighbours, but for marks the same.

    Empty where they have the word itself there, and where they know nothing like it: «sửa đôi» is no pair,
    «sửa đổi» is. A tone over another mark is the first thing that coarse print loses, and the network is
    sure of what is left. Words that may be of a name are left out: names are what they are.
    """
    others: list[set[str]] = [set() for _ in words]
    known: set[int] = set()
    for at, (one, other) in enumerate(pairwise(words)):
        if often_together(one, other):
            known |= {at, at + 1}
        for first, second in pairs_lettered(one, other):
            others[at].add(dressed(first, one))
            others[at + 1].add(dressed(second, other))
    titled = len(words) > _LONGEST_NAME and all(map(_is_large, words))
    return [
        set() if at in known or (word[:1].isupper() and not titled) else found - {word}
        for at, (word, found) in enumerate(zip(words, others, strict=True))
    ]


def _is_large(word: str) -> bool:
    return word == word.upper()


def _passed_on(places: Sequence[Weights], together: Callable[[str, str], bool]) -> list[Weights]:
    """What each place hears from those before it: how well its readings go with theirs."""
    heard = [dict.fromkeys(place, 1.0) for place in places[:1]]
    for before, place in pairwise(places):
        told = {text: weight * heard[-1][text] for text, weight in before.items()}
        heard.append(
            _shares(
                {
                    text: sum(told[one] * (_TOGETHER if together(one, text) else 1.0) for one in told)
                    for text in place
                }
            )
        )
    return heard


def _likely(place: Weights) -> Weights:
    return {text: share for text, share in _shares(place).items() if share > _LEAST}


def _shares(weights: Weights) -> Weights:
    total = sum(weights.values())
    return {text: weight / total for text, weight in weights.items()}
