"""Rows of tables: which words under a head are one person's, and which column each stands in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.definition import Column
from extraction.date_lines import ends_with_year
from extraction.table_heads import Head, groups
from extraction.tokens import Row, Token, row_text

_ONE_LINE = frozenset({"date", "year", "sex", "personal_number", "old_number", "phone"})
_EDGE = 0.01
_NAME = "ho_ten"
_FEWEST_FIGURES = 4  # of a date; a year at least
_FAR = 3.5  # line heights of white space under which a table has ended
_CROWDED = 0.95  # line heights by which lines of one cell are further apart
_NEARER = 1.25


def rows_under(lines: Sequence[Row], head: Head) -> list[dict[Column, list[Token]]]:
    """Words under the head grouped into the table's rows: a new one where the name column starts anew.

    A cell may run over two lines; a line whose leading column is empty belongs to the row above it, but not
    where its name was not read: then another person's data would stand under the name above.
    """
    bands: list[dict[Column, list[Token]]] = []
    last, merged = 0.0, lines_of(lines)
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


def is_row_number(token: Token) -> bool:
    """Whether a word is a person's number in the list: one or two figures, «1.» or «12»."""
    return token.text.rstrip(".").isdecimal() and len(token.bare) <= 2


def lines_of(lines: Sequence[Row]) -> list[list[Token]]:
    """Lines at one height as one, left to right: the cells of a row come as lines of their own."""
    merged: list[list[Token]] = []
    for row in sorted(lines, key=lambda line: line.box.middle[1]):
        same = merged and abs(_height(merged[-1]) - row.box.middle[1]) < 0.6 * row.box.height
        if same and not _stands_among(row, merged[-1]):
            merged[-1].extend(row.tokens)
        else:
            merged.append(list(row.tokens))
    return [sorted(line, key=lambda token: token.box.left) for line in merged]


def _upper_parts(lines: Sequence[Sequence[Token]], head: Head) -> list[bool]:
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


def _is_numbered(row: Sequence[Token], head: Head) -> bool:
    return row[0].text.rstrip(".").isdecimal() and row[0].box.right < head.number_edge


def _tallest(row: Sequence[Token]) -> float:
    """How high a row's words are: its number may have been read of a half of it."""
    return max(token.box.height for token in row)


def _is_outside(row: Sequence[Token], bands: Sequence[Mapping[Column, Sequence[Token]]]) -> bool:
    """Whether a line is text under the table: words where rows have their numbers, or the date of signing."""
    first = next((token for token in row if token.bare), None)
    if first is None:
        return False
    if ends_with_year(row_text(row)):
        return True
    named = next((band for band in bands if any(column.field == _NAME for column in band)), None)
    edge = 0.0 if named is None else min(tokens[0].box.left for tokens in named.values())
    return sum(map(str.isalpha, first.text)) > 1 and first.box.left < edge - _EDGE


def _starts_row(
    row: Sequence[Token],
    cells: Mapping[Column, Sequence[Token]],
    head: Head,
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


def _stands_among(row: Row, line: Sequence[Token]) -> bool:
    """Whether a line stands over or under words of the other, as the second line of a cell does."""
    across = (min(row.box.right, token.box.right) - max(row.box.left, token.box.left) for token in line)
    return any(shared > _EDGE for shared in across)


def _height(tokens: Sequence[Token]) -> float:
    return sum(token.box.middle[1] for token in tokens) / len(tokens)


def _by_column(row: Sequence[Token], head: Head) -> dict[Column, list[Token]]:
    """The row's words by column, without the row's number: a large hand begins a word's gap behind that."""
    cells: dict[Column, list[Token]] = {}
    numbered = bool(row) and is_row_number(row[0]) and row[0].box.right < head.number_edge
    for group in (part for whole in groups(row[numbered:]) for part in _parted(whole, head)):
        left, right = group[0].box.left, group[-1].box.right
        column = min(head.columns, key=lambda item: _distance(left, right, item[1], item[2]))[0]
        cells.setdefault(column, []).extend(group)
    return cells


def _parted(group: list[Token], head: Head) -> list[list[Token]]:
    """A group that reaches under two heads is two cells that were written close together."""
    left, right = group[0].box.left, group[-1].box.right
    under = sum(left < head_right and right > head_left for _, head_left, head_right in head.columns)
    return [[token] for token in group] if under > 1 else [group]


def _distance(left: float, right: float, head_left: float, head_right: float) -> float:
    """How far a cell lies from a column's head: nought where they overlap, then by their middles."""
    apart = max(head_left - right, left - head_right, 0.0)
    return apart + 0.05 * abs((left + right - head_left - head_right) / 2)
