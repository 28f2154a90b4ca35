"""Squares that are ticked by hand: how a form prints its choices, and the pen's marks in them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Literal, Self

from lab.specimens.canvas import Canvas, Colour

EMPTY, TICKED = "☐", "☑"
Mark = Literal["tick", "cross", "slash", "fill"]
Points = tuple[tuple[float, float], ...]
"""Of a stroke, in sides of the square from its top left corner."""

CHOICES = {"gioi_tinh": ("Nam", "Nữ"), "_cap_ban_sao": ("Có", "Không")}
"""What a form offers, by the last part of a value's name."""

_STROKES: dict[Mark, tuple[Points, ...]] = {
    "tick": (((0.18, 0.5), (0.42, 0.86), (0.95, 0.08)),),
    "cross": (((0.12, 0.12), (0.88, 0.88)), ((0.9, 0.1), (0.1, 0.9))),
    "slash": (((0.88, 0.1), (0.12, 0.92)),),
    "fill": (
        ((0.15, 0.25), (0.85, 0.2), (0.15, 0.45), (0.85, 0.45), (0.15, 0.7), (0.85, 0.65), (0.2, 0.88)),
    ),
}
_UNSTEADY = 0.06  # sides by which a hand misses
_REACH = (0.8, 1.4)  # sizes of a mark against its square: the large ones stick out
_CROWDED = 0.95  # the largest size of a mark that fills its square
_NIB = (0.35, 0.6)  # mm


@dataclass(frozen=True, slots=True)
class Ticks:
    """How a paper's squares look. side: of the type's size; weight: of their lines, mm; marks: the hand's."""

    side: float = 0.8
    weight: float = 0.25
    behind: bool = False
    marks: tuple[Mark, ...] = ("tick", "cross", "slash", "fill")

    @classmethod
    def told(cls, options: dict[str, str]) -> Self:
        """What a layout's head says: ``tick_side``, ``tick_line``, ``tick_place`` and ``ticks``."""
        known = cls()
        marks = tuple(
            mark for mark in _STROKES if mark in options.get("ticks", ",".join(known.marks)).split(",")
        )
        return cls(
            float(options.get("tick_side", known.side)),
            float(options.get("tick_line", known.weight)),
            options.get("tick_place", "before") == "behind",
            marks,
        )

    def printed(self, name: str, value: str) -> list[str]:
        """Squares and words as they follow one another on paper."""
        pairs = [(TICKED if word == value else EMPTY, word) for word in CHOICES[name.rpartition(".")[2]]]
        return [each for pair in pairs for each in (reversed(pair) if self.behind else pair)]


def draw_square(canvas: Canvas, corner: tuple[float, float], side: float, weight: float) -> None:
    """An empty square; corner: its top left, mm."""
    canvas.frame(*corner, side, side, weight)


def draw_mark(
    canvas: Canvas, corner: tuple[float, float], side: float, mark: Mark, ink: Colour, rng: Random
) -> None:
    """A pen's mark in a square, often a little beside it or larger than it."""
    reach = rng.uniform(_REACH[0], _CROWDED if mark == "fill" else _REACH[1])
    shift = rng.uniform(-_UNSTEADY, _UNSTEADY), rng.uniform(-_UNSTEADY, _UNSTEADY)
    nib = max(2, round(canvas.length(rng.uniform(*_NIB))))
    for stroke in _STROKES[mark]:
        points = [
            canvas.px(
                *(
                    corner[axis]
                    + side * (0.5 + shift[axis] + reach * (at - 0.5) + rng.gauss(0, _UNSTEADY / 2))
                    for axis, at in enumerate(point)
                )
            )
            for point in stroke
        ]
        canvas.draw.line(points, fill=ink, width=nib, joint="curve")
