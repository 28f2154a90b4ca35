"""Heads of tables: the column labels that stand side by side, each whole or over several lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from domain.definition import Column, Table
from domain.fold import squeeze
from domain.geometry import Box, around
from extraction.labels import find_phrases
from extraction.tokens import Row, Token, row_text
from extraction.values.ticks import is_box

_HEAD_SCORE = 78.0  # of 100; head cells are short and small, so OCR bruises them most
_HEAD_LINES = 3
_HEAD_WORDS = 10  # of heads that were read as one
_NUMBER_REACH = 0.02  # of the page's width, into the first column
_WORD_GAP = 1.1  # line heights of white space from which two words stand in two cells


@dataclass(frozen=True, slots=True)
class Head:
    """Where a table's columns stand: page, place of the head, and each column with its edges."""

    page: int
    box: Box
    columns: tuple[tuple[Column, float, float], ...]

    @property
    def bottom(self) -> float:
        """Where the first row of the table may begin."""
        return self.box.bottom

    @property
    def number_edge(self) -> float:
        """How far to the right the number before a row may reach."""
        return self.columns[0][1] + _NUMBER_REACH


def find_head(rows: Sequence[Row], table: Table) -> Head | None:
    """The page band where most of the table's column labels stand close together; None where fewer than
    half of them do.
    """
    best: Head | None = None
    for anchor in _anchors(rows, table):
        band = [row for row in rows if _close(row, anchor)]
        head = _head_of(anchor.page, band, table)
        if head is not None and (best is None or len(head.columns) > len(best.columns)):
            best = head
    return best


def groups(row: Sequence[Token]) -> list[list[Token]]:
    """Words and boxes that stand no further apart than words do belong to one cell."""
    groups: list[list[Token]] = []
    for token in row:
        if not token.bare and not is_box(token.text):
            continue
        if groups and token.box.left - groups[-1][-1].box.right < _WORD_GAP * token.box.height:
            groups[-1].append(token)
        else:
            groups.append([token])
    return groups


def _anchors(rows: Sequence[Row], table: Table) -> list[Row]:
    """Rows that carry a column's label, each a place where the head may be."""
    hits = find_phrases(rows, [label for column in table.columns for label in column.labels])
    return [rows[index] for index in sorted({hit.row for hit in hits})]


def _head_of(page: int, band: Sequence[Row], table: Table) -> Head | None:
    """The columns whose labels stand in the band, whole or over several lines of a cell.

    Of two that fit the longer is the whole label: «Họ, chữ đệm» over «và tên» is no name of its own.
    """
    found: dict[str, tuple[float, Column, Box]] = {}
    for cell in _cells_of(band):
        bare = squeeze(row_text(cell))
        for column in table.columns:
            score, length = max((fuzz.ratio(bare, each), len(each)) for each in map(squeeze, column.labels))
            rank = score + length
            if score >= _HEAD_SCORE and rank > found.get(column.field, (0.0,))[0]:
                found[column.field] = (rank, column, around(token.box for token in cell))
    if len(found) < max(2, (len(table.columns) + 1) // 2):
        return None
    columns = sorted(((column, box.left, box.right) for _, column, box in found.values()), key=lambda c: c[1])
    if any(left[2] - right[1] > 0.5 * (left[2] - left[1]) for left, right in pairwise(columns)):
        return None  # labels under one another are a form, not a head
    return Head(page, around(box for _, _, box in found.values()), tuple(columns))


def _cells_of(band: Sequence[Row]) -> Iterator[list[Token]]:
    """Every stack of one to three lines that stand under one another, as one cell's tokens."""
    parts = [part for row in band for group in groups(row.tokens) for part in _parts(group)]
    boxed = [(part, around(token.box for token in part)) for part in parts]
    for part, own in boxed:
        yield part
        stack, box = list(part), own
        for _ in range(_HEAD_LINES - 1):
            under = [other for other in boxed if _stands_under(other[1], box)]
            if not under:
                break
            stack.extend(min(under, key=lambda each: each[0][0].box.top)[0])
            box = around(token.box for token in stack)
            yield list(stack)


def _parts(group: list[Token]) -> Iterator[list[Token]]:
    """A group and every piece of it: heads of narrow columns stand as close as words do."""
    yield group
    if len(group) > _HEAD_WORDS or any(token.colon for token in group):
        return
    for start in range(len(group)):
        for end in range(start + 1, len(group) + 1):
            if end - start < len(group):
                yield group[start:end]


def _stands_under(box: Box, upper: Box) -> bool:
    apart = box.top - upper.bottom
    return upper.left < box.right and box.left < upper.right and -0.004 < apart < 0.9 * box.height


def _close(row: Row, other: Row) -> bool:
    return row.page == other.page and abs(row.box.middle[1] - other.box.middle[1]) < 0.04
