"""Values that follow a printed label: to its right, else under it, over as many lines as they may run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.definition import DocumentType, FieldSpec
from domain.fold import squeeze
from extraction.candidates import Candidate, candidate
from extraction.labels import Hit, find_phrases
from extraction.sections import Span
from extraction.tokens import Row, Token

_UNDER = 0.9  # trust in a value found under its label, against one to its right


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a document with every label that stands in them, accepted ones only, by row."""

    rows: Sequence[Row]
    hits: dict[int, list[Hit]]
    spans: Sequence[Span]

    def next_start(self, row: int, after: int) -> int:
        """The token where the next label of the row begins, or the row's length."""
        starts = [hit.start for hit in self.hits.get(row, ()) if hit.start >= after]
        return min(starts, default=len(self.rows[row].tokens))

    def opens_with_label(self, row: int) -> bool:
        """Whether a row begins with a label, so that no value can run on into it."""
        first = next((i for i, token in enumerate(self.rows[row].tokens) if len(token.bare) > 1), 0)
        return any(hit.start <= first for hit in self.hits.get(row, ()))

    def span_at(self, row: Row, token: Token) -> Span | None:
        """The section that covers a token."""
        x, y = token.box.middle
        return next((span for span in self.spans if span.covers(row.page, x, y)), None)


def lay_out(rows: Sequence[Row], kind: DocumentType, spans: Sequence[Span]) -> Sheet:
    """Finds every label of the type in the rows; phrases inside running prose are left alone."""
    hits: dict[int, list[Hit]] = {}
    for hit in find_phrases(rows, _phrases(kind)):
        if _is_label(hit, rows[hit.row]):
            hits.setdefault(hit.row, []).append(hit)
    return Sheet(rows, hits, spans)


def labelled_candidates(sheet: Sheet, kind: DocumentType) -> Iterator[Candidate]:
    """Every value that stands at a label of a field; several for one field where it is printed twice."""
    for index, hits in sheet.hits.items():
        row = sheet.rows[index]
        for hit in hits:
            span = sheet.span_at(row, row.tokens[hit.start])
            for prefix, spec in _owners(hit.phrase, kind, span):
                name = f"{prefix}.{spec.name}" if prefix else spec.name
                found = _value_at(sheet, hit, spec, name, span if prefix else None)
                if found is not None:
                    yield found


def _phrases(kind: DocumentType) -> list[str]:
    specs = [*kind.fields, *(spec for section in kind.sections for spec in section.fields)]
    starts = [phrase for section in kind.sections for phrase in section.starts]
    stops = [phrase for spec in specs for phrase in spec.stops]
    return [phrase for spec in specs for phrase in spec.labels] + starts + stops + list(kind.labels_elsewhere)


def _is_label(hit: Hit, row: Row) -> bool:
    if hit.anchored:
        return True
    if len(hit.phrase) < 8 or hit.score < 0.85:
        return False
    gap = row.tokens[hit.start].box.left - row.tokens[hit.start - 1].box.right
    return gap > 0.7 * row.box.height or (len(hit.phrase) >= 12 and hit.score >= 0.92)


def _owners(phrase: str, kind: DocumentType, span: Span | None) -> Iterator[tuple[str, FieldSpec]]:
    """The field a label stands for: one of the section it lies in, else one of the whole paper."""

    def labels(spec: FieldSpec) -> set[str]:
        return {squeeze(label) for label in spec.labels}

    own = [] if span is None else [spec for spec in span.section.fields if phrase in labels(spec)]
    if own and span is not None:
        yield from ((span.prefix, spec) for spec in own)
        return
    yield from (("", spec) for spec in kind.fields if spec.place == "label" and phrase in labels(spec))


def _value_at(sheet: Sheet, hit: Hit, spec: FieldSpec, name: str, span: Span | None) -> Candidate | None:
    row = sheet.rows[hit.row]
    right = row.tokens[hit.end : sheet.next_start(hit.row, hit.end)]
    if any(token.bare for token in right):
        tokens = [*right, *_run_on(sheet, hit.row, spec, span)] if _reaches_end(sheet, hit) else list(right)
        found = _parse_longest(name, spec, row.page, right, tokens, hit.score)
        if found is not None:
            return found
    if any(other.start >= hit.end for other in sheet.hits[hit.row]) and any(token.bare for token in right):
        return None
    under = _under(sheet, hit, span)
    if under is None:
        return None
    first = list(sheet.rows[under].tokens[: sheet.next_start(under, 0)])
    tokens = first + _run_on(sheet, under, spec, span)
    return _parse_longest(name, spec, row.page, first, tokens, hit.score * _UNDER)


def _parse_longest(
    name: str, spec: FieldSpec, page: int, first: Sequence[Token], every: Sequence[Token], place: float
) -> Candidate | None:
    """All lines as one value when the type may run on, else the first line alone."""
    if spec.lines > 1 and len(every) > len(first):
        found = candidate(name, spec.type, page, every, place)
        if found is not None:
            return found
    return candidate(name, spec.type, page, first, place)


def _reaches_end(sheet: Sheet, hit: Hit) -> bool:
    return sheet.next_start(hit.row, hit.end) == len(sheet.rows[hit.row].tokens)


def _run_on(sheet: Sheet, row: int, spec: FieldSpec, span: Span | None) -> list[Token]:
    """Tokens of the lines under a row that carry its value on."""
    tokens: list[Token] = []
    at = row
    for _ in range(spec.lines - 1):
        below = _row_below(sheet, at, span)
        if below is None or sheet.opens_with_label(below) or _begins_point(sheet.rows[below]):
            break
        end = sheet.next_start(below, 0)
        tokens.extend(sheet.rows[below].tokens[:end])
        if end < len(sheet.rows[below].tokens):
            break
        at = below
    return tokens


def _begins_point(row: Row) -> bool:
    """A line that opens with a number or letter of a list begins something new."""
    first = row.tokens[0].text
    return len(first) >= 2 and first[-1] in ".)" and first[:-1].replace(".", "").isdigit() and len(first) <= 3


def _row_below(sheet: Sheet, row: int, span: Span | None) -> int | None:
    """The nearest row under this one, in the same column, within a line's distance."""
    box, page = sheet.rows[row].box, sheet.rows[row].page
    left, right = (span.left, span.right) if span is not None else (0.0, 1.0)
    best: tuple[float, int] | None = None
    for index, other in enumerate(sheet.rows):
        if other.page != page or index == row:
            continue
        drop = other.box.middle[1] - box.middle[1]
        beside = (
            left <= other.box.middle[0] < right
            and other.box.left < box.right
            and other.box.right > box.left - 0.35
        )
        if beside and 0.5 * box.height < drop < 2.6 * box.height and (best is None or drop < best[0]):
            best = (drop, index)
    return best[1] if best else None


def _under(sheet: Sheet, hit: Hit, span: Span | None) -> int | None:
    """The row right under a label, when it begins no label itself and lies under it."""
    row = sheet.rows[hit.row]
    label_left = row.tokens[hit.start].box.left
    below = _row_below(sheet, hit.row, span)
    if below is None or sheet.opens_with_label(below):
        return None
    return below if sheet.rows[below].box.left < label_left + 0.35 else None
