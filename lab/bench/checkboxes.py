"""Checkboxes: ``python -m lab.bench.checkboxes --seed 7 --forms 2 [--without SET …]``, figures as JSON.

Draws forms with squares ticked by hand and tells by scan profile: squares found, those in the right state,
what is found where none is, and values that come out right. The finder's limits were set on seeds 5 and 11:
ask for another one. SET: a folder of specimens without squares; whatever is found there is false.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from classifiers.layout_model import LayoutModel, load_layout_model
from domain.definition import Definitions
from domain.page import Page, PageKind
from domain.text import PageText, Word
from hoso.definitions import definitions_at
from hoso.pipeline import reading_of, understand
from ingest.scan import open_scan
from lab.bench.ticked_forms import Form, TrueBox, forms
from lab.bench.truth import SUFFIX, load_truths
from ocr.checkboxes import find_checkboxes
from ocr.engine import Engine, load_engine
from ocr.marks import binarised, find_marks, letter_height
from ocr.orientation import find_stand
from ocr.paper import from_above
from ocr.pixels import pixels_of
from ocr.read import read
from ocr.sheet import straighten
from ocr.ticks import EMPTY, TICKED

_SAME = 0.5  # of each of two boxes that lies in the other where they are one


@dataclass(slots=True)
class Figures:
    """Squares drawn, found, found in the right state, found where none is; values, and right ones."""

    boxes: int = 0
    found: int = 0
    right: int = 0
    false: int = 0
    values: int = 0
    told: int = 0
    wrong: list[str] = field(default_factory=list)

    def plain(self) -> dict[str, object]:
        """As JSON has it; shares are 0..1, state of what was found."""
        return {
            "boxes": self.boxes,
            "found": _share(self.found, self.boxes),
            "state_right": _share(self.right, self.found),
            "false": self.false,
            "values": self.values,
            "values_right": _share(self.told, self.values),
            "values_wrong": self.wrong,
        }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


@dataclass(frozen=True, slots=True)
class Reader:
    """The program as it runs."""

    engine: Engine
    definitions: Definitions
    model: LayoutModel | None

    def fields(self, form: Form, texts: Iterable[PageText]) -> dict[str, str]:
        """Values of the form's own document by name."""
        pages = [reading_of(page, text) for page, text in zip(form.pages, texts, strict=True)]
        documents = understand(pages, self.definitions, self.model).documents
        own = next((each for each in documents if each.type == form.type), None)
        return {} if own is None else {each.name: each.value for each in own.fields}


def measure(drawn: Iterable[Form], reader: Reader) -> dict[str, Figures]:
    """Figures by scan profile, and over ``all``."""
    by_profile: dict[str, Figures] = {}
    for form in drawn:
        texts = [read(page, reader.engine) for page in form.pages]
        fields = reader.fields(form, texts)
        for name in (form.profile, "all"):
            figures = by_profile.setdefault(name, Figures())
            for text in texts:
                _count_boxes(figures, form.boxes[text.page], text)
            _count_values(figures, form, fields)
    return by_profile


def _count_boxes(figures: Figures, true: Iterable[TrueBox], text: PageText) -> None:
    free = [word for line in text.lines for word in line.words if word.text in (EMPTY, TICKED)]
    for box in true:
        own = next((word for word in free if _is_same(word, box)), None)
        figures.boxes += 1
        if own is not None:
            free.remove(own)
            figures.found += 1
            figures.right += (own.text == TICKED) == box.ticked
    figures.false += len(free)


def _is_same(word: Word, box: TrueBox) -> bool:
    return word.box.overlap_share(box.box) > _SAME and box.box.overlap_share(word.box) > _SAME


def _count_values(figures: Figures, form: Form, fields: dict[str, str]) -> None:
    for name, value in form.values.items():
        figures.values += 1
        figures.told += fields.get(name) == value
        if fields.get(name, value) != value:
            figures.wrong.append(f"{form.layout} {form.profile} {name}")


def measure_without(folders: Iterable[Path], engine: Engine) -> dict[str, object]:
    """What is found on pages that have no square, and processor milliseconds that looking takes."""
    pages, spent, found = 0, 0.0, list[str]()
    for name, page in _pages(folders):
        view = from_above(pixels_of(page.raster))
        grey = straighten(view, find_stand(view.image, engine)).grey
        ink = binarised(grey)
        letter = letter_height(find_marks(ink))
        began = time.process_time()
        boxes = find_checkboxes(grey, ink, letter)
        spent += time.process_time() - began
        pages += 1
        found += [name] * len(boxes)
    milliseconds = round(1000 * spent / pages, 1) if pages else None
    return {"pages": pages, "false": len(found), "where": found, "milliseconds": milliseconds}


def _pages(folders: Iterable[Path]) -> Iterator[tuple[str, Page]]:
    for folder in folders:
        for truth in load_truths(folder):
            beside = (path for path in folder.iterdir() if path.name.split(".")[0] == truth.name)
            scan = next(path for path in beside if not path.name.endswith((SUFFIX, ".registers.json")))
            for file in sorted(scan.iterdir()) if scan.is_dir() else [scan]:
                for page in open_scan(file):
                    if page.kind is PageKind.CONTENT:
                        yield f"{truth.name} {file.name} {page.number}", page


def main() -> None:
    parser = argparse.ArgumentParser(description="How well checkboxes are found and understood.")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--forms", type=int, default=2, help="of every layout in every profile")
    parser.add_argument("--family", choices=("train", "measure"), default="measure")
    parser.add_argument(
        "--without", type=Path, nargs="*", default=[], help="folders of specimens without squares"
    )
    parser.add_argument("--engine", default="hoso")
    options = parser.parse_args()
    reader = Reader(load_engine(options.engine), definitions_at(), load_layout_model())
    figures = measure(forms(options.seed, options.forms, options.family), reader)
    report: dict[str, object] = {name: each.plain() for name, each in figures.items()}
    if options.without:
        report["without"] = measure_without(options.without, reader.engine)
    print(json.dumps(report, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
