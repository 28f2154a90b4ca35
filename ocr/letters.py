"""From the network's time steps to letters, and from letters to words with places and confidences."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise
from math import prod
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ocr.engine import WordReading

ALPHABET = Path(__file__).parent / "models" / "letters.txt"
_REACH = 3.0  # steps from where a word's first or last letter is named to where its ink can begin or end
_BLANK = 0

_FIGURES_APART, _FEWEST_PITCHES = 1.15, 3
"""Of the usual steps from figure to figure of a line, and from how many pairs on that is known.

Measured: figures with a space seen between them where there is none stand 0.86 to 1.0 apart, those with a
true one, however narrow, 1.33 and more.
"""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter (or a space) as decoded: the time steps it spans, and the highest probability among them."""

    text: str
    first: int
    end: int
    chance: float


Posteriors = NDArray[np.float32]
"""Probabilities, shape (steps, classes): class 0 is no letter, class n the n-th letter of the alphabet."""


@cache
def letters() -> str:
    """The alphabet in the order of the network's classes, which start at 1."""
    return ALPHABET.read_text("utf-8").removesuffix("\n")


def decoded(chances: Posteriors) -> list[Letter]:
    """The likeliest letter of every step, repeats joined, blanks dropped."""
    best = chances.argmax(1)
    found, step = [], 0
    for number, run in groupby(best.tolist()):
        length = len(list(run))
        if number != _BLANK:
            sure = float(chances[step : step + length, number].max())
            found.append(Letter(letters()[number - 1], step, step + length, sure))
        step += length
    return found


def words_of(found: list[Letter], steps: float) -> tuple[WordReading, ...]:
    """Letters between spaces as words; a word's confidence is the product of its letters' probabilities.

    The network names a letter somewhere on it, not at its edges: a word reaches a little further than its
    letters' steps, but not past the middle of the space beside it.
    """
    words, left = [], 0.0
    runs = _runs(found)
    for number, (blank, run) in enumerate(runs):
        if blank:
            left = _middle(run)
            continue
        right = _middle(runs[number + 1][1]) if number + 1 < len(runs) else steps
        edges = max(left, run[0].first - _REACH) / steps, min(right, run[-1].end + _REACH) / steps
        sure = prod(letter.chance for letter in run)
        words.append(WordReading("".join(letter.text for letter in run), edges[0], min(1.0, edges[1]), sure))
    return tuple(words)


def word_steps(found: list[Letter], steps: int) -> list[tuple[int, int]]:
    """For each word of ``words_of`` the steps between the spaces beside it: first and end."""
    runs = _runs(found)
    ends = [(run[0].first, run[-1].end) for _, run in runs]
    return [
        (ends[place - 1][1] if place else 0, ends[place + 1][0] if place + 1 < len(runs) else steps)
        for place, (blank, _) in enumerate(runs)
        if not blank
    ]


def _runs(found: list[Letter]) -> list[tuple[bool, list[Letter]]]:
    """Letters and spaces by turns: (whether these are spaces, the run)."""
    return [
        (blank, list(run)) for blank, run in groupby(spaced(found), key=lambda letter: letter.text == " ")
    ]


def spaced(found: list[Letter]) -> list[Letter]:
    """The letters with the spaces that print sets, not those that only seem to stand there.

    Behind a colon there is one always, though it be too narrow to be seen; but not between two digits, as in
    a time of day. Two figures that stand no further apart than figures do have none between them: beside a
    slender 1 there is as much white.
    """
    found = _with_whole_numbers(found)
    parted: list[Letter] = []
    for place, letter in enumerate(found):
        parted.append(letter)
        if letter.text == ":" and _announces(found, place):
            parted.append(Letter(" ", letter.end, found[place + 1].first, letter.chance))
    return parted


def _announces(found: list[Letter], place: int) -> bool:
    """Whether a word follows the colon at that place at once, and no figure stands before it."""
    before, after = found[max(0, place - 1) : place], found[place + 1 : place + 2]
    return any(each.text.isalnum() for each in after) and not any(each.text.isdecimal() for each in before)


def _with_whole_numbers(found: list[Letter]) -> list[Letter]:
    """The letters without spaces between figures that stand at the pitch of the line's figures."""
    pitches = sorted(
        two.first - one.first for one, two in pairwise(found) if one.text.isdecimal() and two.text.isdecimal()
    )
    if len(pitches) < _FEWEST_PITCHES:
        return found
    furthest = _FIGURES_APART * pitches[len(pitches) // 2]
    return [letter for place, letter in enumerate(found) if not _seeming(found, place, furthest)]


def _seeming(found: list[Letter], place: int, furthest: float) -> bool:
    """Whether the letter at that place is a space between two figures that stand no further apart."""
    around = (found[max(0, place - 1)], found[min(place + 1, len(found) - 1)])
    figures = found[place].text == " " and all(letter.text.isdecimal() for letter in around)
    return figures and around[1].first - around[0].first <= furthest


def _middle(run: list[Letter]) -> float:
    return (run[0].first + run[-1].end) / 2
