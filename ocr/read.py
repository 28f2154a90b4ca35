"""Page image to words: the whole way of this room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from domain.geometry import Box, around
from domain.page import Page
from domain.text import TEXT_LAYER, Line, PageText, Symbol, SymbolKind, Word
from ocr.attestations import attested
from ocr.codes import find_codes
from ocr.comb_reading import CombWord, read_comb
from ocr.combs import Comb
from ocr.crops import Crop, cut
from ocr.dark_covers import as_dark_print
from ocr.engine import Engine, WordReading
from ocr.layout import Layout, lay_out
from ocr.mrz_lines import spelt_zones
from ocr.mrz_zone import Zone, find_zones
from ocr.order import reading_order
from ocr.orientation import find_stand
from ocr.paper import from_above
from ocr.pixels import pixels_of, turned
from ocr.round_seals import round_seals
from ocr.sheet import Sheet, straighten
from ocr.smudges import as_printed, readable
from ocr.text_layer import as_spelt, upright_layer
from ocr.ticks import Places, places_of, with_boxes

_PROVEN = 0.99
"""Confidence of a line of a zone whose check digits hold."""

_SEEN = 0.9
"""Confidence of dashes that are known by their shape."""


def read(page: Page, engine: Engine) -> PageText:
    """Read one page: set it upright, clean it, find lines, codes and seals, and recognise what is written.

    A page that holds nothing gives a PageText without lines; what cannot be decoded is simply absent.
    """
    stored = pixels_of(page.raster)
    view = from_above(stored)
    view = replace(view, image=as_dark_print(view.image))
    stand = find_stand(view.image, engine)
    upright = np.ascontiguousarray(turned(stored, stand.rotation))
    sheet = straighten(view, stand)
    seals = round_seals(view, stand)
    layout = lay_out(sheet.grey, seals=[sheet.ring(seal) for seal in seals])
    zones = find_zones(layout, engine)
    lines = _read_lines(layout, sheet, engine, zones) | _combs(layout, sheet, engine)
    spelt = as_spelt(lines, upright_layer(page.layer, stand.rotation))
    lines |= spelt | _dashes(layout, sheet)
    boxes = places_of(layout)
    lines |= _boxes(layout, sheet, boxes, lines)
    coded = [_zone_symbol(zone, lines) for zone in zones]
    coded += spelt_zones(list(lines.values()), coded)
    symbols = (*find_codes(upright), *coded)
    return PageText(
        page=page.number,
        rotation=stand.rotation,
        width=upright.shape[1],
        height=upright.shape[0],
        lines=tuple(lines[index] for index in reading_order(_level_boxes(layout, boxes)) if index in lines),
        symbols=symbols,
        engine=f"{engine.name}, {TEXT_LAYER}" if spelt else engine.name,
        attestations=attested(seals, sheet, layout, symbols, page.number),
    )


def _read_lines(layout: Layout, sheet: Sheet, engine: Engine, zones: list[Zone]) -> dict[int, Line]:
    """What stands on the layout's lines, by index: proven zones, and the engine's reading of the rest."""
    lines = {index: line for zone in zones for index, line in _zone_lines(zone, layout, sheet)}
    wanted = [index for index in range(len(layout.lines)) if index not in lines]
    crops = [cut(layout, layout.lines[index]) for index in wanted]
    readings = engine.recognise([crop.image for crop in crops])
    for index, crop, reading in zip(wanted, crops, readings, strict=True):
        words = readable(reading.words)
        if words:
            lines[index] = Line(tuple(_word(word, crop, sheet) for word in words))
    return lines


def _dashes(layout: Layout, sheet: Sheet) -> dict[int, Line]:
    """The layout's rows of dashes as words, by the index that follows those of its lines."""
    return {
        index: Line((Word("-" * len(row.marks), sheet.box(row.left, row.top, row.right, row.bottom), _SEEN),))
        for index, row in enumerate(layout.dashes, len(layout.lines))
    }


def _combs(layout: Layout, sheet: Sheet, engine: Engine) -> dict[int, Line]:
    """The layout's combs as lines by the index that follows those of its dashes."""
    lines = {}
    for index, comb in enumerate(layout.combs, len(layout.lines) + len(layout.dashes)):
        words = tuple(_comb_word(each, comb, sheet) for each in read_comb(layout, comb, engine))
        if words:
            lines[index] = Line(words)
    return lines


def _comb_word(word: CombWord, comb: Comb, sheet: Sheet) -> Word:
    left, right = comb.sides[word.first], comb.sides[word.end]
    return Word(word.text, sheet.box(left, comb.top, right, comb.bottom), word.confidence)


def _boxes(layout: Layout, sheet: Sheet, boxes: Places, read: Mapping[int, Line]) -> dict[int, Line]:
    """The lines with checkboxes; those of boxes alone by the index that follows those of the combs."""
    lines = {index: with_boxes(read.get(index), own, sheet) for index, own in boxes.lines.items()}
    first = len(layout.lines) + len(layout.dashes) + len(layout.combs)
    return lines | {index: with_boxes(None, [box], sheet) for index, box in enumerate(boxes.alone, first)}


def _level_boxes(layout: Layout, boxes: Places) -> list[Box]:
    """Places of lines, of dashes, of combs and of lone checkboxes on the straightened page, where those of
    one row have one height.
    """
    height, width = layout.grey.shape
    places = [(line.left, line.top, line.right, line.bottom) for line in (*layout.lines, *layout.dashes)]
    places += [(comb.sides[0], comb.top, comb.sides[-1], comb.bottom) for comb in layout.combs]
    places += [(box.left, box.top, box.right, box.bottom) for box in boxes.alone]
    return [
        Box(left / width, top / height, right / width, bottom / height) for left, top, right, bottom in places
    ]


def _word(word: WordReading, crop: Crop, sheet: Sheet) -> Word:
    place = sheet.box(*crop.box(word.left, word.right))
    rivals = tuple((as_printed(text), share) for text, share in word.alternatives if text)
    return Word(as_printed(word.text), place, word.confidence, alternatives=rivals)


def _zone_lines(zone: Zone, layout: Layout, sheet: Sheet) -> list[tuple[int, Line]]:
    found = [layout.lines[index] for index in zone.lines]
    boxes = [sheet.box(line.left, line.top, line.right, line.bottom) for line in found]
    lines = [Line((Word(text, box, _PROVEN),)) for text, box in zip(zone.text, boxes, strict=True)]
    return list(zip(zone.lines, lines, strict=True))


def _zone_symbol(zone: Zone, lines: dict[int, Line]) -> Symbol:
    return Symbol(SymbolKind.MRZ, "\n".join(zone.text), around(lines[index].box for index in zone.lines))
