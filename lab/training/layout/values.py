"""Invented values for every value type, printed in the many ways papers print them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from random import Random

from lab.specimens.contents.common import identity_paper
from lab.specimens.people import Person, Sex, invent_name, invent_person
from lab.specimens.places import invent_origin, invent_place
from lab.specimens.tables import phrases, words
from lab.specimens.values import in_words

Pool = Mapping[str, Sequence[str]]
"""Known values of text fields, by the pattern of the field's name."""

_FIRST, _LAST = date(1994, 1, 1), date(2026, 10, 30)
_BODIES = ("UBND", "UB", "CT", "SXD", "STNMT", "PKTHT", "VP", "CTHADS", "TA", "CA")


def value_of(name: str, value_type: str, pool: Pool, random: Random) -> str:
    """A value as printed. name: pattern of the field's name, by which ``text`` values are drawn."""
    if value_type == "text" or value_type not in _MAKERS:
        return _text(name, pool, random)
    return _MAKERS[value_type](random)


def printed_date(random: Random) -> str:
    """A day in figures or in words, whole or the year alone, sometimes with gaps of a form."""
    when = _FIRST + timedelta(days=random.randrange((_LAST - _FIRST).days))
    day, month, year = f"{when.day:02d}", f"{when.month:02d}", str(when.year)
    mark = random.choice("///-.")
    return random.choices(
        (
            f"{day}{mark}{month}{mark}{year}",
            f"ngày {day} tháng {month} năm {year}",
            f"{when.day}{mark}{when.month}{mark}{year}",
            f"{day} {mark} {month} {mark} {year}",
            f"{day} / {month} / {year}",
            " ".join(day + month + year),
            f"Ngày {day} tháng {month} năm {year}",
        ),
        (8, 3, 3, 1, 1, 0.5, 1),
    )[0]


def _text(name: str, pool: Pool, random: Random) -> str:
    if name.endswith("_chu"):
        when = _FIRST + timedelta(days=random.randrange((_LAST - _FIRST).days))
        return in_words(when, random.choice(("Ngày", "ngày")))
    known = pool.get(name, ())
    if known and random.random() < 0.6:
        return random.choice(known)
    if name.startswith("so_") or name.endswith(("_so", "so_hieu", "ma_so", "hang", "ky_hieu")):
        return _number(random)
    return random.choice((_phrase, _phrase, _organisation, _few_words))(random)


def _phrase(random: Random) -> str:
    key = random.choice(("subjects", "acts", "residence_requests", "purposes", "articles"))
    text = random.choice(phrases(key)).format(
        year=random.randint(2000, 2026), number=random.randint(1, 900), count=random.randint(2, 40)
    )
    parts = text.split()
    start = random.randrange(max(1, len(parts) - 3))
    return " ".join(parts[start : start + random.randint(2, 18)])


def _few_words(random: Random) -> str:
    return random.choice((*words("jobs"), *words("trades"), *words("goods")))


def _organisation(random: Random) -> str:
    place = invent_place(random)
    head = random.choice(
        ("UBND", "Ủy ban nhân dân", "Công an", "Phòng Tư pháp", "Trạm Y tế", "Bệnh viện", "Tòa án nhân dân",
         "Sở Tài chính", "Chi nhánh Văn phòng đăng ký đất đai", "Trường THPT", "Công ty TNHH",
         "Bảo hiểm xã hội")
    )  # fmt: skip
    name = f"{head} {place.ward_on(date(random.randint(2010, 2026), 1, 1))}"
    return name.upper() if random.random() < 0.3 else name


def _number(random: Random) -> str:
    series = random.choice(("", "", random.choice("ABCDGH") + random.choice("ABCDEGH")))
    digits = str(random.randint(1, 10 ** random.randint(2, 10)))
    tail = f"/{random.randint(1995, 2026)}" if random.random() < 0.3 else ""
    body = f"/{random.choice(_BODIES)}" if random.random() < 0.2 else ""
    return f"{series}{' ' if series and random.random() < 0.4 else ''}{digits}{tail}{body}"


def _person(random: Random) -> Person:
    sex: Sex = random.choice(("Nam", "Nữ"))
    return invent_person(random, sex, random.randint(1935, 2008), invent_place(random), date(2026, 9, 1))


