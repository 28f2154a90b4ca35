"""Reads a folder of specimens once, so that training and measuring need no pixels.

python -m lab.training.layout.readings --specimens SET --out READ [--jobs 2]
"""

from __future__ import annotations

import argparse
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from domain.understanding import PageReading
from hoso.legs import read_pages
from lab.bench.truth import SUFFIX, load_truths
from lab.training.layout.kept import READINGS
from storage.codec import READING


def main() -> None:
    options = _options()
    options.out.mkdir(parents=True, exist_ok=True)
    names = [truth.name for truth in load_truths(options.specimens)]
    keep = partial(keep_readings, options.specimens, options.out, options.engine)
    with get_context("spawn").Pool(options.jobs) as pool:
        for number, name in enumerate(pool.imap_unordered(keep, names), start=1):
            print(f"{number}/{len(names)} {name}", flush=True)


def keep_readings(specimens: Path, out: Path, engine: str, name: str) -> str:
    """Writes ``out/name.readings``, a line of JSON a page, unless it is there; returns the name."""
    kept = out / f"{name}{READINGS}"
    if not kept.exists():
        pages = _read(_scan(specimens, name), engine)
        kept.write_text("".join(f"{READING.dump(page)}\n" for page in pages), encoding="utf-8")
    return name


def _scan(specimens: Path, name: str) -> Path:
    """The dossier's folder of scans, or its one file."""
    beside = (path for path in specimens.iterdir() if path.name.split(".")[0] == name)
    return next(path for path in beside if not path.name.endswith((SUFFIX, ".registers.json")))


def _read(scan: Path, engine: str) -> list[PageReading]:
    readings: list[PageReading] = []
    for file in sorted(scan.iterdir()) if scan.is_dir() else [scan]:
        readings += read_pages(file, 1, None, len(readings) + 1, engine)
    return readings


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--specimens", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--engine", default="hoso")
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main()
