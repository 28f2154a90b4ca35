"""What machines read on identity cards: the TD1 zone of ICAO 9303 and the payload of the card's QR."""

from __future__ import annotations

import unicodedata
from datetime import date

from lab.specimens.people import Person

WEIGHTS = (7, 3, 1)


def check_digit(characters: str) -> str:
    """The ICAO 9303 check digit over those characters: weights 7-3-1, ``<`` counts 0, A counts 10."""
    values = (0 if each == "<" else int(each, 36) for each in characters)
    return str(sum(value * WEIGHTS[place % 3] for place, value in enumerate(values)) % 10)


def td1(person: Person) -> tuple[str, str, str]:
    """The three lines of 30 characters on the back of a Vietnamese card."""
    document = person.number[3:]
    optional = person.number + "<<"
    first = f"IDVNM{document}{check_digit(document)}{optional}"
    first += check_digit(first[15:])
    born = f"{person.born:%y%m%d}"
    expires = person.card_expires
    until = f"{expires:%y%m%d}" if expires else "991231"
    sex = "M" if person.sex == "Nam" else "F"
    second = f"{born}{check_digit(born)}{sex}{until}{check_digit(until)}VNM".ljust(29, "<")
    second += check_digit(first[5:30] + second[0:7] + second[8:15] + second[18:29])
    surname, _, given = _plain(person.name).partition(" ")
    third = f"{surname}<<{given.replace(' ', '<')}".ljust(30, "<")[:30]
    return first, second, third


def card_payload(person: Person, address: str, issued: date) -> str:
    """The QR of a chip card: number, old number, name, birth, sex, address, issue, split by ``|``."""
    old = person.old_number or ""
    born = f"{person.born:%d%m%Y}"
    return f"{person.number}|{old}|{person.name}|{born}|{person.sex}|{address}|{issued:%d%m%Y}"


def _plain(name: str) -> str:
    bare = "".join(each for each in unicodedata.normalize("NFD", name) if not unicodedata.combining(each))
    return "".join(
        each for each in bare.replace("Đ", "D").replace("đ", "d").upper() if each.isalpha() or each == " "
    )
