"""What identity cards say."""

from __future__ import annotations

from random import Random

from lab.specimens.codes import card_payload, td1
from lab.specimens.contents.common import signer
from lab.specimens.people import Person
from lab.specimens.values import Content, day, digits, text

UNITS = ("Xã ", "Phường ", "Thị trấn ", "Huyện ", "Quận ", "Thành phố ", "Thị xã ")


def chip_card(person: Person, rng: Random) -> Content:
    """The chip card of 2021 to 2024; its address is that of the day it was issued."""
    address = person.home.on(person.card_issued, short=True)
    marks = (
        "Nốt ruồi C: 1cm dưới sau đuôi mắt phải",
        "Sẹo chấm C: 2cm trên sau cánh mũi trái",
        "Nốt ruồi C: 0,5cm trước mép phải",
    )
    return _card(person) | {
        "que_quan": text(_short(person.origin)),
        "noi_thuong_tru": text(address),
        "dac_diem_nhan_dang": text(rng.choice(marks)),
        "nguoi_ky": signer(rng),
        "qr": text(card_payload(person, address, person.card_issued)),
        "dau": text("cục cảnh sát"),
    }


def identity_card(person: Person, rng: Random) -> Content:
    """The card of the Law on Identity, from July 2024."""
    address = person.home.on(person.card_issued, short=rng.random() < 0.5)
    return _card(person) | {
        "noi_cu_tru": text(address),
        "noi_dang_ky_khai_sinh": text(_short(person.origin)),
        "qr": text(card_payload(person, address, person.card_issued)),
    }


def _card(person: Person) -> Content:
    expires = person.card_expires
    content = {
        "so_dinh_danh": digits(person.number),
        "ho_ten": text(person.name),
        "ngay_sinh": day(person.born),
        "gioi_tinh": text(person.sex),
        "quoc_tich": text("Việt Nam"),
        "gia_tri_den": day(expires) if expires else text("Không thời hạn"),
        "ngay_cap": day(person.card_issued),
        "mrz": text("\n".join(td1(person))),
    }
    if person.old_number:
        content["so_cmnd_cu"] = digits(person.old_number)
    return content


def _short(place: str) -> str:
    parts = [part.strip() for part in place.split(",")]
    return ", ".join(_bare(part) for part in parts)


def _bare(part: str) -> str:
    for unit in UNITS:
        if part.startswith(unit):
            return part[len(unit) :]
    return part
