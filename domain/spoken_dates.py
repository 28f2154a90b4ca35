"""Dates written out in words, as a birth certificate repeats them."""

from __future__ import annotations

import re
from itertools import product

from domain.fold import fold

_UNITS = {
    "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "nham": 5, "sau": 6,
    "bay": 7, "tam": 8, "chin": 9,
}  # fmt: skip
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_LAST_DIGITS = {1: ["mốt", "một"], 4: ["tư", "bốn"], 5: ["lăm", "nhăm", "năm"]}
"""How the last digit of a number above ten is said where it is said otherwise than alone."""
_OTHER_MONTHS = {1: ("giêng",), 12: ("chạp",)}
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


def ways_to_say(date: str) -> list[str]:
    """An ISO date in the words that papers use for it, from the day's number on."""
    year, month, day = (int(part) for part in date.split("-"))
    days = _say_below_hundred(day)
    if day <= 10:
        days = [f"mồng {days[0]}", f"mùng {days[0]}", *days]
    months = [*_say_below_hundred(month), *_OTHER_MONTHS.get(month, ())]
    return [f"{a} tháng {b} năm {c}" for a, b, c in product(days, months, _say_year(year))]


def _say_year(year: int) -> list[str]:
    thousands, rest = _DIGITS[year // 1000], year % 1000
    hundreds, below = _DIGITS[rest // 100], rest % 100
    tails = [""]
    if 0 < below < 10:
        tails = [f" {link} {said}" for link in ("linh", "lẻ") for said in _say_below_hundred(below)]
    elif below:
        tails = [f" {said}" for said in _say_below_hundred(below)]
    return [f"{thousands} {word} {hundreds} trăm{tail}" for word in ("nghìn", "ngàn") for tail in tails]


def _say_below_hundred(number: int) -> list[str]:
    """The ways to say a number from 1 to 99, the commonest first."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return ["bốn", "tư"] if ones == 4 else [_DIGITS[ones]]
    ten = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    if ones == 0:
        return [ten]
    return [
        f"{ten} {said}" for said in _LAST_DIGITS.get(ones if tens > 1 or ones == 5 else 0, [_DIGITS[ones]])
    ]


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
