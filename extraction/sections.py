"""Which part of a paper a place belongs to: the mother's block, the wife's column, the third member."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from domain.definition import DocumentType, Section
from domain.fold import squeeze
from domain.geometry import around
from extraction.labels import Hit
from extraction.tokens import Row, row_of

_HEADING = 10  # letters of a phrase that is a heading of its own rather than a label
_SAME_HEIGHT = 1.6  # starts closer than this many line heights stand side by side, as columns do


@dataclass(frozen=True, slots=True)
class Span:
    """Where one section (or one of its repetitions) reaches: from a place in reading order to the next.

    count: 1, 2, … for sections that repeat, else None. left, right: the column, 0 and 1 where there is none.
    heading: the middle of a short heading («VỢ») that stands centred over its column.
    """

    section: Section
    count: int | None
    page: int
    top: float
    left: float = 0.0
    right: float = 1.0
    until: tuple[int, float] = (1_000_000, 0.0)
    heading: float | None = None

    @property
    def prefix(self) -> str:
        """The prefix of field names, ``.N`` replaced by the count."""
        prefix = self.section.prefix
        return prefix if self.count is None else f"{prefix.removesuffix('.N')}.{self.count}"

    def covers(self, page: int, x: float, y: float) -> bool:
        """Whether a place lies in the span."""
        return (self.page, self.top) <= (page, y) < self.until and self.left <= x < self.right


def find_spans(rows: Sequence[Row], hits: Mapping[int, Sequence[Hit]], kind: DocumentType) -> list[Span]:
    """The spans of all sections that the labels of the rows open, in reading order."""
    starts: list[Span] = []
    for section in kind.sections:
        starts.extend(_starts_of(section, rows, hits))
    starts.sort(key=lambda span: (span.page, span.top))
    spans = _closed(_side_by_side(_numbered(starts)))
    return [_stopped(span, rows, hits) for span in spans]


def split_columns(rows: Sequence[Row], spans: Sequence[Span]) -> list[Row]:
    """Rows that run over the boundary between two columns, cut there."""
    result: list[Row] = []
    for row in rows:
        boundary = _boundary_at(row, spans)
        left = tuple(token for token in row.tokens if boundary is None or token.box.middle[0] < boundary)
        right = tuple(
            token for token in row.tokens if boundary is not None and token.box.middle[0] >= boundary
        )
        result.extend(row_of(row.page, part) for part in (left, right) if part)
    return result


def _boundary_at(row: Row, spans: Sequence[Span]) -> float | None:
    box = row.box
    for span in spans:
        inside = (span.page, span.top) <= (row.page, box.middle[1]) < span.until
        if inside and span.left > 0 and box.left < span.left < box.right and _gap_at(row, span.left):
            return span.left
    return None


def _gap_at(row: Row, x: float) -> bool:
    """Whether white space of more than a word gap lies around x."""
    left = max((token.box.right for token in row.tokens if token.box.middle[0] < x), default=0.0)
    right = min((token.box.left for token in row.tokens if token.box.middle[0] >= x), default=1.0)
    return right - left > 0.8 * row.box.height


def _starts_of(section: Section, rows: Sequence[Row], hits: Mapping[int, Sequence[Hit]]) -> list[Span]:
    """The places that open a section; one that repeats opens anew when a label of its start comes back.

    So it does not matter which of «Quan hệ với chủ hộ» and «Họ và tên» a book prints first. The head of the
    household has no such relation: what stands first on the next page is the next member's.
    """
    keys = _start_keys(section)
    repeats = section.prefix.endswith(".N")
    spans: list[Span] = []
    seen: set[str] = set()
    page = 0
    for index, hit in _in_order(rows, hits):
        key = keys.get(hit.phrase)
        turned, page = page not in (0, rows[index].page), rows[index].page
        if key is None or (spans and (not repeats or (key not in seen and not turned))):
            seen |= {key} if key is not None else set()
            continue
        box = around(token.box for token in rows[index].tokens[hit.start : hit.end])
        heading = box.middle[0] if len(hit.phrase) <= _HEADING else None
        spans.append(
            Span(
                section, 0 if repeats else None, rows[index].page, box.top - 0.002, box.left, heading=heading
            )
        )
        seen = {key}
    return spans


def _start_keys(section: Section) -> dict[str, str]:
    """Each opening phrase with the field it labels, or itself: variants of one label are one key."""
    keys = {}
    for phrase in section.starts or section.fields[0].labels:
        owner = next((spec.name for spec in section.fields if phrase in spec.labels), phrase)
        keys[squeeze(phrase)] = owner if section.prefix.endswith(".N") else "start"
    return keys


def _in_order(rows: Sequence[Row], hits: Mapping[int, Sequence[Hit]]) -> list[tuple[int, Hit]]:
    """All hits from the top of the paper to its end."""
    every = [(index, hit) for index in hits for hit in hits[index]]
    return sorted(every, key=lambda each: (rows[each[0]].page, rows[each[0]].box.middle[1], each[1].start))


def _numbered(spans: Sequence[Span]) -> list[Span]:
    counts: dict[str, int] = {}
    result: list[Span] = []
    for span in spans:
        if span.count is None:
            result.append(span)
            continue
        counts[span.section.prefix] = counts.get(span.section.prefix, 0) + 1
        result.append(replace(span, count=counts[span.section.prefix]))
    return result


def _side_by_side(spans: Sequence[Span]) -> list[Span]:
    """Starts at one height become columns; other spans take the whole width."""
    result: list[Span] = []
    for span in spans:
        partner = result[-1] if result else None
        if partner is not None and _are_columns(partner, span):
            first, second = sorted((partner, span), key=lambda each: each.left)
            boundary = _between(first, second)
            top = min(first.top, second.top)
            result[-1] = replace(first, left=0.0, right=boundary, top=top)
            result.append(replace(second, left=boundary, right=1.0, top=top))
        else:
            result.append(span)
    return [
        span if span.right < 1.0 or _has_left_partner(span, result) else replace(span, left=0.0)
        for span in result
    ]


def _between(first: Span, second: Span) -> float:
    """Where one column ends: labels begin their column, headings stand over its middle."""
    if first.heading is not None and second.heading is not None:
        return (first.heading + second.heading) / 2
    return second.left - 0.01


def _are_columns(first: Span, second: Span) -> bool:
    near = abs(first.top - second.top) < 0.012 * _SAME_HEIGHT
    return first.page == second.page and near and abs(first.left - second.left) > 0.2


def _has_left_partner(span: Span, spans: Sequence[Span]) -> bool:
    return any(other.page == span.page and other.right == span.left and other.right < 1.0 for other in spans)


def _stopped(span: Span, rows: Sequence[Row], hits: Mapping[int, Sequence[Hit]]) -> Span:
    """The span up to the first of its section's own stops."""
    phrases = {squeeze(stop) for stop in span.section.stops}
    places = [
        (rows[index].page, rows[index].box.top)
        for index in hits
        if any(hit.phrase in phrases for hit in hits[index])
    ]
    later = [place for place in places if (span.page, span.top + 0.004) < place < span.until]
    return replace(span, until=min(later)) if later else span


def _closed(spans: Sequence[Span]) -> list[Span]:
    """Every span ends where the next one that is not its neighbour column begins."""
    result: list[Span] = []
    for index, span in enumerate(spans):
        later = [
            (each.page, each.top)
            for each in spans[index + 1 :]
            if (each.page, each.top) > (span.page, span.top)
        ]
        result.append(replace(span, until=later[0]) if later else span)
    return result
