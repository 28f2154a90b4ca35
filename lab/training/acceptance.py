"""Measures from which confidence a value may be accepted unseen, and writes ``definitions/acceptance.toml``.

    python -m lab.specimens --family train --seed 31 --dossiers 80 --out SET
    ./run process SET/... --out RECORDS
    python -m lab.training.acceptance --truths SET --records RECORDS

Only the family that training may see is used; the measuring family then shows what the thresholds are worth.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from domain.definition import Acceptance, Catalogue, pattern_of
from hoso.definitions import DEFINITIONS_ROOT, definitions_at
from lab.bench.fields import FieldAnswer, field_answers
from lab.bench.pairing import pair
from lab.bench.seen import load_record
from lab.bench.truth import load_truths

TARGET = 0.993
"""Precision to reach on the training family, so that 0.98 holds on papers never seen."""
LOWEST = 0.75
"""No value is accepted below this, however well the training family was read: new faces are read worse."""
FEWEST = 25
"""Values a threshold must rest on; a value type with fewer is never accepted unseen."""

Scored = tuple[float, bool]
"""A confidence, and whether the value was right."""


def main() -> None:
    """Reads truths and records, writes the thresholds and prints them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--truths", type=Path, required=True)
    parser.add_argument("--records", type=Path, required=True)
    parser.add_argument("--engine", required=True, help="how the engine's name in the records begins")
    parser.add_argument("--out", type=Path, default=DEFINITIONS_ROOT / "acceptance.toml")
    given = parser.parse_args()
    scored = collect(_answers(given.truths, given.records), definitions_at().catalogue)
    rows = [
        row for value_type in sorted(scored) for row in _row(given.engine, value_type, scored[value_type])
    ]
    given.out.write_text(_toml(rows), encoding="utf-8")
    for row in rows:
        print(f"{row.value_type:16} {row.threshold:.4f} {row.precision:.4f} {row.measured_on}")


def collect(answers: Iterable[FieldAnswer], catalogue: Catalogue) -> dict[str, list[Scored]]:
    """Value type to what was read from print and could be accepted but for its confidence."""
    types = {kind.id: kind.value_types() for kind in catalogue.types}
    scored: dict[str, list[Scored]] = defaultdict(list)
    for each in answers:
        seen = each.seen
        if seen is None or seen.provenance.source != "ocr" or set(seen.reasons) - {"LOW_CONFIDENCE"}:
            continue
        pattern = pattern_of(each.field)
        value_type = types.get(each.type, {}).get(pattern)
        if value_type is not None:
            scored[value_type].append((seen.confidence, each.right))
    return scored


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


def _row(engine: str, value_type: str, scored: Sequence[Scored]) -> list[Acceptance]:
    found = threshold(scored)
    return [] if found is None else [Acceptance(engine, value_type, *found)]


def _answers(truths: Path, records: Path) -> Iterable[FieldAnswer]:
    for truth in load_truths(truths):
        seen = load_record(records / f"{truth.name}.json")
        if seen is not None:
            yield from field_answers(truth, pair(truth, seen))


def _toml(rows: Iterable[Acceptance]) -> str:
    head = "# Written by lab/training/acceptance.py from a measurement; see docs/decisions/acceptance.md.\n"
    return head + "".join(
        f'\n[[acceptance]]\nengine = "{row.engine}"\nvalue_type = "{row.value_type}"\n'
        f"threshold = {row.threshold:.4f}\nprecision = {row.precision:.4f}\nmeasured_on = {row.measured_on}\n"
        for row in rows
    )


if __name__ == "__main__":
    main()
