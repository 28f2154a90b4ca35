"""A run of the real command over a measuring set, the way a branch would start it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from lab.bench.command import IDLE, Ended, Usage, run_measured
from lab.bench.seen import Seen, load_record
from lab.bench.sets import Sample

COMMAND = (sys.executable, "-m", "hoso", "process")
REFUSED = 3
Register = dict[str, list[object]]


@dataclass(frozen=True, slots=True)
class Trial:
    """What a run left: records by dossier name (None: no record), what it took, and how it complained."""

    records: dict[str, Seen | None]
    usage: Usage
    statuses: tuple[int, ...]
    refusals: tuple[str, ...]
    tracebacks: int


def process(samples: Iterable[Sample], out: Path, jobs: int) -> Trial:
    """Process dossiers of one procedure and one day together, with the registers of all their people."""
    ordered = sorted(samples, key=_occasion)
    batches = [tuple(batch) for _, batch in groupby(ordered, key=_occasion)]
    ended = [_process(batch, out / f"batch-{number}", jobs) for number, batch in enumerate(batches)]
    records = {
        sample.truth.name: load_record(out / f"batch-{number}" / f"{sample.truth.name}.json")
        for number, batch in enumerate(batches)
        for sample in batch
    }
    return summed(records, ended)


def summed(records: dict[str, Seen | None], ended: Iterable[Ended]) -> Trial:
    """Several runs told as one."""
    every = tuple(ended)
    return Trial(
        records,
        sum((each.usage for each in every), IDLE),
        tuple(sorted({each.status for each in every})),
        tuple(line for each in every if each.status == REFUSED for line in each.errors.splitlines()),
        sum(each.errors.count("Traceback (most recent call last)") for each in every),
    )


def _occasion(sample: Sample) -> tuple[str, str]:
    return sample.truth.procedure or "", sample.truth.received.isoformat()


def _process(batch: tuple[Sample, ...], out: Path, jobs: int) -> Ended:
    out.mkdir(parents=True)
    registers = out / "registers.json"
    registers.write_text(json.dumps(_merged(batch), ensure_ascii=False), encoding="utf-8")
    procedure, received = _occasion(batch[0])
    options: list[str | Path] = ["--out", out, "--registers", registers]
    options += ["--jobs", str(jobs), "--received", received]
    options += ["--procedure", procedure] if procedure else []
    return run_measured([*COMMAND, *(sample.scan for sample in batch), *options], out / "stderr.txt")


def _merged(batch: Iterable[Sample]) -> Register:
    """One register of the city, in which the people of all dossiers live side by side."""
    merged: Register = {}
    for sample in batch:
        for register, records in json.loads(sample.registers.read_bytes()).items():
            merged.setdefault(register, []).extend(records)
    return merged


def report_trial(trial: Trial) -> dict[str, object]:
    return {
        "exit_statuses": trial.statuses,
        "without_record": sorted(name for name, seen in trial.records.items() if seen is None),
        "refusals": trial.refusals,
        "tracebacks": trial.tracebacks,
    }
