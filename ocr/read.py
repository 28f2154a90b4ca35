"""Page image to words: the whole way of this room."""

from __future__ import annotations

import unicodedata

import numpy as np

from domain.geometry import around
from domain.page import Page
from domain.text import Line, PageText, Symbol, SymbolKind, Word
from ocr.codes import find_codes
from ocr.crops import Crop, cut
from ocr.engine import Engine, LineReading, WordReading
from ocr.layout import Layout, lay_out
from ocr.lines import PrintLine
from ocr.mrz_zone import Zone, find_zones
from ocr.order import in_reading_order
from ocr.orientation import find_stand
from ocr.pixels import pixels_of, turned
from ocr.sheet import Sheet, straighten

_PROVEN = 0.99
"""Confidence of a line of a zone whose check digits hold."""


def read(page: Page, engine: Engine) -> PageText:
    """Read one page: set it upright, clean it, find its lines and codes, and recognise them.

    A page that holds nothing gives a PageText without lines; what cannot be decoded is simply absent.
    """
    stored = pixels_of(page.raster)
    stand = find_stand(stored, engine)
    upright = np.ascontiguousarray(turned(stored, stand.rotation))
    sheet = straighten(upright, stand.skew, stand.letter)
    layout = lay_out(sheet.grey)
    zones = find_zones(layout, engine)
    proven = [_zone_lines(zone, layout, sheet) for zone in zones]
    lines = _read_lines(layout, sheet, engine, {index for zone in zones for index in zone.lines})
    return PageText(
        page=page.number,
        rotation=stand.rotation,
        width=upright.shape[1],
        height=upright.shape[0],
        lines=tuple(in_reading_order([*lines, *(line for zone in proven for line in zone)])),
        symbols=(*find_codes(upright), *map(_zone_symbol, proven)),
        engine=engine.name,
    )


def _read_lines(layout: Layout, sheet: Sheet, engine: Engine, known: set[int]) -> list[Line]:
    """The layout's lines as the engine reads them, except those that are known already."""
    wanted = [line for index, line in enumerate(layout.lines) if index not in known]
    crops = [cut(layout, line) for line in wanted]
    readings = engine.recognise([crop.image for crop in crops])
    lines = (_line(*found, sheet) for found in zip(wanted, crops, readings, strict=True))
    return [line for line in lines if line is not None]


def _line(line: PrintLine, crop: Crop, reading: LineReading, sheet: Sheet) -> Line | None:
    words = tuple(_word(word, line, crop, sheet) for word in reading.words if _readable(word))
    return Line(words) if words else None


def _word(word: WordReading, line: PrintLine, crop: Crop, sheet: Sheet) -> Word:
    left, right = (crop.left + crop.width * edge for edge in (word.left, word.right))
    box = sheet.box(left, line.top, right, line.bottom)
    return Word(unicodedata.normalize("NFC", word.text), box, word.confidence)


def _readable(word: WordReading) -> bool:
    """Whether a word is more than a smudge that the engine took for letters."""
    least = 0.25 if any(letter.isalnum() for letter in word.text) else 0.6
    return word.confidence >= least


def _zone_lines(zone: Zone, layout: Layout, sheet: Sheet) -> list[Line]:
    found = [layout.lines[index] for index in zone.lines]
    boxes = [sheet.box(line.left, line.top, line.right, line.bottom) for line in found]
    return [Line((Word(text, box, _PROVEN),)) for text, box in zip(zone.text, boxes, strict=True)]


def _zone_symbol(lines: list[Line]) -> Symbol:
    payload = "\n".join(line.text for line in lines)
    return Symbol(SymbolKind.MRZ, payload, around(line.box for line in lines))
