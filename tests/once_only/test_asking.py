"""Registers are asked only what a rule needs, and only where they may stand in for a paper."""

from __future__ import annotations

from datetime import date

import pytest

from domain.once_only import LookUp, Outcome
from domain.record import Mention, Person
from once_only.asking import answer_from, look_ups


def test_a_question_carries_only_the_keys_of_its_rule(make, law) -> None:
    (asked,) = look_ups([make.paper("cccd_chip", make.card)], (), law, make.received, None)
    assert asked.register == "dan_cu"
    assert asked.keys == {name: make.card[name] for name in ("so_dinh_danh", "ho_ten", "ngay_sinh")}
    assert asked.document == "d1"
    assert asked.law


def test_without_a_personal_number_the_papers_own_is_asked_by(make, law) -> None:
    values = {name: value for name, value in make.birth.items() if name != "so_dinh_danh"}
    asked, stored = look_ups([make.paper("giay_khai_sinh", values)], (), law, make.received, None)
    assert set(asked.keys) == {"so_giay_to", "ho_ten", "ngay_sinh"}
    assert (asked.register, stored.register, stored.keys) == ("ho_tich", "kho", asked.keys)


def test_before_the_store_was_announced_it_is_not_asked(make, law) -> None:
    paper = make.paper("giay_khai_sinh", make.birth)
    asked = [each.register for each in look_ups([paper], (), law, date(2026, 8, 4), None)]
    assert asked == ["ho_tich"]


def test_the_subjects_number_from_another_paper_completes_the_keys(make, law) -> None:
    values = {"ho_ten": "Trần Thị Bịa", "ngay_sinh": "2020-02-03"}
    subject = Person("p1", "Trần Thị Bịa", "001320012346", "2020-02-03", (Mention("d1", ""),))
    asked, _ = look_ups([make.paper("giay_khai_sinh", values)], [subject], law, make.received, None)
    assert asked.keys["so_dinh_danh"] == "001320012346"


def test_the_mothers_number_is_never_asked_by(make, law) -> None:
    values = {"ho_ten": "Trần Thị Bịa", "ngay_sinh": "2020-02-03"}
    mother = Person("p1", "Lê Thị Giả", "001192012347", "1992-01-01", (Mention("d1", "me"),))
    assert look_ups([make.paper("giay_khai_sinh", values)], [mother], law, make.received, None) == ()


@pytest.mark.parametrize(
    ("type_", "procedure", "received"),
    [
        ("gcn_qsdd_2009", None, date(2026, 11, 20)),
        ("giay_uy_quyen", None, date(2026, 11, 20)),
        ("unknown", None, date(2026, 11, 20)),
        ("cccd_chip", None, date(2025, 12, 31)),
        ("cccd_chip", "2.000815", date(2026, 11, 20)),
        ("gplx", "3.000347", date(2026, 11, 20)),
    ],
)
def test_nobody_is_looked_up_where_it_could_change_nothing(make, law, type_, procedure, received) -> None:
    values = {**make.card, "so_gplx": "011090012345", "hang": "B2"}
    assert look_ups([make.paper(type_, values)], (), law, received, procedure) == ()


def _ask(make, law, held_values, register="dan_cu", type_="cccd_chip", keys=None):
    keys = keys or {name: make.card[name] for name in ("so_dinh_danh", "ho_ten", "ngay_sinh")}
    question = LookUp(register, type_, keys, "d1")
    held = {register: [make.held(type_, values) for values in held_values]}
    return answer_from(held, question, law, make.asked)


def test_a_number_finds_its_record_whatever_else_differs(make, law) -> None:
    answer = _ask(make, law, [{**make.card, "ho_ten": "Lê Thị Khác", "ngay_sinh": "1970-01-01"}])
    assert answer.outcome is Outcome.FOUND


def test_a_misread_number_is_found_by_name_and_birth_date_if_one_record_fits(make, law) -> None:
    one = {**make.card, "so_dinh_danh": "001090012346"}
    two = {**make.card, "so_dinh_danh": "001090012347"}
    assert _ask(make, law, [one]).outcome is Outcome.FOUND
    assert _ask(make, law, [one, two]).outcome is Outcome.NOT_FOUND


def test_a_papers_number_alone_finds_nobody(make, law) -> None:
    keys = {"so_giay_to": "45/2020", "ho_ten": "Trần Thị Bịa", "ngay_sinh": "2020-02-03"}
    other = {"so_giay_to": "45/2020", "ho_ten": "Phạm Văn Khác", "ngay_sinh": "2020-07-07"}
    answer = _ask(make, law, [other], "ho_tich", "giay_khai_sinh", keys)
    assert answer.outcome is Outcome.NOT_FOUND
    assert answer.records == ()


def test_the_former_number_of_a_card_is_found_under_the_new_one(make, law) -> None:
    keys = {"so_cmnd": "012345678", "ho_ten": make.card["ho_ten"], "ngay_sinh": make.card["ngay_sinh"]}
    held = {"dan_cu": [make.held("cmnd_9", {**make.card, "so_cmnd_cu": "012345678"})]}
    answer = answer_from(held, LookUp("dan_cu", "cmnd_9", keys, "d1"), law, make.asked)
    assert answer is not None
    assert answer.outcome is Outcome.FOUND


def test_a_register_that_is_not_configured_gives_no_answer(make, law) -> None:
    question = LookUp("dan_cu", "cccd_chip", {"so_dinh_danh": "001090012345"}, "d1")
    assert answer_from({}, question, law, make.asked) is None


def test_a_paper_of_another_kind_is_no_answer(make, law) -> None:
    held = {"dan_cu": [make.held("ct07", make.card)]}
    keys = {name: make.card[name] for name in ("so_dinh_danh", "ho_ten", "ngay_sinh")}
    answer = answer_from(held, LookUp("dan_cu", "cccd_chip", keys, "d1"), law, make.asked)
    assert answer is not None
    assert answer.outcome is Outcome.NOT_FOUND
