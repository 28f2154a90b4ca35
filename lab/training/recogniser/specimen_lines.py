"""Lines that the reading room cuts from specimen pages, each with the words that truly stand there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domain.geometry import Box
from domain.page import Page
from ingest.scan import open_scan
from ocr.crops import cut
from ocr.engine import Engine, Grey
from ocr.layout import lay_out
from ocr.orientation import find_stand
from ocr.paper import from_above
from ocr.pixels import pixels_of
from ocr.sheet import straighten


@dataclass(frozen=True, slots=True)
class SpecimenLine:
    """A crop as the engine gets it. hand: any word is in handwriting; profile: how the page was worn.

    whole: the line was cut about just these words, so that its text is right however badly it can be read.
    """

    picture: Grey
    text: str
    hand: bool
    profile: str
    whole: bool


def lines_of(folder: Path, engine: Engine) -> Iterator[SpecimenLine]:
    """All lines of all specimens in a folder whose pages the room sets upright rightly.

    Lines without a true word (seals, ornaments, dirt) are left out.
    """
    for truth_file in sorted(folder.glob("*.truth.json")):
        truth = json.loads(truth_file.read_text("utf-8"))
        pages = _pages(folder, str(truth["name"]))
        for page, true_page in zip(pages, truth["pages"], strict=True):
            if true_page["words"]:
                yield from _page_lines(page, true_page, str(truth["profile"]), engine)


def _pages(folder: Path, name: str) -> Iterator[Page]:
    """Pages of one specimen, which is a file or a folder of pictures."""
    scans = (
        sorted((folder / name).iterdir())
        if (folder / name).is_dir()
        else sorted(folder.glob(f"{name}.[pt][di]*f"))
    )
    for scan in scans:
        yield from open_scan(scan)


def _page_lines(page: Page, truth: dict[str, Any], profile: str, engine: Engine) -> Iterator[SpecimenLine]:
    view = from_above(pixels_of(page.raster))
    stand = find_stand(view.image, engine)
    if stand.rotation != truth["rotation"]:
        return
    sheet = straighten(view, stand)
    layout = lay_out(sheet.grey)
    boxes = [sheet.box(line.left, line.top, line.right, line.bottom) for line in layout.lines]
    owned: list[list[dict[str, Any]]] = [[] for _ in boxes]
    for word in truth["words"]:
        owner = _owner(Box(*word["box"]), boxes)
        if owner is not None:
            owned[owner].append(word)
    for line, box, words in zip(layout.lines, boxes, owned, strict=True):
        if words:
            words.sort(key=lambda word: float(word["box"][0]))
            text = " ".join(word["text"] for word in words)
            hand = any(word["hand"] for word in words)
            whole = _is_whole(box, [Box(*word["box"]) for word in words])
            yield SpecimenLine(cut(layout, line).image, text, hand, profile, whole)


def _is_whole(line: Box, words: list[Box]) -> bool:
    """Whether a line's box is that of its words, give or take the half of a letter."""
    wide = sum(word.right - word.left for word in words)
    high = max(word.bottom - word.top for word in words)
    slack = 0.35 * wide / len(words)
    return (
        abs(min(word.left for word in words) - line.left) < slack
        and abs(max(word.right for word in words) - line.right) < slack
        and line.bottom - line.top < 1.7 * high
    )


def _owner(word: Box, lines: list[Box]) -> int | None:
    """The line whose middle is nearest to the word's among those that the word's middle lies on."""
    x, y = word.middle
    on = [
        (abs(line.middle[1] - y), index)
        for index, line in enumerate(lines)
        if line.left - 0.005 <= x <= line.right + 0.005 and line.top <= y <= line.bottom
    ]
    return min(on)[1] if on else None
