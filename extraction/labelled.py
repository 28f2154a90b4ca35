"""Values that follow a printed label: to its right, else under it, over as many lines as they may run."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from domain.definition import DocumentType, FieldSpec, Section
from domain.fold import squeeze
from domain.geometry import around
from extraction.candidates import Candidate, candidate
from extraction.labels import Hit, is_bullet
from extraction.sections import Span
from extraction.sheet import Sheet
from extraction.tokens import Row, Token

_UNDER = 0.9  # trust in a value found under its label, against one to its right
_UNANCHORED = 0.8  # trust in a label that stands where labels rarely stand
_REMAINDER = 5  # words of a label that may follow what was recognised of it
_LONG_WORD = 5
_INDENT = 0.03  # of the page's width
_WORD_GAP = 2.5  # line heights; wider white space parts two cells


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The field that is looked for at a label, and where it is looked for."""

    spec: FieldSpec
    name: str
    page: int
    span: Span | None


def labelled_candidates(sheet: Sheet, kind: DocumentType) -> Iterator[Candidate]:
    """Every value that stands at a label of a field; several for one field where it is printed twice."""
    for index in sorted(sheet.hits):
        row = sheet.rows[index]
        for hit in sheet.hits[index]:
            span = sheet.span_at(row, row.tokens[hit.start])
            for prefix, spec in _owners(hit.phrase, kind, span):
                name = f"{prefix}.{spec.name}" if prefix else spec.name
                yield from _value_at(sheet, hit, spec, name, span)
                yield from _value_across(sheet, hit, spec, span if prefix else None)


def _value_across(sheet: Sheet, hit: Hit, spec: FieldSpec, span: Span | None) -> Iterator[Candidate]:
    """The value of the column beside, where one label serves two columns («VỢ | CHỒNG» over a table)."""
    partner = _unlabelled_partner(sheet, span)
    if partner is None:
        return
    row = sheet.rows[hit.row]
    cell = sheet.beside(hit.row, max(partner.left, row.box.right))
    if cell is not None and partner.left <= sheet.rows[cell].box.middle[0] < partner.right:
        wanted = _Wanted(spec, f"{partner.prefix}.{spec.name}", row.page, partner)
        yield from _parsed(sheet, wanted, sheet.rows[cell].tokens, cell, hit.score * _UNDER)


def _unlabelled_partner(sheet: Sheet, span: Span | None) -> Span | None:
    """The column to the right of a span when it holds no label of its own."""
    if span is None:
        return None
    beside = [each for each in sheet.spans if each.left == span.right and each.top == span.top]
    if not beside or beside[0].page != span.page:
        return None
    inside = sum(
        beside[0].covers(sheet.rows[index].page, *sheet.rows[index].tokens[hit.start].box.middle)
        for index, hits in sheet.hits.items()
        for hit in hits
    )
    return beside[0] if inside <= 1 else None


def _owners(phrase: str, kind: DocumentType, span: Span | None) -> Iterator[tuple[str, FieldSpec]]:
    """The field a label stands for: one of the section it lies in, else one of the whole paper."""
    own = (
        []
        if span is None
        else [spec for spec in span.section.fields if phrase in _labels(spec, span.section)]
    )
    if own and span is not None:
        yield from ((span.prefix, spec) for spec in own)
        return
    named = [spec for spec in kind.fields if spec.place == "label" and phrase in _labels(spec, None)]
    yield from (("", spec) for spec in named)


def _labels(spec: FieldSpec, section: Section | None) -> set[str]:
    suffixes = ("", *(section.suffixes if section is not None else ()))
    return {squeeze(f"{label} {suffix}") for label in spec.labels for suffix in suffixes}


def _value_at(sheet: Sheet, hit: Hit, spec: FieldSpec, name: str, span: Span | None) -> Iterator[Candidate]:
    trust = hit.score if hit.anchored else hit.score * _UNANCHORED
    page = sheet.rows[hit.row].page
    wanted = _Wanted(spec, name, page, span)
    shared = _shared_cell(sheet, hit)
    first, last = _right_of(sheet, hit, span)
    first = _past_translation(first, spec)
    if shared is None and any(token.bare for token in first):
        yield from _parsed(sheet, wanted, first, last, trust)
        return
    if shared is not None:
        made = candidate(name, spec.type, page, shared, trust * _UNDER)
        yield from () if made is None else (made,)
        return
    under = _under(sheet, hit, span)
    if under is not None:
        tokens = sheet.rows[under].tokens[: sheet.next_start(under, 0)]
        yield from _parsed(sheet, wanted, tokens, under, trust * _UNDER)


def _right_of(sheet: Sheet, hit: Hit, span: Span | None = None) -> tuple[Sequence[Token], int]:
    """Tokens after a label at its height, and the row the last of them stands in."""
    row, index = sheet.rows[hit.row], hit.row
    end = sheet.next_start(index, hit.end)
    tokens = _behind_colon(row.tokens[hit.end : end])
    while end == len(sheet.rows[index].tokens):
        right = sheet.rows[index].box.right
        beside = sheet.beside(index, right)
        if beside is None or not sheet.is_free(beside) or _leaves(sheet.rows[beside], span):
            break
        gap = sheet.rows[beside].box.left - right
        if any(token.bare for token in tokens) and gap > _WORD_GAP * row.box.height:
            break
        index, end = beside, sheet.next_start(beside, 0)
        tokens.extend(sheet.rows[beside].tokens[:end])
    return tokens, index


