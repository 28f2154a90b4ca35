"""Own recogniser against Tesseract, line by line and page by page, in errors and milliseconds.

``python -m lab.training.recogniser.evaluate --model lines.onnx [--pdfs FOLDER] [--lines N] [--pages N]``
prints a JSON object. Drawn lines use faces that training never saw; PDF files bring real layouts and words.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from domain.page import Page, PageKind, Quality, Raster
from lab.specimens.fonts import Style
from lab.training.recogniser.faces import Faces, unseen_faces
from lab.training.recogniser.real_pages import DPI, TruePage, crop, pages_of
from lab.training.recogniser.sample import raw_line
from lab.training.recogniser.scanners import SCANNERS
from lab.training.recogniser.scores import Score, normal
from ocr.ctc import OwnRecogniser, letters
from ocr.engine import Engine, Grey, load_engine
from ocr.ink import flatten
from ocr.read import read

Set = tuple[list[Grey], list[str]]
"""Line images and their texts."""


def drawn(style: Style, count: int) -> Set:
    """Worn lines in faces of one style that training never drew with."""
    faces = Faces(tuple(face for face in unseen_faces().every if face.style == style))
    lines = [raw_line(f"measure/{style}/{number}", faces) for number in range(count)]
    return [picture for picture, _ in lines], [text for _, text in lines]


def scanned(pages: Sequence[TruePage], scanner: str, count: int) -> Set:
    """Lines cut from whole pages after the scanner and the reading room's own clean-up."""
    known, rng = frozenset(letters()), np.random.default_rng(3)
    images, texts = [], []
    for page in pages:
        even = flatten(SCANNERS[scanner](page.picture, rng))
        for line in page.lines:
            if set(line.text) <= known and line.right - line.left > 20 and line.bottom - line.top > 12:
                images.append(crop(even, line))
                texts.append(line.text)
    chosen = np.random.default_rng(5).permutation(len(images))[:count]
    return [images[index] for index in chosen], [texts[index] for index in chosen]


def score(engine: Engine, lines: Set) -> dict[str, float]:
    """Errors in %, CPU milliseconds a line."""
    start = time.process_time()
    readings = engine.recognise(lines[0])
    spent = time.process_time() - start
    total = Score()
    for text, reading in zip(lines[1], readings, strict=True):
        total += Score.of(text, reading.text)
    return {
        "cer": round(total.cer, 2),
        "wer": round(total.wer, 2),
        "ms": round(1000 * spent / total.lines, 2),
    }


def score_pages(engine: Engine, pages: Sequence[TruePage], scanner: str) -> dict[str, float]:
    """Word recall and precision in % of whole pages by the reading room, CPU seconds a page."""
    rng = np.random.default_rng(3)
    wanted: Counter[tuple[int, str]] = Counter()
    found: Counter[tuple[int, str]] = Counter()
    spent = 0.0
    for number, page in enumerate(pages, 1):
        picture = SCANNERS[scanner](page.picture, rng)
        start = time.process_time()
        text = read(_page(picture, number), engine).text
        spent += time.process_time() - start
        wanted.update((number, word) for line in page.lines for word in normal(line.text).split())
        found.update((number, word) for word in normal(text).split())
    right = (wanted & found).total()
    recall, precision = 100 * right / wanted.total(), 100 * right / max(1, found.total())
    return {"recall": round(recall, 2), "precision": round(precision, 2), "s": round(spent / len(pages), 2)}


def _page(picture: Grey, number: int) -> Page:
    raster = Raster(picture.shape[1], picture.shape[0], 1, DPI, np.ascontiguousarray(picture).tobytes())
    return Page(number, PageKind.CONTENT, raster, Quality(1.0, 0.0, 0.1))


def compare(engines: dict[str, Engine], pdfs: Path | None, lines: int, pages: int) -> dict[str, object]:
    """Every engine on every set."""
    result: dict[str, object] = {}
    styles: tuple[Style, ...] = ("print", "mono", "hand")
    sets: Iterator[tuple[str, Set]] = ((f"drawn {style}", drawn(style, lines)) for style in styles)
    for title, chosen in sets:
        result[title] = {name: score(engine, chosen) for name, engine in engines.items()}
    if pdfs is None:
        return result
    truth = [page for pdf in sorted(pdfs.glob("*.pdf")) for page in pages_of(pdf, 3)]
    for scanner in SCANNERS:
        chosen = scanned(truth, scanner, lines)
        result[f"real lines, {scanner}"] = {name: score(each, chosen) for name, each in engines.items()}
        if pages:
            few = truth[:: max(1, len(truth) // pages)][:pages]
            whole = {name: score_pages(engine, few, scanner) for name, engine in engines.items()}
            result[f"real pages, {scanner}"] = whole
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, nargs="+", required=True)
    parser.add_argument("--pdfs", type=Path, help="folder of born-digital PDF files")
    parser.add_argument("--lines", type=int, default=300, help="lines a set")
    parser.add_argument("--pages", type=int, default=0, help="whole pages a scanner")
    parser.add_argument("--alone", action="store_true", help="leave Tesseract out")
    asked = parser.parse_args()
    engines: dict[str, Engine] = {model.stem: OwnRecogniser(model) for model in asked.model}
    if not asked.alone:
        engines["tesseract"] = load_engine("tesserocr")
    print(json.dumps(compare(engines, asked.pdfs, asked.lines, asked.pages), indent=1))


if __name__ == "__main__":
    main()
