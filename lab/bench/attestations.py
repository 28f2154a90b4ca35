"""Seals, signatures and certifications: which are found, and which values under a seal are flagged.

``python -m lab.bench.attestations --truths DIR... --records DIR...`` compares records (of ``hoso process``,
or of ``lab.training.records``) with the truth beside the specimens. A find answers a true one where most of
it lies on it: of a signature under a seal often but the free part is seen. The truth tells what was drawn: a
seal that a copier left white counts as missed.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from domain.attestation import AttestationKind
from domain.geometry import Box
from domain.signs import UNDER_SEAL
from extraction.under_seal import covered_by
from lab.bench.pairing import pair
from lab.bench.seen import NOTHING, Seen, SeenAttestation, load_record
from lab.bench.tally import Tally, grouped, one, shown, total
from lab.bench.truth import TrueAttestation, TrueField, Truth, load_truths

CARDS = frozenset({"cccd_chip", "can_cuoc_2024"})
"""Of those that specimens show: their seals belong to the card, and are half as wide as those on papers."""

_ON_IT = {AttestationKind.SEAL: 0.7, AttestationKind.SIGNATURE: 0.6, AttestationKind.CERTIFICATION: 0.6}
"""Share of a find that must lie on the true one."""
_OF_IT = {AttestationKind.SEAL: 0.5, AttestationKind.SIGNATURE: 0.15, AttestationKind.CERTIFICATION: 0.05}
"""Share of the true one that must be seen; of a certification its first line tells it."""
_UNDER = 0.3
"""Share of a value's place from which it truly stands under a seal."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One true attestation: on what kind of paper it stands, and whether it was found."""

    kind: AttestationKind
    profile: str
    card: bool
    found: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """What a record says beside the truth.

    false: the kinds of finds that answer nothing. under: of values truly under a seal, whether they say so.
    beside: of values that truly touch none, whether they say none.
    """

    answers: tuple[Answer, ...]
    false: tuple[str, ...]
    under: Tally
    beside: Tally


def compare(truth: Truth, record: Seen) -> Compared:
    answers: list[Answer] = []
    left = {each for document in record.documents for each in document.attestations}
    for document in truth.documents:
        for true in document.attestations:
            hit = next((each for each in left if _answers(each, true)), None)
            left.discard(hit)
            kind = AttestationKind(true.kind)
            answers.append(Answer(kind, truth.profile, document.type in CARDS, hit is not None))
    values = list(_values(truth, record))
    under = total(one(flagged) for share, flagged in values if share >= _UNDER)
    beside = total(one(not flagged) for share, flagged in values if share == 0)
    return Compared(tuple(answers), tuple(each.kind for each in left), under, beside)


def report(every: Iterable[Compared]) -> dict[str, object]:
    """Shares with their bounds, by kind of attestation."""
    found = list(every)
    answers = [answer for each in found for answer in each.answers]
    false = Counter(kind for each in found for kind in each.false)
    told = {kind.value: _told([each for each in answers if each.kind is kind]) for kind in AttestationKind}
    return {
        "dossiers": len(found),
        **{kind: {**shares, "false": false[kind]} for kind, shares in told.items()},
        "values_under_a_seal_flagged": total(each.under for each in found).shown(),
        "values_beside_seals_not_flagged": total(each.beside for each in found).shown(),
    }


def _told(answers: list[Answer]) -> dict[str, object]:
    on_papers = [(each.profile, each.found) for each in answers if not each.card]
    return {
        "found": total(one(each.found) for each in answers).shown(),
        "found_on_papers": total(one(found) for _, found in on_papers).shown(),
        "found_on_papers_by_profile": shown(grouped(on_papers)),
    }


def _answers(find: SeenAttestation, true: TrueAttestation) -> bool:
    if (find.kind, find.page) != (true.kind, true.page):
        return False
    kind, seen, whole = AttestationKind(true.kind), Box(*find.box), Box(*true.box)
    return seen.overlap_share(whole) >= _ON_IT[kind] and whole.overlap_share(seen) >= _OF_IT[kind]


def _values(truth: Truth, record: Seen) -> Iterator[tuple[float, bool]]:
    """Of each value that was read in print: the share of its true place that true seals cover, and whether
    the record says that it is under one.
    """
    pairs = pair(truth, record).pairs
    for document in truth.documents:
        found = pairs.get(document.id)
        for field in found.fields if found else ():
            true = document.fields.get(field.name)
            if true is not None and true.box is not None and field.provenance.source == "ocr":
                yield _covered(true, truth), any(sign.name == UNDER_SEAL for sign in field.signs)


def _covered(field: TrueField, truth: Truth) -> float:
    seals = (
        Box(*each.box)
        for document in truth.documents
        for each in document.attestations
        if each.kind == AttestationKind.SEAL and each.page == field.page
    )
    return covered_by(Box(*field.box), seals) if field.box else 0.0


def main() -> None:
    options = _options()
    every = [
        compare(truth, load_record(records / f"{truth.name}.json") or NOTHING)
        for truths, records in zip(options.truths, options.records, strict=True)
        for truth in load_truths(truths)
    ]
    print(json.dumps(report(every), indent=2))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--truths", type=Path, nargs="+", required=True)
    parser.add_argument("--records", type=Path, nargs="+", required=True)
    return parser.parse_args()


if __name__ == "__main__":
    main()
