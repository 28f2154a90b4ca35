"""Where a label's value stands: to its right at its height, else under it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rapidfuzz import fuzz

from domain.definition import FieldSpec
from domain.fold import squeeze
from extraction.labels import Hit, is_bullet
from extraction.preambles import behind_colon
from extraction.sections import Span
from extraction.sheet import Sheet
from extraction.tokens import Row, Token
from extraction.values.closed import parse_relation
from extraction.values.ticks import holds_box
from extraction.wrapping import COLON_WITHIN, line_from

_LONG_WORD = 5
_ALIGNED = 0.01  # of the page's width: a value that begins right under its label is that label's
_MARGIN = 0.08  # of the page's width, by which lines of one paragraph end or begin apart
_TALL = 2.5  # line heights; no word of a line is as tall as that, but a stamp or a finger's print is
WORD_GAP = 2.5  # line heights; wider white space parts two cells
_CHOICE_GAP = 12.0  # line heights between what is offered to tick, or between the words of a date
_DATE_WORDS = frozenset({"gio", "phut", "ngay", "thang", "nam"})


def beside_label(
    sheet: Sheet, hit: Hit, span: Span | None = None, spec: FieldSpec | None = None
) -> tuple[Sequence[Token], int]:
    """Tokens after a label at its height, and the row the last of them stands in."""
    row, index = sheet.rows[hit.row], hit.row
    end = sheet.next_start(index, hit.end)
    tokens = list(row.tokens[hit.end : end])
    tokens = behind_colon(tokens) if is_open(sheet, hit, spec) else tokens
    while end == len(sheet.rows[index].tokens):
        right = sheet.rows[index].box.right
        beside = sheet.beside(index, right)
        if beside is None or _leaves(sheet.rows[beside], span):
            break
        if not tokens and spec is not None and _is_relation(sheet.rows[beside], spec):
            return sheet.rows[beside].tokens, beside
        if not sheet.is_free(beside):
            break
        gap = sheet.rows[beside].box.left - right
        tall = sheet.rows[beside].box.height > _TALL * row.box.height
        wide = _is_choice(tokens, sheet.rows[beside].tokens) or _spells_on(sheet.rows[beside], spec)
        near = _CHOICE_GAP if wide else WORD_GAP
        if any(token.bare for token in tokens) and (tall or gap > near * row.box.height):
            break
        index, end = beside, sheet.next_start(beside, 0)
        tokens.extend(sheet.rows[beside].tokens[:end])
    return tokens, index


def below_label(
    sheet: Sheet, hit: Hit, spec: FieldSpec, span: Span | None
) -> tuple[int | None, Sequence[Token]]:
    """The row under a label, when it begins no label itself and lies under it, and its tokens.

    The rest of the label's second language may stand between the two.
    """
    row = sheet.rows[hit.row]
    first = 0 if all(is_bullet(token.text) for token in row.tokens[: hit.start]) else hit.start
    left, right = row.tokens[first].box.left, row.tokens[hit.end - 1].box.right
    if span is not None and span.right - span.left < 1.0:
        right = min(right + 0.1, span.right)
    edge = sheet.right_edge(hit.row)
    reach = min(right + 0.02, edge)
    end = edge if span is None else reach
    below: int | None = hit.row
    for _ in range(2):
        below = sheet.below(below, left - 0.01, reach) if below is not None else None
        if below is None or not sheet.is_free(below):
            return None, ()
        if sheet.claimed(below) and abs(sheet.rows[below].box.left - left) > _ALIGNED:
            return None, ()
        below = _first_piece(sheet, below, left)
        tokens = past_translation(line_from(sheet, below, end)[0], spec)
        if tokens:
            return (below, tokens) if sheet.rows[below].box.left < left + 0.35 else (None, ())
    return None, ()


def next_line(sheet: Sheet, hit: Hit) -> tuple[int | None, Sequence[Token]]:
    """The line under one that a label ends, from its beginning: prose goes on there («đến ngày / 05/03»)."""
    row = sheet.rows[hit.row]
    if hit.end < len(row.tokens) or sheet.right_edge(hit.row) - row.box.right > _MARGIN:
        return None, ()
    below = sheet.below(hit.row, 0.0, row.box.right)
    if below is None or not sheet.is_free(below) or sheet.rows[below].box.left > row.box.left + _MARGIN:
        return None, ()
    return below, sheet.rows[below].tokens[: sheet.next_start(below, 0)]


def past_translation(tokens: Sequence[Token], spec: FieldSpec) -> Sequence[Token]:
    """The tokens without what is left of the label's second language («Quê quán / Place of origin»)."""
    words = {squeeze(word) for label in spec.labels for word in label.partition(" / ")[2].split()}
    start = 0
    while start < len(tokens) and words and _is_among(tokens[start].bare, words):
        start += 1
    return tokens[start:]


def is_open(sheet: Sheet, hit: Hit, spec: FieldSpec | None) -> bool:
    """Whether a colon may yet close what was recognised of a label; some values have a colon of their own."""
    colon_within = spec is not None and spec.type in COLON_WITHIN
    return not colon_within and not sheet.rows[hit.row].tokens[hit.end - 1].colon


def _is_choice(tokens: Sequence[Token], further: Sequence[Token]) -> bool:
    """Whether words are offered to tick, and further ones beside them too."""
    return all(holds_box([token.text for token in each]) for each in (tokens, further))


def _spells_on(row: Row, spec: FieldSpec | None) -> bool:
    """Whether a date goes on behind a blank that was left wide: «vào lúc: 03   giờ 15   phút, ngày …»."""
    return spec is not None and spec.type == "date" and row.tokens[0].bare in _DATE_WORDS


def _is_among(bare: str, words: Collection[str]) -> bool:
    long = len(bare) >= _LONG_WORD
    return not bare or bare in words or (long and any(fuzz.ratio(bare, word) >= 70 for word in words))


def _is_relation(row: Row, spec: FieldSpec) -> bool:
    """A cell that says «Chủ hộ» is a relation here, although it is a label elsewhere."""
    parsed = parse_relation(row.text) if spec.type == "relation" else None
    return parsed is not None and parsed.certainty == 1.0


def _leaves(row: Row, span: Span | None) -> bool:
    """Whether a row stands in another column than the label."""
    return span is not None and not span.left <= row.box.middle[0] < span.right


def _first_piece(sheet: Sheet, row: int, left: float) -> int:
    """The first of the pieces that a line fell into, if it begins where the label does."""
    before = sheet.left_of(row)
    while before is not None and sheet.is_free(before) and sheet.rows[before].box.left > left - _ALIGNED:
        row, before = before, sheet.left_of(before)
    return row
