"""One cell for several labels («Dân tộc, quốc tịch: Kinh, Việt Nam»): which words are whose value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from extraction.tokens import Token, row_text
from extraction.values import VALUE_TYPES

_PARTS = ((";/|", 1.0), (":", 0.99), (",", 0.97))
"""What stands between two values, and how plainly it parts them."""
_BLANK = 0.7
_ENOUGH = 0.3  # of certainty, below which the words are not these values
_WORDS = 24
_LABELS = 4


def apportioned(tokens: Sequence[Token], types: Sequence[str]) -> list[list[Token]] | None:
    """The words cut into one value of each type, in the labels' order; None where they hold none."""
    words = [token for token in tokens if token.bare]
    if not len(types) <= len(words) <= _WORDS or len(types) > _LABELS:
        return None
    score, parts = max(_cuts(words, types), key=lambda each: each[0])
    return parts if score >= _ENOUGH else None


def _cuts(words: Sequence[Token], types: Sequence[str]) -> Iterator[tuple[float, list[list[Token]]]]:
    for places in combinations(range(1, len(words)), len(types) - 1):
        parts = [list(words[start:end]) for start, end in pairwise([0, *places, len(words)])]
        score = 1.0
        for place in places:
            score *= _parting(words[place - 1], words[place])
        for part, value_type in zip(parts, types, strict=True):
            parsed = VALUE_TYPES[value_type](row_text(part)) if score >= _ENOUGH else None
            score *= parsed.certainty if parsed is not None else 0.0
        yield score, parts


def _parting(before: Token, after: Token) -> float:
    found = (worth for signs, worth in _PARTS if before.text[-1] in signs or after.text[0] in signs)
    return next(found, _BLANK)
