"""Long words that papers are known to bear, found again in a reading that got many of their letters wrong."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from ocr.word_shapes import core_of, dressed, foreign_words

_SHORTEST = 4  # letters; a shorter word is like too many others, and likely among what was read in any case
_ALIKE = 0.5  # of the letters: «ADMINISCAATIVE», «Nadonaity:»


def known_words_like(readings: Iterable[str]) -> set[str]:
    """Words of forms in the case of the readings they are like, with the signs that stand around those."""
    found = set()
    for text in readings:
        core = core_of(text)
        if len(core) < _SHORTEST - 1:
            continue
        near = process.extract(
            core.lower(),
            _long_words(),
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=_ALIKE,
            limit=None,
        )
        found |= {dressed(word, text) for word, *_ in near}
    return found


@cache
def _long_words() -> tuple[str, ...]:
    return tuple(sorted(word for word in foreign_words() if len(word) >= _SHORTEST))
