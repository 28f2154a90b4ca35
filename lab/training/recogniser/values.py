"""Values as they stand on papers: names, addresses, dates, numbers; all invented by a seeded generator."""

from __future__ import annotations

from random import Random

from lab.training.recogniser.vocabulary import (
    ABBREVIATIONS,
    AMOUNTS,
    FOREIGN,
    GIVEN,
    KINDS,
    MIDDLE,
    ORGANS,
    PERSON_NUMBERS,
    PHONES,
    PLACES,
    SERIALS,
    STREETS,
    SURNAMES,
    ZONES,
)

_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WEBS = ("vn", "com", "com.vn", "gov.vn")


def filled(pattern: str, random: Random) -> str:
    """The pattern with every # a digit, every @ a capital and every % a few capitals."""
    return "".join(_drawn(letter, random) for letter in pattern)


def _drawn(letter: str, random: Random) -> str:
    if letter == "#":
        return random.choice("0123456789")
    if letter == "@":
        return random.choice(_CAPITALS)
    if letter == "%":
        return "".join(random.choice(_CAPITALS) for _ in range(random.randint(2, 7)))
    return letter


def digits(random: Random, count: int) -> str:
    return filled("#" * count, random)


def name(random: Random) -> str:
    middle = [random.choice(MIDDLE) for _ in range(random.choice([0, 1, 1, 1, 2]))]
    return " ".join([random.choice(SURNAMES), *middle, random.choice(GIVEN)])


def date(random: Random) -> str:
    day, month, year = random.randint(1, 31), random.randint(1, 12), random.randint(1930, 2030)
    if random.random() < 0.6:
        sign = random.choice(["/", "/", "-", ".", " / "])
        return sign.join([f"{day:02}", f"{month:02}", str(year)])
    spoken = f"ngày {day} tháng {month} năm {year}"
    return random.choice(
        [spoken, f"Hà Nội, {spoken}", f"tháng {month} năm {year}", str(year), f"{day}/{month}/{year}"]
    )


def address(random: Random) -> str:
    place, other, street = random.choice(PLACES), random.choice(PLACES), random.choice(STREETS)
    house = f"{random.randint(1, 400)}{random.choice(['', '', 'A', 'B', '/2', '/15', 'bis'])}"
    lane = random.randint(1, 300)
    return random.choice([
        f"Số {house} {street}, phường {place}, TP. Hà Nội",
        f"số nhà {house}, ngõ {lane}, phố {street}",
        f"Thôn {lane % 12 + 1}, xã {place}, huyện {other}",
        f"Tổ {lane % 40 + 1}, P. {place}, Q. {other}, Hà Nội",
        f"{place}, {other}", f"Xã {place}, tỉnh {other}", f"Phường {place}, thành phố {other}",
    ])  # fmt: skip


def person_number(random: Random) -> str:
    return filled(random.choice(PERSON_NUMBERS), random)


def spaced_digits(random: Random) -> str:
    """As digits stand in boxes: one by one."""
    return " ".join(digits(random, random.choice([4, 8, 9, 10, 12])))


def amount(random: Random) -> str:
    if random.random() < 0.4:
        return filled(random.choice(AMOUNTS), random)
    whole = f"{random.randint(1, 10 ** random.randint(2, 11)):,}"
    return random.choice([whole, whole.replace(",", ".")]) + random.choice(["", " đồng", " VNĐ", "đ"])


def document_number(random: Random) -> str:
    if random.random() < 0.4:
        return filled(random.choice(SERIALS), random)
    count, year = random.randint(1, 9999), random.randint(1995, 2030)
    kind, organ = random.choice(KINDS), random.choice(ORGANS)
    head = random.choice(["", "", "Số: ", "số "])
    return head + random.choice(
        [f"{count}/{kind}-{organ}", f"{count:02}/{year}/{kind}-{organ}", f"{count}/{organ}"]
    )


def machine_readable(random: Random) -> str:
    """One line of a machine-readable zone; only its look counts here, its check digits prove nothing."""
    width = random.choice([30, 30, 44])
    return (filled(random.choice(ZONES), random) + "<" * width)[:width]


def contact(random: Random) -> str:
    if random.random() < 0.5:
        return filled(random.choice(PHONES), random)
    word, host = random.choice(FOREIGN).lower(), random.choice(FOREIGN).lower()
    host = f"{host}.{random.choice(_WEBS)}"
    return random.choice([f"{word}{digits(random, 2)}@{host}", f"www.{host}", f"https://{host}/{word}"])


def company(random: Random) -> str:
    foreign = " ".join(random.choice(FOREIGN).upper() for _ in range(random.randint(1, 3)))
    return (
        f"{random.choice(['Công ty', 'CÔNG TY', 'Hộ kinh doanh'])} {random.choice(ABBREVIATIONS)} {foreign}"
    )
