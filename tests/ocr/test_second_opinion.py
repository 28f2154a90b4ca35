"""Which lines are looked at again, what becomes of them, and who is asked about zones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from ocr.curve import Curve
from ocr.engine import AlphabetEngine, Grey, LineReading, WordReading
from ocr.letters import Posteriors, letters
from ocr.looks import STRETCHES, Look
from ocr.second_opinion import SecondOpinion, is_doubtful


def _seen(text: str, sure: float) -> Look:
    """A look at which each letter is named with that probability, and nothing else is likely."""
    chances: Posteriors = np.zeros((2 * len(text), len(letters()) + 1), np.float32)
    chances[:, 0] = 1
    for place, letter in enumerate(text):
        chances[2 * place, [0, letters().index(letter) + 1]] = 1 - sure, sure
    return Look(LineReading((WordReading(text, 0.1, 0.9, sure),) if text else ()), chances)


class _Network:
    """Sees what it was told by the number in a line's first pixel, and remembers how it looked."""

    name = "network"

    def __init__(self, at_first: dict[int, Look], later: dict[int, Look]) -> None:
        self.at_first, self.later = at_first, later
        self.looked: list[tuple[float, list[int]]] = []

    def looks(self, lines: Sequence[Grey], stretch: float = 1.0) -> Iterator[tuple[int, Look]]:
        numbers = [int(line[0, 0]) for line in lines]
        self.looked.append((stretch, numbers))
        known = self.at_first if stretch == 1 else self.later
        yield from reversed([(index, known[number]) for index, number in enumerate(numbers)])

    def recognise(self, lines: Sequence[Grey]) -> list[LineReading]:
        return [look.reading for _, look in sorted(self.looks(lines), key=lambda each: each[0])]

    def recognise_within(self, lines: Sequence[Grey], alphabet: str) -> list[LineReading]:
        return [LineReading((WordReading(alphabet, 0.0, 1.0, 1.0),)) for _ in lines]


def _lines(*numbers: int) -> list[Grey]:
    return [np.full((4, 9), number, np.uint8) for number in numbers]


SURE, DOUBTED, BARE = _seen("Hà", 0.99), _seen("Nội", 0.55), _seen("", 0.9)


def test_only_doubtful_lines_are_looked_at_again() -> None:
    network = _Network({1: SURE, 2: DOUBTED, 3: BARE}, {2: _seen("Nội", 0.9)})
    readings = SecondOpinion(network, network, doubt=0.6).recognise(_lines(1, 2, 3))
    assert network.looked == [(1.0, [1, 2, 3]), *((stretch, [2]) for stretch in STRETCHES)]
    assert [reading.text for reading in readings] == ["Hà", "Nội", ""]
    assert readings[0] == SURE.reading
    assert readings[1].words[0].confidence > DOUBTED.reading.words[0].confidence


def test_many_doubtful_lines_are_all_settled() -> None:
    network = _Network(dict.fromkeys(range(20), DOUBTED), dict.fromkeys(range(20), _seen("Hải", 0.9)))
    readings = SecondOpinion(network, network).recognise(_lines(*range(20)))
    assert [reading.text for reading in readings] == ["Hải"] * 20


def test_the_curve_is_for_settled_words_alone() -> None:
    network = _Network({1: SURE, 2: DOUBTED}, {2: _seen("Nội", 0.9)})
    readings = SecondOpinion(network, network, curve=Curve((0.0, 1.0), (0.25, 0.25))).recognise(_lines(1, 2))
    assert [reading.words[0].confidence for reading in readings] == [0.99, pytest.approx(0.25)]


def test_a_line_is_as_doubtful_as_its_weakest_word() -> None:
    assert is_doubtful(LineReading((*SURE.reading.words, *DOUBTED.reading.words)), 0.6)
    assert not is_doubtful(LineReading((*SURE.reading.words, *DOUBTED.reading.words)), 0.5)
    assert not is_doubtful(BARE.reading)  # where nothing is read there is nothing to doubt


@pytest.mark.parametrize(
    "broken", ["27/0/2026", "27/13/2026", "27/03/206", "1/04/2026", "02709999001", "0270999900112"]
)
def test_what_has_a_figure_amiss_is_doubtful_however_surely_it_was_read(broken: str) -> None:
    assert is_doubtful(LineReading((WordReading(broken, 0.0, 1.0, 1.0),)))


@pytest.mark.parametrize(
    "whole", ["27/03/2026", "5/3/2026", "027099990011", "0101234567", "159/2026", "1/500"]
)
def test_whole_dates_and_numbers_are_not(whole: str) -> None:
    assert not is_doubtful(LineReading((WordReading(whole, 0.0, 1.0, 1.0),)))


@pytest.mark.parametrize(
    ("line", "doubtful"),
    [("Họ và tên: Mẫu Ln", True), ("Họ và tên: Mẫu Lan", False), ("Mã hồ sơ: Ln", False)],
)
def test_a_word_that_no_spelling_allows_is_doubtful_where_a_name_is_asked_for(
    line: str, doubtful: bool
) -> None:
    words = tuple(WordReading(text, 0.0, 1.0, 1.0) for text in line.split())
    assert is_doubtful(LineReading(words)) is doubtful


def test_zones_go_to_the_quick_engine_and_its_helper() -> None:
    first, other = _Network({}, {}), _Network({}, {})
    pair = SecondOpinion(first, other)
    assert isinstance(pair, AlphabetEngine)
    assert pair.recognise_within(_lines(1), "<")[0].text == "<"
    assert (pair.both, pair.first) == ((first, other), first)


def test_the_name_tells_who_reads() -> None:
    name = SecondOpinion(_Network({}, {}), _Network({}, {})).name
    assert name == "network, looking twice, zones also network"
