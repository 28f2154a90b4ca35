"""Dossier records of kept readings: what a change of classification, extraction or calibration makes of them.

python -m lab.training.layout.readings --specimens SET --out READ     # once, minutes
python -m lab.training.records --readings READ --out RECORDS          # after every change, seconds
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from classifiers.layout_model import MODELS, load_layout_model
from domain.record import ScanSource
from domain.understanding import Case
from hoso.definitions import definitions_at
from hoso.pipeline import complete, understand
from lab.training.layout.kept import kept_names, kept_readings
from storage.codec import RECORD

_RECEIVED = date(2026, 6, 1)


def main() -> None:
    options = _options()
    options.out.mkdir(parents=True, exist_ok=True)
    definitions, model = definitions_at(), load_layout_model(options.model)
    for name in kept_names(options.readings):
        understood = understand(kept_readings(options.readings, name), definitions, model)
        case = Case(name, ScanSource(name, "0" * 64), _RECEIVED)
        record = complete(understood, (), definitions, case)
        (options.out / f"{name}.json").write_text(RECORD.dump(record), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--readings", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=MODELS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
