"""Who is asked, and whose answer counts, when two recognisers work together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ocr.engine import AlphabetEngine, Grey, LineReading, WordReading
from ocr.second_opinion import SecondOpinion, more_certain, weakest


def _reading(*words: tuple[str, float]) -> LineReading:
    return LineReading(tuple(WordReading(text, 0.0, 1.0, sure) for text, sure in words))


class _Told:
    """Answers by the number that stands in a line's first pixel, and remembers what it was asked."""

    def __init__(self, name: str, answers: dict[int, LineReading]) -> None:
        self.name, self.answers = name, answers
        self.asked: list[int] = []

    def recognise(self, lines: Sequence[Grey]) -> list[LineReading]:
        self.asked += [int(line[0, 0]) for line in lines]
        return [self.answers[int(line[0, 0])] for line in lines]


class _ToldAlphabet(_Told):
    def recognise_within(self, lines: Sequence[Grey], alphabet: str) -> list[LineReading]:
        return [_reading((f"{self.name}:{alphabet}", 1.0)) for _ in lines]


def _lines(*numbers: int) -> list[Grey]:
    return [np.full((4, 9), number, np.uint8) for number in numbers]


SURE, TORN, EMPTY = _reading(("Hà", 0.9), ("Nội", 0.8)), _reading(("Hà", 0.95), ("Nộì", 0.2)), _reading()


def test_only_doubtful_lines_are_read_twice() -> None:
    second = _Told("second", {2: _reading(("Hà Nội", 0.9)), 3: EMPTY})
    pair = SecondOpinion(_ToldAlphabet("first", {1: SURE, 2: TORN, 3: EMPTY}), second, doubt=0.5)
    readings = pair.recognise(_lines(1, 2, 3))
    assert second.asked == [2, 3]
    assert [reading.text for reading in readings] == ["Hà Nội", "Hà Nội", ""]


def test_the_more_certain_word_wins() -> None:
    best = _reading(("Hà", 0.95), ("Nội", 0.8))
    assert more_certain(TORN, SURE) == best
    assert more_certain(SURE, TORN) == best


def test_the_more_certain_line_wins_where_words_do_not_pair() -> None:
    joined = _reading(("HàNội", 0.7))
    assert more_certain(joined, SURE) is SURE
    assert more_certain(SURE, joined) is SURE
    assert more_certain(EMPTY, TORN) is TORN


def test_a_line_is_as_certain_as_its_weakest_word() -> None:
    assert weakest(TORN) == 0.2
    assert weakest(EMPTY) == 0


def test_zones_go_to_the_quick_engine() -> None:
    first, second = _ToldAlphabet("first", {}), _ToldAlphabet("second", {})
    pair = SecondOpinion(first, second)
    assert isinstance(pair, AlphabetEngine)
    assert pair.recognise_within(_lines(1), "<")[0].text == "first:<"
    assert pair.both == (first, second)


def test_the_name_tells_both() -> None:
    assert SecondOpinion(_ToldAlphabet("own", {}), _Told("other", {})).name == "own, in doubt other"
