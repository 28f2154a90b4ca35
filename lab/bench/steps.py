"""Where a page's milliseconds and megabytes go: ``python -m lab.bench.steps DIR``, for DIR of specimens.

Every dossier goes the whole way in this process, step by step, and each step is charged with the processor
time that it took itself, without the steps inside it, and with the most memory this process held meanwhile.
Decoding has a process of its own and is charged with what that and its poppler took.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from domain.record import ScanSource
from domain.understanding import Case, PageReading
from hoso import legs
from ingest.sandbox import SandboxKind
from lab.bench.sets import load_set

STEPS = (
    ("take over and judge the pixels", "ingest.scan", "_page"),
    ("find the sheet in a photo", "ocr.read", "from_above"),
    ("orientation", "ocr.read", "find_stand"),
    ("orientation: lines asked", "ocr.orientation", "_by_reading"),
    ("flatten and level", "ocr.read", "straighten"),
    ("find seals", "ocr.read", "round_seals"),
    ("layout", "ocr.read", "lay_out"),
    ("layout: checkboxes", "ocr.layout", "find_checkboxes"),
    ("machine-readable zones", "ocr.read", "find_zones"),
    ("cut lines", "ocr.read", "cut"),
    ("recognise: prepare lines", "ocr.ctc", "prepared"),
    ("recognise: network", "ocr.ctc", "OwnRecogniser._chances"),
    ("recognise: decode", "ocr.ctc", "decoded"),
    ("look again: weigh readings", "ocr.second_opinion", "settled"),
    ("zones: Tesseract", "ocr.tesseract", "InProcessTesseract._read"),
    ("text layer", "ocr.read", "as_spelt"),
    ("reading order", "ocr.read", "reading_order"),
    ("codes", "ocr.read", "find_codes"),
    ("signatures", "ocr.read", "attested"),
    ("classify and split", "hoso.pipeline", "split"),
    ("extract", "hoso.pipeline", "extract"),
    ("judge fields, people, duplicates", "hoso.pipeline", "judge"),
    ("verdicts, form, tasks", "hoso.legs", "complete"),
    ("write the searchable PDF", "hoso.legs", "write_searchable"),
)
"""What is charged: a step's name, and the function as the module that calls it knows it."""
REST, DECODE = "everything else", "decode and rasterise (own process)"
_KIB = 1024


@dataclass(slots=True)
class Charge:
    """seconds: of the processor, without inner steps. peak: most resident memory in MiB while it ran."""

    seconds: float = 0.0
    peak: float = 0.0
    calls: int = 0


@dataclass(slots=True)
class Meter:
    """Charges by step; steps may lie within one another."""

    charges: dict[str, Charge] = field(default_factory=dict)
    _inner: list[float] = field(default_factory=list)
    _peaks: list[float] = field(default_factory=list)

    @contextmanager
    def charging(self, step: str) -> Iterator[None]:
        """Charge what happens within to the step."""
        if self._peaks:
            self._peaks[-1] = max(self._peaks[-1], _peak())
        self._inner.append(0.0)
        self._peaks.append(0.0)
        _forget_peak()
        began = time.process_time()
        try:
            yield
        finally:
            whole = time.process_time() - began
            charge = self.charges.setdefault(step, Charge())
            charge.seconds += whole - self._inner.pop()
            peak = max(self._peaks.pop(), _peak())
            charge.peak, charge.calls = max(charge.peak, peak), charge.calls + 1
            if self._inner:
                self._inner[-1] += whole
                self._peaks[-1] = max(self._peaks[-1], peak)

    def wrapped(self, step: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def charged(*words: Any, **named: Any) -> Any:
            with self.charging(step):
                return function(*words, **named)

        return charged


def install(meter: Meter) -> None:
    """Put the meter around every step, for the rest of this process.

    The decoder is shut in by limits only: the time of what runs in namespaces is lost to its parent.
    """
    decoding: Any = import_module("ingest.process")
    decoding.sandbox_kind = lambda: SandboxKind.LIMITS
    for step, module, name in STEPS:
        owner: Any = import_module(module)
        *path, last = name.split(".")
        for each in path:
            owner = getattr(owner, each)
        setattr(owner, last, meter.wrapped(step, getattr(owner, last)))


def measure(folder: Path, engine: str, most: int) -> dict[str, object]:
    """Milliseconds a page and the peak of memory of each step, over the first dossiers of a folder."""
    meter = Meter()
    legs.engine_named(engine)
    samples = load_set(folder)[:most]
    _through(samples[0].scan, engine)  # models and definitions are loaded once a process, not once a page
    loaded = _resident()
    install(meter)
    before = _children()
    pages = 0
    with meter.charging(REST):
        for sample in samples:
            pages += _through(sample.scan, engine)
    meter.charges[DECODE] = Charge(
        _children() - before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / _KIB
    )
    total = sum(each.seconds for each in meter.charges.values())
    return {
        "pages": pages,
        "milliseconds_a_page": round(1000 * total / pages, 1),
        "loaded_mib": round(loaded),
        "steps": {name: _shown(each, pages, total) for name, each in meter.charges.items()},
    }


def _through(scan: Path, engine: str) -> int:
    """One dossier the whole way, as a worker of ``hoso process`` takes it; its pages."""
    readings: list[PageReading] = []
    files = sorted(scan.iterdir()) if scan.is_dir() else [scan]
    for path in files:
        readings += legs.read_pages(path, 1, None, len(readings) + 1, engine)
    case = Case("0", ScanSource(scan.name, "0"), date(2026, 3, 2))
    legs.finish(case, readings, files, {})
    return len(readings)


def _shown(charge: Charge, pages: int, total: float) -> dict[str, float]:
    return {
        "milliseconds_a_page": round(1000 * charge.seconds / pages, 1),
        "share": round(charge.seconds / total, 3),
        "calls_a_page": round(charge.calls / pages, 1),
        "peak_mib": round(charge.peak),
    }


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _status(key: str) -> float:
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(key)) / _KIB


def _peak() -> float:
    return _status("VmHWM:")


def _resident() -> float:
    return _status("VmRSS:")


def _forget_peak() -> None:
    """Let the kernel count the peak anew from what is resident now (proc(5), clear_refs)."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def main() -> None:
    parser = argparse.ArgumentParser(description="Where a page's time and memory go.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engine", default="hoso")
    parser.add_argument("--dossiers", type=int, default=6)
    options = parser.parse_args()
    found = measure(options.folder, options.engine, options.dossiers)
    steps = found.pop("steps")
    print(json.dumps(found))
    for name, figures in (
        sorted(steps.items(), key=lambda each: -each[1]["share"]) if isinstance(steps, dict) else ()
    ):
        print(f"{figures['milliseconds_a_page']:8.1f} ms {100 * figures['share']:5.1f} %", end="")
        print(f" {figures['calls_a_page']:7.1f} calls {figures['peak_mib']:5.0f} MiB  {name}")


if __name__ == "__main__":
    main()
