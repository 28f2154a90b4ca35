"""Typed text as page texts: every character takes one cell of a grid, so columns keep their places."""

from __future__ import annotations

import re

from domain.geometry import Box
from domain.text import Line, PageText, Word

WHOLE = Box(0.0, 0.0, 1.0, 1.0)
_COLUMNS = 110
_ROWS = 70
_SEGMENT = re.compile(r"\S+(?: {1,2}\S+)*")


def typed_page(text: str, number: int = 1, confidence: float = 0.97) -> PageText:
    """A page of the text; three or more blanks part two lines that stand side by side."""
    lines = []
    for row, typed in enumerate(text.strip("\n").split("\n")):
        for segment in _SEGMENT.finditer(typed):
            lines.append(_line(segment.group(), segment.start(), row, confidence))
    return PageText(number, 0, 1654, 2339, tuple(lines), (), "typed")


def _line(text: str, column: int, row: int, confidence: float) -> Line:
    words = []
    for match in re.finditer(r"\S+", text):
        left, right = column + match.start(), column + match.end()
        box = Box(left / _COLUMNS, row / _ROWS, right / _COLUMNS, (row + 0.8) / _ROWS)
        words.append(Word(match.group(), box, confidence))
    return Line(tuple(words))
