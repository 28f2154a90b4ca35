"""Invented people whose numbers, families and homes agree with one another.

The six random digits of every personal number begin with 99: a province would need almost a million births of
one sex in one year to reach them, so no such number has been given to anybody.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Literal

from lab.specimens.places import Place, invent_origin, invent_place
from lab.specimens.tables import provinces, words

Sex = Literal["Nam", "Nữ"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody invented. born: the day; year_only: papers name the year alone. number: 12 digits."""

    name: str
    sex: Sex
    born: date
    number: str
    ethnic: str
    origin: str
    home: Place
    phone: str
    email: str
    job: str
    old_number: str | None
    card_issued: date
    year_only: bool = False

    @property
    def card_expires(self) -> date | None:
        """The birthday the card runs to, or None: without limit."""
        return _expiry(self.born, self.card_issued)


@dataclass(frozen=True, slots=True)
class Family:
    """A household: husband and wife, their children (the eldest first) and perhaps a grandparent."""

    husband: Person
    wife: Person
    children: tuple[Person, ...]
    grandparent: Person
    married: date
    received: date


def invent_family(rng: Random, received: date) -> Family:
    """A household that hands in papers on the day ``received``; the youngest child is a newborn."""
    home = invent_place(rng)
    age = rng.randint(27, 52)
    husband = invent_person(rng, "Nam", received.year - age, home, received)
    wife = invent_person(rng, "Nữ", received.year - age + rng.randint(-2, 4), home, received)
    wife = replace(wife, origin=invent_origin(rng, invent_place(rng)))
    adult = max(husband.born, wife.born).year + 20
    married = invent_day(rng, date(adult, 1, 5), max(date(adult, 3, 1), received - timedelta(days=420)))
    newborn = _child(rng, husband, received - timedelta(days=rng.randint(5, 58)), received)
    children = [newborn]
    if married.year < received.year - 4:
        born = invent_day(rng, married + timedelta(days=300), received - timedelta(days=700))
        children.insert(0, _child(rng, husband, born, received))
    elder = invent_person(
        rng, rng.choice(("Nam", "Nữ")), husband.born.year - rng.randint(21, 33), home, received
    )
    elder = replace(elder, year_only=rng.random() < 0.3)
    return Family(husband, wife, tuple(children), elder, married, received)


def invent_person(rng: Random, sex: Sex, born_year: int, home: Place, today: date) -> Person:
    """A grown-up born in that year, with a card issued between March 2021 and ``today``."""
    born = invent_day(rng, date(born_year, 1, 1), date(born_year, 12, 28))
    name, ethnic = invent_name(rng, sex)
    chip, recent = (date(2021, 3, 1), date(2024, 6, 30)), (date(2024, 7, 1), today - timedelta(days=20))
    issued = invent_day(rng, *(chip if rng.random() < 0.65 else recent))
    issued = _renewed(rng, born, issued, today)
    old_number = (
        f"01{rng.randint(0, 9)}99{rng.randint(0, 9999):04d}"
        if born_year < 2000 and rng.random() < 0.6
        else None
    )
    return Person(
        name=name,
        sex=sex,
        born=born,
        number=personal_number(rng, sex, born),
        ethnic=ethnic,
        origin=invent_origin(rng, home),
        home=home,
        phone=f"09900{rng.randint(0, 99999):05d}",
        email=f"{rng.choice(('mau', 'thu', 'vidu'))}.{rng.randint(10, 999)}@example.com",
        job=rng.choice(words("jobs")),
        old_number=old_number,
        card_issued=issued,
    )


def invent_name(rng: Random, sex: Sex) -> tuple[str, str]:
    """(name, ethnic group): mostly Kinh, rarely a name of an ethnic minority."""
    men = sex == "Nam"
    if rng.random() < 0.04:
        name, group = rng.choice(words("ethnic_men" if men else "ethnic_women")).split("|")
        return name, group
    surname = rng.choice(words("surnames"))
    middle = rng.choice(words("middle_men" if men else "middle_women"))
    given = rng.choice(words("given_men" if men else "given_women"))
    if rng.random() < 0.2:
        middle += " " + rng.choice(words("middle_men" if men else "middle_women"))
    return f"{surname} {middle} {given}", "Kinh" if rng.random() < 0.96 else rng.choice(
        ("Tày", "Mường", "Thái", "Nùng")
    )


def personal_number(rng: Random, sex: Sex, born: date, province: str | None = None) -> str:
    """12 digits whose province, century, sex and year agree, in the range no person holds."""
    code = province or ("001" if rng.random() < 0.6 else rng.choice(provinces()).code)
    century = (born.year // 100 - 19) * 2 + (sex == "Nữ")
    return f"{code}{century}{born.year % 100:02d}99{rng.randint(0, 9999):04d}"


def invent_day(rng: Random, first: date, last: date) -> date:
    """A day between the two, both included; the first where they are the wrong way round."""
    return first + timedelta(days=rng.randint(0, max(0, (last - first).days)))


def _child(rng: Random, father: Person, born: date, received: date) -> Person:
    sex: Sex = rng.choice(("Nam", "Nữ"))
    child = invent_person(rng, sex, born.year, father.home, received)
    name, _ = invent_name(rng, sex)
    surname = father.name.split()[0]
    name = f"{surname} {' '.join(name.split()[1:])}" if father.ethnic == "Kinh" else name
    number = personal_number(rng, sex, born, "001")
    return replace(
        child, name=name, born=born, number=number, ethnic=father.ethnic, origin=father.origin, job="Học sinh"
    )


def _expiry(born: date, issued: date) -> date | None:
    """The next of the birthdays 25, 40, 60 that is more than two years away; None after the last."""
    birthdays = (_birthday(born, age) for age in (25, 40, 60))
    return next((each for each in birthdays if each > issued + timedelta(days=730)), None)


def _renewed(rng: Random, born: date, issued: date, today: date) -> date:
    """The day of issue, or a later one where that card would have run out by ``today``."""
    expires = _expiry(born, issued)
    if expires is None or expires > today:
        return issued
    return invent_day(rng, expires - timedelta(days=60), today - timedelta(days=10))


def _birthday(born: date, age: int) -> date:
    day = 28 if (born.month, born.day) == (2, 29) else born.day
    return date(born.year + age, born.month, day)
