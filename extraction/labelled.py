"""Values that follow a printed label: to its right, else under it, over as many lines as they may run."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from domain.definition import DocumentType, FieldSpec, Section
from domain.fold import squeeze
from extraction.candidates import Candidate, candidate
from extraction.labels import Hit, is_bullet
from extraction.parts import parts_of, put_together
from extraction.preambles import behind_colon, past_preamble
from extraction.sections import Span
from extraction.shared_cells import apportioned
from extraction.sheet import FIGURES, Sheet
from extraction.tokens import Row, Token
from extraction.values.closed import parse_relation
from extraction.values.ticks import holds_box
from extraction.wrapping import COLON_WITHIN, Start, line_from, run_on

_UNDER = 0.9  # trust in a value found under its label, against one to its right
_UNANCHORED = 0.8  # trust in a label that stands where labels rarely stand
_LONG_WORD = 5
_ALIGNED = 0.01  # of the page's width: a value that begins right under its label is that label's
_MARGIN = 0.08  # of the page's width, by which lines of one paragraph end or begin apart
_TALL = 2.5  # line heights; no word of a line is as tall as that, but a stamp or a finger's print is
_WORD_GAP = 2.5  # line heights; wider white space parts two cells
_CHOICE_GAP = 12.0  # line heights between what is offered to tick, or between the words of a date
_DATE_WORDS = frozenset({"gio", "phut", "ngay", "thang", "nam"})


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The field that is looked for at a label, and where it is looked for."""

    spec: FieldSpec
    name: str
    page: int
    span: Span | None


def labelled_candidates(sheet: Sheet, kind: DocumentType) -> Iterator[Candidate]:
    """Every value that stands at a label of a field; several for one field where it is printed twice.

    A value in parts comes as one.
    """
    yield from _at_labels(sheet, kind)
    for spec in (each for each in kind.fields if each.parts):
        whole = put_together(spec, list(_at_labels(sheet, parts_of(kind, spec))))
        if whole is not None:
            yield whole


def _at_labels(sheet: Sheet, kind: DocumentType) -> Iterator[Candidate]:
    met: set[str] = set()
    for index in sorted(sheet.hits):
        row = sheet.rows[index]
        for hit in sheet.hits[index]:
            span = sheet.span_at(row, row.tokens[hit.start])
            for prefix, spec in _owners(hit.phrase, kind, span, met):
                name = f"{prefix}.{spec.name}" if prefix else spec.name
                met.add(name)
                wanted = _Wanted(spec, name, row.page, span)
                shared = _shared_cell(sheet, hit, kind, span)
                if shared is not None:
                    yield from _shared(wanted, shared, hit)
                    continue
                yield from _value_at(sheet, hit, wanted)
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
        tokens = sheet.rows[cell].tokens
        start = Start(spec, partner, cell, tokens, sheet.rows[cell].box.left, shared_label=True)
        yield from _parsed(sheet, wanted, start, hit.score * _UNDER)


def _unlabelled_partner(sheet: Sheet, span: Span | None) -> Span | None:
    """The column to the right of a span when it holds no label of its own but its heading."""
    if span is None:
        return None
    beside = [each for each in sheet.spans if each.left == span.right and each.top == span.top]
    if not beside or beside[0].page != span.page:
        return None
    own = {label for spec in beside[0].section.fields for label in _labels(spec, beside[0].section)}
    inside = sum(
        hit.phrase in own
        and beside[0].covers(sheet.rows[index].page, *sheet.rows[index].tokens[hit.start].box.middle)
        for index, hits in sheet.hits.items()
        for hit in hits
    )
    return beside[0] if inside <= 1 else None