def _past_translation(tokens: Sequence[Token], spec: FieldSpec) -> Sequence[Token]:
    """The tokens without what is left of the label's second language («Quê quán / Place of origin»)."""
    words = {squeeze(word) for label in spec.labels for word in label.partition(" / ")[2].split()}
    start = 0
    while start < len(tokens) and words and _is_among(tokens[start].bare, words):
        start += 1
    return tokens[start:]


def _is_among(bare: str, words: Collection[str]) -> bool:
    long = len(bare) >= _LONG_WORD
    return not bare or bare in words or (long and any(fuzz.ratio(bare, word) >= 70 for word in words))


def _behind_colon(tokens: Sequence[Token]) -> list[Token]:
    """A label's remainder up to its colon is no value («Họ và tên (in hoa):», a second language)."""
    colon = next((i for i, token in enumerate(tokens[:_REMAINDER]) if token.colon), None)
    return list(tokens if colon is None else tokens[colon + 1 :])


def _leaves(row: Row, span: Span | None) -> bool:
    """Whether a row stands in another column than the label."""
    return span is not None and not span.left <= row.box.middle[0] < span.right


def _shared_cell(sheet: Sheet, hit: Hit) -> Sequence[Token] | None:
    """This label's part of a value that several labels of one cell share («Dân tộc; Quốc tịch»)."""
    group = _neighbours(sheet, hit)
    if len(group) < 2:
        return None
    tokens, _ = _right_of(sheet, group[-1])
    parts: list[list[Token]] = [[]]
    for token in tokens:
        parts[-1].append(token)
        if token.text[-1] in ";/|":
            parts.append([])
    return parts[group.index(hit)] if len(parts) == len(group) else None


def _neighbours(sheet: Sheet, hit: Hit) -> list[Hit]:
    """The labels that stand side by side with this one without a value between them, this one included."""
    row, group = sheet.rows[hit.row], list[Hit]()
    for other in sheet.hits[hit.row]:
        if group and any(token.bare for token in row.tokens[group[-1].end : other.start]):
            if hit in group:
                break
            group = []
        group.append(other)
    return group if hit in group else [hit]


def _parsed(
    sheet: Sheet, wanted: _Wanted, first: Sequence[Token], last: int, trust: float
) -> Iterator[Candidate]:
    """All lines as one value when the type may run on, else the first line alone."""
    spec = wanted.spec
    more = _run_on(sheet, last, spec, wanted.span, first)
    made = candidate(wanted.name, spec.type, wanted.page, [*first, *more], trust) if more else None
    made = made or candidate(wanted.name, spec.type, wanted.page, first, trust)
    if made is not None:
        yield made


def _run_on(
    sheet: Sheet, row: int, spec: FieldSpec, span: Span | None, first: Sequence[Token]
) -> list[Token]:
    """Tokens of the lines under a value that carry it on."""
    tokens: list[Token] = []
    if sheet.next_start(row, 0) < len(sheet.rows[row].tokens) and _label_follows(sheet, row, first):
        return tokens
    left, right = _column(sheet, row, first, span)
    at = row
    for _ in range(spec.lines - 1):
        below = sheet.below(at, left, right)
        if below is None or not _carries_on(sheet, row, below, first[0].box.left):
            break
        end = sheet.next_start(below, 0)
        tokens.extend(sheet.rows[below].tokens[:end])
        if end < len(sheet.rows[below].tokens):
            break
        at = below
    return tokens


def _carries_on(sheet: Sheet, row: int, below: int, start: float) -> bool:
    """Whether a line may continue a value: nobody else's, no new point, letters of one size.

    Lines wrap to the left edge of a paragraph or a cell; what begins further right is something else.
    """
    ratio = sheet.rows[below].box.height / max(sheet.rows[row].box.height, 1e-6)
    free = sheet.is_free(below) and not sheet.claimed(below) and sheet.rows[below].box.left < start + _INDENT
    return free and not _begins_point(sheet.rows[below]) and 0.5 < ratio < 2.0


def _label_follows(sheet: Sheet, row: int, first: Sequence[Token]) -> bool:
    """Whether another label ends the value on its first line."""
    tokens = sheet.rows[row].tokens
    last = tokens.index(first[-1]) if first[-1] in tokens else -1
    return any(hit.start > last for hit in sheet.hits.get(row, ()))


def _column(sheet: Sheet, row: int, first: Sequence[Token], span: Span | None) -> tuple[float, float]:
    """How far to the left and right the value's lines may reach: its cell, or the paragraph of its label."""
    box = around(token.box for token in first)
    left, right = sheet.rows[row].box.left, max(sheet.rows[row].box.right, box.right)
    if span is not None and span.right - span.left < 1.0:
        return max(left, span.left), min(right, span.right)
    return left - 0.03, right


def _begins_point(row: Row) -> bool:
    """A line that opens with a number or letter of a list begins something new."""
    first = row.tokens[0].text
    return len(row.tokens) > 1 and is_bullet(first) and any(sign.isalnum() for sign in first)


def _under(sheet: Sheet, hit: Hit, span: Span | None) -> int | None:
    """The row right under a label, when it begins no label itself and lies under it."""
    row = sheet.rows[hit.row]
    left, right = row.tokens[hit.start].box.left, row.tokens[hit.end - 1].box.right
    if span is not None and span.right - span.left < 1.0:
        right = min(right + 0.1, span.right)
    below = sheet.below(hit.row, left - 0.01, right + 0.02)
    if below is None or not sheet.is_free(below) or sheet.claimed(below):
        return None
    return below if sheet.rows[below].box.left < left + 0.35 else None
