"""Lists of people: a head of column labels, and a row a person under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from domain.definition import Column, DocumentType, Table
from domain.geometry import Box, around
from extraction.candidates import Candidate, candidate
from extraction.labels import find_phrases
from extraction.table_heads import Head, find_head
from extraction.table_rows import is_row_number, lines_of, rows_under
from extraction.tokens import Row, Token

_FEWEST_NUMBERS = 2  # of rows: one alone may be misread, and counts nothing


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
    found = ((table, find_head(rows, table)) for table in kind.tables)
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


def _listing(rows: Sequence[Row], table: Table, head: Head) -> Listing:
    end = _end_of(rows, table, head)
    lines = [row for row in rows if row.page == head.page and head.bottom - 0.002 < row.box.middle[1] < end]
    bands = rows_under(lines, head)
    cells = [around(token.box for tokens in band.values() for token in tokens) for band in bands]
    boxes = [Box(0.0, box.top, 1.0, box.bottom) for box in (head.box, *cells)] if bands else []
    low = max((box.bottom for box in boxes), default=0.0)
    numbers = _row_numbers([row for row in lines if row.box.middle[1] < low], head)
    return Listing(table, head.page, tuple(bands), tuple(boxes), tuple(numbers))


def _row_numbers(lines: Sequence[Row], head: Head) -> list[int]:
    """The numbers before the table's first column, also of a row of which nothing else was read."""
    first = (row[0] for row in lines_of(lines))
    return [
        int(token.text.rstrip("."))
        for token in first
        if is_row_number(token) and token.box.right < head.number_edge
    ]


def _end_of(rows: Sequence[Row], table: Table, head: Head) -> float:
    ends = [
        rows[hit.row].box.top
        for hit in find_phrases(rows, table.stops)
        if rows[hit.row].page == head.page and rows[hit.row].box.top > head.bottom
    ]
    return min(ends, default=1.0)
