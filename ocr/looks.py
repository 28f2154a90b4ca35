"""Several looks at one line, wider and narrower, and the words they agree on."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocr.beam import likeliest
from ocr.engine import LineReading, WordReading
from ocr.letters import Posteriors, decoded, word_steps
from ocr.word_shapes import commonness, is_word

STRETCHES = (0.87, 1.2)
"""Of the line's width: how it is looked at again."""

_SPELT, _COMMON, _RISE = 20.0, 5.0, 0.25
"""So much more than one that is no word weighs a reading that is a word as common as that, and by how many
powers of ten its weight rises for each by which it is more common.
"""

_NOTHING = 1e-9  # weight of seeing nothing where a word was seen


@dataclass(frozen=True, slots=True)
class Look:
    """A line as the network saw it once. chances: its probabilities, (steps, classes)."""

    reading: LineReading
    chances: Posteriors


@dataclass(frozen=True, slots=True)
class Settled:
    """A word that several looks make out together. disputed: they differed, or one of them was in doubt;
    its confidence is then the weight of its text among all readings of them, which is no probability.
    """

    word: WordReading
    disputed: bool


def settled(looks: Sequence[Look], doubt: float) -> list[Settled]:
    """The words of a line, by those looks that see as many words as most of them do.

    A word that every look reads alike and with more confidence than ``doubt`` stays as the first look read
    it. Of any other the readings of all looks are weighed, those that can be words more.
    """
    number = _agreed([len(look.reading.words) for look in looks], looks)
    capitals = _in_capitals(looks[0].reading.text)
    alike = [look for look in looks if len(look.reading.words) == number]
    steps = [word_steps(decoded(look.chances), len(look.chances)) for look in alike]
    found = []
    for place in range(number):
        words = [look.reading.words[place] for look in alike]
        if min(word.confidence for word in words) >= doubt and len({word.text for word in words}) == 1:
            found.append(Settled(words[0], disputed=False))
            continue
        parts = [look.chances[slice(*own[place])] for look, own in zip(alike, steps, strict=True)]
        text, weight = _weighed([likeliest(part) for part in parts], capitals)
        found.append(Settled(replace(words[0], text=text, confidence=weight), disputed=True))
    return found


def _agreed(numbers: list[int], looks: Sequence[Look]) -> int:
    """How many words most looks see; where no two agree, how many the most confident one sees."""
    number, times = Counter(numbers).most_common(1)[0]
    if times > 1:
        return number
    return len(max(looks, key=lambda look: look.reading.confidence).reading.words)


def _weighed(readings: list[dict[str, float]], capitals: bool) -> tuple[str, float]:
    """The reading that the looks together find likeliest, and its share of the weight of all their readings.

    The square of the mean root: one look that does not have a reading at all cannot rule it out, as a product
    would let it, and one that is sure cannot carry it alone, as in a plain mean.
    """
    weights: dict[str, float] = {}
    for text in dict.fromkeys(text for each in readings for text in each):
        roots = [math.sqrt(own.get(text, 0.0)) for own in readings]
        weights[text] = (sum(roots) / len(roots)) ** 2 * _spelt(text, capitals)
    best = max(weights, key=weights.__getitem__)
    return best, weights[best] / sum(weights.values())


def _spelt(text: str, capitals: bool) -> float:
    """By how much a reading's spelling makes it weigh more. capitals: its line is set in them."""
    if not text:
        return _NOTHING
    if not is_word(text) or (capitals and not text.isupper()):
        return 1.0
    return float(_SPELT * 10 ** (_RISE * (commonness(text) - _COMMON)))


def _in_capitals(line: str) -> bool:
    """Whether most letters are capitals: c, o, s or v among them differ from small ones in size alone."""
    letters = [letter for letter in line if letter.isalpha()]
    return 2 * sum(map(str.isupper, letters)) > len(letters)
