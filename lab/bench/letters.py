"""Letters that were read wrongly, whatever order a page was read in.

An edit distance over a whole page counts the order of its columns as errors, and every program orders them in
its own way. So lines are compared, and the lines may come in any order and be cut anywhere: the longest true
line takes the stretch of the read text that is most like it, what is left of both goes on, and a line that is
like nothing is halved and tried again. The idea is the flexible character accuracy of Clausner, Pletschacher
and Antonacopoulos (2020); the weights are simpler here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import partial_ratio_alignment

from lab.bench.spelling import plain

_LEADERS = re.compile(r"[.…·_–—-]*(?:[.·_–—-]{4}|…)[.…·_–—-]*")
"""Rows of dots or strokes that are to be written on, and rules that are typed: no letters for any reader."""
_LEAST_LIKE = 0.5
"""Two stretches with more wrong letters than this belong to different lines."""


@dataclass(frozen=True, slots=True)
class Letters:
    """wrong: letters added, dropped or changed. of: letters that stand on the paper."""

    wrong: int = 0
    of: int = 0

    def __add__(self, other: Letters) -> Letters:
        return Letters(self.wrong + other.wrong, self.of + other.of)

    @property
    def rate(self) -> float | None:
        """The character error rate; above 1 where much was made up, None where nothing stands."""
        return self.wrong / self.of if self.of else None


def letters_wrong(true: str, read: str, may: Iterable[str] = ()) -> Letters:
    """Of one page, whose texts have a line a line.

    may: words that stand there and are no part of the paper; reading them is neither right nor wrong. What is
    left over on both sides counts once, as letters changed, for it stands at the same places.
    """
    pool = _Pool(read)
    wanted = [(-len(line), line, 0) for line in _lines(true)]
    of, wrong, missed = -sum(size for size, *_ in wanted), 0, 0
    heapify(wanted)
    while wanted:
        _, line, cut = heappop(wanted)
        taken, halves = pool.take(line), _halves(line)
        wrong += taken.wrong if taken else 0
        missed += 0 if taken or halves else len(line) + cut
        for rest in taken.rest if taken else halves:
            heappush(wanted, (-len(rest), rest, 0 if taken else 1))
    for word in may:
        pool.take(plain(word))
    return Letters(wrong + max(min(missed, of), pool.left), of)


@dataclass(frozen=True, slots=True)
class _Taken:
    wrong: int
    rest: list[str]


class _Pool:
    """The lines that were read, as far as no true line has taken them."""

    def __init__(self, text: str) -> None:
        self._lines = _lines(text)

    @property
    def left(self) -> int:
        return sum(map(len, self._lines))

    def take(self, line: str) -> _Taken | None:
        """The stretch most like the line, taken away; None where nothing is like it."""
        found = [(_match(line, other), place) for place, other in enumerate(self._lines)]
        best, place = max(found, key=lambda each: each[0].gain, default=(_NOTHING, 0))
        if best.gain <= 0:
            return None
        self._lines += _around(self._lines.pop(place), best.its)
        return _Taken(best.wrong, _around(line, best.own))


@dataclass(frozen=True, slots=True)
class _Match:
    """Stretches (first letter, end) of two lines, the letters that tell them apart, and what they share."""

    own: tuple[int, int]
    its: tuple[int, int]
    wrong: int

    @property
    def gain(self) -> float:
        return self.own[1] - self.own[0] - self.wrong / _LEAST_LIKE


_NOTHING = _Match((0, 0), (0, 0), 0)


def _match(line: str, other: str) -> _Match:
    """The shorter line within the longer, or both as they are where that leaves fewer letters wrong."""
    whole = _Match((0, len(line)), (0, len(other)), Levenshtein.distance(line, other))
    found = partial_ratio_alignment(line, other)
    if found is None:
        return whole
    own, its = (found.src_start, found.src_end), (found.dest_start, found.dest_end)
    wrong = Levenshtein.distance(line[slice(*own)], other[slice(*its)])
    apart = abs(len(line) - len(other))
    return whole if whole.wrong <= wrong + min(apart, _SLIPPED) else _Match(own, its, wrong)


_SLIPPED = 2
"""So many letters at the ends were lost or added in reading, and are no line of their own."""


def _around(line: str, part: tuple[int, int]) -> list[str]:
    return [rest.strip() for rest in (line[: part[0]], line[part[1] :]) if rest.strip()]


def _halves(line: str) -> list[str]:
    """The line cut at the blank nearest to its middle; nothing for a single word."""
    blanks = [place for place, letter in enumerate(line) if letter == " "]
    if not blanks:
        return []
    cut = min(blanks, key=lambda place: abs(2 * place - len(line)))
    return [line[:cut], line[cut + 1 :]]


def _lines(text: str) -> list[str]:
    return [line for line in (plain(_LEADERS.sub(" ", line)) for line in text.splitlines()) if line]
