"""Writes words on a page without drawing it: only where they stand matters here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

Run = tuple[str, str]
"""Words and the field they belong to; an empty name is print of the paper itself."""

_WIDE, _NARROW = "MWmw", "iljtfr.,:;'I1|-/"


@dataclass(slots=True)
class Placed:
    """A word on a page: box as (left, top, right, bottom), fractions of the page."""

    text: str
    box: tuple[float, float, float, float]
    tag: str = ""


@dataclass(slots=True)
class Sheet:
    """A page, or the part of one that a card takes, filled from its top.

    left, right: of the column. size: letter height as a share of the page's height. aspect: height by
    width. down: where the next line goes. bottom: below it nothing fits.
    """

    left: float
    right: float
    down: float
    bottom: float
    size: float
    leading: float
    aspect: float
    words: list[Placed] = field(default_factory=list)

    def full(self, lines: int = 1) -> bool:
        return self.down + lines * self.size * self.leading > self.bottom

    def width_of(self, text: str, scale: float = 1.0) -> float:
        return sum(map(_advance, text)) * self.size * scale * self.aspect

    def write(
        self,
        runs: Sequence[Run],
        at: float | None = None,
        to: float | None = None,
        scale: float = 1.0,
        hang: float | None = None,
    ) -> None:
        """Runs one after the other, wrapped at ``to``; the next line begins at ``hang``. Moves down."""
        across = start = self.left if at is None else at
        end = self.right if to is None else to
        hang = start if hang is None else hang
        height, blank = self.size * scale, self.width_of(" ", scale)
        for text, tag in runs:
            for word in text.split():
                width = self.width_of(word, scale)
                if across + width > end and across > hang:
                    across = hang
                    self.down += height * self.leading
                top = self.down + height * 0.1
                box = (across, top, min(across + width, 0.999), top + height * 0.9)
                self.words.append(Placed(word, box, tag))
                across += width + blank
        self.down += height * self.leading

    def centre(self, runs: Sequence[Run], left: float, right: float, scale: float = 1.0) -> None:
        """Each run on lines of its own, in the middle between the two."""
        for text, tag in runs:
            for line in self._cut(text, right - left, scale):
                width = self.width_of(line, scale)
                self.write([(line, tag)], at=(left + right - width) / 2, to=1.5, scale=scale)

    def beside(self, random: Random, columns: Sequence[tuple[float, Sequence[Run]]]) -> None:
        """Runs side by side from the given places, each wrapped before the next; moves below the longest."""
        top, lowest = self.down, self.down
        starts = [at for at, _ in columns]
        for index, (at, runs) in enumerate(columns):
            self.down = top
            end = starts[index + 1] - 0.01 if index + 1 < len(starts) else self.right
            self.write(runs, at=at, to=end, hang=at if random.random() < 0.8 else at + 0.01)
            lowest = max(lowest, self.down)
        self.down = lowest

    def gap(self, lines: float) -> None:
        self.down += lines * self.size * self.leading

    def _cut(self, text: str, room: float, scale: float) -> list[str]:
        lines: list[str] = []
        for word in text.split():
            if lines and self.width_of(f"{lines[-1]} {word}", scale) <= room:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
        return lines


def _advance(sign: str) -> float:
    if sign in _NARROW or sign == " ":
        return 0.3
    if sign in _WIDE:
        return 0.8
    return 0.66 if sign.isupper() else 0.5
