"""What residence papers say: requests, confirmations, the old household books."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from lab.specimens.contents.common import born, office, signer
from lab.specimens.people import Family, Person, invent_day
from lab.specimens.tables import phrases, words
from lab.specimens.values import Content, day, digits, text


def residence_request(family: Family, rng: Random) -> Content:
    """Form CT01: a change of residence, for the requester and members of the household."""
    filled = family.received - timedelta(days=rng.randint(0, 4))
    requester, head = rng.choice(((family.husband, family.husband), (family.wife, family.husband)))
    others = [person for person in (family.wife, family.husband) if person != requester]
    moving = [*others, *family.children][: rng.randint(1, 3)]
    ward = requester.home.ward_on(filled)
    return {
        "kinh_gui": text(f"Công an {ward[0].lower() + ward[1:]}"),
        **_subject(requester),
        "so_dien_thoai": digits(requester.phone),
        "email": text(requester.email),
        "chu_ho.ho_ten": text(head.name),
        "chu_ho.so_dinh_danh": digits(head.number),
        "quan_he_chu_ho": text(_relation(requester, head)),
        "noi_dung_de_nghi": text(rng.choice(phrases("residence_requests"))),
        **members(moving, head),
        "ngay_lam": day(filled),
        "_noi": text("Hà Nội"),
    }


def residence_confirmation(family: Family, rng: Random) -> Content:
    """Form CT07: the police confirm where a person lives and with whom; good for a year."""
    issued = invent_day(rng, family.received - timedelta(days=320), family.received - timedelta(days=3))
    person, head = rng.choice(((family.husband, family.husband), (family.wife, family.husband)))
    household = [family.husband, family.wife, family.grandparent, *family.children]
    others = [each for each in household if each not in (person, head) and each.born < issued]
    home = text(person.home.on(issued))
    heads = office(person, issued)
    content: Content = {
        "so_giay_to": text(f"{rng.randint(20, 6900)}/XN"),
        "nguoi_de_nghi": text(person.name),
        **_subject(person),
        "dan_toc": text(person.ethnic),
        "_ton_giao": text("Không"),
        "quoc_tich": text("Việt Nam"),
        "que_quan": text(person.origin),
        "noi_thuong_tru": home,
        "noi_o_hien_tai": home,
        "chu_ho.ho_ten": text(head.name),
        "chu_ho.so_dinh_danh": digits(head.number),
        "quan_he_chu_ho": text(_relation(person, head)),
        **members(others, head),
        "ngay_cap": day(issued),
        "_het_han": day(issued + timedelta(days=365)),
        "nguoi_ky": signer(rng),
        **heads,
        "_cong_an": text(f"Công an {heads['_phuong'].text}"),
        "dau": text(f"Công an {heads['_phuong'].text}"),
    }
    if rng.random() < 0.5:
        content["noi_tam_tru"] = home
    return content


def household_book(family: Family, rng: Random) -> Content:
    """The book of the household, void since 2023 but still handed in; the head is the first member."""
    issued = invent_day(rng, date(2009, 3, 1), date(2021, 6, 1))
    head = family.husband
    listed = [head, family.wife, family.grandparent, *family.children]
    members_then = [each for each in listed if each == head or each.born < issued][:4]
    heads = office(head, issued)
    content: Content = {
        "so_giay_to": text(f"{rng.randint(10, 99)}099{rng.randint(0, 9999):04d}"),
        "chu_ho.ho_ten": text(head.name),
        "noi_thuong_tru": text(head.home.on(issued)),
        "ngay_cap": day(issued),
        "nguoi_ky": signer(rng),
        **heads,
        "dau": text(f"Công an {head.home.district.lower()}"),
        "_cong_an": text(f"Công an {head.home.district[0].lower() + head.home.district[1:]}"),
    }
    for number, each in enumerate(members_then, 1):
        old = each.old_number or each.number
        values = {
            "ho_ten": text(each.name),
            "ngay_sinh": born(each),
            "gioi_tinh": text(each.sex),
            "que_quan": text(each.origin),
            "dan_toc": text(each.ethnic),
            "_ton_giao": text("Không"),
            "so_dinh_danh": digits(each.number if issued.year > 2016 else old),
            "nghe_nghiep": text(rng.choice(words("jobs"))),
            "quan_he": text("Chủ hộ" if each == head else _relation(each, head)),
            "_chuyen_den": day(issued),
        }
        content |= {f"thanh_vien.{number}.{name}": value for name, value in values.items()}
    return content


def members(people: list[Person], head: Person) -> Content:
    """The rows of a table of household members."""
    content: Content = {}
    for number, each in enumerate(people, 1):
        values = {
            "ho_ten": text(each.name),
            "ngay_sinh": born(each),
            "gioi_tinh": text(each.sex),
            "so_dinh_danh": digits(each.number),
            "quan_he": text(_relation(each, head)),
        }
        content |= {f"thanh_vien.{number}.{name}": value for name, value in values.items()}
    return content


def _subject(person: Person) -> Content:
    return {
        "ho_ten": text(person.name),
        "ngay_sinh": born(person),
        "gioi_tinh": text(person.sex),
        "so_dinh_danh": digits(person.number),
    }


def _relation(person: Person, head: Person) -> str:
    if person == head:
        return "Chủ hộ"
    years = person.born.year - head.born.year
    if years < -14:
        return "Bố" if person.sex == "Nam" else "Mẹ"
    if years > 14:
        return "Con"
    return "Vợ" if person.sex == "Nữ" else "Chồng"
