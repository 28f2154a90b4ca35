"""What tells papers of no known type apart: the numbers, the days and the names that their texts carry."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from domain.fold import fold, squeeze
from once_only.same_paper.shared_text import as_by_hand

_PERSONAL = re.compile(r"(?<![\d/.,-])(?:\d{12}|\d{9})(?![\d/]|[.,-]\d)")
"""Numbers of persons: of an identity card, old or new."""
_DAY = re.compile(r"(?<!\d)(\d{1,2})\s*(?:[/.-]|thang)\s*(\d{1,2})\s*(?:[/.-]|,?\s*nam)\s*(\d{4})(?!\d)")
_NAME_WORD = re.compile(r"^[^\W\d_]+(?:['’-][^\W\d_]+)*$")
_MARKS = '.,;:()[]…·"“”'
_ANOTHER_NAME = 0.5
"""Words of names less alike than this are two names and no slip of the reader."""


def are_of_two(one: str, other: str) -> bool:
    """Whether two texts that share nearly all words are of two persons, or of two days.

    A person's number, or a full day, that each has and the other lacks tells them apart, however few there
    are: one printed form filled in by two people differs in nothing else. Where no person's number stands on
    both, another name in the same place does too. A number in digits that hands write alike tells nothing.
    """
    (numbers, days), (other_numbers, other_days) = _figures_of(one), _figures_of(other)
    if _differ(_by_hand(numbers), _by_hand(other_numbers)) or _differ(days, other_days):
        return True
    return not _share_a_number(numbers, other_numbers, one, other) and any(_names_apart(one, other))


def have_the_same_days(one: str, other: str) -> bool:
    """Whether both texts carry full days, and the same ones."""
    days = _figures_of(one)[1]
    return bool(days) and days == _figures_of(other)[1]


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one - other and other - one)


def _by_hand(numbers: frozenset[str]) -> frozenset[str]:
    return frozenset(map(as_by_hand, numbers))


def _share_a_number(numbers: frozenset[str], others: frozenset[str], one: str, other: str) -> bool:
    """Whether one stands on both, or on one of them but for a digit that was lost or read as a letter."""
    if numbers & others:
        return True
    if numbers and others:
        return False
    known, words = (numbers, other) if numbers else (others, one)
    return any(
        Levenshtein.distance(number, word, score_cutoff=1) <= 1 for number in known for word in _words(words)
    )


@lru_cache(maxsize=256)
def _figures_of(text: str) -> tuple[frozenset[str], frozenset[str]]:
    folded = fold(text)
    days = ("-".join(part.lstrip("0") for part in found.groups()) for found in _DAY.finditer(folded))
    return frozenset(_PERSONAL.findall(folded)), frozenset(days)


def _names_apart(one: str, other: str) -> Iterator[bool]:
    """For each place where the texts have names and not the same one, whether they are two names.

    What stands elsewhere on the other paper as often was only read in another order.
    """
    words, others = _words(one), _words(other)
    keys, their_keys = [squeeze(each) for each in words], [squeeze(each) for each in others]
    lost, new = Counter(keys) - Counter(their_keys), Counter(their_keys) - Counter(keys)
    matcher = SequenceMatcher(None, keys, their_keys, autojunk=False)
    in_names, in_theirs = _name_places(words), _name_places(others)
    for what, start, end, first, last in matcher.get_opcodes():
        if what != "replace" or not in_names.issuperset(range(start, end)):
            continue
        moved = lost.keys().isdisjoint(keys[start:end]) or new.keys().isdisjoint(their_keys[first:last])
        if in_theirs.issuperset(range(first, last)) and not moved:
            said = "".join(keys[start:end]), "".join(their_keys[first:last])
            yield Levenshtein.normalized_similarity(*said) < _ANOTHER_NAME


@lru_cache(maxsize=256)
def _words(text: str) -> tuple[str, ...]:
    stripped = (word.strip(_MARKS) for word in text.split())
    return tuple(word for word in stripped if word)


def _name_places(words: tuple[str, ...]) -> frozenset[int]:
    """Where words stand that begin with a capital beside another such word, as those of a name do."""
    capital = [bool(_NAME_WORD.match(word)) and word[0].isupper() for word in words]
    beside = [place for place, both in enumerate(pairwise(capital)) if all(both)]
    return frozenset(beside) | frozenset(place + 1 for place in beside)
