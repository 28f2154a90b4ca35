"""Counts of right answers, and what they show with how much certainty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

Z_95 = 1.959964


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of how many were right; tallies of parts add up to the tally of the whole."""

    right: int = 0
    of: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.of + other.of)

    @property
    def share(self) -> float | None:
        """0..1; None where nothing was counted, which is neither good nor bad."""
        return self.right / self.of if self.of else None

    def bounds(self) -> tuple[float, float] | None:
        """The 95 % score interval of Wilson (1927) for the true share; None where nothing was counted."""
        if not self.of:
            return None
        share, spread = self.right / self.of, Z_95**2 / self.of
        middle = (share + spread / 2) / (1 + spread)
        reach = Z_95 * sqrt(share * (1 - share) / self.of + spread / (4 * self.of)) / (1 + spread)
        return max(0.0, middle - reach), min(1.0, middle + reach)

    def shown(self) -> dict[str, float | int | None]:
        """As the report prints it: share, its bounds, and the counts behind them."""
        low, high = self.bounds() or (None, None)
        return {
            "share": _rounded(self.share),
            "low": _rounded(low),
            "high": _rounded(high),
            "right": self.right,
            "of": self.of,
        }


def one(right: bool) -> Tally:
    """The tally of a single answer."""
    return Tally(int(right), 1)


def total(tallies: Iterable[Tally]) -> Tally:
    """All of them as one."""
    return sum(tallies, Tally())


def grouped(answers: Iterable[tuple[str, bool]]) -> dict[str, Tally]:
    """A tally for every key among (key, right) answers, in the order of the keys."""
    tallies: dict[str, Tally] = {}
    for key, right in answers:
        tallies[key] = tallies.get(key, Tally()) + one(right)
    return dict(sorted(tallies.items()))


def shown(tallies: Mapping[str, Tally]) -> dict[str, dict[str, float | int | None]]:
    """A group of tallies as the report prints it."""
    return {key: tally.shown() for key, tally in tallies.items()}


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
