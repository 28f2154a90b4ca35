"""Invented homes on real communes, written as papers of each year write them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from lab.specimens.tables import communes, words

MERGER = date(2025, 7, 1)
"""From this day addresses have two levels: no districts, new communes."""


@dataclass(frozen=True, slots=True)
class Place:
    """A home in Hanoi. street: the part before the commune. ward and district: until 30 June 2025."""

    street: str
    ward: str
    district: str
    new_ward: str

    def on(self, day: date, short: bool = False) -> str:
        """The address as a paper of that day writes it; short leaves out the unit words, as cards do."""
        if day >= MERGER:
            city = "Hà Nội" if short else "thành phố Hà Nội"
            return f"{self.street}, {_lower_unit(self.new_ward)}, {city}"
        if short:
            return f"{self.street}, {_bare(self.ward)}, {_bare(self.district)}, Hà Nội"
        return f"{self.street}, {_lower_unit(self.ward)}, {_lower_unit(self.district)}, thành phố Hà Nội"

    def ward_on(self, day: date) -> str:
        """The commune of that day, for example ``Phường Ba Đình``."""
        return self.new_ward if day >= MERGER else self.ward

    def committee_on(self, day: date) -> str:
        """The people's committee that keeps the registers of this home on that day."""
        if day >= MERGER:
            return f"UBND {_lower_unit(self.new_ward)}, thành phố Hà Nội"
        return f"UBND {_lower_unit(self.ward)}, {_lower_unit(self.district)}, thành phố Hà Nội"


def invent_place(rng: Random) -> Place:
    """A home in one of Hanoi's communes."""
    commune = rng.choice(communes())
    street = rng.choice(words("hamlets")) if commune.name.startswith("Xã") else _urban(rng)
    return Place(street, commune.name, commune.district, rng.choice(commune.successors))


def invent_origin(rng: Random, home: Place) -> str:
    """Where a family comes from, in the three levels of old: commune, district, province."""
    if rng.random() < 0.45:
        return f"{home.ward}, {home.district}, Hà Nội"
    return rng.choice(words("origins"))


def _urban(rng: Random) -> str:
    road = rng.choice(words("streets"))
    number = rng.randint(1, 420)
    return rng.choice(
        (
            f"Số {number} {road}",
            f"Số {number} phố {road}",
            f"Số {rng.randint(1, 60)} ngõ {number} {road}",
            f"Số {rng.randint(1, 40)} ngách {rng.randint(1, 90)}/{rng.randint(2, 60)} ngõ {number} {road}",
            f"{number}{rng.choice('ABC')} {road}",
            f"Tổ {rng.randint(1, 40)}",
            f"P{rng.randint(201, 2512)} CT{rng.randint(1, 9)} KĐT {road}",
        )
    )


def _bare(unit: str) -> str:
    for word in ("Phường ", "Xã ", "Thị trấn ", "Quận ", "Huyện ", "Thị xã "):
        if unit.startswith(word):
            return unit[len(word) :]
    return unit


def _lower_unit(unit: str) -> str:
    return unit[0].lower() + unit[1:]
