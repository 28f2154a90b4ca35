"""A document's rows with the labels that stand in them, and who stands beside and under whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from domain.definition import DocumentType
from domain.fold import squeeze
from extraction.labels import Hit, find_phrases
from extraction.sections import Span, find_spans, split_columns
from extraction.tokens import Row, Token, row_of, row_text
from extraction.values.names import is_full_name

_SHORT = 4  # letters of labels that are words of their own
_LONG_LABEL = 12
_SURE = 0.92
_WORD = 6  # letters from which a label is known in prose by the figures or the comma beside it
_FIGURES = 6  # digits of a number or a date
_TITLE_PIECE = 8
_OVERLAP = 0.012  # of the page's width: a hand begins over the colon of the label before it
_LISTED = frozenset({"ethnicity", "nationality", "sex"})
_HONORIFICS = frozenset({"ong", "ba", "hoong", "hoba", "vaba"})
_LINKS = frozenset({"do", "tai", "den"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows as OCR found them (cells of a table are rows of their own) with accepted labels by row.

    spent: rows that are only the second line of a label in the row above them.
    """

    rows: Sequence[Row]
    hits: dict[int, list[Hit]]
    spans: Sequence[Span]
    spent: frozenset[int]

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
        """Whether a label to its left at the same height waits for this row as its value."""
        nearest = self.left_of(row)
        if nearest is None or nearest in self.spent:
            return False
        return any(hit.end == len(self.rows[nearest].tokens) for hit in self.hits.get(nearest, ()))

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


def _says(row: Row) -> bool:
    """Whether a row has a letter or a figure: borders and seals are read as brackets and strokes."""
    return any(token.bare for token in row.tokens)


def lay_out(rows: Sequence[Row], kind: DocumentType) -> Sheet:
    """Finds every label of the type in the rows, and the sections they open; columns are cut apart.

    Phrases inside running prose are left alone.
    """
    sheet = _labelled(rows, kind)
    spans = find_spans(sheet.rows, sheet.hits, kind)
    cut = split_columns(rows, spans)
    if len(cut) > len(rows):
        sheet = _labelled(cut, kind)
        spans = find_spans(sheet.rows, sheet.hits, kind)
    return replace(sheet, spans=spans)


def _labelled(rows: Sequence[Row], kind: DocumentType) -> Sheet:
    phrases, valueless = _phrases(kind), _never_before_one(kind)
    small = frozenset(squeeze(each) for each in phrases if each[0].islower())
    titles = [squeeze(title) for title in kind.recognise.titles]
    hits: dict[int, list[Hit]] = {}
    for hit in find_phrases(rows, phrases):
        row = rows[hit.row]
        if _is_title_piece(row, titles) or (hit.phrase not in small and _goes_on(hit, row)):
            continue
        before = hits.get(hit.row, [])
        if before and (
            _is_value_of(before[-1], hit, row, valueless) or _is_in_brackets(before[-1], hit, row)
        ):
            continue
        if _is_label(hit, rows[hit.row], before[-1] if before else None, valueless):
            hits.setdefault(hit.row, []).append(hit)
    return _with_tall_labels(Sheet(rows, hits, (), frozenset()), phrases)


def _never_before_one(kind: DocumentType) -> frozenset[str]:
    """Labels behind whose colon a label begins no value: they have none, or one that a short list holds.

    «Dân tộc: Quốc tịch của mẹ» is «Dân tộc; Quốc tịch của mẹ» in weak print.
    """
    specs = chain(kind.fields, *(section.fields for section in kind.sections))
    listed = (label for spec in specs if spec.type in _LISTED for label in spec.labels)
    return frozenset(squeeze(each) for each in (*kind.labels_elsewhere, *listed))


def _is_title_piece(row: Row, titles: Sequence[str]) -> bool:
    """Whether a row is one line of a title set over several: what looks like a label in it is none."""
    bare = squeeze(row.text)
    capital = all(sign.isupper() for sign in row.text if sign.isalpha())
    pieces = any(bare in title and bare != title for title in titles)
    return capital and len(bare) >= _TITLE_PIECE and pieces and not any(token.colon for token in row.tokens)


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
    return labels + suffixed + starts + stops + list(kind.labels_elsewhere + kind.recognise.titles)


