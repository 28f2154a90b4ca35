"""The finished specimen dossiers that lie beside the code, for a first run."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

SAMPLES = Path(__file__).resolve().parent.parent / "samples"


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample: its files in page order, and what is said when it is handed in."""

    name: str
    files: tuple[Path, ...]
    received: date
    procedure: str | None


def gather_samples(root: Path = SAMPLES) -> list[Sample]:
    """The samples that ``samples/index.json`` lists, in its order."""
    rows = json.loads((root / "index.json").read_text(encoding="utf-8"))
    return [
        Sample(
            row["name"],
            _files(root / row["file"]),
            date.fromisoformat(row["received"]),
            row.get("procedure"),
        )
        for row in rows
    ]


def _files(path: Path) -> tuple[Path, ...]:
    return tuple(sorted(path.iterdir())) if path.is_dir() else (path,)
