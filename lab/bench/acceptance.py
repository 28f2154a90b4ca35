"""What confidence is worth: reliability, precision and coverage, by value type, paper and way of scanning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from lab.bench.samples import Sample, Samples
from lab.bench.tally import Tally, grouped, one, shown, total

Scored = tuple[float, bool]
"""A confidence, and whether what it was said of is right."""

BINS = (0.0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998)
"""Where bins of the reliability curve begin: fine where values are accepted."""
TARGETS = (0.98, 0.99, 0.995, 0.998, 0.999)
"""Shares of right values for which the report says how much could be accepted."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Values of about one confidence: what was said on average, and what came true."""

    low: float
    said: float
    true: Tally

    def shown(self) -> dict[str, float | int | None]:
        return {"from": self.low, "said": round(self.said, 4), **self.true.shown()}


def report_acceptance(samples: Samples) -> dict[str, object]:
    """The figures of values, and of what papers are and where they end.

    accepted_right: of values that no person would see. printed_accepted: of all printed values of the papers.
    """
    accepted = [each for each in samples.fields if each.accepted]
    printed = [each for each in (*samples.fields, *samples.missed) if each.filled == "printed"]
    read = [each for each in samples.fields if each.source == "ocr"]
    return {
        "fields": {
            "accepted_right": total(one(each.right) for each in accepted).shown(),
            "printed_accepted": total(one(each.accepted) for each in printed).shown(),
            "by_value_type": _cut(accepted, printed, lambda each: each.kind),
            "by_type": _cut(accepted, printed, lambda each: each.type),
            "by_profile": _cut(accepted, printed, lambda each: each.profile),
            "by_source": _cut(accepted, printed, lambda each: each.source),
            "right_but_held_because": _held(printed),
            "read_from_print": report_scored(scored(read), len(printed)),
        },
        "documents": report_scored(scored(samples.documents), len(samples.documents)),
    }


def report_scored(values: Sequence[Scored], of: int) -> dict[str, object]:
    """How well confidences tell right from wrong. of: how many there are to be accepted at all."""
    return {
        "found": len(values),
        "auroc": auroc(values),
        "calibration_error": calibration_error(values),
        "reliability": [each.shown() for each in reliability(values)],
        "coverage_at": {str(target): coverage(values, target, of) for target in TARGETS},
    }


def scored(samples: Iterable[Sample]) -> list[Scored]:
    """Each with its confidence."""
    return [(each.confidence, each.right) for each in samples]


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


def coverage(values: Sequence[Scored], target: float, of: int) -> float | None:
    """Which share could be accepted, were the threshold set on these very values: the most to hope for."""
    ranked = sorted(values, reverse=True)
    best = right = 0
    for count, (confidence, is_right) in enumerate(ranked, start=1):
        right += is_right
        last_of_its_kind = count == len(ranked) or ranked[count][0] < confidence
        best = count if last_of_its_kind and right >= target * count else best
    return round(best / of, 4) if of else None


def _cut(
    accepted: Iterable[Sample], printed: Iterable[Sample], key: Callable[[Sample], str]
) -> dict[str, object]:
    return {
        "accepted_right": shown(grouped((key(each), each.right) for each in accepted)),
        "printed_accepted": shown(grouped((key(each), each.accepted) for each in printed)),
    }


def _held(printed: Iterable[Sample]) -> dict[str, int]:
    """Why printed values that were read rightly still go to a person."""
    held = (each for each in printed if each.right and not each.accepted)
    return dict(sorted(Counter(reason for each in held for reason in each.reasons).items()))
