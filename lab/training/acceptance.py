"""Measures signs and thresholds, and writes ``definitions/acceptance.toml``.

    python -m lab.specimens --family train --seed 131 --dossiers 50 --out SET
    ./run process SET/... --out RECORDS
    python -m lab.training.acceptance --truths SET --records RECORDS --engine hoso

Several sets may be given. Dossiers of the family that the recogniser learnt from are read too well: at least
half should be of the measuring family, of seeds kept for this; ``./run bench acceptance`` then shows on other
seeds what it is worth.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from domain import signs
from domain.definition import Acceptance, Calibration, Catalogue
from hoso.definitions import DEFINITIONS_ROOT, definitions_at
from lab.bench.samples import Sample, Samples, samples_of
from lab.bench.tally import Tally
from lab.training.acceptance_file import written
from lab.training.logistic import Numbers, Prior, fit, held_out

TARGET = 0.998
"""Share of accepted values that must be right, on dossiers that the weights did not see."""
SURE_PAPER = 0.995
"""Share of papers taken for sure whose type and pages must be right."""
LOWEST = 0.9
"""Nothing is accepted below this, however well the training family was read: new faces are read worse."""
FEWEST = 25
"""Values a threshold must rest on; a value type with fewer is never accepted unseen."""

_HELD = 1e6  # firmness of a weight that is not to move

_NEVER_ACCEPTED = frozenset({signs.FAILED, signs.DISPUTED})
"""A failed check stops a value however sure it is."""

NEVER = 1.01
"""A threshold that no confidence reaches."""

FIELD_SIGNS = {
    signs.LETTERS: 0.7, signs.PLACE: 0.3, signs.PAGE: 0.2, signs.UNSOUND: -2.0, signs.RAGGED: -1.5,
    signs.ELSEWHERE: 2.5, signs.PROVEN: 0.7, signs.FAILED: -3.0, signs.TAGGED: 0.3,
    signs.KNOWN: 1.0, signs.UNLABELLED: -2.0, signs.ASTRAY: -1.0, signs.DISPUTED: -2.0,
    signs.NESTED: 1.0, signs.NAMED: 1.0, signs.SIGNER: -0.5, signs.SHORT: -0.5,
    signs.TWIN: -1.0, signs.UNDER_SEAL: -0.5, signs.OTHERWISE: -1.0,
}  # fmt: skip
DOCUMENT_SIGNS = {
    signs.EVIDENCE: 0.5, signs.RIVAL: -0.7, signs.RUN_ON: -1.0, signs.LONE: -1.5, signs.LACKING: -6.0,
    signs.MISDATED: -6.0, signs.MODEL: 0.4, signs.PARTED: 0.2,
}  # fmt: skip
"""What is believed of each sign before measuring: the weights of signs too rare to measure stay near it."""

Scored = tuple[float, bool]
"""A confidence, and whether the value was right."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A calibration, and each sample's confidence by weights that never saw its dossier."""

    calibration: Calibration
    confidences: Numbers


@dataclass(frozen=True, slots=True)
class Measured:
    """All that is written, and what it is worth on dossiers held out."""

    calibration: tuple[Calibration, ...]
    acceptance: tuple[Acceptance, ...]
    accepted: Tally
    covered: Tally


def main() -> None:
    """Reads truths and records, writes weights and thresholds, and prints what they are worth."""
    given = _options()
    catalogue = definitions_at().catalogue
    samples = gathered(given.truths, given.records, catalogue)
    found = measure(samples, given.engine)
    given.out.write_text(written(found.calibration, found.acceptance), encoding="utf-8")
    for row in found.acceptance:
        print(f"{row.source:8} {row.value_type:16} {row.threshold:.4f} {row.precision:.4f} {row.measured_on}")
    print("accepted and right, held out:", found.accepted.shown())
    print("printed values accepted, held out:", found.covered.shown())


def gathered(truths: Sequence[Path], records: Sequence[Path], catalogue: Catalogue) -> Samples:
    """The samples of several sets as one."""
    every = (samples_of(*pair, catalogue) for pair in zip(truths, records, strict=True))
    return sum(every, Samples((), ()))


def measure(samples: Samples, engine: str) -> Measured:
    """Weights and thresholds: first of papers, then of the values on papers that are sure."""
    papers = fitted(samples.documents, "document", engine, DOCUMENT_SIGNS)
    paper = _row(engine, "document", signs.DOCUMENT, _scored(samples.documents, papers), SURE_PAPER)
    limit = paper[0].threshold if paper else NEVER
    likely = {
        (each.dossier, each.document): confidence
        for each, confidence in zip(samples.documents, papers.confidences, strict=True)
    }
    sure = [each for each in samples.fields if likely.get((each.dossier, each.document), 1.0) >= limit]
    marks = [each for each in sure if each.source != "ocr"]
    print_ = [each for each in sure if each.source == "ocr"]
    values = fitted(print_, "field", engine, FIELD_SIGNS)
    rows = (*thresholds(print_, values.confidences, engine), *_mark_rows(marks, engine))
    likely_values = (*values.confidences, *(each.confidence for each in marks))
    scored = list(zip((*print_, *marks), map(float, likely_values), strict=True))
    return Measured(
        (papers.calibration, values.calibration), (*paper, *rows), *_worth(scored, rows, samples.printed)
    )


