"""Lists of people: a head of column labels, and a row a person under it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from domain.definition import Column, DocumentType, Table
from domain.fold import fold, squeeze
from domain.geometry import Box, around
from extraction.candidates import Candidate, candidate
from extraction.labels import find_phrases
from extraction.tokens import Row, Token, row_text
from extraction.values.ticks import is_box

_HEAD_SCORE = 78.0  # of 100; head cells are short and small, so OCR bruises them most
_HEAD_LINES = 3
_HEAD_WORDS = 10  # of heads that were read as one
_SIGNED = re.compile(r"th[a-z]{2,3}\W*\d{1,2}\W*n[a-z]m\W*\d{2,4}")
_ONE_LINE = frozenset({"date", "year", "sex", "personal_number", "old_number", "phone"})
_EDGE = 0.01
_NAME = "ho_ten"
_FEWEST_NUMBERS = 2  # of rows: one alone may be misread, and counts nothing
_FEWEST_FIGURES = 4  # of a date; a year at least
_FAR = 3.5  # line heights of white space under which a table has ended
_CROWDED = 0.95  # line heights by which lines of one cell are further apart
_NEARER = 1.25
_WORD_GAP = 1.1  # line heights of white space from which two words stand in two cells


@dataclass(frozen=True, slots=True)
class _Head:
    """Where a table's columns stand: page, place of the head, and each column with its edges."""

    page: int
    box: Box
    columns: tuple[tuple[Column, float, float], ...]

    @property
    def bottom(self) -> float:
        """Where the first row of the table may begin."""
        return self.box.bottom


@dataclass(frozen=True, slots=True)
class Listing:
    """A table of a type as it stands on a page: its columns' tokens, a row a person. boxes: head and rows.

    numbers: of its rows as they are printed, those that were read, from the top.
    """

    table: Table
    page: int
    bands: tuple[dict[Column, list[Token]], ...]
    boxes: tuple[Box, ...]
    numbers: tuple[int, ...] = ()

    @property
    def is_complete(self) -> bool | None:
        """Whether as many rows were found as the last of their printed numbers counts.

        None where these prove nothing: fewer than two were read, one is no larger than that above it, or the
        last ones are missing, of rows or of what was taken for rows. A list begins with 1, unless it carries
        on from another page.
        """
        ascending = all(one < other for one, other in pairwise(self.numbers))
        if len(self.numbers) < _FEWEST_NUMBERS or not ascending:
            return None
        first = 1 if self.numbers[0] <= len(self.bands) else self.numbers[0]
        counted = self.numbers[-1] - first + 1
        return None if counted < len(self.bands) else counted == len(self.bands)

    def holds(self, row: Row) -> bool:
        """Whether a row is part of the table."""
        return row.page == self.page and any(box.holds(row.box) for box in self.boxes)


def find_listings(rows: Sequence[Row], kind: DocumentType) -> list[Listing]:
    """Every table of the type that the rows carry."""
    found = ((table, _find_head(rows, table)) for table in kind.tables)
    return [_listing(rows, table, head) for table, head in found if head is not None]


def table_candidates(listings: Sequence[Listing]) -> Iterator[Candidate]:
    """The cells of tables, named with the row's number in the table."""
    for listing in listings:
        prefix = listing.table.prefix.removesuffix(".N")
        for number, band in enumerate(listing.bands, listing.table.first):
            for column, tokens in band.items():
                name = f"{prefix}.{number}.{column.field}"
                made = candidate(name, column.type, listing.page, tokens, 0.95)
                if made is not None:
                    yield made


def _find_head(rows: Sequence[Row], table: Table) -> _Head | None:
    """The page band where most column labels stand close together."""
    best: _Head | None = None
    for anchor in _anchors(rows, table):
        band = [row for row in rows if _close(row, anchor)]
        head = _head_of(anchor.page, band, table)
        if head is not None and (best is None or len(head.columns) > len(best.columns)):
            best = head
    return best


def _anchors(rows: Sequence[Row], table: Table) -> list[Row]:
    """Rows that carry a column's label, each a place where the head may be."""
    hits = find_phrases(rows, [label for column in table.columns for label in column.labels])
    return [rows[index] for index in sorted({hit.row for hit in hits})]


