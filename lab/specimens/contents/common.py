"""Parts that many papers share."""

from __future__ import annotations

from datetime import date
from random import Random

from lab.specimens.people import Person, invent_name
from lab.specimens.values import Content, Datum, day, text, year

POLICE = "Cục Cảnh sát quản lý hành chính về trật tự xã hội"
MINISTRY = "Bộ Công an"
CARD_LAW = date(2024, 7, 1)
"""From this day cards are issued under the Law on Identity of 2023."""


def born(person: Person) -> Datum:
    """The birth as papers name it: the day, or the year alone."""
    return year(person.born.year) if person.year_only else day(person.born)


def signer(rng: Random) -> Datum:
    """An invented official."""
    return text(invent_name(rng, rng.choice(("Nam", "Nữ")))[0])


def card_issuer(person: Person) -> str:
    """Who issued the person's card."""
    return MINISTRY if person.card_issued >= CARD_LAW else POLICE


def identity_paper(person: Person, when: date, rng: Random) -> str:
    """The identity paper of that day in words, as certificates quote it."""
    if when < person.card_issued:
        return f"{'CMND' if person.old_number else 'CCCD'} số {person.old_number or person.number}"
    kind = (
        "Thẻ căn cước"
        if person.card_issued >= CARD_LAW
        else rng.choice(("Thẻ CCCD", "Căn cước công dân", "CCCD"))
    )
    issued = f"{person.card_issued:%d/%m/%Y}"
    return rng.choice(
        (
            f"{kind} số {person.number}, {card_issuer(person)} cấp ngày {issued}",
            f"{kind} số {person.number} do {card_issuer(person)} cấp ngày {issued}",
            f"{kind} số {person.number}",
        )
    )


def prefixed(prefix: str, content: Content) -> Content:
    """The same values under a role, for example ``me.``."""
    return {f"{prefix}{name}": value for name, value in content.items()}


def office(person: Person, when: date) -> Content:
    """The people's committee at the person's home: layout names for heads, and the seal's ring."""
    ward = person.home.ward_on(when)
    lower = ward[0].lower() + ward[1:]
    district = "thành phố Hà Nội" if when >= date(2025, 7, 1) else person.home.district
    return {
        "_phuong": text(lower),
        "_quan": text(district),
        "_noi": text("Hà Nội" if when >= date(2025, 7, 1) else ward.split(" ", 1)[1]),
        "dau": text(f"UBND {lower}"),
        "_can_bo": text(invent_name(Random(f"clerk/{person.number}"), "Nam")[0]),
    }
