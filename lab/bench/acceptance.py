"""What confidence is worth: reliability, precision and coverage, by value type, paper and way of scanning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from lab.bench.samples import Sample, Samples
from lab.bench.scoring import Scored, report_scored
from lab.bench.tally import grouped, one, shown, total

CUTS: Mapping[str, Callable[[Sample], str]] = {
    "by_value_type": lambda each: each.kind,
    "by_type": lambda each: each.type,
    "by_profile": lambda each: each.profile,
    "by_source": lambda each: each.source,
}
"""How values are told apart: by what they are, the paper's type, how it was scanned, and who said them."""
DOCUMENT_CUTS = ("by_type", "by_profile")


def report_acceptance(samples: Samples, sure: float) -> dict[str, object]:
    """The figures of values, and of what papers are and where they end; of all, and of each group by itself.

    accepted_right: of what no person would see (precision). printed_accepted: of all printed values of the
    papers (coverage). confidence: of values read from the page; its own coverage is of these and of what was
    missed. sure: from which confidence (0..1) a paper's type and pages are taken for sure.
    """
    accepted = [each for each in samples.fields if each.accepted]
    printed = [each for each in (*samples.fields, *samples.missed) if each.filled == "printed"]
    read = [each for each in samples.fields if each.source == "ocr"]
    able = [*read, *samples.missed]
    papers = [replace(each, accepted=each.confidence >= sure) for each in samples.documents]
    return {
        "fields": {
            "accepted_right": total(one(each.right) for each in accepted).shown(),
            "printed_accepted": total(one(each.accepted) for each in printed).shown(),
            **{
                name: _cut(accepted, printed, key) | {"confidence": _confidence(read, able, key)}
                for name, key in CUTS.items()
            },
            "right_but_held_because": _held(printed),
            "read_from_print": report_scored(scored(read), len(able)),
        },
        "documents": _documents(papers),
    }


def scored(samples: Iterable[Sample]) -> list[Scored]:
    """Each with its confidence."""
    return [(each.confidence, each.right) for each in samples]


def _documents(papers: Sequence[Sample]) -> dict[str, object]:
    accepted = [each for each in papers if each.accepted]
    cuts = {}
    for name in DOCUMENT_CUTS:
        key = CUTS[name]
        cuts[name] = {
            "sure_right": shown(grouped((key(each), each.right) for each in accepted)),
            "sure": shown(grouped((key(each), each.accepted) for each in papers)),
            "confidence": _confidence(papers, papers, key),
        }
    return {
        "sure_right": total(one(each.right) for each in accepted).shown(),
        "sure": total(one(each.accepted) for each in papers).shown(),
        **cuts,
        **report_scored(scored(papers), len(papers)),
    }


def _cut(
    accepted: Iterable[Sample], printed: Iterable[Sample], key: Callable[[Sample], str]
) -> dict[str, object]:
    return {
        "accepted_right": shown(grouped((key(each), each.right) for each in accepted)),
        "printed_accepted": shown(grouped((key(each), each.accepted) for each in printed)),
    }


def _confidence(
    read: Iterable[Sample], of: Iterable[Sample], key: Callable[[Sample], str]
) -> dict[str, dict[str, object]]:
    """Each group's own curve, area and coverage. of: all that could be accepted of the groups."""
    groups: dict[str, list[Sample]] = {}
    for each in read:
        groups.setdefault(key(each), []).append(each)
    able = Counter(key(each) for each in of)
    return {name: report_scored(scored(groups[name]), able[name]) for name in sorted(groups)}


def _held(printed: Iterable[Sample]) -> dict[str, int]:
    """Why printed values that were read rightly still go to a person."""
    held = (each for each in printed if each.right and not each.accepted)
    return dict(sorted(Counter(reason for each in held for reason in each.reasons).items()))
