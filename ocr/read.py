"""Page image to words: the whole way of this room."""

from __future__ import annotations

import unicodedata

import numpy as np

from domain.page import Page
from domain.text import Line, PageText, Word
from ocr.codes import find_codes
from ocr.crops import Crop, cut
from ocr.engine import Engine, LineReading, WordReading
from ocr.layout import lay_out
from ocr.lines import PrintLine
from ocr.order import in_reading_order
from ocr.orientation import find_stand
from ocr.pixels import pixels_of, turned
from ocr.sheet import Sheet, straighten


def read(page: Page, engine: Engine) -> PageText:
    """Read one page: set it upright, clean it, find its lines and codes, and recognise them.

    A page that holds nothing gives a PageText without lines; what cannot be decoded is simply absent.
    """
    stored = pixels_of(page.raster)
    stand = find_stand(stored, engine)
    upright = np.ascontiguousarray(turned(stored, stand.rotation))
    sheet = straighten(upright, stand.skew)
    layout = lay_out(sheet.grey)
    crops = [cut(layout, line) for line in layout.lines]
    readings = engine.recognise([crop.image for crop in crops])
    lines = [_line(*found, sheet) for found in zip(layout.lines, crops, readings, strict=True)]
    return PageText(
        page=page.number,
        rotation=stand.rotation,
        width=upright.shape[1],
        height=upright.shape[0],
        lines=tuple(in_reading_order([line for line in lines if line is not None])),
        symbols=tuple(find_codes(upright)),
        engine=engine.name,
    )


def _line(line: PrintLine, crop: Crop, reading: LineReading, sheet: Sheet) -> Line | None:
    words = tuple(_word(word, line, crop, sheet) for word in reading.words if _readable(word))
    return Line(words) if words else None


def _word(word: WordReading, line: PrintLine, crop: Crop, sheet: Sheet) -> Word:
    left, right = (crop.left + crop.width * edge for edge in (word.left, word.right))
    box = sheet.box(left, line.top, right, line.bottom)
    return Word(unicodedata.normalize("NFC", word.text), box, word.confidence)


def _readable(word: WordReading) -> bool:
    """Whether a word is more than a smudge that the engine took for letters."""
    return word.confidence >= 0.25 and any(letter.isalnum() for letter in word.text) or word.confidence >= 0.6
