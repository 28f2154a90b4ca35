"""What else a value may say by the letters of its own place: its words' alternatives put together."""

from __future__ import annotations

from dataclasses import replace

from domain.document import Alternative
from extraction.candidates import Candidate
from extraction.tokens import Token, row_text
from extraction.values import VALUE_TYPES

_WIDTH = 12  # ways to read the words that are followed at once
_LEAST = 0.002  # of all ways to read the value: one with less is not told

_Ways = list[tuple[tuple[Token, ...], float]]


def alternatives(chosen: Candidate) -> tuple[Alternative, ...]:
    """Other values that the letters in the candidate's place may spell, the likeliest first.

    Empty where no word was in doubt.
    """
    if not any(token.alternatives for token in chosen.tokens):
        return ()
    shares: dict[str, float] = {}
    for tokens, share in _ways(chosen.tokens):
        parsed = VALUE_TYPES[chosen.value_type](row_text(tokens))
        if parsed is not None:
            shares[parsed.value] = shares.get(parsed.value, 0.0) + share
    ranked = sorted(shares.items(), key=lambda item: -item[1])
    return tuple(
        Alternative(value, round(share, 4))
        for value, share in ranked
        if value != chosen.value and share >= _LEAST
    )


def _ways(tokens: tuple[Token, ...]) -> _Ways:
    """The likeliest ways to read the tokens, each with its share; a word's own reading has what is left."""
    ways: _Ways = [((), 1.0)]
    for token in tokens:
        own = max(0.0, 1.0 - sum(share for _, share in token.alternatives))
        options = [(token, own), *((replace(token, text=text), share) for text, share in token.alternatives)]
        longer = [((*way, option), before * share) for way, before in ways for option, share in options]
        ways = sorted(longer, key=lambda way: -way[1])[:_WIDTH]
    return ways
