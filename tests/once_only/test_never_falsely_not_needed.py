"""The promise Hoso exists for: no paper is "not needed" whose register record is not its equal."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.law import Manner
from domain.once_only import Answer, HeldRecord, LookUp, Outcome, VerdictCode
from once_only.agreement import agree
from once_only.spelling import bare
from once_only.verdicts import verdicts

TRIALS = 3_600
FAMILIES = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đỗ", "Vũ", "Đặng"]
MIDDLES = ["Văn", "Thị", "Đức", "Ngọc", "Minh", "Thuỳ"]
GIVEN = ["Mẫu", "Thử", "Bịa", "Giả", "Hoà", "Lý", "Thuý", "Quỳnh", "Đạt", "Ánh"]
TONE_SLIPS = {
    "ẫ": "ậ", "ử": "ữ", "ị": "ì", "ả": "ã", "à": "á", "ý": "ỷ", "ỳ": "ý", "ạ": "á", "Á": "Ả",
    "ễ": "ệ", "ầ": "ấ", "ê": "e", "ỗ": "ộ", "ũ": "ủ", "ặ": "ắ", "ứ": "ừ", "ọ": "ỏ",
}  # fmt: skip
TYPES = {
    "cccd_chip": ("dan_cu", "so_dinh_danh", "ho_ten", "ngay_sinh"),
    "can_cuoc_2024": ("dan_cu", "so_dinh_danh", "ho_ten", "ngay_sinh"),
    "gplx": ("gplx", "so_gplx", "ho_ten", "ngay_sinh"),
    "ct07": ("dan_cu", "so_dinh_danh", "ho_ten", "ngay_sinh"),
    "giay_khai_sinh": ("ho_tich", "so_giay_to", "ho_ten", "ngay_sinh"),
    "giay_chung_nhan_ket_hon": ("ho_tich", "so_giay_to", "chong.ho_ten", "vo.ngay_sinh"),
    "phieu_ly_lich_tu_phap": ("ly_lich_tu_phap", "so_giay_to", "ho_ten", "ngay_sinh"),
}


def _name(dice: random.Random) -> str:
    return f"{dice.choice(FAMILIES)} {dice.choice(MIDDLES)} {dice.choice(GIVEN)}"


def _day(dice: random.Random) -> str:
    return f"{dice.randint(1950, 2012)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"


def _values(dice: random.Random) -> dict[str, str]:
    """All fields that any of the rules compares, about invented people."""
    names = {name: _name(dice) for name in ("ho_ten", "me.ho_ten", "cha.ho_ten", "vo.ho_ten", "chong.ho_ten")}
    days = {name: _day(dice) for name in ("ngay_sinh", "vo.ngay_sinh", "chong.ngay_sinh", "ngay_dang_ky")}
    return {
        **names,
        **days,
        "so_dinh_danh": f"0010900{dice.randint(10_000, 99_999)}",
        "so_gplx": f"0110900{dice.randint(10_000, 99_999)}",
        "so_giay_to": f"{dice.randint(1, 999)}/{dice.randint(2001, 2025)}",
        "hang": "B2",
        "noi_thuong_tru": f"Số {dice.randint(1, 99)} ngõ Mẫu, Hà Nội",
        "tinh_trang_an_tich": "Không có án tích",
        "quoc_tich": "Việt Nam",
    }


def _slip_of_tone(text: str, dice: random.Random) -> str:
    places = [place for place, letter in enumerate(text) if letter in TONE_SLIPS]
    place = dice.choice(places)
    return text[:place] + TONE_SLIPS[text[place]] + text[place + 1 :]


def _slip_of_digit(text: str, dice: random.Random) -> str:
    place = dice.choice([place for place, letter in enumerate(text) if letter.isdigit()])
    return text[:place] + str((int(text[place]) + dice.randint(1, 9)) % 10) + text[place + 1 :]


def _swap_day_and_month(text: str) -> str:
    year, month, day = text.split("-")
    return f"{year}-{day}-{month}" if day != month and int(day) <= 12 else f"{int(year) + 1}-{month}-{day}"


def _plant(plant: str, type_: str, values: dict[str, str], dice: random.Random) -> dict[str, str]:
    """What the register holds after the planted difference."""
    _, number, name, birth = TYPES[type_]
    change: dict[str, Callable[[], dict[str, str]]] = {
        "tone": lambda: {name: _slip_of_tone(values[name], dice)},
        "no_marks": lambda: {name: bare(values[name]).title()},
        "digit": lambda: {number: _slip_of_digit(values[number], dice)},
        "swapped": lambda: {birth: _swap_day_and_month(values[birth])},
        "year_only": lambda: {birth: values[birth][:4]},
        "other_person": lambda: _values(dice),
        "missing": lambda: {dice.choice([number, name, birth]): ""},
    }
    return {**values, **change.get(plant, dict)()}


PLANTS = [
    "none",
    "tone",
    "no_marks",
    "digit",
    "swapped",
    "year_only",
    "other_person",
    "missing",
    "stale",
    "outage",
]


def _answer(plant: str, answer: Answer) -> Answer:
    if plant == "outage":
        return replace(answer, outcome=Outcome.UNAVAILABLE)
    return replace(answer, asked_at=answer.asked_at - timedelta(days=40)) if plant == "stale" else answer


def test_no_planted_difference_passes_for_held_data(make, law) -> None:
    """3,600 seeded trials: 0 false "not needed", and every paper that is held is found."""
    tally: Counter[tuple[str, str]] = Counter()
    for seed in range(TRIALS):
        dice = random.Random(seed)
        plant, type_ = PLANTS[seed % len(PLANTS)], dice.choice(list(TYPES))
        values = _values(dice)
        paper = make.paper(type_, values, state=dice.choice(["accepted", "review"]))
        held = {TYPES[type_][0]: [make.held(type_, _plant(plant, type_, values, dice))]}
        answers = [_answer(plant, each) for each in make.asked_of([paper], held, law)]
        (verdict,) = verdicts([paper], answers, law, make.received, None)
        assert verdict.law
        assert verdict.compared
        assert (verdict.register is not None) == (verdict.asked_at is not None)
        tally[plant, verdict.verdict.value] += 1
    planted = {key: count for key, count in tally.items() if key[0] != "none"}
    assert sum(planted.values()) >= 3_000
    assert [key for key in planted if key[1].startswith("not_needed")] == []
    assert tally["none", "not_needed_data_held"] == TRIALS // len(PLANTS)


def test_each_plant_is_answered_in_its_own_way(make, law) -> None:
    expected = {
        "none": {"DATA_HELD"},
        "tone": {"DATA_MISMATCH"},
        "no_marks": {"DATA_MISMATCH"},
        "digit": {"DATA_MISMATCH", "RECORD_NOT_FOUND"},
        "swapped": {"DATA_MISMATCH"},
        "year_only": {"DATA_MISMATCH"},
        "other_person": {"RECORD_NOT_FOUND"},
        "missing": {"RECORD_INCOMPLETE", "RECORD_NOT_FOUND"},
        "stale": {"ANSWER_STALE"},
        "outage": {"DB_INCIDENT"},
    }
    for plant, reasons in expected.items():
        for seed, type_ in enumerate(TYPES):
            dice = random.Random(seed)
            values = _values(dice)
            paper = make.paper(type_, values)
            held = {TYPES[type_][0]: [make.held(type_, _plant(plant, type_, values, dice))]}
            answers = [_answer(plant, each) for each in make.asked_of([paper], held, law)]
            assert verdicts([paper], answers, law, make.received, None)[0].reason in reasons, (plant, type_)


NUMBERS = st.sampled_from(["001090012345", "001 090 012 345", "001090012346", "", "00109001234O"])
PEOPLE = st.sampled_from(
    ["Trần Thị Ly", "Trần Thị Lý", "TRẦN THỊ LÝ", "Tran Thi Ly", "Trần Thị Lí", "", "Lê Văn Mẫu"]
)
DAYS = st.sampled_from(["1990-03-04", "1990-04-03", "04/03/1990", "1990", "1990-03", "", "1991-03-04"])
FACTS = st.fixed_dictionaries({"so_dinh_danh": NUMBERS, "ho_ten": PEOPLE, "ngay_sinh": DAYS})
MANNERS = {"so_dinh_danh": Manner.NUMBER, "ho_ten": Manner.NAME, "ngay_sinh": Manner.DATE}
CASES = st.fixed_dictionaries(
    {
        "paper": FACTS,
        "state": st.sampled_from(["accepted", "review", "settled"]),
        "source": st.sampled_from(["ocr", "qr", "mrz", "reviewer", "register"]),
        "procedure": st.sampled_from([None, "1.001193", "2.000884", "1.013831"]),
        "replies": st.lists(
            st.tuples(
                st.lists(FACTS, max_size=3), st.sampled_from(list(Outcome)), st.integers(-20, 2), FACTS
            ),
            max_size=3,
        ),
    }
)


@settings(max_examples=400, deadline=None)
@given(case=CASES)
def test_no_answers_whatever_make_unequal_data_held(make, law, case) -> None:
    facts = {name: value for name, value in case["paper"].items() if value}
    fields = tuple(make.field(name, value, case["state"], case["source"]) for name, value in facts.items())
    document = replace(make.paper("cccd_chip", {}), fields=fields)
    answers = [
        Answer(
            LookUp("dan_cu", "cccd_chip", keys, "d1"),
            outcome,
            make.asked + timedelta(days=days),
            tuple(HeldRecord("cccd_chip", held) for held in records),
        )
        for records, outcome, days, keys in case["replies"]
    ]
    (verdict,) = verdicts([document], answers, law, make.received, case["procedure"])
    if verdict.verdict is VerdictCode.NOT_NEEDED_DATA_HELD:
        assert any(_equal(case["paper"], held) for reply in case["replies"] for held in reply[0])
        assert case["source"] != "register"
        assert all(row.agreement == "exact" for row in verdict.compared)


def _equal(paper: dict[str, str], held: dict[str, str]) -> bool:
    return all(agree(manner, paper[name], held[name]) == "exact" for name, manner in MANNERS.items())


@pytest.mark.parametrize("name", list(MANNERS))
def test_without_the_value_on_the_paper_nothing_is_held(make, law, name: str) -> None:
    values = {each: value for each, value in make.card.items() if each != name}
    paper = make.paper("cccd_chip", values)
    answer = Answer(
        LookUp("dan_cu", "cccd_chip", values, "d1"),
        Outcome.FOUND,
        make.asked,
        (make.held("cccd_chip", make.card),),
    )
    assert verdicts([paper], [answer], law, make.received, None)[0].verdict is VerdictCode.NEEDED
