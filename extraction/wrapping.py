"""Values that run over several lines: which line under a value carries it on, and which is another's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from domain.definition import FieldSpec
from domain.fold import fold
from domain.geometry import around
from extraction.date_lines import has_words_of_day
from extraction.labels import is_bullet
from extraction.preambles import leads_in
from extraction.sections import Span
from extraction.sheet import Sheet
from extraction.tokens import Row, Token
from extraction.values.ticks import holds_box

_INDENT = 0.03  # of the page's width
_WORD_GAP = 2.5  # line heights; wider white space parts two cells
_NARROW = 0.45  # of the page's width; a cell this narrow breaks its values into more lines
_MORE_LINES = 3
_CHOICES = 6  # lines of boxes under one another
_RAISED, _LONGEST_MARK = 0.75, 3  # of the value's height; figures
_SMALLER, _LARGER = 0.4, 2.0  # heights of a line that carries on; «MINH» under «NGUYỄN GIA» lacks all marks
_LABEL_WORDS = 6  # a colon among the first words of a line says that these are a label
_HEADING = 8  # letters from which a line in capitals is a heading
_ARTICLE = re.compile(r"^(dieu|muc|phan|chuong)$")
_NAME_PART = re.compile(r"^[^\W\d_]+(?:['’-][^\W\d_]+)*$")
_NAME_PARTS = 3
_UNIT_LETTERS = frozenset({"T.", "P.", "Q.", "H.", "X."})  # tỉnh, phường, quận, huyện, xã
_SHORT_TYPES = frozenset({"name", "relation"})
"""Value types of a few words that run on only where the line had no room for the next word."""
_LONG_TYPES = {"address": 3, "identity_paper": 2}
"""Value types that fill as many lines wherever they stand: no definition knows a form's width."""
COLON_WITHIN = frozenset({"body_mark"})
"""Value types whose own text has a colon: «Nốt ruồi C: 1cm …»."""


@dataclass(frozen=True, slots=True)
class Start:
    """The first line of a value: its tokens, and the row that the last of them stands in.

    left: where the line of the value's first word begins, with its label if that stands on it.
    open_label: no colon has ended the label yet, so that the next line may hold the rest of the label.
    shared_label: the label stands in another column, as in tables of two people.
    """

    spec: FieldSpec
    span: Span | None
    row: int
    tokens: Sequence[Token]
    left: float
    open_label: bool = False
    shared_label: bool = False


def run_on(sheet: Sheet, start: Start) -> list[Token]:
    """Tokens of the lines under a value that carry it on."""
    tokens: list[Token] = []
    row, first = start.row, start.tokens
    beside = _label_behind(sheet, row, first)
    if beside is not None:
        return _under_column(sheet, start, beside.box.left)
    left, right = _column(sheet, start)
    at, usual, choice = row, _more_lines(start.spec, right - left), _is_choice(first)
    for number in range(max(usual, _CHOICES) if choice else usual):
        below = _line_below(sheet, at, left, right)
        if below is None or not _carries_on(sheet, start, below):
            break
        if number >= usual and not _is_choice(sheet.rows[below].tokens):
            break
        line, ended = line_from(sheet, below, right)
        tokens.extend(line)
        if ended:
            break
        at = below
    return tokens


def _line_below(sheet: Sheet, row: int, left: float, right: float) -> int | None:
    """The row under a value's line; what only reaches into its column from the left is passed over."""
    below = sheet.below(row, left, right)
    if below is None or sheet.rows[below].box.middle[0] >= left:
        return below
    beside = sheet.beside(below, sheet.rows[below].box.right)
    return beside if beside is not None and sheet.rows[beside].box.left < right else below


def _under_column(sheet: Sheet, start: Start, edge: float) -> list[Token]:
    """The rest of a name before another column's label: its last word did not fit before the edge.

    Two columns that stand close are one row where both are labelled, and «LAN» and «Họ, tên chồng:» seem to
    be neighbours; the line under the name ends before the label.
    """
    if start.spec.type not in _SHORT_TYPES or edge < start.tokens[-1].box.right:
        return []
    below = sheet.below(start.row, _column(sheet, start)[0], edge)
    if below is None or sheet.rows[below].box.right > edge or not _carries_on(sheet, start, below, edge):
        return []
    return list(sheet.rows[below].tokens)


def _is_choice(tokens: Sequence[Token]) -> bool:
    """Whether words are offered to tick: what is offered too carries them on in any number of lines."""
    return holds_box([token.text for token in tokens])


def line_from(sheet: Sheet, row: int, right: float) -> tuple[list[Token], bool]:
    """A row's tokens up to a label, with rows that go on close behind it; whether a label ended them."""
    end = sheet.next_start(row, 0)
    tokens = list(sheet.rows[row].tokens[:end])
    if end < len(sheet.rows[row].tokens):
        return tokens, True
    box = sheet.rows[row].box
    beside = sheet.beside(row, box.right)
    if beside is None or not sheet.is_free(beside):
        return tokens, False
    other = sheet.rows[beside].box
    if other.left - box.right > _WORD_GAP * box.height or other.left >= right:
        return tokens, False
    more, ended = line_from(sheet, beside, right)
    return tokens + more, ended


def _more_lines(spec: FieldSpec, width: float) -> int:
    if spec.type in _SHORT_TYPES:
        return 1
    lines = max(spec.lines, _LONG_TYPES.get(spec.type, 1))
    narrow = lines > 1 and width < _NARROW
    return lines - 1 + (_MORE_LINES if narrow else 0)