def _name(random: Random) -> str:
    name, _ = invent_name(random, random.choice(("Nam", "Nữ")))
    return name.upper() if random.random() < 0.5 else name


def _address(random: Random) -> str:
    place = invent_place(random)
    when = date(random.choice((2015, 2022, 2026)), 1, 2)
    kind = random.random()
    if kind < 0.2:
        return invent_origin(random, place)
    if kind < 0.35:
        return place.committee_on(when)
    if kind < 0.45:
        return f"{random.choice(('Bệnh viện', 'Trạm Y tế', 'Nhà hộ sinh'))} {place.ward_on(when)}, Hà Nội"
    return place.on(when, short=kind > 0.85)


def _digits(count: int, random: Random) -> str:
    digits = "".join(random.choice("0123456789") for _ in range(count))
    style = random.random()
    if style < 0.08:
        return " ".join(digits)
    if style < 0.16:
        return f"{digits[:3]} {digits[3:6]} {digits[6:]}".strip()
    return digits


def _document_number(random: Random) -> str:
    body = "-".join(random.sample(_BODIES, random.randint(1, 2)))
    year = f"/{random.randint(2005, 2026)}" if random.random() < 0.3 else ""
    return f"{random.randint(1, 9999):02d}{year}/{random.choice(('QĐ', 'TB', 'GCN', 'XN', 'CV'))}-{body}"


_MAKERS: dict[str, Callable[[Random], str]] = {
    "name": _name,
    "date": printed_date,
    "year": lambda random: (
        str(random.randint(1930, 2010)) if random.random() < 0.7 else printed_date(random)
    ),
    "address": _address,
    "place": _address,
    "sex": lambda random: random.choice(("Nam", "Nữ", "Nam", "Nữ", "NAM", "NỮ", "Nam/M", "Nữ/F")),
    "nationality": lambda random: random.choice(
        ("Việt Nam",) * 8 + ("VIỆT NAM", "Viet Nam", "Hàn Quốc", "Lào")
    ),
    "ethnicity": lambda random: random.choice(
        ("Kinh",) * 6 + ("Tày", "Mường", "Thái", "Nùng", "Ê-đê", "Mông", "Hoa")
    ),
    "personal_number": lambda random: _digits(12, random),
    "old_number": lambda random: _digits(random.choice((9, 9, 12)), random),
    "identity_paper": lambda random: identity_paper(
        _person(random), date(random.randint(2015, 2026), 5, 1), random
    ),
    "document_number": _document_number,
    "civil_number": lambda random: f"{random.randint(1, 999):02d}/{random.randint(1990, 2026)}",
    "book_number": lambda random: f"{random.randint(1, 12):02d}/{random.randint(1990, 2026)}",
    "area": lambda random: (
        f"{random.randint(12, 900)},{random.randint(0, 9)} {random.choice(('m2', 'm²'))}"
    ),
    "count": lambda random: str(random.randint(1, 20)),
    "phone": lambda random: _digits(10, random),
    "tax_code": lambda random: _digits(10, random),
    "land_serial": lambda random: (
        f"{random.choice('ABCD')}{random.choice('ABCDEGHKLM')} {random.randint(100000, 999999)}"
    ),
    "plot_number": lambda random: str(random.randint(1, 900)),
    "body_mark": lambda random: (
        f"{random.choice(('Nốt ruồi', 'Sẹo chấm', 'Sẹo', 'Nốt ruồi C:'))} "
        f"{random.choice(('C:', 'c.', 'cách'))} {random.choice(('0,5', '1', '2', '1,5', '3'))}cm "
        f"{random.choice(('trên', 'dưới', 'trước', 'sau'))} {random.choice(('trước', 'sau', ''))} "
        f"{random.choice(('đuôi mắt phải', 'cánh mũi trái', 'mép phải', 'đầu lông mày trái', 'cằm'))}"
    ),
    "email": lambda random: f"{random.choice(('mau', 'thu', 'vidu'))}.{random.randint(1, 999)}@example.com",
    "relation": lambda random: random.choice(
        ("Vợ", "Chồng", "Con", "Con đẻ", "Bố", "Mẹ", "Bố đẻ", "Mẹ đẻ", "Cháu", "Chủ hộ", "Em", "Anh",
         "Bản thân")
    ),
}  # fmt: skip