def _owners(
    phrase: str, kind: DocumentType, span: Span | None, met: Collection[str]
) -> Iterator[tuple[str, FieldSpec]]:
    """The field a label stands for: one of the section it lies in, else one of the whole paper.

    A label that comes again in a section belongs to what follows it, if the whole paper has such a field:
    the name under that of the applicant is the child's.
    """
    own = (
        []
        if span is None
        else [spec for spec in span.section.fields if phrase in _labels(spec, span.section)]
    )
    named = [spec for spec in kind.fields if spec.place == "label" and phrase in _labels(spec, None)]
    if own and span is not None and not (named and any(f"{span.prefix}.{spec.name}" in met for spec in own)):
        yield from ((span.prefix, spec) for spec in own)
        return
    yield from (("", spec) for spec in named)


def _labels(spec: FieldSpec, section: Section | None) -> set[str]:
    suffixes = ("", *(section.suffixes if section is not None else ()))
    return {squeeze(f"{label} {suffix}") for label in spec.labels for suffix in suffixes}


def _shared(wanted: _Wanted, tokens: Sequence[Token], hit: Hit) -> Iterator[Candidate]:
    made = candidate(wanted.name, wanted.spec.type, wanted.page, tokens, hit.score * _UNDER)
    if made is not None:
        yield made


def _value_at(sheet: Sheet, hit: Hit, wanted: _Wanted) -> Iterator[Candidate]:
    trust = hit.score if hit.anchored else hit.score * _UNANCHORED
    row, spec, span = sheet.rows[hit.row], wanted.spec, wanted.span
    first, last = _right_of(sheet, hit, span, spec)
    first = _past_translation(first, spec)
    if any(token.bare for token in first):
        left = row.box.left if first[0] in row.tokens or _is_close(row, first[0]) else first[0].box.left
        start = Start(spec, span, last, first, left, _is_open(sheet, hit, spec))
        beside = list(_parsed(sheet, wanted, start, trust))
        yield from beside
        if beside or row.tokens[hit.end :]:
            return
    under, tokens = _under(sheet, hit, spec, span)
    if under is None and spec.type in FIGURES:
        under, tokens = _next_line(sheet, hit)
    if under is not None:
        left = sheet.rows[under].box.left
        start = Start(spec, span, under, tokens, left, _is_open(sheet, hit, spec))
        yield from _parsed(sheet, wanted, start, trust * _UNDER)


def _is_close(row: Row, first: Token) -> bool:
    """Whether a value that is a row of its own stands a word's gap behind its label's colon: one paragraph
    with it, typed or written a little higher, and no cell of a table.
    """
    return row.tokens[-1].colon and first.box.left - row.box.right < _WORD_GAP * row.box.height


def _right_of(
    sheet: Sheet, hit: Hit, span: Span | None = None, spec: FieldSpec | None = None
) -> tuple[Sequence[Token], int]:
    """Tokens after a label at its height, and the row the last of them stands in."""
    row, index = sheet.rows[hit.row], hit.row
    end = sheet.next_start(index, hit.end)
    tokens = list(row.tokens[hit.end : end])
    tokens = behind_colon(tokens) if _is_open(sheet, hit, spec) else tokens
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
        near = _CHOICE_GAP if wide else _WORD_GAP
        if any(token.bare for token in tokens) and (tall or gap > near * row.box.height):
            break
        index, end = beside, sheet.next_start(beside, 0)
        tokens.extend(sheet.rows[beside].tokens[:end])
    return tokens, index


def _is_choice(tokens: Sequence[Token], further: Sequence[Token]) -> bool:
    """Whether words are offered to tick, and further ones beside them too."""
    return all(holds_box([token.text for token in each]) for each in (tokens, further))


def _spells_on(row: Row, spec: FieldSpec | None) -> bool:
    """Whether a date goes on behind a blank that was left wide: «vào lúc: 03   giờ 15   phút, ngày …»."""
    return spec is not None and spec.type == "date" and row.tokens[0].bare in _DATE_WORDS


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