def fitted(samples: Sequence[Sample], of: str, engine: str, believed: dict[str, float]) -> Fitted:
    """Weights of the signs and of the kinds, and the confidences of dossiers held out."""
    kinds = sorted({kind for each in samples for kind in (each.kind, each.type)})
    columns = np.array([_columns(each, believed, kinds) for each in samples])
    right = np.array([float(each.right) for each in samples])
    means = np.array([0.0, *believed.values(), *(0.0 for _ in kinds)])
    prior = Prior(means, np.array([0.01, *(2.0 for _ in believed), *(1.0 for _ in kinds)]))
    prior = _unturned(columns, right, prior, len(believed))
    weights = [round(float(each), 3) for each in fit(columns, right, prior)]
    calibration = Calibration(
        engine,
        "document" if of == "document" else "field",
        weights[0],
        dict(zip(believed, weights[1:], strict=False)),
        dict(zip(kinds, weights[1 + len(believed) :], strict=True)),
        len(samples),
    )
    return Fitted(calibration, held_out(columns, right, [each.dossier for each in samples], prior))


def _unturned(columns: Numbers, right: Numbers, prior: Prior, believed: int) -> Prior:
    """The prior under which no sign speaks against what it stands for.

    A weight of the other direction rests on a few accidents; it is nought instead.
    """
    place = slice(1, 1 + believed)
    turned = fit(columns, right, prior)[place] * prior.means[place] < 0
    means, firmness = prior.means.copy(), prior.firmness.copy()
    means[place][turned], firmness[place][turned] = 0.0, _HELD
    return Prior(means, firmness)


def _columns(sample: Sample, believed: Iterable[str], kinds: Iterable[str]) -> list[float]:
    own = (float(kind in (sample.kind, sample.type)) for kind in kinds)
    return [1.0, *(sample.signs.get(name, 0.0) for name in believed), *own]


def thresholds(samples: Sequence[Sample], confidences: Numbers, engine: str) -> tuple[Acceptance, ...]:
    """A threshold a value type: where all types together are right enough, and this one by itself too."""
    may = [
        (each, float(confidence))
        for each, confidence in zip(samples, confidences, strict=True)
        if not _NEVER_ACCEPTED & each.signs.keys()
    ]
    common = threshold([(confidence, each.right) for each, confidence in may])
    if common is None:
        return ()
    rows: list[Acceptance] = []
    for kind in sorted({each.kind for each, _ in may}):
        own = [(value, each.right) for each, value in may if each.kind == kind and value >= common[0]]
        rows += _row(engine, "ocr", kind, own)
    return tuple(rows)


def threshold(
    scored: Sequence[Scored], target: float = TARGET, fewest: int = FEWEST
) -> tuple[float, float, int] | None:
    """The lowest confidence from which at least ``target`` of the values are right, with that share and
    how many there are; None where no threshold with ``fewest`` values reaches it."""
    ranked = sorted(scored, reverse=True)
    best: tuple[float, float, int] | None = None
    right = 0
    for count, (confidence, is_right) in enumerate(ranked, start=1):
        right += is_right
        last_of_its_kind = count == len(ranked) or ranked[count][0] < confidence
        if confidence < LOWEST:
            break
        if count >= fewest and last_of_its_kind and right / count >= target:
            best = (confidence, right / count, count)
    return best


def _row(
    engine: str, source: str, kind: str, scored: Sequence[Scored], target: float = TARGET
) -> list[Acceptance]:
    found = threshold(scored, target)
    if found is None:
        return []
    return [Acceptance(engine, kind, round(found[0] - 5e-5, 4), found[1], found[2], source)]


def _mark_rows(marks: Sequence[Sample], engine: str) -> list[Acceptance]:
    """From which confidence values out of codes are right; a kind that falls short is never accepted.

    A kind too rare to fall short is believed, as a code proves its letters itself.
    """
    rows = []
    for source, kind in sorted({(each.source, each.kind) for each in marks}):
        own = [(each.confidence, each.right) for each in marks if (each.source, each.kind) == (source, kind)]
        found = threshold(own)
        share = sum(right for _, right in own) / len(own)
        if all(right for _, right in own) or len(own) < FEWEST:
            rows.append(Acceptance(engine, kind, 0.0, share, len(own), source))
        elif found is None:
            rows.append(Acceptance(engine, kind, NEVER, share, len(own), source))
        else:
            rows.append(Acceptance(engine, kind, round(found[0] - 5e-5, 4), found[1], found[2], source))
    return rows


def _scored(samples: Sequence[Sample], found: Fitted) -> list[Scored]:
    return [(float(p), each.right) for p, each in zip(found.confidences, samples, strict=True)]


def _worth(
    scored: Sequence[tuple[Sample, float]], rows: Sequence[Acceptance], printed: int
) -> tuple[Tally, Tally]:
    """Accepted values that are right, and printed values that were accepted, marks among them."""
    limits = {(row.source, row.value_type): row.threshold for row in rows}
    accepted = [
        each
        for each, confidence in scored
        if confidence >= limits.get((each.source, each.kind), NEVER)
        and not _NEVER_ACCEPTED & each.signs.keys()
    ]
    right = Tally(sum(each.right for each in accepted), len(accepted))
    return right, Tally(sum(each.filled == "printed" for each in accepted), printed)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--truths", type=Path, nargs="+", required=True)
    parser.add_argument("--records", type=Path, nargs="+", required=True)
    parser.add_argument("--engine", required=True, help="how the engine's name in the records begins")
    parser.add_argument("--out", type=Path, default=DEFINITIONS_ROOT / "acceptance.toml")
    return parser.parse_args()


if __name__ == "__main__":
    main()
