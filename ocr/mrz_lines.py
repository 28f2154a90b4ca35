"""Machine-readable zones out of lines already read: what was read rightly needs no second look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.geometry import Box, around
from domain.text import Line, Symbol, SymbolKind
from ocr.mrz import prove

_SIZES = (3, 2)  # lines of a card's zone, of a passport's
_LETTERS = range(20, 50)
_FILLERS = 2


def spelt_zones(lines: Sequence[Line], known: Sequence[Symbol]) -> list[Symbol]:
    """Zones whose lines prove themselves as they were read, besides the ``known`` ones.

    A zone is proven by its check digits alone, so that trying lines that only stand under one another costs
    nothing but time.
    """
    rows = sorted((line for line in lines if _looks_coded(line)), key=lambda line: line.box.top)
    found: list[Symbol] = []
    for size in _SIZES:
        for stack in _stacks(rows, size):
            box = around(line.box for line in stack)
            text = prove([line.text for line in stack])
            if text is not None and not any(_same_place(box, symbol) for symbol in (*known, *found)):
                found.append(Symbol(SymbolKind.MRZ, "\n".join(text), box))
    return found


def _looks_coded(line: Line) -> bool:
    bare = line.text.replace(" ", "")
    return len(bare) in _LETTERS and (bare.count("<") >= _FILLERS or bare[2:5] == "VNM")


def _stacks(rows: Sequence[Line], size: int) -> Iterator[tuple[Line, ...]]:
    """Lines that begin at one edge and follow one another downwards, other columns' lines left out."""
    for index, first in enumerate(rows):
        under = [row for row in rows[index + 1 :] if _continues(first.box, row.box)]
        if len(under) >= size - 1:
            yield (first, *under[: size - 1])


def _continues(first: Box, other: Box) -> bool:
    aligned = abs(first.left - other.left) < 0.15 * first.width
    return aligned and 0.4 * first.height < other.top - first.top < 6 * first.height


def _same_place(box: Box, symbol: Symbol) -> bool:
    return symbol.kind is SymbolKind.MRZ and symbol.box.holds(box)