def _is_relation(row: Row, spec: FieldSpec) -> bool:
    """A cell that says «Chủ hộ» is a relation here, although it is a label elsewhere."""
    parsed = parse_relation(row.text) if spec.type == "relation" else None
    return parsed is not None and parsed.certainty == 1.0


def _is_open(sheet: Sheet, hit: Hit, spec: FieldSpec | None) -> bool:
    """Whether a colon may yet close what was recognised of a label; some values have a colon of their own."""
    colon_within = spec is not None and spec.type in COLON_WITHIN
    return not colon_within and not sheet.rows[hit.row].tokens[hit.end - 1].colon


def _leaves(row: Row, span: Span | None) -> bool:
    """Whether a row stands in another column than the label."""
    return span is not None and not span.left <= row.box.middle[0] < span.right


def _shared_cell(sheet: Sheet, hit: Hit, kind: DocumentType, span: Span | None) -> Sequence[Token] | None:
    """This label's part of a value that several labels of one cell share («Dân tộc; Quốc tịch»)."""
    group = _neighbours(sheet, hit)
    types = [_type_of(each, kind, span) for each in group]
    known = [each for each in types if each is not None]
    names = {spec.name for each in group for spec in _specs(each, kind, span)}
    if len(group) < 2 or len(known) < len(group) or len(names) < 2:
        return None
    tokens, _ = _right_of(sheet, group[-1])
    if not any(token.bare for token in tokens):
        whole = replace(group[-1], start=group[0].start)
        _, tokens = _under(sheet, whole, next(_specs(group[-1], kind, span)), span)
    parts = apportioned(tokens, known)
    return parts[group.index(hit)] if parts is not None else None


def _type_of(hit: Hit, kind: DocumentType, span: Span | None) -> str | None:
    return next((spec.type for spec in _specs(hit, kind, span)), None)


def _specs(hit: Hit, kind: DocumentType, span: Span | None) -> Iterator[FieldSpec]:
    return (spec for _, spec in _owners(hit.phrase, kind, span, ()))


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


def _parsed(sheet: Sheet, wanted: _Wanted, start: Start, trust: float) -> Iterator[Candidate]:
    """All lines as one value when the type may run on, else the first line alone."""
    more = run_on(sheet, start)
    for tokens in ([*start.tokens, *more], start.tokens) if more else (start.tokens,):
        value = past_preamble(tokens, start.open_label)
        made = candidate(wanted.name, start.spec.type, wanted.page, value, trust)
        if made is not None and _is_such(start.spec, made.value):
            yield made
            return


def _is_such(spec: FieldSpec, value: str) -> bool:
    return spec.pattern is None or re.search(spec.pattern, value) is not None


def _next_line(sheet: Sheet, hit: Hit) -> tuple[int | None, Sequence[Token]]:
    """The line under one that a label ends, from its beginning: prose goes on there («đến ngày / 05/03»)."""
    row = sheet.rows[hit.row]
    if hit.end < len(row.tokens) or sheet.right_edge(hit.row) - row.box.right > _MARGIN:
        return None, ()
    below = sheet.below(hit.row, 0.0, row.box.right)
    if below is None or not sheet.is_free(below) or sheet.rows[below].box.left > row.box.left + _MARGIN:
        return None, ()
    return below, sheet.rows[below].tokens[: sheet.next_start(below, 0)]


def _first_piece(sheet: Sheet, row: int, left: float) -> int:
    """The first of the pieces that a line fell into, if it begins where the label does."""
    before = sheet.left_of(row)
    while before is not None and sheet.is_free(before) and sheet.rows[before].box.left > left - _ALIGNED:
        row, before = before, sheet.left_of(before)
    return row


def _under(sheet: Sheet, hit: Hit, spec: FieldSpec, span: Span | None) -> tuple[int | None, Sequence[Token]]:
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
        tokens = _past_translation(line_from(sheet, below, end)[0], spec)
        if tokens:
            return (below, tokens) if sheet.rows[below].box.left < left + 0.35 else (None, ())
    return None, ()
