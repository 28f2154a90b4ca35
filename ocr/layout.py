"""The layout of one cleaned page: its ink without rules and dots, and the lines found in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ocr.checkbox_ink import checkbox_ink, drawn_solid, marks_of
from ocr.checkboxes import Checkbox, find_checkboxes
from ocr.columns import parted_columns
from ocr.combs import Comb, find_combs, in_combs
from ocr.dashes import find_dashes
from ocr.engine import Grey
from ocr.lines import PrintLine, around_marks, find_lines, local_height
from ocr.marks import Marks, binarised, find_marks, letter_height
from ocr.parting import parted
from ocr.rings import Ring
from ocr.rules import find_rules, leader_dots, rule_remnants
from ocr.stamps import stamp_ink


@dataclass(frozen=True, slots=True)
class Layout:
    """grey: the flattened page. marks: its ink without rules. removed: 1 on rules, stamps and leader dots.

    dashes: rows of dashes and lone ones, which are no print to be recognised.
    combs: whose content belongs to no line. checkboxes: no part of any line's marks either.
    beside: for each line the checkboxes (indices) that stand in it, for they hold its words together.
    letter: typical letter height of the page in pixels.
    """

    grey: Grey
    marks: Marks
    removed: NDArray[np.uint8]
    lines: tuple[PrintLine, ...]
    dashes: tuple[PrintLine, ...]
    combs: tuple[Comb, ...]
    letter: float
    checkboxes: tuple[Checkbox, ...] = ()
    beside: tuple[tuple[int, ...], ...] = ()


def lay_out(grey: Grey, letter: float | None = None, seals: Sequence[Ring] = ()) -> Layout:
    """Find what is writing on a flattened, straight page, and the lines it stands in.

    letter: typical letter height in pixels where it is known already; measured here otherwise. seals: known
    ones, in pixels.
    """
    ink = binarised(grey)
    letter = letter_height(find_marks(ink)) if letter is None else letter
    boxes = find_checkboxes(grey, ink, letter)
    ticks = checkbox_ink(ink, boxes)
    ink &= 1 - ticks
    rules = find_rules(ink, letter)
    marks = find_marks(drawn_solid(ink & (1 - rules), boxes))
    stamps = stamp_ink(marks, grey, letter, seals)
    if stamps.any():
        del marks  # its labels are four bytes a pixel
        marks = find_marks(drawn_solid(ink & (1 - rules) & (1 - stamps), boxes))
    del ink
    marks = parted(marks, local_height(marks, np.ones(len(marks), np.bool_), letter, grey.shape))
    ignored = leader_dots(marks, letter) | rule_remnants(marks, rules)
    own = marks_of(boxes, marks)
    combs = find_combs(rules, marks, ignored | _among(own, marks), letter)
    removed = _covered(marks, ignored)
    for mask in (rules, stamps, ticks):  # in place: each is as large as the page
        removed |= mask
    ignored |= in_combs(combs, marks)
    found = parted_columns(marks, find_lines(marks, ignored, letter, rules), letter)
    lines, beside = _without_boxes(marks, found, own)
    dashes = find_dashes(marks, lines, ignored | _among(own, marks), letter, rules)
    return Layout(
        grey, marks, removed, tuple(lines), tuple(dashes), tuple(combs), letter, tuple(boxes), tuple(beside)
    )


def _among(own: Sequence[int], marks: Marks) -> NDArray[np.bool_]:
    """Which marks are those."""
    among = np.zeros(len(marks), np.bool_)
    among[list(own)] = True
    return among


def _without_boxes(
    marks: Marks, lines: Sequence[PrintLine], own: Sequence[int]
) -> tuple[list[PrintLine], list[tuple[int, ...]]]:
    """The lines without boxes, and for each the boxes that stood in it; one of boxes alone is no line.

    own: the marks that are boxes.
    """
    if not own:
        return list(lines), [()] * len(lines)
    boxes = {mark: index for index, mark in enumerate(own)}
    kept, beside = [], []
    for line in lines:
        print_ = line.marks[~np.isin(line.marks, own)]
        if print_.size:
            inside = tuple(boxes[mark] for mark in line.marks.tolist() if mark in boxes)
            kept.append(around_marks(marks, print_) if inside else line)
            beside.append(inside)
    return kept, beside


_STRIP = 256  # rows looked up at once: numpy makes eight bytes of each label, 72 MB for a page of 300 dpi


def _covered(marks: Marks, wanted: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """1 on the ink of the wanted marks."""
    table = np.concatenate(([False], wanted)).astype(np.uint8)
    covered = np.empty(marks.labels.shape, np.uint8)
    for first in range(0, len(covered), _STRIP):
        covered[first : first + _STRIP] = table[marks.labels[first : first + _STRIP]]
    return covered