def _carries_on(sheet: Sheet, start: Start, below: int, edge: float | None = None) -> bool:
    """Whether a line may continue a value: nobody else's, no new point, letters of one size.

    Lines wrap to the left edge of a paragraph or a cell; what begins further right is something else. edge:
    how far the value's line could have gone on, where its row does not tell.
    """
    other, first = sheet.rows[below], start.tokens
    ratio = _height(other) / max(_height(sheet.rows[start.row]), 1e-6)
    free = sheet.is_free(below) and not sheet.claimed(below) and other.box.left < first[0].box.left + _INDENT
    if not free or not _SMALLER < ratio < _LARGER or _is_heading(other, first):
        return False
    if _begins_point(other) and not _is_unit_of(start.spec, other):
        return False
    if _is_mark(other, ratio) or _is_aside(start.spec, other) or _is_day_of_issue(start.spec, other):
        return False
    if sheet.opens_line(below) if start.shared_label else _faces_label(sheet, start.row, below):
        return False
    if _is_labelled(other) and not start.open_label and not _may_hold_colon(start.spec, other):
        return False
    return start.spec.type not in _SHORT_TYPES or _finishes(sheet, start, below, edge)


def _is_mark(row: Row, ratio: float) -> bool:
    """Whether a line is the raised figure of a note, which stands on the next line."""
    return ratio < _RAISED and row.text.isdecimal() and len(row.text) < _LONGEST_MARK


def _is_aside(spec: FieldSpec, row: Row) -> bool:
    """Whether a line is all in brackets under a text: what the form tells whoever fills it in."""
    return spec.type == "text" and row.text.startswith("(") and row.text.endswith(")")


def _is_day_of_issue(spec: FieldSpec, row: Row) -> bool:
    """Whether a line under an address says where and when the paper was issued: «Hà Nội, ngày … tháng …»."""
    return spec.type == "address" and has_words_of_day(row.text)


def _height(row: Row) -> float:
    """How high its words stand; a row that leans is higher than they are."""
    return median(token.box.height for token in row.tokens)


def _is_labelled(row: Row) -> bool:
    """A colon among its first words, unless they end a sentence that leads to a value («… sau đây:»)."""
    closing = next((token for token in row.tokens[:_LABEL_WORDS] if token.colon), None)
    return closing is not None and not leads_in(closing)


def _may_hold_colon(spec: FieldSpec, row: Row) -> bool:
    """A text goes on in small letters though a colon follows: «… có | thu tiền sử dụng đất: 60 m²»."""
    return spec.type in COLON_WITHIN or (spec.type == "text" and row.tokens[0].text[0].islower())


def _is_heading(row: Row, first: Sequence[Token]) -> bool:
    """A line in capitals under a value that is not."""
    value = [sign for token in first for sign in token.text if sign.isalpha()]
    letters = [sign for sign in row.text if sign.isalpha()]
    capital = len(letters) >= _HEADING and all(map(str.isupper, letters))
    return capital and not all(map(str.isupper, value))


def _faces_label(sheet: Sheet, row: int, below: int) -> bool:
    """Whether a new cell begins to the left of a line, under the label to the left of the value.

    Labels begin with a capital; the second line of a label does not.
    """
    label, beside = sheet.left_of(row), sheet.left_of(below)
    if label is None or beside is None or not sheet.claimed(row):
        return False
    one, other = sheet.rows[label], sheet.rows[beside]
    under = abs(one.box.left - other.box.left) < _INDENT
    return under and other.tokens[0].text[:1].isupper()


def _finishes(sheet: Sheet, start: Start, below: int, edge: float | None) -> bool:
    """Whether a line is the rest of a name that did not fit: so few words, in letters like the name's."""
    words = [token for token in sheet.rows[below].tokens if token.bare]
    if not 0 < len(words) <= _NAME_PARTS or not all(_NAME_PART.match(word.text) for word in words):
        return False
    if start.spec.type == "name" and not all(_alike(word, start.tokens[0]) for word in words):
        return False
    room = edge if edge is not None else sheet.right_edge(start.row)
    return start.tokens[-1].box.right + words[0].box.width + _INDENT > room


def _alike(word: Token, first: Token) -> bool:
    return word.text.isupper() == first.text.isupper() and word.text[0].isupper()


def _label_behind(sheet: Sheet, row: int, first: Sequence[Token]) -> Token | None:
    """Where another label ends the value on its first line, its first word."""
    tokens = sheet.rows[row].tokens
    last = tokens.index(first[-1]) if first[-1] in tokens else -1
    starts = [hit.start for hit in sheet.hits.get(row, ()) if last < hit.start < len(tokens)]
    return tokens[min(starts)] if starts else None


def _column(sheet: Sheet, start: Start) -> tuple[float, float]:
    """How far to the left and right the value's lines may reach: its cell, or the paragraph of its label."""
    row, span = sheet.rows[start.row].box, start.span
    box = around(token.box for token in start.tokens)
    left, right = min(row.left, start.left), max(row.right, box.right)
    if span is not None and span.right - span.left < 1.0:
        return max(left, span.left), min(right, span.right)
    return left - 0.03, right


def _is_unit_of(spec: FieldSpec, row: Row) -> bool:
    """Whether an address goes on with a unit's letter: «T. Hải Dương» is no point T."""
    return spec.type == "address" and row.tokens[0].text in _UNIT_LETTERS


def _begins_point(row: Row) -> bool:
    """A line that opens with a number or letter of a list, or as an article, begins something new."""
    first = row.tokens[0].text
    if len(row.tokens) < 2:
        return False
    if _ARTICLE.match(fold(first)) and row.tokens[1].text[:1].isdecimal():
        return True
    return is_bullet(first) and any(sign.isalnum() for sign in first)
