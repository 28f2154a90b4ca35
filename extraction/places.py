"""Values that no label precedes: the date line, the issuing agency, the subject of a decision."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from domain.definition import DocumentType, FieldSpec
from domain.fold import squeeze
from domain.geometry import Box
from extraction.candidates import Candidate, candidate
from extraction.copies import in_stamp, stamps_among
from extraction.date_lines import begins_with_day, breaks_off, has_day
from extraction.issuers import issuer
from extraction.labels import find_phrases
from extraction.sheet import Sheet
from extraction.signers import signer
from extraction.tokens import Row, Token, row_of, row_text

_CLOSE, _CENTRAL, _TITLE_LETTERS = 1.0, 0.1, 5  # line heights, of the page's width, letters
_CLOCK = frozenset({"gio", "phut"})


def placed_candidates(sheet: Sheet, kind: DocumentType) -> Iterator[Candidate]:
    """Candidates of every field of the whole paper whose definition names another place than a label."""
    finders = {
        "date_line": _date_line,
        "zone": _zone,
        "after_title": _after_title,
        "issuer": issuer,
        "between": _between,
    }
    for spec in kind.fields:
        if spec.place in finders:
            yield from finders[spec.place](sheet.rows, kind, spec)
        elif spec.place == "signature":
            yield from signer(sheet, kind, spec)


def _date_line(rows: Sequence[Row], kind: DocumentType, spec: FieldSpec) -> Iterator[Candidate]:
    """«Hà Nội, ngày 05 tháng 3 năm 2025»; with a zone, only lines whose centre lies in it count.

    Hand-filled dates leave gaps, so pieces at one height are read as one line. The day on which a copy was
    certified is not the paper's.
    """
    del kind
    found, stamps = [], stamps_among(rows)
    for row in [*_whole_lines(rows), *_wrapped(rows)]:
        if has_day(row.text) and _in_zone(row, spec) and not in_stamp(row, stamps):
            found.append((row, _tokens_from(row)))
    stated = [each for each in found if _states_place(*each)]
    found = stated or found
    if found:
        row, tokens = found[0 if spec.pick == "first" else -1]
        made = candidate(spec.name, spec.type, row.page, tokens, 0.95)
        if made is not None:
            yield made


def _states_place(row: Row, tokens: Sequence[Token]) -> bool:
    """«Hà Nội, ngày …» or «Ngày …» alone; a date behind a label («Sinh ngày: ngày …») or an hour («04 giờ 20
    phút, ngày …») is somebody's.
    """
    before = row.tokens[: len(row.tokens) - len(tokens)]
    timed = any(token.bare in _CLOCK for token in before)
    return not before or (before[-1].text.endswith(",") and not timed)


def _wrapped(rows: Sequence[Row]) -> Iterator[Row]:
    """Rows that break off within a date, joined with what stands under them: narrow cells wrap."""
    for row in rows:
        if not breaks_off(row.text):
            continue
        under = [
            other
            for other in rows
            if other.page == row.page
            and 0 < other.box.middle[1] - row.box.middle[1] < 2 * row.box.height
            and other.box.left < row.box.right
            and other.box.right > row.box.left
        ]
        if under:
            yield row_of(row.page, row.tokens + min(under, key=lambda each: each.box.top).tokens)


def _whole_lines(rows: Sequence[Row]) -> list[Row]:
    """Rows at one height of one page joined from left to right."""
    lines: list[list[Row]] = []
    for row in sorted(rows, key=lambda each: (each.page, each.box.middle[1])):
        last = lines[-1][-1] if lines else None
        level = last is not None and abs(last.box.middle[1] - row.box.middle[1]) < 0.5 * row.box.height
        if last is not None and last.page == row.page and level:
            lines[-1].append(row)
        else:
            lines.append([row])
    ordered = [sorted(line, key=lambda each: each.box.left) for line in lines]
    return [row_of(line[0].page, [token for row in line for token in row.tokens]) for line in ordered]


def _tokens_from(row: Row) -> Sequence[Token]:
    """The tokens from the word ``ngày`` of the date on, so that other figures of the line stay out."""
    for index in range(len(row.tokens)):
        if begins_with_day(row_text(row.tokens[index:])):
            return row.tokens[index:]
    return row.tokens


def _zone(rows: Sequence[Row], kind: DocumentType, spec: FieldSpec) -> Iterator[Candidate]:
    """The first line in the zone that holds the pattern; a title goes on in the lines that it may take."""
    del kind
    pattern = re.compile(spec.pattern or r"\w")
    for row in rows:
        if _in_zone(row, spec) and pattern.search(row.text):
            tokens = [token for line in _title_from(rows, row, spec.lines) for token in line.tokens]
            made = candidate(spec.name, spec.type, row.page, tokens, 0.85)
            if made is not None:
                yield made
                return


def _title_from(rows: Sequence[Row], first: Row, most: int) -> list[Row]:
    """A line and those in capitals that stand close under the middle of it, at most so many."""
    lines = [first]
    while len(lines) < most:
        under = [row for row in rows if _carries_title_on(lines[-1], row)]
        if not under:
            break
        lines.append(min(under, key=lambda row: row.box.top))
    return lines


def _carries_title_on(line: Row, row: Row) -> bool:
    apart = row.box.top - line.box.bottom
    close = row.page == line.page and -0.5 * line.box.height < apart < _CLOSE * line.box.height
    central = abs(row.box.middle[0] - line.box.middle[0]) < _CENTRAL
    letters = [sign for sign in row.text if sign.isalpha()]
    capital = all(map(str.isupper, letters)) and all(sign.isupper() for sign in line.text if sign.isalpha())
    return close and central and capital and len(letters) > _TITLE_LETTERS and row is not line


def _after_title(rows: Sequence[Row], kind: DocumentType, spec: FieldSpec) -> Iterator[Candidate]:
    """The lines under the title, up to the first stop phrase: what a decision is about."""
    titles = [hit for hit in find_phrases(rows, kind.recognise.titles) if hit.anchored]
    if not titles:
        return
    start = titles[0].row
    title = rows[start]
    stops = {hit.row for hit in find_phrases(rows, spec.stops)}
    tokens: list[Token] = []
    for index in range(start + 1, len(rows)):
        row = rows[index]
        if row.page != title.page or index in stops or len(tokens) > 90:
            break
        if row.box.right > 0.3 and row.box.top > title.box.top:
            tokens.extend(token for token in row.tokens if token.bare)
    made = candidate(spec.name, spec.type, title.page, tokens, 0.9)
    if made is not None:
        yield made


def _between(rows: Sequence[Row], kind: DocumentType, spec: FieldSpec) -> Iterator[Candidate]:
    """The line right over one label and under another: small print in a fixed order loses its own label."""
    own = [squeeze(label) for each in kind.fields if each.name == spec.name for label in each.labels]
    uppers = [rows[hit.row] for hit in find_phrases(rows, spec.labels)]
    for hit in find_phrases(rows, spec.stops):
        lower = rows[hit.row]
        above = [row for row in uppers if row.page == lower.page and row.box.top < lower.box.top]
        if not above:
            continue
        top = max(row.box.middle[1] for row in above)
        inside = [row for row in rows if row.page == lower.page and top < row.box.top < lower.box.top]
        beside = [row for row in inside if row.box.left < lower.box.right and "," in row.text]
        for row in sorted(beside, key=lambda each: -each.box.top):
            if all(fuzz.partial_ratio(squeeze(row.text), label) < 60 for label in own):
                made = candidate(spec.name, spec.type, row.page, row.tokens, 0.6)
                if made is not None:
                    yield made
                    return


def _in_zone(row: Row, spec: FieldSpec) -> bool:
    return spec.zone is None or Box(*spec.zone).holds(row.box)
