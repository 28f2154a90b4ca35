"""Values of land certificates."""

from __future__ import annotations

import re
import unicodedata

from extraction.values.parsed import Parsed
from extraction.values.text import tidy

_SERIAL = re.compile(r"(?<![A-ZĐ])([A-ZĐ]{1,2})\s*[.\-]?\s*(\d[\d ]{4,8}\d)(?!\d)")
_BOOK = re.compile(r"(?<![A-Z])(CH|CS|CT|CN|VP|CTs|H)\s*[-. ]?\s*(\d{1,6})(?!\d)")
_AREA = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:\s*,\s*(\d{1,2}))?")
_AREA_POINT = re.compile(r"^(\d+)\.(\d{1,2})$")


def parse_land_serial(raw: str) -> Parsed | None:
    """Serial of a land certificate without blank: one or two letters with 6, 7 or (since 2024) 8 digits."""
    match = _SERIAL.search(unicodedata.normalize("NFC", raw))
    if not match:
        return None
    digits = match.group(2).replace(" ", "")
    return Parsed(match.group(1) + digits) if 6 <= len(digits) <= 8 else None


def parse_book_number(raw: str) -> Parsed | None:
    """Entry in the book of certificates, ``CH 00120``; else text with a digit, less surely."""
    match = _BOOK.search(raw)
    if match:
        return Parsed(f"{match.group(1)} {match.group(2)}" if " " in match.group() else match.group())
    text = tidy(raw)
    return Parsed(text, 0.6) if any(sign.isdecimal() for sign in text) and len(text) <= 20 else None


def parse_plot_number(raw: str) -> Parsed | None:
    """Number of a plot or map sheet: a whole number, also ``12-1``; old sheets: ``6H-II-24``, ``TC-05``."""
    sheet = re.search(r"(?<!\w)\d{1,2}[A-Z]-[IVX]{1,4}-\d{1,3}(?!\w)", raw)
    if sheet:
        return Parsed(sheet.group())
    lettered = re.search(r"(?<!\w)[A-ZĐ]{1,4}[- ]?\d{1,3}(?!\w)", raw)
    if lettered:
        return Parsed(lettered.group(), 0.9)
    match = re.search(r"(?<!\d)\d{1,5}(?:-\d{1,3})?(?!\d)", raw)
    return Parsed(match.group()) if match else None


def parse_area(raw: str) -> Parsed | None:
    """Square metres with a decimal point; the paper writes ``1.234,5 m²`` with a decimal comma."""
    text = re.sub(r"m\s*[²2](?!\d)", "", raw)
    point = re.search(r"\d+\.\d{1,2}(?!\d)", text)
    if point and _AREA_POINT.match(point.group()) and "," not in text:
        return Parsed(point.group(), 0.9)
    match = _AREA.search(text)
    if not match:
        return None
    whole = match.group(1).replace(".", "")
    return Parsed(f"{whole}.{match.group(2)}" if match.group(2) else whole)
