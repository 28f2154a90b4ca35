"""Tesseract as it is mostly used, through pytesseract: whole pages in, words out, nothing before or after.

As a program (``python -m lab.bench.page_mode --out DIR --jobs N SCAN...``) it reads scans with several
processes and writes a JSON of pages for each, of the shape of a dossier record.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import pytesseract
from pdf2image import convert_from_path, pdfinfo_from_path
from PIL import Image

from lab.bench.command import run_measured
from lab.bench.seen import load_record
from lab.bench.sets import Sample
from lab.bench.trial import Trial, summed

LANGUAGE = "vie"
DPI = 200
"""What pdf2image makes unless told otherwise; higher brought nothing where it was tried."""
COMMAND = (sys.executable, "-m", "lab.bench.page_mode")
_Place = tuple[Path, int]


def read(samples: Sequence[Sample], folder: Path, jobs: int) -> Trial:
    """All dossiers in one call. Pages are taken as they lie: page mode turns none."""
    folder.mkdir(parents=True)
    scans = [sample.scan for sample in samples]
    ended = run_measured([*COMMAND, *scans, "--out", folder, "--jobs", str(jobs)], folder / "stderr.txt")
    names = [sample.truth.name for sample in samples]
    return summed({name: load_record(folder / f"{name}.json") for name in names}, [ended])


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Read scans with Tesseract in page mode.")
    parser.add_argument("scans", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args(words)
    os.environ["OMP_THREAD_LIMIT"] = "1"  # the processes share the cores; threads beside them only spin
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(options.jobs, mp_context=context) as pool:
        for scan in options.scans:
            texts = list(pool.map(page_text, _places(scan)))
            pages = [
                {"number": n, "kind": "content", "rotation": 0, "text": t} for n, t in enumerate(texts, 1)
            ]
            name = scan.name if scan.is_dir() else scan.stem
            record = json.dumps({"pages": pages, "documents": []}, ensure_ascii=False)
            (options.out / f"{name}.json").write_text(record, encoding="utf-8")


def page_text(place: _Place) -> str:
    """The words of one page, a line a line, in the order that Tesseract gives them."""
    table = pytesseract.image_to_data(_picture(*place), lang=LANGUAGE, output_type=pytesseract.Output.DICT)
    names = ("block_num", "par_num", "line_num", "text")
    rows = (row for row in zip(*(table[name] for name in names), strict=True) if row[3].strip())
    lines = groupby(rows, key=itemgetter(0, 1, 2))
    return "\n".join(" ".join(row[3] for row in line) for _, line in lines)


def _places(scan: Path) -> Iterator[_Place]:
    """Every page as its file and its number there, from 1."""
    for file in sorted(scan.iterdir()) if scan.is_dir() else [scan]:
        yield from ((file, number) for number in range(1, _page_count(file) + 1))


def _page_count(file: Path) -> int:
    if file.suffix == ".pdf":
        return int(pdfinfo_from_path(str(file))["Pages"])
    with Image.open(file) as image:
        return int(getattr(image, "n_frames", 1))


def _picture(file: Path, number: int) -> Image.Image:
    if file.suffix == ".pdf":
        return convert_from_path(str(file), dpi=DPI, first_page=number, last_page=number)[0]
    image = Image.open(file)
    image.seek(number - 1)
    return image.convert("RGB")


if __name__ == "__main__":
    main()
