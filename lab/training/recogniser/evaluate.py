"""Own recogniser against Tesseract, line by line and page by page, in errors and milliseconds.

``python -m lab.training.recogniser.evaluate --model lines.onnx [--specimens FOLDER] [--pdfs FOLDER]``

Prints a JSON object. Drawn lines use faces that training never saw; specimens bring the reading room's own
crops, PDF files real layouts and words. "pair" is the first model, looking twice.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
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
from lab.training.recogniser.specimen_lines import SpecimenLine, lines_of
from ocr.ctc import OwnRecogniser
from ocr.engine import Engine, Grey, load_engine
from ocr.ink import flatten
from ocr.letters import letters
from ocr.read import read
from ocr.second_opinion import SecondOpinion

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


def specimen_sets(folder: Path, count: int) -> dict[str, Set]:
    """Lines of specimens as the reading room cuts them: by profile, and those with handwriting apart."""
    groups: dict[str, list[SpecimenLine]] = defaultdict(list)
    for line in lines_of(folder, load_engine("tesserocr")):
        groups["specimens, hand" if line.hand else f"specimens, {line.profile}"].append(line)
    return {
        title: ([line.picture for line in group], [line.text for line in group])
        for title, group in (
            (title, lines[:: len(lines) // count + 1]) for title, lines in sorted(groups.items())
        )
    }


def line_sets(specimens: Path | None, pages: Sequence[TruePage], count: int) -> Iterator[tuple[str, Set]]:
    """All sets of lines that can be made, with their titles."""
    styles: tuple[Style, ...] = ("print", "mono", "hand")
    for style in styles:
        yield f"drawn {style}", drawn(style, count)
    if specimens is not None:
        yield from specimen_sets(specimens, count).items()
    for scanner in SCANNERS if pages else ():
        yield f"real lines, {scanner}", scanned(pages, scanner, count)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, nargs="+", required=True)
    parser.add_argument("--specimens", type=Path, help="folder of specimens of the measuring family")
    parser.add_argument("--pdfs", type=Path, help="folder of born-digital PDF files")
    parser.add_argument("--lines", type=int, default=300, help="lines a set")
    parser.add_argument("--pages", type=int, default=0, help="whole pages a scanner")
    parser.add_argument("--alone", action="store_true", help="leave Tesseract out")
    asked = parser.parse_args()
    own = {model.stem: OwnRecogniser(model, model.with_suffix(".json").exists()) for model in asked.model}
    engines: dict[str, Engine] = {**own}
    if not asked.alone:
        engines["tesseract"] = load_engine("tesserocr")
        engines["pair"] = SecondOpinion(next(iter(own.values())), engines["tesseract"])
    pages = (
        [page for pdf in sorted(asked.pdfs.glob("*.pdf")) for page in pages_of(pdf, 3)] if asked.pdfs else []
    )
    result: dict[str, dict[str, dict[str, float]]] = {}
    for title, chosen in line_sets(asked.specimens, pages, asked.lines):
        result[title] = {name: score(engine, chosen) for name, engine in engines.items()}
    few = pages[:: max(1, len(pages) // asked.pages)][: asked.pages] if asked.pages else []
    for scanner in SCANNERS if few else ():
        whole = {name: score_pages(engine, few, scanner) for name, engine in engines.items()}
        result[f"real pages, {scanner}"] = whole
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
