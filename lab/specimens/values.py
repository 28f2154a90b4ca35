"""Values on papers: what is meant, and how a layout prints it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

Content = dict[str, "Datum"]
"""What one document says: field name, or a name of the layout's own, to its value."""

ONES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


@dataclass(frozen=True, slots=True)
class Datum:
    """kind: text, date, area or digits. A year alone is a date with precision ``year``."""

    kind: str
    text: str
    day: date | None = None

    def printed(self, formats: frozenset[str]) -> tuple[str, str]:
        """(as printed, normalised) under the layout's formats, both NFC."""
        if self.kind == "date":
            raw = _date(self, formats)
            value = self.text[:4] if "year" in formats else self.text
        else:
            raw = self.text.upper() if "upper" in formats else self.text
            value = {"digits": _digits, "area": _area}.get(self.kind, str)(raw)
        return unicodedata.normalize("NFC", raw), unicodedata.normalize("NFC", value)


def text(value: str) -> Datum:
    """Words, printed as they are."""
    return Datum("text", value)


def digits(value: str) -> Datum:
    """A number whose normal form is its bare digits and letters."""
    return Datum("digits", value)


def area(square_metres: str) -> Datum:
    """An area as printed, decimal comma and unit; its normal form has a dot and no unit."""
    return Datum("area", square_metres)


def day(value: date) -> Datum:
    """A whole date; its normal form is ISO."""
    return Datum("date", value.isoformat(), value)


def year(value: int) -> Datum:
    """A year alone; it is never padded to a day."""
    return Datum("date", str(value))


def in_words(value: date, start: str = "Ngày") -> str:
    """The date spoken, as birth certificates repeat it."""
    number = value.day
    spoken = ("mồng " if number <= 10 else "") + _tens(number)
    return f"{start} {spoken} tháng {_month(value.month)} năm {_year(value.year)}"


def _date(datum: Datum, formats: frozenset[str]) -> str:
    when = datum.day
    if when is None:
        return f".../.../{datum.text}" if "blank" in formats else datum.text
    if "year" in formats:
        return str(when.year)
    padded = f"{when.month:02d}" if when.month < 3 or "pad" in formats else str(when.month)
    if "long" in formats:
        return f"ngày {when.day:02d} tháng {padded} năm {when.year}"
    if "mixed" in formats:
        return f"{when.day:02d}/{padded}/{when.year}"
    mark = "-" if "dash" in formats else "." if "dot" in formats else "/"
    return f"{when.day:02d}{mark}{when.month:02d}{mark}{when.year}"


def _digits(raw: str) -> str:
    return "".join(each for each in raw if each.isalnum())


def _area(raw: str) -> str:
    number = raw.split(maxsplit=1)[0]
    return number.replace(".", "").replace(",", ".")


def _tens(number: int) -> str:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return ONES[ones]
    head = "mười" if tens == 1 else f"{ONES[tens]} mươi"
    if ones == 0:
        return head
    last = "lăm" if ones == 5 else "mốt" if ones == 1 and tens > 1 else ONES[ones]
    return f"{head} {last}"


def _month(number: int) -> str:
    return "tư" if number == 4 else _tens(number)


def _year(number: int) -> str:
    thousands, rest = divmod(number, 1000)
    hundreds, tens = divmod(rest, 100)
    head = f"{ONES[thousands]} nghìn {ONES[hundreds]} trăm"
    if tens == 0:
        return head if hundreds else f"{ONES[thousands]} nghìn"
    return f"{head} linh {ONES[tens]}" if tens < 10 else f"{head} {_tens(tens)}"
