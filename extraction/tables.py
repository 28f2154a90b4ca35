"""Lists of people: a head of column labels, and a row a person under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.definition import Column, DocumentType, Table
from domain.fold import squeeze
from extraction.candidates import Candidate, candidate
from extraction.labels import Hit, find_phrases
from extraction.tokens import Row, Token

_WORD_GAP = 1.1  # line heights of white space from which two words stand in two cells


@dataclass(frozen=True, slots=True)
class _Head:
    """Where a table's columns stand: page, bottom of the head, and each column with its middle."""

    page: int
    bottom: float
    columns: tuple[tuple[Column, float, float], ...]


def table_candidates(rows: Sequence[Row], kind: DocumentType) -> Iterator[Candidate]:
    """The cells of every table of the type, named with the row's number in the table."""
    for table in kind.tables:
        head = _find_head(rows, table)
        if head is not None:
            yield from _cells(rows, table, head)


def _find_head(rows: Sequence[Row], table: Table) -> _Head | None:
    """The page band where most column labels stand close together."""
    by_phrase = {squeeze(label): column for column in table.columns for label in column.labels}
    hits = find_phrases(rows, by_phrase)
    best: dict[str, tuple[Column, Hit]] = {}
    anchor: Row | None = None
    for hit in hits:
        row = rows[hit.row]
        near = [other for other in hits if _close(rows[other.row], row)]
        found = {by_phrase[other.phrase].field: (by_phrase[other.phrase], other) for other in reversed(near)}
        if len(found) > len(best):
            best, anchor = found, row
    if anchor is None or len(best) < max(2, (len(table.columns) + 1) // 2):
        return None
    columns = []
    bottom = 0.0
    for column, hit in best.values():
        tokens = rows[hit.row].tokens[hit.start : hit.end]
        columns.append((column, tokens[0].box.left, tokens[-1].box.right))
        bottom = max(bottom, *(token.box.bottom for token in tokens))
    return _Head(anchor.page, bottom, tuple(sorted(columns, key=lambda item: item[1])))


def _close(row: Row, other: Row) -> bool:
    return row.page == other.page and abs(row.box.middle[1] - other.box.middle[1]) < 0.04


def _cells(rows: Sequence[Row], table: Table, head: _Head) -> Iterator[Candidate]:
    end = _end_of(rows, table, head)
    lines = [row for row in rows if row.page == head.page and head.bottom - 0.002 < row.box.middle[1] < end]
    for offset, band in enumerate(_bands(lines, head)):
        prefix = table.prefix.removesuffix(".N") + f".{table.first + offset}"
        for column, tokens in band.items():
            made = candidate(f"{prefix}.{column.field}", column.type, head.page, tokens, 0.95)
            if made is not None:
                yield made


def _end_of(rows: Sequence[Row], table: Table, head: _Head) -> float:
    ends = [
        rows[hit.row].box.top
        for hit in find_phrases(rows, table.stops)
        if rows[hit.row].page == head.page and rows[hit.row].box.top > head.bottom
    ]
    return min(ends, default=1.0)


def _bands(lines: Sequence[Row], head: _Head) -> list[dict[Column, list[Token]]]:
    """Words under the head grouped into the table's rows: a new one where the name column starts anew.

    A cell may run over two lines; a line whose leading column is empty belongs to the row above it.
    """
    bands: list[dict[Column, list[Token]]] = []
    last = 0.0
    for row in _merged(lines):
        cells = _by_column(row, head)
        key = next((column for column in cells if column.field == "ho_ten"), None)
        far = bool(bands) and row[0].box.top - last > 3.5 * row[0].box.height
        if far:
            break
        if key is not None and (not bands or _starts_row(row, cells, head, bands[-1], key)):
            bands.append(cells)
        elif bands:
            for column, tokens in cells.items():
                bands[-1].setdefault(column, []).extend(tokens)
        last = max(token.box.bottom for token in row)
    return bands


def _starts_row(
    row: Sequence[Token],
    cells: dict[Column, list[Token]],
    head: _Head,
    above: dict[Column, list[Token]],
    key: Column,
) -> bool:
    """A row opens with its number, or fills another column beside the name that the row above has filled."""
    numbered = row[0].text.rstrip(".").isdigit() and row[0].box.right < head.columns[0][1] + 0.02
    return numbered or any(column is not key and column in above for column in cells)


def _merged(lines: Sequence[Row]) -> list[list[Token]]:
    """Lines at one height as one, left to right: the cells of a row come as lines of their own."""
    merged: list[list[Token]] = []
    for row in sorted(lines, key=lambda line: line.box.middle[1]):
        same = merged and abs(_height(merged[-1]) - row.box.middle[1]) < 0.6 * row.box.height
        if same:
            merged[-1].extend(row.tokens)
        else:
            merged.append(list(row.tokens))
    return [sorted(line, key=lambda token: token.box.left) for line in merged]


def _height(tokens: Sequence[Token]) -> float:
    return sum(token.box.middle[1] for token in tokens) / len(tokens)


def _by_column(row: Sequence[Token], head: _Head) -> dict[Column, list[Token]]:
    cells: dict[Column, list[Token]] = {}
    for group in (part for whole in _groups(row) for part in _parted(whole, head)):
        left, right = group[0].box.left, group[-1].box.right
        if len(group) == 1 and _is_row_number(group[0]) and right < head.columns[0][1] + 0.02:
            continue
        column = min(head.columns, key=lambda item: _distance(left, right, item[1], item[2]))[0]
        cells.setdefault(column, []).extend(group)
    return cells


def _is_row_number(token: Token) -> bool:
    return token.text.rstrip(".").isdigit() and len(token.bare) <= 2


def _parted(group: list[Token], head: _Head) -> list[list[Token]]:
    """A group that reaches under two heads is two cells that were written close together."""
    left, right = group[0].box.left, group[-1].box.right
    under = sum(left < head_right and right > head_left for _, head_left, head_right in head.columns)
    return [[token] for token in group] if under > 1 else [group]


def _groups(row: Sequence[Token]) -> list[list[Token]]:
    """Words that stand no further apart than words do belong to one cell."""
    groups: list[list[Token]] = []
    for token in row:
        if not token.bare:
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
