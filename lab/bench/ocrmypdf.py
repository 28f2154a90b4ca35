"""OCRmyPDF on the same dossiers, as the yardstick: what a good free tool takes to make them searchable."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from shutil import which

import img2pdf

from lab.bench.command import Ended, Usage, run_measured
from lab.bench.seen import Seen, SeenPage
from lab.bench.sets import Sample
from lab.bench.trial import Trial, summed
from lab.bench.turns import turns_between
from lab.bench.words import report_words, word_answers

OPTIONS = ("-l", "vie", "--rotate-pages", "--deskew")


def installed() -> bool:
    return which("ocrmypdf") is not None


def read(samples: Iterable[Sample], folder: Path, jobs: int) -> Trial:
    """The words it reads and the way up it gives each page. Wrapping images into PDF is not counted."""
    folder.mkdir(parents=True)
    records: dict[str, Seen | None] = {}
    ended: list[Ended] = []
    for sample in samples:
        name = sample.truth.name
        source, result = _as_pdf(sample.scan, folder), folder / f"{name}.searchable.pdf"
        command: list[str | Path] = ["ocrmypdf", *OPTIONS, "--jobs", str(jobs), "--quiet", source, result]
        ended.append(run_measured(command, folder / f"{name}.stderr.txt"))
        records[name] = None if ended[-1].status else _seen(source, result)
    return summed(records, ended)


def measure(samples: Sequence[Sample], folder: Path, jobs: int) -> tuple[Usage, dict[str, object]]:
    """What it takes, and which words it reads."""
    trial = read(samples, folder, jobs)
    found = [(each.truth, trial.records[each.truth.name]) for each in samples]
    words = [answer for truth, seen in found if seen for answer in word_answers(truth, seen)]
    failed = [truth.name for truth, seen in found if seen is None]
    options = " ".join((*OPTIONS, "--jobs", str(jobs)))
    return trial.usage, {"options": options, "failed": failed, "words": report_words(words)}


def _as_pdf(scan: Path, folder: Path) -> Path:
    if scan.suffix == ".pdf":
        return scan
    images = sorted(each for each in scan.iterdir() if each.is_file()) if scan.is_dir() else [scan]
    wrapped = folder / f"{scan.name}.pdf"
    wrapped.write_bytes(img2pdf.convert([str(image) for image in images]))
    return wrapped


def _seen(source: Path, searchable: Path) -> Seen:
    """The text layer of each page, as a record would carry it."""
    told = subprocess.run(["pdftotext", "-layout", searchable, "-"], check=True, capture_output=True)
    texts = told.stdout.decode("utf-8", "replace").split("\f")
    turns = turns_between(source, searchable)
    # a form feed ends the last page too
    pages = zip(range(1, len(turns) + 1), turns, texts[: len(turns)], strict=True)
    return Seen(tuple(SeenPage(number, "content", turn, text) for number, turn, text in pages), ())
