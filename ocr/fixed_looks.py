"""Fixed print weighed against what several looks saw of a line that nearly says it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ocr.alignment import aligned
from ocr.beam import chance_of
from ocr.engine import WordReading
from ocr.fixed_print import Phrase, dates, near, same_letters
from ocr.letters import Posteriors, words_of
from ocr.looks import Look, Settled
from ocr.word_shapes import core_of, is_date, is_word

_SIGNED, _DATED, _SHORT, _WORDED, _BRUISED, _CLEARLY = 4.0, 8.0, 1.0, 3.0, 8.0, 14.0
"""By so many powers of ten a phrase may be less likely than what was read, and is meant all the same: one of
other signs; a date; a short one; a long one of other words; one in place of what is no word; and that much
like it.
"""
_LONG, _ALIKE = 12, 80.0  # letters; of a hundred
_LEAST_WORD = 2  # letters; a single one is no word, but is often written
_NOTHING = 1e-300


def with_fixed_print(looks: Sequence[Look], words: Sequence[Settled]) -> list[Settled]:
    """A line's settled words, with what papers have printed there in place of what nearly says it, and whole
    dates. Decision: docs/decisions/fixed-print.md.

    The looks decide: how likely they make the phrase's letters, and how likely those that were read.
    """
    texts = [each.word.text for each in words]
    found: dict[int, tuple[int, list[Settled]]] = {}
    taken: set[int] = set()
    doubtful = [phrase for phrase in near(texts) if _is_doubted(phrase, words)]
    for phrase in [*same_letters(texts), *dates(texts), *doubtful]:
        run = range(phrase.first, phrase.end)
        if taken.isdisjoint(run) and (read := _read_as(phrase, looks, words)):
            taken |= set(run)
            found[phrase.first] = phrase.end, read
    return list(_put_in(found, words))


def _is_doubted(phrase: Phrase, words: Sequence[Settled]) -> bool:
    """Whether a word was in doubt that the phrase would change."""
    said = phrase.text.split()
    return any(each.disputed and each.word.text not in said for each in words[phrase.first : phrase.end])


def _put_in(found: dict[int, tuple[int, list[Settled]]], words: Sequence[Settled]) -> Iterator[Settled]:
    at = 0
    while at < len(words):
        end, read = found.get(at, (at + 1, [words[at]]))
        yield from read
        at = end


def _read_as(phrase: Phrase, looks: Sequence[Look], words: Sequence[Settled]) -> list[Settled]:
    """The phrase's words in place of the line's; none where the looks do not admit it."""
    own = words[phrase.first : phrase.end]
    text = " ".join(each.word.text for each in own)
    odds = [
        _odds(look.chances[_steps(phrase, words, len(look.chances))], phrase.text, text) for look in looks
    ]
    surplus = sum(odds) / len(odds) + _leeway(phrase, text)
    if surplus < 0:
        return []
    share = 1 / (1 + 10**-surplus)
    if is_date(phrase.text):  # its strokes alone are fixed print, its figures are as sure as they were read
        share *= math.prod(each.word.confidence for each in own)
    if len(own) == len(phrase.text.split()):
        return [_as(each, word, share) for each, word in zip(own, phrase.text.split(), strict=True)]
    steps = _steps(phrase, words, len(looks[0].chances))
    return [Settled(replace(word, confidence=share), True) for word in _places(looks[0], steps, phrase.text)]


def _as(own: Settled, text: str, share: float) -> Settled:
    """A word read as that text; as it was where it says that already."""
    if own.word.text == text:
        return own
    rivals = ((own.word.text, round(1 - share, 4)),)
    return Settled(replace(own.word, text=text, confidence=share, alternatives=rivals), True)


def _places(look: Look, steps: slice, text: str) -> tuple[WordReading, ...]:
    """The words of a text where the look has them; none where it is too long for its steps."""
    found = aligned(look.chances[steps], text, steps.start)
    return words_of(found, len(look.chances)) if found else ()


def _odds(chances: Posteriors, phrase: str, read: str) -> float:
    """How many powers of ten likelier the phrase is than what was read, on a look's steps."""
    likely, other = (max(chance_of(chances, text), _NOTHING) for text in (phrase, read))
    return math.log10(likely) - math.log10(other)


def _leeway(phrase: Phrase, read: str) -> float:
    """By how many powers of ten the phrase may be less likely than what was read."""
    if is_date(phrase.text):
        return _DATED
    printed = list(map(core_of, phrase.text.split()))
    changed = [core for word in read.split() if (core := core_of(word)) not in printed]
    if not changed:
        return _SIGNED
    bruised, alike = any(map(_is_bruised, changed)), phrase.likeness >= _ALIKE
    if len(phrase.text) < _LONG or not (bruised or alike):
        return _SHORT
    return _CLEARLY if bruised and alike else _BRUISED if bruised else _WORDED


def _is_bruised(core: str) -> bool:
    return sum(map(str.isalpha, core)) >= _LEAST_WORD and not is_word(core)


def _steps(phrase: Phrase, words: Sequence[Settled], steps: int) -> slice:
    """The phrase's place among a look's steps, to the middle of the spaces beside it."""
    first, end = 0.0, 1.0
    if phrase.first:
        first = (words[phrase.first - 1].word.right + words[phrase.first].word.left) / 2
    if phrase.end < len(words):
        end = (words[phrase.end - 1].word.right + words[phrase.end].word.left) / 2
    return slice(round(first * steps), round(end * steps))
