"""Checkboxes as words of the text: each where it stands between the words of its line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.text import Line, Word
from ocr.checkboxes import Checkbox
from ocr.layout import Layout
from ocr.lines import PrintLine
from ocr.sheet import Sheet

TICKED, EMPTY = "☑", "☐"

_NEAR = 3.0  # letter heights from a box to the print it belongs to
_LEVEL = 0.5  # of the lower of the two: by so much a box and its line stand side by side


@dataclass(frozen=True, slots=True)
class Places:
    """Where a page's boxes stand. lines: by the line's index in the layout. alone: beside no print."""

    lines: Mapping[int, Sequence[Checkbox]]
    alone: tuple[Checkbox, ...]


def places_of(layout: Layout) -> Places:
    """Which line each box stands in: the one it holds together, else the nearest at its height."""
    lines: dict[int, list[Checkbox]] = defaultdict(list)
    alone = []
    own = {box: index for index, boxes in enumerate(layout.beside) for box in boxes}
    for number, box in enumerate(layout.checkboxes):
        index = own[number] if number in own else _nearest(box, layout)
        if index is None:
            alone.append(box)
        else:
            lines[index].append(box)
    return Places(lines, tuple(alone))


def with_boxes(line: Line | None, boxes: Sequence[Checkbox], sheet: Sheet) -> Line:
    """The line with its boxes as words; None for one on which nothing was read.

    What was read of a box itself is left out.
    """
    drawn = [_word(box, sheet) for box in boxes]
    read = [] if line is None else [word for word in line.words if not _is_box(word, drawn)]
    return Line(tuple(sorted([*read, *drawn], key=lambda word: word.box.middle[0])))


def _word(box: Checkbox, sheet: Sheet) -> Word:
    place = sheet.box(box.left, box.top, box.right, box.bottom)
    return Word(TICKED if box.ticked else EMPTY, place, box.confidence)


def _is_box(word: Word, drawn: Sequence[Word]) -> bool:
    return any(each.box.left <= word.box.middle[0] <= each.box.right for each in drawn)


def _nearest(box: Checkbox, layout: Layout) -> int | None:
    """The line that stands closest beside a box, if any is close enough."""
    apart = {
        index: max(line.left - box.right, box.left - line.right, 0)
        for index, line in enumerate(layout.lines)
        if _is_level(box, line)
    }
    nearest = min(apart, key=lambda index: apart[index], default=None)
    return nearest if nearest is not None and apart[nearest] <= _NEAR * layout.letter else None


def _is_level(box: Checkbox, line: PrintLine) -> bool:
    shared = min(box.bottom, line.bottom) - max(box.top, line.top)
    return shared >= _LEVEL * min(box.side, line.height)
