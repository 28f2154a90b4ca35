"""A document's rows with the labels that stand in them, and who stands beside and under whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from domain.definition import DocumentType
from domain.fold import squeeze
from extraction.footnotes import without_footnotes
from extraction.label_places import stands_as_label, words_of_labels
from extraction.labels import Hit, find_phrases, is_note
from extraction.sections import Span, find_spans, split_columns
from extraction.tokens import Row, Token, row_of
from extraction.values.dates import never_expires, tells_day

_SURE = 0.92  # of 1: a label read so well is one wherever it stands
FIGURES = frozenset(
    {"date", "year", "personal_number", "old_number", "phone", "tax_code", "document_number", "count"}
)
"""Value types whose form proves them wherever they stand."""
_FILLER = "<<"  # of machine-readable zones
_ALIGNED = 0.01  # of the page's width
_RIGHT_UNDER = 1.6  # line heights
_OF_FORMS = ("Mẫu số", "Biểu mẫu số")
"""What numbers the form and not the paper: «Số» ends it, and names nothing."""
_OVERLAP = 0.012  # of the page's width: a hand begins over the colon of the label before it


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows as OCR found them (cells of a table are rows of their own) with accepted labels by row.

    spent: rows that are only the second line of a label in the row above them. figured: labels, folded, that
    dates and numbers alone stand behind.
    """

    rows: Sequence[Row]
    hits: dict[int, list[Hit]]
    spans: Sequence[Span]
    spent: frozenset[int]
    figured: frozenset[str] = frozenset()

    def next_start(self, row: int, after: int) -> int:
        """The token where the next label of the row begins, or the row's length."""
        starts = [hit.start for hit in self.hits.get(row, ()) if hit.start >= after]
        return min(starts, default=len(self.rows[row].tokens))

    def is_free(self, row: int) -> bool:
        """Whether a row may be a value, or carry one on: it opens with no label and is part of none."""
        if row in self.spent:
            return False
        first = next((i for i, token in enumerate(self.rows[row].tokens) if len(token.bare) > 1), 0)
        return not any(hit.start <= first for hit in self.hits.get(row, ()))

    def span_at(self, row: Row, token: Token) -> Span | None:
        """The section that covers a token."""
        x, y = token.box.middle
        return next((span for span in self.spans if span.covers(row.page, x, y)), None)

    def beside(self, row: int, x: float) -> int | None:
        """The nearest row to the right of x at the same height."""
        right = [i for i in self._level(row) if self.rows[i].box.left >= x - _OVERLAP]
        return min(right, key=lambda i: self.rows[i].box.left, default=None)

    def left_of(self, row: int) -> int | None:
        """The nearest row to the left of this one at the same height."""
        box = self.rows[row].box
        left = [i for i in self._level(row) if self.rows[i].box.right <= box.left + _OVERLAP]
        return max(left, key=lambda i: self.rows[i].box.right, default=None)

    def right_edge(self, row: int) -> float:
        """How far to the right a row could have gone on: to what stands beside it or to the text's edge."""
        box, page = self.rows[row].box, self.rows[row].page
        beside = self.beside(row, box.right)
        if beside is not None:
            return self.rows[beside].box.left
        return max(other.box.right for other in self.rows if other.page == page)

    def opens_line(self, row: int) -> bool:
        """Whether a label stands first at the height of a row: a new line of a table."""
        first = min([row, *self._level(row)], key=lambda i: self.rows[i].box.left)
        return first not in self.spent and not self.is_free(first)

    def claimed(self, row: int) -> bool:
        """Whether a label to its left at the same height waits for this row as its value.

        A card's «Date of expiry:» under its day has that day, and waits for no words; nor does a label with a
        day right under it.
        """
        nearest = self.left_of(row)
        if nearest is None or nearest in self.spent or self._stands_over_day(nearest):
            return False
        waiting = [hit for hit in self.hits.get(nearest, ()) if hit.end == len(self.rows[nearest].tokens)]
        return any(hit.phrase not in self.figured or _has_figures(self.rows[row]) for hit in waiting)

    def _stands_over_day(self, row: int) -> bool:
        box = self.rows[row].box
        under = self.below(row, box.left, box.right, _RIGHT_UNDER)
        if under is None or abs(self.rows[under].box.left - box.left) > _ALIGNED:
            return False
        return tells_day(self.rows[under].text)

    def below(self, row: int, left: float, right: float, reach: float = 2.4) -> int | None:
        """The nearest row under this one that overlaps left..right, within ``reach`` line heights."""
        box, page = self.rows[row].box, self.rows[row].page
        best: tuple[float, int] | None = None
        for index, other in enumerate(self.rows):
            if other.page != page or index == row or index in self.spent or not _says(other):
                continue
            drop = other.box.middle[1] - box.middle[1]
            overlaps = other.box.left < right and other.box.right > left
            near = 0.42 * box.height < drop < reach * max(box.height, other.box.height)
            if overlaps and near and (best is None or drop < best[0]):
                best = (drop, index)
        return best[1] if best else None

    def _level(self, row: int) -> Iterable[int]:
        """Other rows at the height of this one."""
        box, page = self.rows[row].box, self.rows[row].page
        for index, other in enumerate(self.rows):
            if index != row and other.page == page:
                shared = min(box.bottom, other.box.bottom) - max(box.top, other.box.top)
                if shared > 0.4 * min(box.height, other.box.height):
                    yield index