def _is_label(hit: Hit, row: Row, before: Hit | None, valueless: frozenset[str]) -> bool:
    if hit.score < 1.0 and _is_other_word(hit, row):
        return False
    if len(hit.phrase) <= _SHORT:
        behind = before is not None and _follows(before, hit, row, before.phrase in valueless)
        return ((hit.anchored or behind) and _is_firm(hit, row)) or _is_link(hit, row)
    if hit.anchored or _is_in_prose(hit, row):
        return True
    if before is not None and _follows(before, hit, row, before.phrase in valueless):
        return True
    if len(hit.phrase) < 8 or hit.score < 0.85:
        return False
    gap = row.tokens[hit.start].box.left - row.tokens[hit.start - 1].box.right
    return gap > 0.7 * row.box.height or (len(hit.phrase) >= _LONG_LABEL and hit.score >= 0.92)


def _goes_on(hit: Hit, row: Row) -> bool:
    """Whether what looks like a label opens a line in small letters: the line above goes on with it."""
    last, after = row.tokens[hit.end - 1], row.tokens[hit.end : hit.end + 2]
    closed = last.colon or any(token.colon or token.text[0].isdigit() for token in after)
    return hit.start == 0 and row.tokens[0].text[0].islower() and not closed


def _is_other_word(hit: Hit, row: Row) -> bool:
    """«HỒ CÔNG» is a name, not «Hộ ông»; «Chương Mỹ, thành phố Hà Nội» is a place, not «Chồng»."""
    return hit.phrase in _HONORIFICS or (len(hit.phrase) <= _WORD and _goes_on_openly(hit, row))


def _goes_on_openly(hit: Hit, row: Row) -> bool:
    """Whether words follow a label's with no colon between."""
    return hit.end < len(row.tokens) and not any(
        token.colon for token in row.tokens[hit.end - 1 : hit.end + 1]
    )


def _is_value_of(before: Hit, hit: Hit, row: Row, valueless: frozenset[str]) -> bool:
    """Whether words like a label are the value of the label before («Quan hệ với chủ hộ: Chủ hộ»)."""
    last = row.tokens[hit.end - 1]
    closed = last.colon or any(token.colon for token in row.tokens[hit.end : hit.end + 2])
    behind = before.end == hit.start and row.tokens[before.end - 1].colon
    return behind and not closed and before.phrase not in valueless


def _is_in_brackets(before: Hit, hit: Hit, row: Row) -> bool:
    """Whether words like a label explain the label before («Giấy tờ tùy thân (loại, số, nơi cấp): …»)."""
    opening = row_text(row.tokens[before.end : hit.start])
    closing = row_text(row.tokens[hit.start :])
    return opening.startswith("(") and ")" not in opening and "):" in closing.replace(") :", "):")


def _is_in_prose(hit: Hit, row: Row) -> bool:
    """A label within a sentence: before figures or behind a comma («…, cấp ngày 01/02/2021, địa chỉ …»)."""
    if len(hit.phrase) < _WORD or hit.score < _SURE:
        return False
    figures = hit.end < len(row.tokens) and row.tokens[hit.end].text[0].isdigit()
    before = row.tokens[hit.start - 1]
    return figures or before.text[-1] in ",;" or before.bare.isdigit()


def _is_link(hit: Hit, row: Row) -> bool:
    """A short word behind a number or a date that leads to who gave the paper, or to another date.

    «… do Bộ Công an …»; «từ 01/01/2019 đến 31/12/2019».
    """
    if hit.start == 0 or hit.end == len(row.tokens) or hit.phrase not in _LINKS:
        return False
    return sum(sign.isdigit() for sign in row.tokens[hit.start - 1].bare) >= _FIGURES


def _follows(before: Hit, hit: Hit, row: Row, valueless: bool) -> bool:
    """Whether a label follows another with no value between («Dân tộc; Quốc tịch»).

    Behind a colon the value begins, unless the label before has none of its own («Thời hạn: từ ngày …»).
    """
    between = row.tokens[before.end : hit.start]
    colon = row.tokens[before.end - 1].colon or any(token.colon for token in between)
    return (valueless or not colon) and not any(token.bare for token in between)


def _is_firm(hit: Hit, row: Row) -> bool:
    """A short label («Số») is also a word of addresses: it needs its colon, or a long number behind it."""
    last = row.tokens[hit.end - 1]
    after = row.tokens[hit.end] if hit.end < len(row.tokens) else None
    colon = last.colon or (after is not None and after.text.startswith(":"))
    number = after is not None and len(after.bare) >= 6 and after.bare[:2].isdigit()
    named = hit.phrase in _HONORIFICS and is_full_name([token.text for token in row.tokens[hit.end :]])
    alone = after is not None and after.bare.isdigit() and hit.end + 1 == len(row.tokens) and hit.start == 0
    return colon or number or alone or named or last.text.endswith(".") or after is None


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
    return Sheet(sheet.rows, {k: v for k, v in hits.items() if k not in spent}, sheet.spans, frozenset(spent))


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
