"""Values that follow a printed label: to its right, else under it, over as many lines as they may run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from domain.definition import DocumentType, FieldSpec
from extraction.candidates import Candidate, candidate
from extraction.label_owners import labels_of, owners
from extraction.labels import Hit
from extraction.parts import parts_of, put_together
from extraction.preambles import past_preamble
from extraction.sections import Span
from extraction.shared_cells import apportioned
from extraction.sheet import FIGURES, Sheet
from extraction.tokens import Row, Token
from extraction.value_places import WORD_GAP, below_label, beside_label, is_open, next_line, past_translation
from extraction.wrapping import Start, run_on

_UNDER = 0.9  # trust in a value found under its label, against one to its right
_UNANCHORED = 0.8  # trust in a label that stands where labels rarely stand


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The field that is looked for at a label, and where it is looked for."""

    spec: FieldSpec
    name: str
    page: int
    span: Span | None


class _Label(NamedTuple):
    """A label where it stands, the field it stands for, and whether it may be somebody else's."""

    hit: Hit
    wanted: _Wanted
    astray: bool


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
    labels = list(_owned_labels(sheet, kind))
    own = {each.wanted.name for each in labels if not each.astray}
    for hit, wanted, astray in labels:
        if astray and wanted.name in own:
            continue
        shared = _shared_cell(sheet, hit, kind, wanted.span)
        if shared is not None:
            yield from _shared(wanted, shared, hit)
            continue
        yield from _value_at(sheet, hit, wanted)
        yield from _value_across(sheet, hit, wanted)


def _owned_labels(sheet: Sheet, kind: DocumentType) -> Iterator[_Label]:
    """The labels in the sheet's order, each with the field it stands for.

    Astray is one of the whole paper's that stands among those of somebody: the birth date under the name of
    the applicant is the child's only where no other is. What follows a name that comes again is the paper's.
    """
    met: set[str] = set()
    ended: set[str] = set()
    for index in sorted(sheet.hits):
        row = sheet.rows[index]
        for hit in sheet.hits[index]:
            span = sheet.span_at(row, row.tokens[hit.start])
            within = span.prefix if span is not None else ""
            for prefix, spec in owners(hit.phrase, kind, span, met):
                if within and not prefix and f"{within}.{spec.name}" in met:
                    ended.add(within)
                name = f"{prefix}.{spec.name}" if prefix else spec.name
                met.add(name)
                astray = bool(within) and not prefix and within not in ended
                yield _Label(hit, _Wanted(spec, name, row.page, span), astray)


def _value_across(sheet: Sheet, hit: Hit, own: _Wanted) -> Iterator[Candidate]:
    """The value of the column beside, where one label serves two columns («VỢ | CHỒNG» over a table)."""
    spec = own.spec
    partner = _unlabelled_partner(sheet, own.span) if own.name != spec.name else None
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
    own = {label for spec in beside[0].section.fields for label in labels_of(spec, beside[0].section)}
    inside = sum(
        hit.phrase in own
        and beside[0].covers(sheet.rows[index].page, *sheet.rows[index].tokens[hit.start].box.middle)
        for index, hits in sheet.hits.items()
        for hit in hits
    )
    return beside[0] if inside <= 1 else None


def _shared(wanted: _Wanted, tokens: Sequence[Token], hit: Hit) -> Iterator[Candidate]:
    made = candidate(wanted.name, wanted.spec.type, wanted.page, tokens, hit.score * _UNDER)
    if made is not None:
        yield made


def _value_at(sheet: Sheet, hit: Hit, wanted: _Wanted) -> Iterator[Candidate]:
    trust = hit.score if hit.anchored else hit.score * _UNANCHORED
    row, spec, span = sheet.rows[hit.row], wanted.spec, wanted.span
    first, last = beside_label(sheet, hit, span, spec)
    first = past_translation(first, spec)
    if any(token.bare for token in first):
        left = row.box.left if first[0] in row.tokens or _is_close(row, first[0]) else first[0].box.left
        start = Start(spec, span, last, first, left, is_open(sheet, hit, spec))
        beside = list(_parsed(sheet, wanted, start, trust))
        yield from beside
        if beside or row.tokens[hit.end :]:
            return
    under, tokens = below_label(sheet, hit, spec, span)
    if under is None and spec.type in FIGURES:
        under, tokens = next_line(sheet, hit)
    if under is not None:
        left = sheet.rows[under].box.left
        start = Start(spec, span, under, tokens, left, is_open(sheet, hit, spec))
        yield from _parsed(sheet, wanted, start, trust * _UNDER)


def _is_close(row: Row, first: Token) -> bool:
    """Whether a value that is a row of its own stands a word's gap behind its label's colon: one paragraph
    with it, typed or written a little higher, and no cell of a table.
    """
    return row.tokens[-1].colon and first.box.left - row.box.right < WORD_GAP * row.box.height


def _shared_cell(sheet: Sheet, hit: Hit, kind: DocumentType, span: Span | None) -> Sequence[Token] | None:
    """This label's part of a value that several labels of one cell share («Dân tộc; Quốc tịch»)."""
    group = _neighbours(sheet, hit)
    types = [_type_of(each, kind, span) for each in group]
    known = [each for each in types if each is not None]
    names = {spec.name for each in group for spec in _specs(each, kind, span)}
    if len(group) < 2 or len(known) < len(group) or len(names) < 2:
        return None
    tokens, _ = beside_label(sheet, group[-1])
    if not any(token.bare for token in tokens):
        whole = replace(group[-1], start=group[0].start)
        _, tokens = below_label(sheet, whole, next(_specs(group[-1], kind, span)), span)
    parts = apportioned(tokens, known)
    return parts[group.index(hit)] if parts is not None else None


def _type_of(hit: Hit, kind: DocumentType, span: Span | None) -> str | None:
    return next((spec.type for spec in _specs(hit, kind, span)), None)


def _specs(hit: Hit, kind: DocumentType, span: Span | None) -> Iterator[FieldSpec]:
    return (spec for _, spec in owners(hit.phrase, kind, span, ()))


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