def _has_figures(row: Row) -> bool:
    """Whether a row may be a number or a date, or say that there is no day of expiry."""
    return any(sign.isdecimal() for sign in row.text) or never_expires(row.text)


def _says(row: Row) -> bool:
    """Whether a row has a letter or a figure: borders and seals are read as brackets and strokes."""
    return any(token.bare for token in row.tokens)


def lay_out(rows: Sequence[Row], kind: DocumentType) -> Sheet:
    """Finds every label of the type in the rows, and the sections they open; columns are cut apart.

    Phrases inside running prose and notes at a form's foot are left alone, and so are machine-readable zones
    and the numbers of notes: a «(3)» that is a row of its own stands between a label and its value's cell.
    """
    rows = without_footnotes(rows)
    rows = [row for row in rows if not _is_no_text(row)]
    sheet = _labelled(rows, kind)
    if kind.shape == "card":
        rows = _cut_behind_days(sheet)
        sheet = _labelled(rows, kind)
    spans = find_spans(sheet.rows, sheet.hits, kind)
    cut = split_columns(rows, spans)
    if len(cut) > len(rows):
        sheet = _labelled(cut, kind)
        spans = find_spans(sheet.rows, sheet.hits, kind)
    return replace(sheet, spans=spans)


def _is_no_text(row: Row) -> bool:
    return _FILLER in row.text or (len(row.tokens) == 1 and is_note(row.tokens[0].text))


def _cut_behind_days(sheet: Sheet) -> list[Row]:
    """Rows that go on behind a label's day, cut there: beside a card's picture stands «Có giá trị đến: …» and
    right behind it the second line of an address.
    """
    cut: list[Row] = []
    for index, row in enumerate(sheet.rows):
        first = next((hit for hit in sheet.hits.get(index, ()) if hit.start == 0), None)
        day = first.end if first is not None and first.phrase in sheet.figured else len(row.tokens)
        cut += _parted(row, day + 1) if day < len(row.tokens) and tells_day(row.tokens[day].text) else [row]
    return cut


def _parted(row: Row, at: int) -> list[Row]:
    """The row's tokens before that place and from it on, if those are words with a capital or a number."""
    rest = row.tokens[at:]
    if not rest or not (rest[0].text[0].isupper() or rest[0].text[0].isdecimal()):
        return [row]
    return [row_of(row.page, row.tokens[:at]), row_of(row.page, rest)]


