"""Places on a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle as fractions (0..1) of the upright page, origin at the top left.

    Fractions survive when a page is rendered again at another resolution; pixels do not.
    """

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """The centre as (x, y)."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def holds(self, other: Box) -> bool:
        """Whether the centre of the other box lies in this one."""
        x, y = other.middle
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def overlap_share(self, other: Box) -> float:
        """How much of this box's area the other one covers, 0..1."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        area = self.width * self.height
        return max(0.0, width) * max(0.0, height) / area if area > 0 else 0.0


WHOLE_PAGE = Box(0.0, 0.0, 1.0, 1.0)


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all the given ones; at least one must be given."""
    every = list(boxes)
    return Box(
        min(box.left for box in every),
        min(box.top for box in every),
        max(box.right for box in every),
        max(box.bottom for box in every),
    )
