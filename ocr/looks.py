"""Several looks at one line, wider and narrower, and the words they agree on."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from ocr.beam import chance_of, likeliest
from ocr.engine import LineReading, WordReading
from ocr.known_words import known_words_like
from ocr.letters import Posteriors, decoded, word_steps
from ocr.names import begins_small, in_names, of_names, with_capitals
from ocr.neighbours import Weights, marked_otherwise, weighed_together
from ocr.spoken_figures import figures_expected, is_tried, worth
from ocr.word_shapes import (
    commonness,
    ends_label,
    is_broken,
    is_date,
    is_misspelt,
    is_no_name,
    is_personal_number,
    is_word,
)

STRETCHES = (0.87, 1.2)
"""Of the line's width: how it is looked at again."""

_SPELT, _COMMON, _RISE = 20.0, 5.0, 0.25
"""So much more than one that is no word weighs a reading that is a word as common as that, and by how many
powers of ten its weight rises for each by which it is more common.
"""

_LONG = 6  # letters from which on a word is also looked for among known ones though it can be a word as read
_BRUISED = 0.4  # for each letter by which a reading differs from a known word that is meant by it
_LABELLED = 10.0  # so much more weighs the end of a card's label with its colon, two dots that fax loses
_MARKED = 10.0
"""So much more weighs a word that papers have beside its neighbours against one of other marks that they have
not there: on 81 pages of real decisions it was right 411 times of 511.
"""
_NAMED = 10.0  # so much more weighs a word with a capital where a name is asked for
_DATED = 30.0  # so much more weigh figures that a date can have where they stand
_STOPPED = 0.1  # a word of papers that has a full stop, and others after it, mostly has a comma
_RIVALS, _LEAST_RIVAL = 5, 0.002  # so many alternatives are told of a word, of no less weight
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
    it, but where papers have one of other marks beside its neighbours. Of any other the readings of all looks
    are weighed, those that can be words more, and those that papers have beside their neighbours.
    """
    number = _agreed([len(look.reading.words) for look in looks], looks)
    capitals = _in_capitals(looks[0].reading.text)
    alike = [look for look in looks if len(look.reading.words) == number]
    steps = [word_steps(decoded(look.chances), len(look.chances)) for look in alike]
    texts = [word.text for word in alike[0].reading.words]
    around = map(_Around, marked_otherwise(texts), of_names(texts), in_names(texts), figures_expected(texts))
    places = [
        _place(alike, [own[at] for own in steps], at, doubt, told)
        for at, told in zip(range(number), around, strict=True)
    ]
    shares = weighed_together(
        [_weights(place, capitals, at + 1 == number) for at, place in enumerate(places)]
    )
    return [_decided(place, own) for place, own in zip(places, shares, strict=True)]


def in_doubt(word: WordReading, doubt: float, named: bool = False) -> bool:
    """Whether a word is to be settled by several looks: read with less confidence, with a figure amiss, or
    as letters that no spelling allows, small ones or, in a name (``named``), any.
    """
    amiss = is_broken(word.text) or is_misspelt(word.text) or (named and is_no_name(word.text))
    return word.confidence < doubt or amiss


@dataclass(frozen=True, slots=True)
class _Around:
    """What a word's line tells of it. otherwise: words that papers have beside its neighbours instead of it,
    which differ by marks alone. asked: a name is asked for there. named: it is of a name. figures: those of
    a date that alone make sense there, each with what it is worth.
    """

    otherwise: Collection[str]
    asked: bool
    named: bool
    figures: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Place:
    """A word of the line as the looks see it. readings: of each look, with their probabilities; none where
    there is nothing to settle.
    """

    word: WordReading
    readings: list[dict[str, float]]
    around: _Around


def _place(
    looks: Sequence[Look],
    steps: Sequence[tuple[int, int]],
    at: int,
    doubt: float,
    around: _Around,
) -> _Place:
    """steps: of the word in each look."""
    words = [look.reading.words[at] for look in looks]
    uncapped = around.asked and any(begins_small(word.text) for word in words)
    amiss = uncapped or (around.figures and worth(words[0].text, around.figures) is None)
    doubted = around.otherwise or amiss or any(in_doubt(word, doubt, around.named) for word in words)
    if not doubted and len({word.text for word in words}) == 1:
        return _Place(words[0], [], around)
    parts = [look.chances[slice(*own)] for look, own in zip(looks, steps, strict=True)]
    readings = [likeliest(part) for part in parts]
    best = [max(own, key=own.__getitem__) for own in readings]
    known = {*around.otherwise, *(text for word in words if uncapped for text in with_capitals(word.text))}
    for text in sorted(known.union(around.figures if is_tried(around.figures) else ())):
        for own, part in zip(readings, parts, strict=True):
            own[text] = max(own.get(text, 0.0), chance_of(part, text))
    if max(map(len, best)) >= _LONG or not any(map(is_word, best)):
        for text in known_words_like(best):
            for own, part, top in zip(readings, parts, best, strict=True):
                meant = own[top] * _chance_meant(text, top)
                own[text] = max(own.get(text, 0.0), meant, chance_of(part, text))
    return _Place(words[0], readings, around)


def _chance_meant(known: str, read: str) -> float:
    """How likely a reading that is no word is what the network makes of a long known word on bad paper."""
    if len(known) < _LONG or is_word(read):
        return 0.0
    return float(_BRUISED ** Levenshtein.distance(known, read))


def _decided(place: _Place, shares: Weights) -> Settled:
    if not place.readings:
        return Settled(place.word, disputed=False)
    text, *rest = sorted(shares, key=shares.__getitem__, reverse=True)
    rivals = tuple((each, round(shares[each], 4)) for each in rest[:_RIVALS] if shares[each] >= _LEAST_RIVAL)
    word = replace(place.word, text=text, confidence=shares[text], alternatives=rivals)
    return Settled(word, disputed=True)


def _agreed(numbers: list[int], looks: Sequence[Look]) -> int:
    """How many words most looks see; where no two agree, how many the most confident one sees."""
    number, times = Counter(numbers).most_common(1)[0]
    if times > 1:
        return number
    return len(max(looks, key=lambda look: look.reading.confidence).reading.words)


def _weights(place: _Place, capitals: bool, last: bool) -> Weights:
    """How much the looks together make of each reading of a word. last: it ends its line.

    The square of the mean root: one look that does not have a reading at all cannot rule it out, as a product
    would let it, and one that is sure cannot carry it alone, as in a plain mean.
    """
    if not place.readings:
        return {place.word.text: 1.0}
    weights: Weights = {}
    for text in dict.fromkeys(text for each in place.readings for text in each):
        roots = [math.sqrt(own.get(text, 0.0)) for own in place.readings]
        weights[text] = (sum(roots) / len(roots)) ** 2 * _spelt(text, capitals, place.around.named)
        weights[text] *= _DATED * (worth(text, place.around.figures) or 1 / _DATED)
        if text in place.around.otherwise:
            weights[text] *= _MARKED
        if place.around.asked and text[:1].isupper():
            weights[text] *= _NAMED
        if not last and text.endswith(".") and is_word(text):
            weights[text] *= _STOPPED
    return weights


def _spelt(text: str, capitals: bool, named: bool) -> float:
    """By how much a reading's spelling makes it weigh more. capitals: its line is set in them. named: it is
    of a name.
    """
    if not text:
        return _NOTHING
    if is_date(text) or is_personal_number(text):
        return _SPELT
    if not is_word(text) or (capitals and not text.isupper()):
        return 1.0
    common = _SPELT * 10 ** (_RISE * (commonness(text, named) - _COMMON))
    return float(_LABELLED * common if ends_label(text) else common)


def _in_capitals(line: str) -> bool:
    """Whether most letters are capitals: c, o, s or v among them differ from small ones in size alone."""
    letters = [letter for letter in line if letter.isalpha()]
    return 2 * sum(map(str.isupper, letters)) > len(letters)
