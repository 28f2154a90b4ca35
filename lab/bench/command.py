"""Running a command and measuring what it takes: time, processor, memory of it and of its children."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import subprocess
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SAMPLE_SECONDS = 0.1
KIB_PER_MIB = 1024


@dataclass(frozen=True, slots=True)
class Usage:
    """Seconds of the clock and of processors, and peaks of resident memory in MiB.

    child: the largest single descendant. tree: the whole family at its fullest moment, shared pages counted
    for every process that maps them.
    """

    seconds: float
    processor: float
    parent: float
    child: float
    tree: float

    def __add__(self, other: Usage) -> Usage:
        """One after the other: times add up, peaks do not."""
        return Usage(
            self.seconds + other.seconds,
            self.processor + other.processor,
            max(self.parent, other.parent),
            max(self.child, other.child),
            max(self.tree, other.tree),
        )


IDLE = Usage(0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its status, its standard error, and what it took."""

    status: int
    errors: str
    usage: Usage


def run_measured(command: Sequence[str | Path], log: Path) -> Ended:
    """Run it to its end, sampling its family's memory ten times a second. ``log`` keeps standard error."""
    with _orphans_adopted():
        return _run(command, log)


def _run(command: Sequence[str | Path], log: Path) -> Ended:
    before = _processor_seconds()
    family: set[int] = set()
    started = time.monotonic()
    parent = child = tree = 0.0
    with log.open("wb") as errors:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors
        )
        while process.poll() is None:
            below = descendants(process.pid)
            family.update(below)
            own, others = _resident(process.pid), [_resident(each) for each in below]
            parent, child = max(parent, own), max([child, *others])
            tree = max(tree, own + sum(others))
            time.sleep(SAMPLE_SECONDS)
    _bury(family)
    usage = Usage(time.monotonic() - started, _processor_seconds() - before, parent, child, tree)
    return Ended(process.returncode, log.read_text(encoding="utf-8", errors="replace"), usage)


@contextlib.contextmanager
def _orphans_adopted() -> Iterator[None]:
    """Meanwhile processes whose parents end first become ours, so that what they took can be counted.

    A sandbox's outer process does not wait for the decoder inside (prctl(2), PR_SET_CHILD_SUBREAPER).
    Afterwards nobody is adopted any more: an orphan that nobody buries would stay as a zombie.
    """
    system = ctypes.CDLL(None)
    system.prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    try:
        yield
    finally:
        system.prctl(_SET_CHILD_SUBREAPER, 0, 0, 0, 0)


_SET_CHILD_SUBREAPER = 36


def _bury(family: Iterable[int]) -> None:
    """Wait for those of a family that became ours and have ended; their time then counts as children's."""
    for each in family:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(each, os.WNOHANG)


def descendants(ancestor: int) -> list[int]:
    """Process ids of children, their children and so on, as far as they still live."""
    children: dict[int, list[int]] = {}
    for process, parent in _parents():
        children.setdefault(parent, []).append(process)
    found, queue = [], [ancestor]
    while queue:
        below = children.get(queue.pop(), [])
        found += below
        queue += below
    return found


def _parents() -> Iterator[tuple[int, int]]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal() and (parent := _status(int(folder.name), "PPid:")) is not None:
            yield int(folder.name), parent


def _resident(process: int) -> float:
    return (_status(process, "VmRSS:") or 0) / KIB_PER_MIB


def _status(process: int, key: str) -> int | None:
    """A number from the kernel's status of a process; None once it is gone or is being buried."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) for line in lines if line.startswith(key)), None)


def _processor_seconds() -> float:
    """Of all children that have ended and were waited for, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def page_rate(pages: int, usage: Usage) -> float:
    """Pages a second of the clock."""
    return round(pages / usage.seconds, 3) if usage.seconds else 0.0


def shown(usage: Usage) -> dict[str, float]:
    """As the report prints it."""
    return {
        "seconds": round(usage.seconds, 1),
        "processor_seconds": round(usage.processor, 1),
        "parent_peak_mib": round(usage.parent, 1),
        "largest_child_peak_mib": round(usage.child, 1),
        "family_peak_mib": round(usage.tree, 1),
        "cores": float(os.cpu_count() or 1),
    }
