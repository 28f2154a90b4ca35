"""Dates as Vietnamese papers print them, always day first; a year alone stays a year."""

from __future__ import annotations

import re
from datetime import date

from domain.fold import without_marks
from extraction.values.parsed import Parsed

_LETTERS_AS_DIGITS = str.maketrans("OoQDIl|!SBZ", "00001111582")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})\s*[/.\-–]\s*(\d{1,2})\s*[/.\-–]\s*(\d{4})(?!\d)")
_SPACED = re.compile(r"(?<!\d)(\d{2})\s+(\d{2})\s+(\d{4})(?!\d)")
_SOLID = re.compile(r"(?<!\d)(\d{2})(\d{2})(\d{4})(?!\d)")
_WORDS = re.compile(
    r"(?:ng[a-z]{0,3}y?\W*(?:date)?\W*)?(?<!\d)(\d{1,2})\D{0,4}?\W*th[a-z]{1,3}g?\W*(?:month)?\W*(\d{1,2})"
    r"\W*n[a-z]m\W*(?:year)?\W*(\d{4})",
    re.IGNORECASE,
)
_TORN_DAY = re.compile(r"(?<!\d)([0-3]) (\d)(?=[/.\-–]\d{2}[/.\-–]\d{4}(?!\d))")
"""Two figures of a day with a gap between them: «1 1-09-2026»; a lone day before a padded month is none."""

_STROKE_MISREAD = re.compile(r"(?<!\d)(0[1-9]|[12]\d|3[01]) ?[1lI|(:;](?=(?:0[1-9]|1[0-2])/\d{4}(?!\d))")
"""A day and a stroke of which something else was made, «07 102/1983»; no month has three figures."""

_BARE_DAY = 0.8
"""What a day of one figure is worth: papers write a nought before it (Decree 30/2020, annex I), so that the
other figure was lost as likely as never written."""

_MONTH = re.compile(
    r"(?:th[a-z]{1,3}g\W*)(\d{1,2})\s*[/\-.]\s*(\d{4})|^\W*(\d{1,2})\s*/\s*(\d{4})\W*$", re.IGNORECASE
)
_YEAR = re.compile(r"(?<!\d)(1[89]\d{2}|20\d{2})(?!\d)")
_FOREVER = re.compile(r"kh[a-z]ng\s*th[a-z]i\s*h[a-z]n", re.IGNORECASE)
NO_EXPIRY = "Không thời hạn"


def parse_date(raw: str) -> Parsed | None:
    """ISO date (``2025-03-05``), month (``2025-03``) or year (``1965``), or «Không thời hạn» for cards.

    Accepts figures with ``/ . -`` or blanks, eight digits in a row (a card's QR), the words ngày, tháng,
    năm, also bilingual. Days that the calendar lacks are no date.
    """
    text = without_marks(raw)
    if never_expires(raw):
        return Parsed(NO_EXPIRY)
    ways = ((1.0, text), (0.85, _repaired(text)), (0.6, _restruck(text)))
    tries = [_full_date(way, certainty) for certainty, way in ways]
    tries += [_part_date(way, certainty) for certainty, way in ways]
    return next((parsed for parsed in tries if parsed is not None), None)


def tells_day(raw: str) -> bool:
    """Whether the text is a day in figures and nothing else, «05/03/2030»."""
    return _NUMERIC.fullmatch(raw.strip(" .,;")) is not None


def never_expires(raw: str) -> bool:
    """Whether the text says «Không thời hạn», as cards of elderly people do, however its marks were read."""
    return _FOREVER.search(without_marks(raw)) is not None


def parse_year(raw: str) -> Parsed | None:
    """A year of four digits; a full date stays a full date, as the paper said more."""
    parsed = parse_date(raw)
    return parsed if parsed is not None and parsed.value != NO_EXPIRY else None


def _repaired(text: str) -> str:
    """Letters that OCR confuses with digits, replaced only in pieces that are mostly digits."""

    def repair(match: re.Match[str]) -> str:
        piece = match.group()
        digits = sum(sign.isdecimal() for sign in piece)
        return piece.translate(_LETTERS_AS_DIGITS) if digits * 2 >= len(piece.strip("/.-")) else piece

    return re.sub(r"[\dOoQDIl|!SBZ/.\-]{2,}", repair, text)


def _restruck(text: str) -> str:
    return _STROKE_MISREAD.sub(r"\1/", text)


def _full_date(text: str, certainty: float) -> Parsed | None:
    mended = _TORN_DAY.sub(r"\1\2", text)
    for pattern, worth in ((_NUMERIC, 1.0), (_WORDS, 1.0), (_SPACED, 0.9), (_SOLID, 0.95)):
        for match in pattern.finditer(mended):
            value = _iso(*(int(part) for part in match.groups()))
            if value:
                bare = len(match.group(1)) == 1 or mended != text
                return Parsed(value, certainty * worth * (_BARE_DAY if bare else 1.0))
    return None


def _part_date(text: str, certainty: float) -> Parsed | None:
    if _NUMERIC.search(text) or _WORDS.search(text):
        return None  # a day the calendar lacks is a misreading, not a mere year
    month = _MONTH.search(text)
    if month:
        number, year = (int(part) for part in month.groups() if part)
        if 1 <= number <= 12:
            return Parsed(f"{year:04d}-{number:02d}", certainty * 0.9)
    years = _YEAR.findall(text)
    if len(years) != 1:
        return None
    return Parsed(years[0], certainty * (0.9 if sum(sign.isdecimal() for sign in text) == 4 else 0.4))


def _iso(day: int, month: int, year: int) -> str | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found.isoformat() if 1850 <= year <= 2120 else None
