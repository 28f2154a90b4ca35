"""The own network as a reader that looks twice where it is in doubt, and shows zones to another engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from ocr.curve import Curve
from ocr.engine import AlphabetEngine, Engine, Grey, LineReading, WordReading
from ocr.fixed_looks import with_fixed_print
from ocr.fixed_print import dates, same_letters
from ocr.looks import STRETCHES, Look, Settled, in_doubt, settled
from ocr.names import begins_small, in_names, of_names
from ocr.neighbours import marked_otherwise
from ocr.spoken_figures import figures_expected, worth

DOUBT = 0.98
"""A line is looked at again when its least certain word is below this; asking about more gains nothing."""

_AT_ONCE = 8  # doubtful lines whose probabilities are held in memory together, 0.3 MB a look


class LookingEngine(AlphabetEngine, Protocol):
    """A recogniser that can look at a line stretched, and tells the probabilities it saw."""

    def looks(self, lines: Sequence[Grey], stretch: float = 1.0) -> Iterator[tuple[int, Look]]:
        """Each line's number and what is seen on it, in no order."""
        ...


class SecondOpinion:
    """Reads with ``first``, doubtful lines several times; ``other`` is asked about unproven zones alone.

    curve: how often a word that several looks had to settle is right, by its weight among their readings;
    without one that weight stands for itself. Decision: docs/decisions/looking-twice.md.
    """

    def __init__(
        self, first: LookingEngine, other: Engine, doubt: float = DOUBT, curve: Curve | None = None
    ) -> None:
        self._first, self._other, self._doubt, self._curve = first, other, doubt, curve

    @property
    def first(self) -> AlphabetEngine:
        """The quick one, for questions that need no second look."""
        return self._first

    @property
    def name(self) -> str:
        return f"{self._first.name}, looking twice, zones also {self._other.name}"

    def recognise(self, lines: Sequence[Grey]) -> list[LineReading]:
        """Read images of single lines, the doubtful ones more than once."""
        readings = [LineReading(())] * len(lines)
        waiting: dict[int, Look] = {}
        for index, look in self._first.looks(lines):
            readings[index] = look.reading
            if is_doubtful(look.reading, self._doubt):
                waiting[index] = Look(look.reading, look.chances.copy())
            if len(waiting) == _AT_ONCE:
                self._look_again(lines, waiting, readings)
        self._look_again(lines, waiting, readings)
        return readings

    @property
    def both(self) -> tuple[Engine, Engine]:
        """The quick one, then the other, for who can tell by himself which of their readings is right."""
        return self._first, self._other

    def recognise_within(self, lines: Sequence[Grey], alphabet: str) -> list[LineReading]:
        """Read lines in which only the letters of the alphabet can stand, by the quick engine."""
        return self._first.recognise_within(lines, alphabet)

    def _look_again(
        self, lines: Sequence[Grey], waiting: dict[int, Look], readings: list[LineReading]
    ) -> None:
        """Settle the readings of the lines that wait, and let them go."""
        for index, words in again(self._first, lines, waiting, self._doubt):
            readings[index] = LineReading(tuple(_trusted(word, self._curve) for word in words))
        waiting.clear()


def again(
    engine: LookingEngine, lines: Sequence[Grey], waiting: dict[int, Look], doubt: float
) -> Iterator[tuple[int, list[Settled]]]:
    """Each waiting line's number, and its words after it was looked at in all stretches."""
    numbers = list(waiting)
    looks = {number: [waiting[number]] for number in numbers}
    for stretch in STRETCHES:
        for place, look in engine.looks([lines[number] for number in numbers], stretch):
            looks[numbers[place]].append(look)
    for number in numbers:
        yield number, with_fixed_print(looks[number], settled(looks[number], doubt))


def _trusted(word: Settled, curve: Curve | None) -> WordReading:
    if not word.disputed or curve is None:
        return word.word
    return curve.applied(LineReading((word.word,))).words[0]


def is_doubtful(reading: LineReading, doubt: float = DOUBT) -> bool:
    """Whether a line is to be looked at again: a word is in doubt, papers have one of other marks there, one
    begins small where a name is asked for, a date's words have no figure of a date between them, or it is a
    phrase of papers or a date but for signs and marks.

    One on which nothing was read is not.
    """
    words = [word.text for word in reading.words]
    if any(in_doubt(word, doubt, each) for word, each in zip(reading.words, in_names(words), strict=True)):
        return True
    if any(
        figures and worth(word, figures) is None
        for word, figures in zip(words, figures_expected(words), strict=True)
    ):
        return True
    uncapped = any(begins_small(word) for word, asked in zip(words, of_names(words), strict=True) if asked)
    return uncapped or any(marked_otherwise(words)) or bool(same_letters(words) or dates(words))
