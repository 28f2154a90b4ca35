"""A run of the real command over a measuring set, the way a branch would start it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from lab.bench.command import IDLE, Ended, Usage, run_measured
from lab.bench.seen import Seen, load_record
from lab.bench.sets import Sample

COMMAND = (sys.executable, "-m", "commands.main", "process")
REFUSED = 3
ERRORS_SHOWN = 2000
Register = dict[str, list[object]]


@dataclass(frozen=True, slots=True)
class Trial:
    """What a run left: records by dossier name (None: no record), what it took, and how it complained."""

    records: dict[str, Seen | None]
    usage: Usage
    statuses: tuple[int, ...]
    refusals: tuple[str, ...]
    tracebacks: int


def process(samples: Iterable[Sample], out: Path, how: Sequence[str]) -> Trial:
    """All dossiers in one call, as a branch's evening batch; nothing is said of procedures and registers.

    how: options of the command that hold for every call, such as ``--jobs 2``.
    """
    batch = tuple(samples)
    ended = _process(batch, out, how)
    return summed(_records(batch, out), [ended])


def advise(samples: Iterable[Sample], out: Path, how: Sequence[str]) -> Trial:
    """One call for every procedure and day of receipt, with the registers of all people of that call.

    The law that holds on the day and the procedure decide on verdicts; a call takes one of each.
    """
    ordered = sorted(samples, key=_occasion)
    batches = [tuple(batch) for _, batch in groupby(ordered, key=_occasion)]
    folders = [out / f"call-{number}" for number in range(len(batches))]
    ended = [_advise(batch, folder, how) for batch, folder in zip(batches, folders, strict=True)]
    found = [_records(batch, folder) for batch, folder in zip(batches, folders, strict=True)]
    return summed({name: seen for records in found for name, seen in records.items()}, ended)


def _records(batch: Iterable[Sample], out: Path) -> dict[str, Seen | None]:
    return {each.truth.name: load_record(out / f"{each.truth.name}.json") for each in batch}


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


def _advise(batch: tuple[Sample, ...], out: Path, how: Sequence[str]) -> Ended:
    out.mkdir(parents=True)
    registers = out / "registers.json"
    registers.write_text(json.dumps(_merged(batch), ensure_ascii=False), encoding="utf-8")
    procedure, received = _occasion(batch[0])
    options: list[str | Path] = [*how, "--received", received, "--registers", registers]
    options += ["--procedure", procedure] if procedure else []
    return _process(batch, out, options)


def _process(batch: tuple[Sample, ...], out: Path, options: Sequence[str | Path]) -> Ended:
    out.mkdir(parents=True, exist_ok=True)
    scans = [sample.scan for sample in batch]
    ended = run_measured([*COMMAND, *scans, "--out", out, *options], out / "stderr.txt")
    if ended.status not in (0, REFUSED):
        print(f"bench: exit {ended.status}\n{ended.errors[-ERRORS_SHOWN:]}", file=sys.stderr)
    return ended


def _merged(batch: Iterable[Sample]) -> Register:
    """One register of the city, in which the people of all dossiers live side by side."""
    merged: Register = {}
    for sample in batch:
        held = json.loads(sample.registers.read_bytes()) if sample.registers else {}
        for register, records in held.items():
            merged.setdefault(register, []).extend(records)
    return merged


def report_trial(trial: Trial) -> dict[str, object]:
    return {
        "exit_statuses": trial.statuses,
        "without_record": sorted(name for name, seen in trial.records.items() if seen is None),
        "refusals": trial.refusals,
        "tracebacks": trial.tracebacks,
    }
