"""The zone of a passport: ICAO TD3, two lines of 44."""

from __future__ import annotations

import re

from ocr.mrz_letters import DIGIT, FILLERS, as_digits, as_letters, as_names, check_digit, is_proven

_FIRST = re.compile(r"P([<A-Z])([A-Z]{3})(.{10,})$")
_SECOND = re.compile(
    rf"([A-Z0-9<]{{9}})({DIGIT})([A-Z0]{{3}}|[A-Z]<<)({DIGIT}{{7}})([MF<])({DIGIT}{{7}})(.{{10,16}})$"
)
_OPTIONAL = re.compile(rf"([A-Z0-9]*)[{FILLERS}]*({DIGIT}|<)({DIGIT})")


def prove_passport(first: str, second: str) -> tuple[str, str] | None:
    """The passport's zone in these cleaned readings, or None if its check digits do not hold."""
    head, body = _FIRST.search(first), _SECOND.search(second)
    name = as_names(head.group(3), 39) if head else None
    optional = _optional(body.group(7)) if body else None
    if head is None or body is None or name is None or optional is None:
        return None
    state, sex = as_letters(body.group(3)), body.group(5)
    check, birth, expiry = (as_digits(body.group(place)) for place in (2, 4, 6))
    number = body.group(1)
    if state == "VNM":  # a letter, then digits
        number = number[0] + as_digits(number[1:])
    two = f"{number}{check}{state}{birth}{sex}{expiry}{optional}"
    proven = (
        is_proven(two[0:10])
        and is_proven(birth)
        and is_proven(expiry)
        and (is_proven(two[28:43]) or two[28:43] == "<" * 15)
        and check_digit(two[0:10] + two[13:20] + two[21:43]) == two[43]
    )
    return (f"P{head.group(1)}{head.group(2)}{name}", two) if proven else None


def _optional(tail: str) -> str | None:
    """The personal number (14), its check digit and the composite, fillers made whole."""
    found = _OPTIONAL.fullmatch(tail)
    if found is None or len(found.group(1)) > 14:
        return None
    check = found.group(2) if found.group(2) == "<" else as_digits(found.group(2))
    return as_digits(found.group(1)).ljust(14, "<") + check + as_digits(found.group(3))
