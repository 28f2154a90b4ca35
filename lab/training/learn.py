"""Learns from what people corrected, and keeps what is in use where the new is worse.

    python -m lab.training.learn --engine hoso --corrections corrections.jsonl \
        --truths SET --records RECORDS --measure-truths SEEDS --measure-records THEIR_RECORDS

SET is of the training family; the measuring set is of the other family and a seed that nobody trained on.
What is fitted anew are the signs' weights and the thresholds. Old and new are tried on the same measuring
records: the new ones are written to ``definitions/acceptance.toml`` unless more of what they accept is wrong,
or they accept less.

Exit 0: the new ones are in use. Exit 4: refused, with the reason's code on standard error, nothing written.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from domain.definition import Acceptance, Calibration
from domain.document import Sign, Source
from domain.errors import RefusedInput
from domain.signs import FAILED, weighed
from extraction.judge import Measured, measured_with
from hoso.definitions import DEFINITIONS_ROOT, definitions_at
from lab.bench.samples import Sample, Samples, samples_of
from lab.bench.tally import Tally
from lab.training.acceptance import gathered, measure
from lab.training.acceptance_file import written
from lab.training.corrections import samples_in

REFUSED = 4
MARGIN = 0.01
"""Of printed values: so much less coverage is chance, not a worse model."""


@dataclass(frozen=True, slots=True)
class Worth:
    """What weights and thresholds do on the measuring set."""

    accepted: Tally
    covered: Tally

    @property
    def wrong(self) -> int:
        return self.accepted.of - self.accepted.right

    def shown(self) -> dict[str, object]:
        return {"accepted_right": self.accepted.shown(), "printed_accepted": self.covered.shown()}


def main(words: Sequence[str] | None = None) -> int:
    """Fits, compares, and writes or refuses; the exit status says which."""
    given = _options(words)
    catalogue = definitions_at().catalogue
    samples = gathered(given.truths, given.records, catalogue)
    for path in given.corrections:
        samples += samples_in(path)
    found = measure(samples, given.engine)
    tried = samples_of(given.measure_truths, given.measure_records, catalogue)
    old = worth(tried, measured_with(given.engine, catalogue.acceptance, catalogue.calibration))
    new = worth(tried, measured_with(given.engine, found.acceptance, found.calibration))
    print("in use:", old.shown(), "\nnew:   ", new.shown())
    try:
        not_worse(old, new)
    except RefusedInput as refusal:
        print(f"{refusal.code}: {refusal.remedy}", file=sys.stderr)
        return REFUSED
    others = [each for each in catalogue.acceptance if each.engine != given.engine]
    kept = [each for each in catalogue.calibration if each.engine != given.engine]
    _write(given.out, (*kept, *found.calibration), (*others, *found.acceptance))
    return 0


def not_worse(old: Worth, new: Worth) -> None:
    """Raises RefusedInput where the new accepts a larger share wrongly, or clearly less than the old."""
    if (1 - (new.accepted.share or 0.0)) > (1 - (old.accepted.share or 0.0)) and new.wrong > old.wrong:
        raise RefusedInput("MORE_WRONG_ACCEPTED", "Nothing was written. Look for corrections that are wrong.")
    if (new.covered.share or 0.0) < (old.covered.share or 0.0) - MARGIN:
        raise RefusedInput("LESS_ACCEPTED", "Nothing was written. Add dossiers, or keep what is in use.")


def worth(samples: Samples, measured: Measured) -> Worth:
    """What these weights and thresholds would have accepted of the samples, and how much of that is right."""
    sure = {
        (each.dossier, each.document): _confidence(each, measured.of("document"))
        >= measured.document_threshold
        for each in samples.documents
    }
    accepted = [
        each
        for each in samples.fields
        if sure.get((each.dossier, each.document), False) and _is_accepted(each, measured)
    ]
    printed = sum(each.filled == "printed" for each in accepted)
    right = Tally(sum(each.right for each in accepted), len(accepted))
    return Worth(right, Tally(printed, samples.printed))


def _is_accepted(sample: Sample, measured: Measured) -> bool:
    failed = FAILED in sample.signs or any(each.startswith("CHECK_FAILED") for each in sample.reasons)
    calibration = measured.of("field") if sample.source == Source.OCR else None
    confidence = _confidence(sample, calibration)
    return not failed and confidence >= measured.threshold(Source(sample.source), sample.kind)


def _confidence(sample: Sample, calibration: Calibration | None) -> float:
    if calibration is None:
        return sample.confidence
    signs = (Sign(name, measure) for name, measure in sample.signs.items() if name != "kind")
    return weighed(signs, (sample.kind, sample.type), calibration)[0]


def _write(path: Path, calibration: Sequence[Calibration], acceptance: Sequence[Acceptance]) -> None:
    path.write_text(written(calibration, acceptance), encoding="utf-8")


def _options(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--engine", required=True, help="how the engine's name in the records begins")
    add("--truths", type=Path, nargs="+", required=True, help="sets of the training family")
    add("--records", type=Path, nargs="+", required=True, help="their records, in the same order")
    add("--corrections", type=Path, nargs="*", default=(), help="from lab.training.corrections")
    add("--measure-truths", type=Path, required=True, help="a set of the measuring family")
    add("--measure-records", type=Path, required=True, help="its records, made with the definitions in use")
    add("--out", type=Path, default=DEFINITIONS_ROOT / "acceptance.toml")
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main())
