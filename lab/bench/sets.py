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
    """A scan (a file, or a folder of files), its truth, and the file of what registers hold of its people."""

    truth: Truth
    scan: Path
    registers: Path | None


def measuring_set(cache: Path, seed: int, dossiers: int, profiles: Sequence[str]) -> Path:
    """The folder of the set; it is drawn only where the same generator has not drawn it before.

    With profiles named, each gets its even part of the dossiers, of a seed of its own.
    """
    drawn = f"{seed} {dossiers} {profiles} {generator_digest()}"
    folder = cache / hashlib.sha256(drawn.encode()).hexdigest()[:16]
    if not (folder / "finished").exists():
        rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for number, profile in enumerate(profiles or (None,)):
            _draw(folder, seed + number, -(-dossiers // max(1, len(profiles))), profile)
        (folder / "finished").touch()
    return folder


def _draw(folder: Path, seed: int, dossiers: int, profile: str | None) -> None:
    words = ["--family", "measure", "--seed", str(seed), "--dossiers", str(dossiers), "--jobs", "2"]
    words += ["--profile", profile] if profile else []
    words += ["--out", str(folder)]
    command = [sys.executable, "-m", "lab.specimens", *words]
    subprocess.run(command, check=True, stdout=sys.stderr)


def generator_digest() -> str:
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
        Sample(truth, _scan(folder, truth.name), _present(folder / f"{truth.name}.registers.json"))
        for truth in load_truths(folder)
    )


def _scan(folder: Path, name: str) -> Path:
    for path in sorted(folder.glob(f"{name}*")):
        if path.suffix != ".json" and name in (path.name, path.stem):
            return path
    raise FileNotFoundError(f"{name}{SUFFIX} has no scan beside it")


def _present(path: Path) -> Path | None:
    return path if path.exists() else None
