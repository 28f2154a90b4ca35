"""Dates written out in words, as a birth certificate repeats them."""

from __future__ import annotations

import re

from domain.fold import fold

_UNITS = {
    "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "nham": 5, "sau": 6,
    "bay": 7, "tam": 8, "chin": 9,
}  # fmt: skip
_SPOKEN = re.compile(r"ngay\s+(?P<day>.+?)\s*,?\s+thang\s+(?P<month>.+?)\s*,?\s+nam\s+(?P<year>.+)")


def date_in_words(text: str) -> str | None:
    """ISO date of «ngày mười lăm tháng ba năm một nghìn chín trăm chín mươi», or None where it says less.

    Knows the spoken variants: nghìn/ngàn, linh/lẻ, mốt/một, tư/bốn, lăm/nhăm, mồng/mùng, giêng, chạp.
    """
    match = _SPOKEN.search(fold(text))
    if not match:
        return None
    day = _number(match["day"].replace("mong ", "").replace("mung ", ""))
    month = {"gieng": 1, "chap": 12}.get(match["month"].strip()) or _number(match["month"])
    year = _number(match["year"])
    if not (day and month and year and day <= 31 and month <= 12):
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def _number(words: str) -> int | None:
    """A number below ten thousand in words; None where a word is no number."""
    total, current = 0, 0
    for word in re.sub(r"[^a-z ]", " ", words).split():
        if word in ("nghin", "ngan"):
            total, current = total + current * 1000, 0
        elif word == "tram":
            total, current = total + current * 100, 0
        elif word == "muoi":
            total, current = total + (current or 1) * 10, 0
        elif word in ("linh", "le"):
            continue
        elif word in _UNITS:
            current = _UNITS[word]
        else:
            return None
    return total + current or None
