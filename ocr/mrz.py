"""Machine-readable zones: from bruised letters to lines whose check digits prove them.

ICAO Doc 9303 parts 3-5; the Vietnamese identity card (TD1) prints its 12-digit number in the optional
field of the first line and a check digit of its own behind it. A zone that does not prove itself is no zone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<"

_TO_DIGIT = str.maketrans("OQDUIJLZSGBT", "000011125687")
_TO_LETTER = str.maketrans("01258", "OIZSB")
_FILLERS = "<KCLEGXS«"
_DIGITISH = "[0-9OQDUIJLZSGBT]"

_CARD_FIRST = re.compile(rf"VNM({_DIGITISH}{{8,11}}?)({_DIGITISH}{{12}})<{{0,3}}({_DIGITISH})$")
_CARD_SECOND = re.compile(rf"({_DIGITISH}{{7}})([MF<])({_DIGITISH}{{7}})(VN[MN])[{_FILLERS}]*({_DIGITISH})$")
_PASS_FIRST = re.compile(r"P[<A-Z]([A-Z]{3})(.{10,})$")
_PASS_SECOND = re.compile(
    rf"([A-Z0-9<]{{9}})({_DIGITISH})([A-Z0]{{3}}|[A-Z]<<)({_DIGITISH}{{7}})([MF<])({_DIGITISH}{{7}})(.{{10,16}})$"
)


def check_digit(field: str) -> str:
    """The check digit of a field: weights 7, 3, 1; A = 10 .. Z = 35; the filler counts 0."""
    values = (int(letter, 36) if letter != "<" else 0 for letter in field)
    return str(sum(value * (7, 3, 1)[place % 3] for place, value in enumerate(values)) % 10)


def prove(lines: Sequence[str]) -> tuple[str, ...] | None:
    """The zone that these readings (three of a card, two of a passport) stand for, or None if unproven.

    Letters that look like digits are turned into them only where the zone can hold nothing but digits, and
    only fillers are added or dropped. The name has no check digit: it stands as it was read.
    """
    cleaned = [_cleaned(line) for line in lines]
    if len(cleaned) == 3:
        return _prove_card(*cleaned)
    return _prove_passport(*cleaned) if len(cleaned) == 2 else None


def _prove_card(first: str, second: str, third: str) -> tuple[str, ...] | None:
    head, body = _CARD_FIRST.search(first), _CARD_SECOND.search(second)
    name = _names(third, 30)
    if head is None or body is None or name is None:
        return None
    read, number, last = (_digits(head.group(place)) for place in (1, 2, 3))
    short = number[3:] + check_digit(number[3:])
    birth, expiry, whole = (_digits(body.group(place)) for place in (1, 3, 5))
    if short != read and not (_is_part(read, short) and number[4:6] == birth[:2]):
        return None  # the number stands twice; a bruised copy is made up for only by the year of birth
    one = f"IDVNM{short}{number}<<{last}"
    two = f"{birth}{body.group(2)}{expiry}VNM".ljust(29, "<") + whole
    proven = (
        _own(birth)
        and _own(expiry)
        and check_digit(one[15:29]) == last
        and check_digit(one[5:30] + two[0:7] + two[8:15] + two[18:29]) == whole
    )
    return (one, two, name) if proven else None


def _prove_passport(first: str, second: str) -> tuple[str, ...] | None:
    head, body = _PASS_FIRST.search(first), _PASS_SECOND.search(second)
    name = _names(head.group(2), 39) if head else None
    if head is None or body is None or name is None:
        return None
    number, birth, expiry = body.group(1), _digits(body.group(4)), _digits(body.group(6))
    number = number[0] + _digits(number[1:]) if body.group(3) == "VNM" else number
    optional = _optional(body.group(7))
    if optional is None:
        return None
    state = body.group(3).translate(_TO_LETTER)
    two = f"{number}{_digits(body.group(2))}{state}{birth}{body.group(5)}{expiry}{optional}"
    proven = (
        _own(two[0:10])
        and _own(birth)
        and _own(expiry)
        and (_own(two[28:43]) or two[28:43] == "<" * 15)
        and check_digit(two[0:10] + two[13:20] + two[21:43]) == two[43]
    )
    return (f"P{first[head.start() + 1]}{head.group(1)}{name}", two) if proven else None


def _optional(tail: str) -> str | None:
    """A passport's personal number (14), its check digit and the composite, fillers made whole."""
    found = re.fullmatch(rf"([A-Z0-9]*)[{_FILLERS}]*({_DIGITISH}|<)({_DIGITISH})", tail)
    if found is None or len(found.group(1)) > 14:
        return None
    check = found.group(2) if found.group(2) == "<" else _digits(found.group(2))
    return _digits(found.group(1)).ljust(14, "<") + check + _digits(found.group(3))


def _is_part(read: str, whole: str) -> bool:
    """Whether the reading is the whole with some of its letters dropped."""
    rest = iter(whole)
    return all(letter in rest for letter in read)


def _own(field: str) -> bool:
    """Whether a field's last place is the check digit of those before it."""
    return check_digit(field[:-1]) == field[-1]


def _digits(text: str) -> str:
    return text.translate(_TO_DIGIT)


def _names(text: str, length: int) -> str | None:
    """The name field: surname, two fillers, given names, fillers to the end."""
    letters = text.translate(_TO_LETTER)
    found = re.match(r"([A-Z]+(?:<[A-Z]+)*)<<+((?:[A-Z]+<)*[A-Z]*)", letters)
    if found is None:
        return None
    given = re.sub(rf"<[{_FILLERS}]$", "", found.group(2).strip("<"))
    return f"{found.group(1)}<<{given}"[:length].ljust(length, "<")


def _cleaned(line: str) -> str:
    return re.sub(r"[^A-Z0-9<]", "", line.upper().replace("«", "<<").replace("‹", "<").replace(" ", ""))
