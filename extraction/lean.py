"""How much the lines of a page lean, and where words stand once they are level.

Photographs and crooked scans let a value stand beside the label of the line above or below its own. Lines
lean alike over a page, or more and more from its top to its foot, as in a picture taken from one side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import fmean, median

from domain.geometry import Box
from domain.text import Word

_WORDS = 3  # of a line that shows its lean
_WIDTH = 0.1  # of the page, which such a line takes at least
_LINES = 4
_STRAY = 0.012  # a line that leans so much more or less than the others is no line
_FLAT = 0.5  # of a word's height stays at least


@dataclass(frozen=True, slots=True)
class Lean:
    """Fall of a line: ``at`` in the middle of the page's height and ``more`` of it from top to foot.

    As a part of the page's height that lines fall over the page's width.
    """

    at: float = 0.0
    more: float = 0.0

    def fall(self, y: float) -> float:
        """The fall of a line at that height."""
        return self.at + self.more * (y - 0.5)

    def levelled(self, box: Box) -> Box:
        """Where a box stands when lines are turned level about the page's middle."""
        x, y = box.middle
        fall = self.fall(y)
        half = max(box.height - box.width * abs(fall), _FLAT * box.height) / 2
        level = y - fall * (x - 0.5)
        return replace(box, top=level - half, bottom=level + half)


LEVEL = Lean()


def lean_of(lines: Sequence[Sequence[Word]]) -> Lean:
    """The lean that most lines of a page share; none where too few lines tell."""
    seen = [_fall(line) for line in lines if len(line) >= _WORDS]
    told = [(y, fall) for y, fall, width in seen if width >= _WIDTH]
    if len(told) < _LINES:
        return LEVEL
    lean = Lean(median(fall for _, fall in told))
    for stray in (2 * _STRAY, _STRAY):
        near = [(y, fall) for y, fall in told if abs(fall - lean.fall(y)) < stray + abs(lean.at)]
        lean = _fitted(near) if len(near) >= _LINES else lean
    return lean


def _fall(line: Sequence[Word]) -> tuple[float, float, float]:
    """Height, fall and width of a line, by the middles of its words."""
    places = [word.box.middle for word in line]
    x, y = fmean(place[0] for place in places), fmean(place[1] for place in places)
    spread = sum((place[0] - x) ** 2 for place in places)
    fall = sum((place[0] - x) * (place[1] - y) for place in places) / spread if spread else 0.0
    return y, fall, places[-1][0] - places[0][0]


def _fitted(told: Sequence[tuple[float, float]]) -> Lean:
    y, fall = fmean(each[0] for each in told), fmean(each[1] for each in told)
    spread = sum((each[0] - y) ** 2 for each in told)
    more = sum((each[0] - y) * (each[1] - fall) for each in told) / spread if spread > _LINES * 1e-3 else 0.0
    return Lean(fall + more * (0.5 - y), more)
