"""Invented dossiers scanned twice, the second time in another way, and read once: readings are kept."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from platformdirs import user_cache_path

from classifiers.layout_model import load_layout_model
from domain.definition import Definitions
from domain.understanding import PageReading, Understanding
from hoso import pipeline
from hoso.legs import read_pages
from lab.bench.sets import generator_digest
from lab.bench.truth import SUFFIX
from lab.specimens.degrade import scan_page
from lab.specimens.dossier import Dossier, ScannedPage, make_dossier
from lab.specimens.files import write_dossier
from lab.specimens.fonts import Family
from lab.specimens.papers import Binder
from lab.specimens.profiles import PROFILES, ProfileName, Scan
from lab.specimens.stamps import mark_page
from lab.training.layout.kept import kept_names, kept_readings
from storage.codec import READING

FIRST_SEED = 4_400_000
Truth = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Scanned:
    """One scan of an invented dossier: what it really holds, and what was read of it."""

    seed: int
    profile: ProfileName
    truth: Truth
    pages: tuple[PageReading, ...]
    family: Family = "measure"

    def understood(self, definitions: Definitions) -> Understanding:
        """What the program makes of it, the layout model asked as in every run."""
        return pipeline.understand(self.pages, definitions, load_layout_model())


def add_scan_options(parser: argparse.ArgumentParser) -> None:
    """Which dossiers are read, and how."""
    add = parser.add_argument
    add("--pairs", type=int, default=100, help="dossiers that are scanned twice")
    add("--seed", type=int, default=0)
    add("--jobs", type=int, default=2)
    add("--engine", default="hoso")
    add("--cache", type=Path, default=user_cache_path("hoso") / "duplicates", help="where readings are kept")


def kept_scans(specimens: Path, readings: Path) -> tuple[Scanned, ...]:
    """Every dossier of a set that ``lab.training.layout.readings`` has read, each scanned once."""
    return tuple(_kept(specimens, readings, name) for name in kept_names(readings))


def _kept(specimens: Path, readings: Path, name: str) -> Scanned:
    truth = json.loads((specimens / f"{name}{SUFFIX}").read_bytes())
    pages = tuple(kept_readings(readings, name))
    return Scanned(truth["seed"], truth["profile"], truth, pages, truth["family"])


def scans_of(options: argparse.Namespace) -> tuple[Scanned, ...]:
    """All first scans, then all second ones; what was read once is kept."""
    seeds = range(FIRST_SEED + options.seed * 10_000, FIRST_SEED + options.seed * 10_000 + options.pairs)
    jobs = [(seed, _profile(seed, turn), options.engine, options.cache) for turn in (0, 1) for seed in seeds]
    with ProcessPoolExecutor(options.jobs) as pool:
        return tuple(_told(pool.map(_scanned, *zip(*jobs, strict=True)), len(jobs)))


def _told(scans: Iterator[Scanned], of: int) -> Iterator[Scanned]:
    for number, each in enumerate(scans, 1):
        print(f"bench: read {number} of {of}", file=sys.stderr, flush=True)
        yield each


def _profile(seed: int, turn: int) -> ProfileName:
    """Another profile at each turn; over the seeds every profile meets every other one."""
    first = seed % len(PROFILES)
    step = 1 + seed // len(PROFILES) % (len(PROFILES) - 1)
    return PROFILES[(first + turn * step) % len(PROFILES)]


def _scanned(seed: int, profile: ProfileName, engine: str, cache: Path) -> Scanned:
    return kept_or(cache, f"{engine}-{seed}-{profile}", seed, profile, lambda: _read(seed, profile, engine))


def kept_or(cache: Path, name: str, seed: int, profile: ProfileName, read: Callable[[], Scanned]) -> Scanned:
    """What was read of those very pages before, or else what is read now; a new generator's pages are new."""
    kept = cache / f"{generator_digest()[:12]}-{name}.json"
    if kept.exists():
        plain = json.loads(kept.read_bytes())
        pages = tuple(READING.from_plain(each) for each in plain["pages"])
        return Scanned(seed, profile, plain["truth"], pages)
    made = read()
    cache.mkdir(parents=True, exist_ok=True)
    plain = {"truth": made.truth, "pages": [READING.plain(each) for each in made.pages]}
    kept.write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")
    return made


def scanned_leaves(binder: Binder, scan: Scan, seed: int) -> tuple[ScannedPage, ...]:
    """All leaves of papers of the measuring family, marked as specimens and worn by that way of scanning."""
    pages = []
    for leaf in binder.leaves:
        mark_page(leaf.canvas, False, "measure")
        upright, _ = scan_page(np.asarray(leaf.canvas.image), scan, np.random.default_rng(seed))
        pages.append(ScannedPage(np.ascontiguousarray(upright), leaf.canvas.dpi))
    return tuple(pages)


def read_dossier(
    dossier: Dossier, folder: Path, engine: str, number_from: int = 1
) -> tuple[PageReading, ...]:
    """The dossier's pages as they are read from the files it is scanned to, the first one of that number."""
    scan = write_dossier(dossier, folder)
    pages: list[PageReading] = []
    for file in sorted(scan.iterdir()) if scan.is_dir() else [scan]:
        pages += read_pages(file, 1, None, len(pages) + number_from, engine)
    return tuple(pages)


def _read(seed: int, profile: ProfileName, engine: str) -> Scanned:
    dossier = make_dossier(seed, "measure", profile)
    with tempfile.TemporaryDirectory(prefix="hoso-bench-") as folder:
        pages = read_dossier(dossier, Path(folder), engine)
    return Scanned(seed, profile, dossier.truth, pages)
