"""The zone of the Vietnamese identity card: ICAO TD1, with the 12-digit number in its optional field.

L1  ID VNM + last 9 digits of the number + check digit + all 12 digits + << + check digit of places 16-29
L2  birth YYMMDD + check digit + sex + expiry YYMMDD + check digit + VNM + fillers + composite
L3  SURNAME<<GIVEN<NAMES
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product

from domain.provinces import PROVINCE_CODES
from ocr.mrz_letters import DIGIT, FILLERS, as_digits, as_names, check_digit, is_proven

_FIRST = re.compile(rf"VNM({DIGIT}{{8,11}}?)({DIGIT}{{12}})<{{0,3}}({DIGIT})$")
_SECOND = re.compile(rf"({DIGIT}{{7}})([MF<])({DIGIT}{{7}})VN[MN][{FILLERS}]*({DIGIT})$")
_COUNTRIES = "123"
"""First digits of the codes for births abroad, as far as known."""
_LIKE_ZERO = "689"
"""Digits that a zero with a stroke or a dot in it is read as."""


@dataclass(frozen=True, slots=True)
class _Card:
    """The zone's fields, as read or as proposed. short, birth and expiry end in their check digits."""

    short: str
    number: str
    last: str
    birth: str
    sex: str
    expiry: str
    composite: str

    @property
    def first(self) -> str:
        return f"IDVNM{self.short}{self.number}<<{self.last}"

    @property
    def second(self) -> str:
        return f"{self.birth}{self.sex}{self.expiry}VNM".ljust(29, "<") + self.composite

    @property
    def is_proven(self) -> bool:
        one, two = self.first, self.second
        return (
            _is_place(self.number[:3])
            and is_proven(self.short)
            and is_proven(self.birth)
            and is_proven(self.expiry)
            and self.short[:9] == self.number[3:]
            and check_digit(one[15:29]) == self.last
            and check_digit(one[5:30] + two[0:7] + two[8:15] + two[18:29]) == self.composite
        )

    @property
    def is_plausible(self) -> bool:
        """Whether the number's year of birth and sex agree with the second line, and the dates exist."""
        even = int(self.number[3]) % 2 == 0
        return (
            self.number[4:6] == self.birth[:2]
            and self.sex == ("M" if even else "F")
            and _is_day(self.birth)
            and _is_day(self.expiry)
        )


def prove_card(first: str, second: str, third: str) -> tuple[str, str, str] | None:
    """The card's zone in these cleaned readings, or None if it does not prove itself.

    What is read only almost right is mended where the number stands twice and where a zero was taken for
    another digit; then the zone must also be plausible, and no other mending may prove itself.
    """
    head, body, name = _FIRST.search(first), _SECOND.search(second), as_names(third, 30)
    if head is None or body is None or name is None:
        return None
    short, number, last = (as_digits(head.group(place)) for place in (1, 2, 3))
    birth, expiry, composite = (as_digits(body.group(place)) for place in (1, 3, 4))
    read = _Card(short, number, last, birth, body.group(2), expiry, composite)
    if read.is_proven:
        return read.first, read.second, name
    mended = set(_mended(read))
    if len(mended) != 1:
        return None
    card = mended.pop()
    return card.first, card.second, name


def _mended(read: _Card) -> Iterator[_Card]:
    births = [birth for birth in _with_zeros(read.birth) if is_proven(birth)]
    expiries = [expiry for expiry in _with_zeros(read.expiry) if is_proven(expiry)]
    for number, birth, expiry in product(_with_zeros(read.number), births, expiries):
        short = number[3:] + check_digit(number[3:])
        last = check_digit(number + "<<")
        if not (_is_part(read.short, short) or _fits(read.short, short)) or not _fits(read.last, last):
            continue
        sums = short + number + "<<" + last + birth + expiry
        card = _Card(short, number, last, birth, read.sex, expiry, check_digit(sums))
        if _fits(read.composite, card.composite) and card.is_proven and card.is_plausible:
            yield card


def _with_zeros(field: str) -> Iterator[str]:
    """The field itself, and with one or two of the digits that look like a zero made into one."""
    places = [place for place, digit in enumerate(field) if digit in _LIKE_ZERO]
    for count in range(3):
        for chosen in combinations(places, count):
            yield "".join("0" if place in chosen else digit for place, digit in enumerate(field))


def _fits(read: str, true: str) -> bool:
    """Whether the reading is the truth but for zeros taken for other digits."""
    pairs = zip(read, true, strict=False)
    return len(read) == len(true) and all(
        one == other or (other == "0" and one in _LIKE_ZERO) for one, other in pairs
    )


def _is_part(read: str, whole: str) -> bool:
    """Whether the reading is the whole with some of its letters dropped."""
    rest = iter(whole)
    return all(letter in rest for letter in read)


def _is_place(code: str) -> bool:
    """Whether a number can begin so: with a province's code, or a country's of three digits.

    Only these digits stand but once in the zone, and two sums of ten do not prove them alone.
    """
    return code in PROVINCE_CODES or code[0] in _COUNTRIES


def _is_day(field: str) -> bool:
    """Whether YYMMDD is a day; every fourth year has a leap day in either century."""
    try:
        date(2000 + int(field[:2]), int(field[2:4]), int(field[4:6]))
    except ValueError:
        return False
    return True