def _head_of(page: int, band: Sequence[Row], table: Table) -> _Head | None:
    """The columns whose labels stand in the band, whole or over several lines of a cell."""
    found: dict[str, tuple[float, Column, Box]] = {}
    for cell in _cells_of(band):
        bare = squeeze(row_text(cell))
        for column in table.columns:
            score = max(fuzz.ratio(bare, squeeze(label)) for label in column.labels)
            if score >= _HEAD_SCORE and score > found.get(column.field, (0.0,))[0]:
                found[column.field] = (score, column, around(token.box for token in cell))
    if len(found) < max(2, (len(table.columns) + 1) // 2):
        return None
    columns = sorted(((column, box.left, box.right) for _, column, box in found.values()), key=lambda c: c[1])
    if any(left[2] - right[1] > 0.5 * (left[2] - left[1]) for left, right in pairwise(columns)):
        return None  # labels under one another are a form, not a head
    return _Head(page, around(box for _, _, box in found.values()), tuple(columns))


def _cells_of(band: Sequence[Row]) -> Iterator[list[Token]]:
    """Every stack of one to three lines that stand under one another, as one cell's tokens."""
    parts = [part for row in band for group in _groups(row.tokens) for part in _parts(group)]
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


def _listing(rows: Sequence[Row], table: Table, head: _Head) -> Listing:
    end = _end_of(rows, table, head)
    lines = [row for row in rows if row.page == head.page and head.bottom - 0.002 < row.box.middle[1] < end]
    bands = _bands(lines, head)
    cells = [around(token.box for tokens in band.values() for token in tokens) for band in bands]
    boxes = [Box(0.0, box.top, 1.0, box.bottom) for box in (head.box, *cells)] if bands else []
    low = max((box.bottom for box in boxes), default=0.0)
    numbers = _row_numbers([row for row in lines if row.box.middle[1] < low], head)
    return Listing(table, head.page, tuple(bands), tuple(boxes), tuple(numbers))


def _row_numbers(lines: Sequence[Row], head: _Head) -> list[int]:
    """The numbers before the table's first column, also of a row of which nothing else was read."""
    edge = head.columns[0][1] + 0.02
    first = (row[0] for row in _merged(lines))
    return [
        int(token.text.rstrip(".")) for token in first if _is_row_number(token) and token.box.right < edge
    ]


def _end_of(rows: Sequence[Row], table: Table, head: _Head) -> float:
    ends = [
        rows[hit.row].box.top
        for hit in find_phrases(rows, table.stops)
        if rows[hit.row].page == head.page and rows[hit.row].box.top > head.bottom
    ]
    return min(ends, default=1.0)


def _bands(lines: Sequence[Row], head: _Head) -> list[dict[Column, list[Token]]]:
    """Words under the head grouped into the table's rows: a new one where the name column starts anew.

    A cell may run over two lines; a line whose leading column is empty belongs to the row above it, but not
    where its name was not read: then another person's data would stand under the name above.
    """
    bands: list[dict[Column, list[Token]]] = []
    last, merged = 0.0, _merged(lines)
    opened = False
    for row, upper in zip(merged, _upper_parts(merged, head), strict=True):
        if bands and _is_outside(row, bands):
            break
        cells = _by_column(row, head)
        far = bool(bands) and min(token.box.top for token in row) - last > _FAR * _tallest(row)
        if far:
            break
        if upper or (not opened and _starts_row(row, cells, head, bands[-1] if bands else None)):
            bands.append(cells)
        elif bands:
            for column, tokens in cells.items():
                bands[-1].setdefault(column, []).extend(tokens)
        last, opened = max(token.box.bottom for token in row), upper
    return bands


def _upper_parts(lines: Sequence[Sequence[Token]], head: _Head) -> list[bool]:
    """For each line whether it is the upper part of the row that the next one opens.

    Where cells are set in the middle of a row, a name of two lines begins above its row's number and dates:
    nearer to them than to the line above, and too near for a line of its own.
    """
    opens = [_is_numbered(line, head) or bool(_one_lined(_by_column(line, head))) for line in lines]
    middles = [_height(line) for line in lines]
    upper = [False] * len(lines)
    for at, line in enumerate(lines[:-1]):
        if opens[at] or not opens[at + 1] or all(each.field != _NAME for each in _by_column(line, head)):
            continue
        below = middles[at + 1] - middles[at]
        above = middles[at] - middles[at - 1] if at else 0.0
        upper[at] = above > _NEARER * below if at else below < _CROWDED * _tallest(line)
    return upper


def _one_lined(cells: Mapping[Column, Sequence[Token]]) -> list[Column]:
    """The row's dates, numbers and the like, which stay on one line; names, places and relations do not."""
    return [column for column in cells if column.type in _ONE_LINE]


def _is_numbered(row: Sequence[Token], head: _Head) -> bool:
    return row[0].text.rstrip(".").isdecimal() and row[0].box.right < head.columns[0][1] + 0.02


def _tallest(row: Sequence[Token]) -> float:
    """How high a row's words are: its number may have been read of a half of it."""
    return max(token.box.height for token in row)


def _is_outside(row: Sequence[Token], bands: Sequence[Mapping[Column, Sequence[Token]]]) -> bool:
    """Whether a line is text under the table: words where rows have their numbers, or the date of signing."""
    first = next((token for token in row if token.bare), None)
    if first is None:
        return False
    if _SIGNED.search(fold(row_text(row))) is not None:
        return True
    named = next((band for band in bands if any(column.field == _NAME for column in band)), None)
    edge = 0.0 if named is None else min(tokens[0].box.left for tokens in named.values())
    return sum(map(str.isalpha, first.text)) > 1 and first.box.left < edge - _EDGE


def _starts_row(
    row: Sequence[Token],
    cells: Mapping[Column, Sequence[Token]],
    head: _Head,
    above: Mapping[Column, Sequence[Token]] | None,
) -> bool:
    """A row opens with its number, or has a cell of one word beside the name where the row above has one.

    Where the name was not read two such cells open a row, if one holds a date or a number and no label.
    """
    single = _one_lined(cells)
    if not any(column.field == _NAME for column in cells):
        dated = any(_figures(cells[column]) >= _FEWEST_FIGURES for column in single)
        return dated and len(single) > 1 and (above is None or any(column in above for column in single))
    return above is None or _is_numbered(row, head) or any(column in above for column in single)


def _figures(tokens: Sequence[Token]) -> int:
    return sum(sign.isdecimal() for token in tokens for sign in token.text)


def _merged(lines: Sequence[Row]) -> list[list[Token]]:
    """Lines at one height as one, left to right: the cells of a row come as lines of their own."""
    merged: list[list[Token]] = []
    for row in sorted(lines, key=lambda line: line.box.middle[1]):
        same = merged and abs(_height(merged[-1]) - row.box.middle[1]) < 0.6 * row.box.height
        if same and not _stands_among(row, merged[-1]):
            merged[-1].extend(row.tokens)
        else:
            merged.append(list(row.tokens))
    return [sorted(line, key=lambda token: token.box.left) for line in merged]


def _stands_among(row: Row, line: Sequence[Token]) -> bool:
    """Whether a line stands over or under words of the other, as the second line of a cell does."""
    across = (min(row.box.right, token.box.right) - max(row.box.left, token.box.left) for token in line)
    return any(shared > _EDGE for shared in across)


def _height(tokens: Sequence[Token]) -> float:
    return sum(token.box.middle[1] for token in tokens) / len(tokens)


def _by_column(row: Sequence[Token], head: _Head) -> dict[Column, list[Token]]:
    """The row's words by column, without the row's number: a large hand begins a word's gap behind that."""
    cells: dict[Column, list[Token]] = {}
    edge = head.columns[0][1] + 0.02
    numbered = bool(row) and _is_row_number(row[0]) and row[0].box.right < edge
    for group in (part for whole in _groups(row[numbered:]) for part in _parted(whole, head)):
        left, right = group[0].box.left, group[-1].box.right
        column = min(head.columns, key=lambda item: _distance(left, right, item[1], item[2]))[0]
        cells.setdefault(column, []).extend(group)
    return cells


def _is_row_number(token: Token) -> bool:
    return token.text.rstrip(".").isdecimal() and len(token.bare) <= 2


def _parted(group: list[Token], head: _Head) -> list[list[Token]]:
    """A group that reaches under two heads is two cells that were written close together."""
    left, right = group[0].box.left, group[-1].box.right
    under = sum(left < head_right and right > head_left for _, head_left, head_right in head.columns)
    return [[token] for token in group] if under > 1 else [group]


def _groups(row: Sequence[Token]) -> list[list[Token]]:
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


def _distance(left: float, right: float, head_left: float, head_right: float) -> float:
    """How far a cell lies from a column's head: nought where they overlap, then by their middles."""
    apart = max(head_left - right, left - head_right, 0.0)
    return apart + 0.05 * abs((left + right - head_left - head_right) / 2)
