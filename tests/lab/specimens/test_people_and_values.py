from __future__ import annotations

from datetime import date
from random import Random

import pytest

from lab.specimens.codes import card_payload, check_digit, td1
from lab.specimens.people import Person, invent_family, personal_number
from lab.specimens.places import MERGER, Place
from lab.specimens.registers import other_tone
from lab.specimens.tables import provinces
from lab.specimens.values import area, day, digits, in_words, year

HOME = Place("Số 5 ngõ 10 Láng Hạ", "Phường Thành Công", "Quận Ba Đình", "Phường Giảng Võ")
SOMEBODY = Person(
    name="Nguyễn Văn An",
    sex="Nam",
    born=date(1990, 3, 15),
    number="001090012345",
    ethnic="Kinh",
    origin="",
    home=HOME,
    phone="",
    email="",
    job="",
    old_number=None,
    card_issued=date(2021, 5, 10),
)


def test_the_machine_readable_zone_is_the_published_vector() -> None:
    assert td1(SOMEBODY) == (
        "IDVNM0900123450001090012345<<1",
        "9003152M3003150VNM<<<<<<<<<<<2",
        "NGUYEN<<VAN<AN<<<<<<<<<<<<<<<<",
    )


def test_check_digits_of_invented_people_hold() -> None:
    family = invent_family(Random(1), date(2026, 5, 5))
    for person in (family.husband, family.wife, family.grandparent):
        first, second, third = td1(person)
        assert [len(line) for line in (first, second, third)] == [30, 30, 30]
        assert first[14] == check_digit(first[5:14])
        assert first[5:14] == first[18:27]
        composite = first[5:30] + second[0:7] + second[8:15] + second[18:29]
        assert second[29] == check_digit(composite)


def test_the_payload_of_the_card_has_seven_parts() -> None:
    payload = card_payload(SOMEBODY, HOME.on(SOMEBODY.card_issued, short=True), SOMEBODY.card_issued)
    parts = payload.split("|")
    address = "Số 5 ngõ 10 Láng Hạ, Thành Công, Ba Đình, Hà Nội"
    assert parts == ["001090012345", "", "Nguyễn Văn An", "15031990", "Nam", address, "10052021"]


@pytest.mark.parametrize(
    ("sex", "born", "fourth"),
    [("Nam", 1990, "0"), ("Nữ", 1990, "1"), ("Nam", 2010, "2"), ("Nữ", 2010, "3")],
)
def test_a_number_agrees_with_sex_and_birth_and_is_nobodys(sex: str, born: int, fourth: str) -> None:
    number = personal_number(Random(2), sex, date(born, 5, 5))  # type: ignore[arg-type]
    assert number[:3] in {province.code for province in provinces()}
    assert number[3] == fourth
    assert number[4:6] == f"{born % 100:02d}"
    assert number[6:8] == "99"


def test_a_family_is_one() -> None:
    for seed in range(30):
        family = invent_family(Random(seed), date(2026, 5, 5))
        child = family.children[-1]
        assert child.born.year - max(family.husband.born, family.wife.born).year >= 13
        assert family.married < family.received
        assert all(
            expires is None or expires >= family.received
            for expires in _expiries(family.husband, family.wife)
        )
        if "Kinh" in (family.husband.ethnic,):
            assert child.name.split()[0] == family.husband.name.split()[0]


def _expiries(*people: Person) -> list[date | None]:
    return [person.card_expires for person in people]


def test_an_address_is_written_as_in_its_year() -> None:
    assert (
        HOME.on(date(2020, 1, 1)) == "Số 5 ngõ 10 Láng Hạ, phường Thành Công, quận Ba Đình, thành phố Hà Nội"
    )
    assert HOME.on(MERGER) == "Số 5 ngõ 10 Láng Hạ, phường Giảng Võ, thành phố Hà Nội"


@pytest.mark.parametrize(
    ("formats", "printed"),
    [
        ("", "05/03/2025"),
        ("dash", "05-03-2025"),
        ("dot", "05.03.2025"),
        ("long", "ngày 05 tháng 3 năm 2025"),
        ("long,pad", "ngày 05 tháng 03 năm 2025"),
        ("mixed", "05/3/2025"),
    ],
)
def test_a_date_is_printed_in_the_layouts_way_and_means_the_same(formats: str, printed: str) -> None:
    assert day(date(2025, 3, 5)).printed(frozenset(formats.split(","))) == (printed, "2025-03-05")


def test_a_year_stays_a_year() -> None:
    assert year(1965).printed(frozenset()) == ("1965", "1965")
    assert day(date(1990, 2, 3)).printed(frozenset({"year"})) == ("1990", "1990")


@pytest.mark.parametrize(
    ("value", "spoken"),
    [
        (date(1990, 3, 15), "Ngày mười lăm tháng ba năm một nghìn chín trăm chín mươi"),
        (date(2005, 4, 1), "Ngày mồng một tháng tư năm hai nghìn không trăm linh năm"),
        (date(2021, 12, 31), "Ngày ba mươi mốt tháng mười hai năm hai nghìn không trăm hai mươi mốt"),
    ],
)
def test_a_date_is_spoken_as_certificates_do(value: date, spoken: str) -> None:
    assert in_words(value) == spoken


def test_areas_and_serials_have_a_bare_form() -> None:
    assert area("1.234,5 m²").printed(frozenset())[1] == "1234.5"
    assert digits("BM 990123").printed(frozenset())[1] == "BM990123"


@pytest.mark.parametrize("name", ["Trần Thị Lý", "Đỗ Văn An", "Vũ Thị Thuỷ", "H'Linh Niê", "Bùi Bá Lộc"])
def test_another_tone_is_another_name_of_the_same_letters(name: str) -> None:
    other = other_tone(name)
    assert other != name
    assert other.split()[:-1] == name.split()[:-1]
    assert len(other) == len(name)
