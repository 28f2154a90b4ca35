"""The finished dossiers of ``samples/``: ``python -m lab.specimens.samples`` writes the same again."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from lab.specimens.dossier import make_dossier
from lab.specimens.files import write_dossier
from lab.specimens.fonts import fetch
from lab.specimens.profiles import ProfileName

SAMPLES = Path(__file__).parents[2] / "samples"
TITLES = {
    "1.001193": "khai-sinh",
    "1.004222": "thuong-tru",
    "1.001612": "ho-kinh-doanh",
    "1.013831": "dat-dai",
    "1.000894": "ket-hon",
    "2.000635": "trich-luc",
}
LIGHT = 32
"""JPEG quality of the samples: a repository is no place for large files."""
CHOSEN: tuple[tuple[int, ProfileName], ...] = (
    (990107, "copy"),
    (990102, "office"),
    (990105, "office"),
    (990114, "office"),
    (990108, "fax"),
    (990119, "office"),
    (990122, "office"),
    (990104, "copy"),
    (990110, "phone"),
    (990106, "copy"),
    (990127, "clean"),
    (990101, "office"),
)
"""Seeds that training and measuring do not use, and the way each is scanned."""


def write_samples(folder: Path) -> list[str]:
    """Write all samples, their truth under ``truth/`` and one registers file for all; returns their names.

    They stay with the layouts of the first edition, so that new layouts leave them as they are.

    ``index.json`` lists them in the order of their names, as ``./run demo`` hands them in.
    """
    held: dict[str, list[dict[str, object]]] = {}
    counts: dict[str, int] = {}
    index: list[dict[str, object]] = []
    (folder / "truth").mkdir(parents=True, exist_ok=True)
    for seed, profile in CHOSEN:
        dossier = make_dossier(seed, "train", profile, edition=1)
        title = TITLES[str(dossier.truth["procedure"])]
        counts[title] = counts.get(title, 0) + 1
        dossier = dossier.named(f"{title}-{counts[title]:02d}", LIGHT)
        write_dossier(dossier, folder)
        (folder / f"{dossier.name}.truth.json").rename(folder / "truth" / f"{dossier.name}.truth.json")
        (folder / f"{dossier.name}.registers.json").unlink()
        for register, records in dossier.registers.items():
            held.setdefault(register, []).extend(records)
        index.append(_entry(folder, dossier.name, dossier.truth))
    text = json.dumps(held, ensure_ascii=False, indent=1)
    (folder / "registers.json").write_text(text + "\n", "utf-8")
    index.sort(key=lambda entry: str(entry["name"]))
    (folder / "index.json").write_text(json.dumps(index, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return [str(entry["name"]) for entry in index]


def _entry(folder: Path, name: str, truth: Mapping[str, object]) -> dict[str, object]:
    """What is said of a dossier when it is handed in, and where it lies."""
    file = next(path.name for path in folder.iterdir() if path.name.partition(".")[0] == name)
    return {"name": name, "file": file, "procedure": truth["procedure"], "received": truth["received"]}


if __name__ == "__main__":
    fetch()
    print("\n".join(write_samples(SAMPLES)))
    sys.exit(0)
