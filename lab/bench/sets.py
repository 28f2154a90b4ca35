"""Measuring sets: specimen dossiers of a seed that nothing was trained on, made once and kept."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

from lab.bench.truth import SUFFIX, Truth, load_truths

GENERATOR = Path(__file__).parent.parent / "specimens"


@dataclass(frozen=True, slots=True)
class Sample:
    """A scan (a file, or a folder of files), its truth, and what the registers hold about its people."""

    truth: Truth
    scan: Path
    registers: Path


def measuring_set(cache: Path, seed: int, dossiers: int, profiles: Sequence[str]) -> Path:
    """The folder of the set; it is drawn only where the same generator has not drawn it before."""
    words = ["--family", "measure", "--seed", str(seed), "--dossiers", str(dossiers)]
    words += [word for profile in profiles for word in ("--profile", profile)]
    folder = cache / hashlib.sha256(f"{words}{_generator_digest()}".encode()).hexdigest()[:16]
    if not (folder / "finished").exists():
        rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        subprocess.run(
            [sys.executable, "-m", "lab.specimens", *words, "--out", str(folder)],
            check=True,
            stdout=sys.stderr,
        )
        (folder / "finished").touch()
    return folder


def _generator_digest() -> str:
    """Of the generator's sources and data, so that a change of it draws a new set."""
    digest = hashlib.sha256()
    for path in sorted(
        each for each in GENERATOR.rglob("*") if each.suffix in {".py", ".toml", ".txt", ".csv"}
    ):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def load_set(folder: Path) -> tuple[Sample, ...]:
    """Every sample of a folder, by name. Raises FileNotFoundError for a truth without its scan."""
    return tuple(
        Sample(truth, _scan(folder, truth.name), folder / f"{truth.name}.registers.json")
        for truth in load_truths(folder)
    )


def _scan(folder: Path, name: str) -> Path:
    for path in sorted(folder.glob(f"{name}*")):
        if path.suffix != ".json" and name in (path.name, path.stem):
            return path
    raise FileNotFoundError(f"{name}{SUFFIX} has no scan beside it")
