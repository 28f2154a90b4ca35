"""What proves itself as a machine-readable zone, and what must be refused."""

from __future__ import annotations

import pytest

from ocr.mrz import prove
from ocr.mrz_letters import as_names, check_digit

CARD = (
    "IDVNM0900123450001090012345<<1",
    "9003152M3003150VNM<<<<<<<<<<<2",
    "NGUYEN<<VAN<AN<<<<<<<<<<<<<<<<",
)
PASSPORT = (
    "P<VNMNGUYEN<<VAN<AN<<<<<<<<<<<<<<<<<<<<<<<<<",
    "P0000001<8VNM9003152M3501014001090012345<<10",
)


@pytest.mark.parametrize(("field", "digit"), [("520727", "3"), ("AB2134<<<", "5"), ("", "0")])
def test_check_digits_follow_the_standard(field: str, digit: str) -> None:
    assert check_digit(field) == digit


@pytest.mark.parametrize("zone", [CARD, PASSPORT])
def test_a_valid_zone_proves_itself(zone: tuple[str, ...]) -> None:
    assert prove(zone) == zone


@pytest.mark.parametrize(
    ("line", "wrong", "right"),
    [
        (0, "IDVNMO9OO123450001O90012345<<1", "digits read as letters"),
        (0, "IDVNM090012345 0001090012345<<1", "a blank"),
        (0, "DVNM0900123450001090012345<<1", "the first letter lost"),
        (0, "IDVNM0900123450001090012345<1", "a filler lost"),
        (0, "IDVNM0900123450601090012345<<1", "a zero read as another digit"),
        (1, "9083152M3803150VNM<<<<<<<<<<<2", "zeros read as other digits in both dates"),
        (0, "IDVNM900123450001090012345<<1", "a zero lost where the number stands twice"),
        (1, "9003152M3003150VNM<<<<<<<2", "fillers lost"),
        (1, "9003152M3003150VNM<<K<<<C<<<<2", "fillers read as letters"),
        (1, "9003I52M3OO3I5OVNM<<<<<<<<<<<2", "digits read as letters"),
        (2, "NGUYEN<<VAN<AN<<<<K<<<<<<<", "a letter among the fillers"),
        (2, "NGUYEN<<VAN<ANKK<<<<<<<<", "letters right behind the name"),
        (2, "NGUYEN<<VAN<AN", "no fillers at the end"),
    ],
)
def test_bruises_of_a_card_are_mended(line: int, wrong: str, right: str) -> None:
    bruised = [wrong if place == line else text for place, text in enumerate(CARD)]
    assert prove(bruised) == CARD, right


def test_bruises_of_a_passport_are_mended() -> None:
    assert prove((PASSPORT[0].rstrip("<"), "POOOOOO1<8VNM9OO3152M35O1O14OO1O9OO12345<<1O")) == PASSPORT


@pytest.mark.parametrize("zone", [CARD, PASSPORT])
def test_no_single_wrong_digit_is_let_through(zone: tuple[str, ...]) -> None:
    for line in range(2):
        for place, letter in enumerate(zone[line]):
            if letter.isdigit():
                other = str((int(letter) + 1) % 10)
                wrong = zone[line][:place] + other + zone[line][place + 1 :]
                proven = prove([wrong if each == line else text for each, text in enumerate(zone)])
                assert proven is None or proven == zone  # a number that stands twice may be mended


@pytest.mark.parametrize(
    "lines",
    [
        (),
        ("", "", ""),
        ("IDVNM", "900315", "AN"),
        CARD[:1],
        (CARD[1], CARD[0], CARD[2]),
        ("ỦY BAN NHÂN DÂN", "XÃ THỬ NGHIỆM", "SỐ 12"),
        ("IDCHN0900123450001090012345<<1", CARD[1], CARD[2]),
        (CARD[0], CARD[1], "123456789"),
    ],
)
def test_what_is_no_zone_is_refused(lines: tuple[str, ...]) -> None:
    assert prove(lines) is None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("IDVNM0900123450601090012345<<1", "9003152F3003150VNM<<<<<<<<<<<2"),
        ("IDVNM0900123450601090012345<<1", "9003152M3003150VNM<<<<<<<<<<<4"),
        ("IDVNM0900123450601090012346<<1", "9003152M3003150VNM<<<<<<<<<<<2"),
    ],
    ids=["sex against the number", "composite wrong", "number differs from its copy"],
)
def test_nothing_is_mended_against_the_rest_of_the_zone(first: str, second: str) -> None:
    assert prove((first, second, CARD[2])) is None


def test_a_number_of_no_province_proves_nothing() -> None:
    short, number = "0900123450", "061090012345"
    last = check_digit(number + "<<")
    sums = f"{short}{number}<<{last}90031523003150"
    second = f"9003152M3003150VNM<<<<<<<<<<<{check_digit(sums)}"
    assert prove((f"IDVNM{short}{number}<<{last}", second, CARD[2])) is None


def test_a_lone_q_in_a_name_is_an_o() -> None:
    assert as_names("NGUYEN<<QANH<QUOC<<<<", 30) == "NGUYEN<<OANH<QUOC".ljust(30, "<")


def test_the_lost_zero_is_not_made_up_against_the_year_of_birth() -> None:
    other_year = ("IDVNM900123450001090012345<<1", "9103151M3003150VNM<<<<<<<<<<<0", CARD[2])
    assert prove(other_year) is None