def _labelled(rows: Sequence[Row], kind: DocumentType) -> Sheet:
    phrases = _phrases(kind)
    words = words_of_labels(kind, phrases)
    hits: dict[int, list[Hit]] = {}
    for hit in find_phrases(rows, phrases):
        before = hits.get(hit.row, [])
        if stands_as_label(hit, rows[hit.row], before[-1] if before else None, words):
            hits.setdefault(hit.row, []).append(hit)
    return _with_tall_labels(Sheet(rows, hits, (), frozenset(), _figured(kind)), phrases)


def _figured(kind: DocumentType) -> frozenset[str]:
    specs = [*kind.fields, *(spec for section in kind.sections for spec in section.fields)]
    labels = {
        figures: {
            squeeze(label) for spec in specs if (spec.type in FIGURES) is figures for label in spec.labels
        }
        for figures in (True, False)
    }
    return frozenset(labels[True] - labels[False])


def _phrases(kind: DocumentType) -> list[str]:
    specs = [*kind.fields, *(spec for section in kind.sections for spec in section.fields)]
    starts = [phrase for section in kind.sections for phrase in section.starts]
    stops = [phrase for spec in specs for phrase in spec.stops]
    stops += [phrase for section in kind.sections for phrase in section.stops]
    suffixed = [
        f"{label} {suffix}"
        for section in kind.sections
        for suffix in section.suffixes
        for spec in section.fields
        for label in spec.labels
    ]
    labels = [phrase for spec in specs for phrase in spec.labels if spec.place == "label"]
    labels += [phrase for spec in specs for part in spec.parts for phrase in part]
    others = [*kind.labels_elsewhere, *kind.recognise.titles, *_OF_FORMS]
    return labels + suffixed + starts + stops + others


def _with_tall_labels(sheet: Sheet, phrases: Sequence[str]) -> Sheet:
    """Labels of table cells that run over two lines: the second line completes the phrase and is spent."""
    hits, spent = dict(sheet.hits), set()
    for index, row in enumerate(sheet.rows):
        under = _second_line(sheet, index)
        if under is None:
            continue
        own = hits.get(index, [])
        tall = _tall_hit(row, sheet.rows[under], phrases)
        better = tall is not None and (
            not own or len(tall.phrase) > len(own[-1].phrase) or tall.score > own[-1].score
        )
        if tall is not None and better:
            hits[index] = [hit for hit in own if hit.end <= tall.start] + [replace(tall, row=index)]
            spent.add(under)
    return replace(sheet, hits={k: v for k, v in hits.items() if k not in spent}, spent=frozenset(spent))


def _second_line(sheet: Sheet, index: int) -> int | None:
    """A short line set right under a short one at the same left edge, beside nothing of its own."""
    row = sheet.rows[index]
    under = sheet.below(index, row.box.left, row.box.left + 0.05, reach=1.9)
    cell = sheet.beside(index, row.box.right) is not None
    if under is None or not cell or any(token.colon for token in row.tokens):
        return None
    if any(hit.start == 0 and hit.score >= _SURE for hit in sheet.hits.get(under, ())):
        return None
    other = sheet.rows[under]
    aligned = abs(other.box.left - row.box.left) < 0.012
    return under if aligned and len(other.tokens) <= 4 and other.box.right <= row.box.right + 0.03 else None


def _tall_hit(row: Row, under: Row, phrases: Sequence[str]) -> Hit | None:
    """The phrase that runs over both lines, as a hit that ends with the first line."""
    joined = row_of(row.page, row.tokens + under.tokens)
    size = len(row.tokens)
    over = [hit for hit in find_phrases([joined], phrases) if hit.start < size < hit.end and hit.anchored]
    if not over or over[0].end < len(joined.tokens) or over[0].score < _SURE:
        return None
    return replace(over[0], end=size)
