"""How well confidences tell right from wrong: reliability, area under the curve, precision by coverage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import sqrt

from lab.bench.tally import Z_95, Tally, one, total

Scored = tuple[float, bool]
"""A confidence, and whether what it was said of is right."""

BINS = (0.0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998)
"""Where bins of the reliability curve begin: fine where values are accepted."""
TARGETS = (0.98, 0.99, 0.995, 0.998, 0.999)
"""Shares of right values for which the report says how much could be accepted."""
CURVE_POINTS = 40
"""Of the precision that each coverage costs: as many as a picture can show."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Values of about one confidence: what was said on average, and what came true."""

    low: float
    said: float
    true: Tally

    def shown(self) -> dict[str, float | int | None]:
        return {"from": self.low, "said": round(self.said, 4), **self.true.shown()}


def report_scored(values: Sequence[Scored], of: int) -> dict[str, object]:
    """How well confidences tell right from wrong. of: how many there are to be accepted at all."""
    return {
        "found": len(values),
        "right": total(one(right) for _, right in values).shown(),
        "auroc": auroc(values),
        "auroc_bounds": auroc_bounds(values),
        "calibration_error": calibration_error(values),
        "reliability": [each.shown() for each in reliability(values)],
        "coverage_at": {str(target): coverage(values, target, of).shown() for target in TARGETS},
        "precision_by_coverage": [
            {"threshold": confidence, "coverage": covered.shown(), "precision": precise.shown()}
            for confidence, covered, precise in curve(values, of)
        ],
    }


def auroc(values: Sequence[Scored]) -> float | None:
    """How likely a right value has a higher confidence than a wrong one; None where one kind is missing."""
    right = sum(each for _, each in values)
    wrong = len(values) - right
    if not right or not wrong:
        return None
    ranks, place = 0.0, 0
    for _, group in groupby(sorted(values), key=lambda each: each[0]):
        equal = [is_right for _, is_right in group]
        ranks += sum(equal) * (place + (len(equal) + 1) / 2)
        place += len(equal)
    return round((ranks - right * (right + 1) / 2) / (right * wrong), 4)


def auroc_bounds(values: Sequence[Scored]) -> tuple[float, float] | None:
    """95 % bounds of ``auroc`` after Hanley and McNeil (1982); None where it has no value."""
    area = auroc(values)
    if area is None:
        return None
    right = sum(each for _, each in values)
    wrong = len(values) - right
    of_right, of_wrong = area / (2 - area) - area**2, 2 * area**2 / (1 + area) - area**2
    spread = (area * (1 - area) + (right - 1) * of_right + (wrong - 1) * of_wrong) / (right * wrong)
    reach = Z_95 * sqrt(max(spread, 0.0))
    return round(max(0.0, area - reach), 4), round(min(1.0, area + reach), 4)


def reliability(values: Iterable[Scored]) -> list[Bin]:
    """What confidences say against what is true, bin by bin; empty bins are left out."""
    bins: dict[float, list[Scored]] = {}
    for value in values:
        bins.setdefault(max(low for low in BINS if low <= max(0.0, value[0])), []).append(value)
    return [
        Bin(low, sum(said for said, _ in group) / len(group), total(one(right) for _, right in group))
        for low, group in sorted(bins.items())
    ]


def calibration_error(values: Sequence[Scored]) -> float | None:
    """The mean distance between what bins say and what is true in them, each bin by its size."""
    if not values:
        return None
    away = sum(abs(each.said - (each.true.share or 0.0)) * each.true.of for each in reliability(values))
    return round(away / len(values), 4)


def coverage(values: Sequence[Scored], target: float, of: int) -> Tally:
    """How many could be accepted, were the threshold set on these very values: the most to hope for."""
    able = (covered for _, covered, right in _thresholds(values, of) if right.right >= target * right.of)
    return max(able, key=lambda each: each.right, default=Tally(0, of))


def curve(values: Sequence[Scored], of: int) -> list[tuple[float, Tally, Tally]]:
    """Threshold, what is accepted from there on, and how much of that is right; the highest first.

    Of many thresholds about ``CURVE_POINTS`` are kept, the last one among them.
    """
    every = list(_thresholds(values, of))
    step = max(1, len(every) // CURVE_POINTS)
    return every[::-1][::step][::-1]


def _thresholds(values: Sequence[Scored], of: int) -> Iterator[tuple[float, Tally, Tally]]:
    """Values of one confidence are accepted together or not at all."""
    count = right = 0
    ranked = sorted(values, key=lambda each: -each[0])
    for confidence, group in groupby(ranked, key=lambda each: each[0]):
        equal = [is_right for _, is_right in group]
        count, right = count + len(equal), right + sum(equal)
        yield confidence, Tally(count, of), Tally(right, count)
