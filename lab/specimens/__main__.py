"""Invented dossiers with their truth: ``python -m lab.specimens --seed 7 --dossiers 40 --out DIR``."""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from lab.specimens.dossier import make_dossier
from lab.specimens.files import write_dossier
from lab.specimens.fonts import MissingFace, fetch
from lab.specimens.profiles import PROFILES


def main(arguments: list[str] | None = None) -> int:
    """Write the dossiers; 1 with what to install where a face is missing."""
    options = _options().parse_args(arguments)
    first = options.seed * 10_000
    jobs = [
        (first + number, options.family, options.profile, options.out) for number in range(options.dossiers)
    ]
    try:
        fetch()
        if options.jobs == 1:
            names = [_write(*job) for job in jobs]
        else:
            with ProcessPoolExecutor(options.jobs) as pool:
                names = list(pool.map(_write, *zip(*jobs, strict=True)))
    except MissingFace as missing:
        print(missing, file=sys.stderr)
        return 1
    print(f"{len(names)} dossiers in {options.out}")
    return 0


def _write(seed: int, family: str, profile: str | None, out: Path) -> str:
    dossier = make_dossier(seed, family, profile)  # type: ignore[arg-type]
    return write_dossier(dossier, out).name


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m lab.specimens", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="the same seed writes the same dossiers")
    parser.add_argument("--dossiers", type=int, default=10)
    parser.add_argument("--family", choices=("train", "measure"), default="train")
    parser.add_argument(
        "--profile", choices=PROFILES, help="one profile for all; drawn for each dossier when absent"
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--jobs", type=int, default=1)
    return parser


if __name__ == "__main__":
    sys.exit(main())
