"""OCRmyPDF on the same dossiers, as the yardstick: what a good free tool takes to make them searchable."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path
from shutil import which

import img2pdf

from lab.bench.command import IDLE, Usage, run_measured
from lab.bench.seen import Seen, SeenPage
from lab.bench.sets import Sample
from lab.bench.words import WordAnswer, report_words, word_answers

OPTIONS = ("-l", "vie", "--rotate-pages", "--deskew")


def installed() -> bool:
    return which("ocrmypdf") is not None


def measure(samples: Iterable[Sample], folder: Path, jobs: int) -> tuple[Usage, dict[str, object]]:
    """What it takes, and which words it reads. Wrapping images into PDF is not counted against it."""
    folder.mkdir(parents=True)
    usage, failed = IDLE, []
    words: list[WordAnswer] = []
    for sample in samples:
        source, result = _as_pdf(sample.scan, folder), folder / f"{sample.truth.name}.searchable.pdf"
        command: list[str | Path] = ["ocrmypdf", *OPTIONS, "--jobs", str(jobs), "--quiet", source, result]
        ended = run_measured(command, folder / f"{sample.truth.name}.stderr.txt")
        usage += ended.usage
        if ended.status:
            failed.append(f"{sample.truth.name}: exit {ended.status}")
        else:
            words += word_answers(sample.truth, _seen(result))
    options = " ".join((*OPTIONS, "--jobs", str(jobs)))
    return usage, {"options": options, "failed": failed, "words": report_words(words)}


def _as_pdf(scan: Path, folder: Path) -> Path:
    if scan.suffix == ".pdf":
        return scan
    images = sorted(each for each in scan.iterdir() if each.is_file()) if scan.is_dir() else [scan]
    wrapped = folder / f"{scan.name}.pdf"
    wrapped.write_bytes(img2pdf.convert([str(image) for image in images]))
    return wrapped


def _seen(searchable: Path) -> Seen:
    """The text layer of each page, as a record would carry it."""
    read = subprocess.run(["pdftotext", "-layout", searchable, "-"], check=True, capture_output=True)
    texts = read.stdout.decode("utf-8", "replace").split("\f")
    return Seen(tuple(SeenPage(number, "content", 0, text) for number, text in enumerate(texts, 1)), ())
