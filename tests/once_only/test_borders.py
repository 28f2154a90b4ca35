"""Components on both sides of the days on which the law of their papers begins and ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from domain.checklist import Checklist, ComponentCheck
from domain.document import Document
from domain.law import Condition
from domain.record import Mention, Person
from once_only.checklist.components import Handed, checklist, component_look_ups

FORM = {
    "nguoi_yeu_cau.ho_ten": "Nguyễn Văn Mẫu",
    "me.ho_ten": "Lê Thị Giả",
    "cha.ho_ten": "Nguyễn Văn Mẫu",
}
MOTHER = {"so_dinh_danh": "001192012347", "ho_ten": "LÊ THỊ GIẢ", "ngay_sinh": "1992-01-01"}
FATHER_AT = tuple(Mention(*each) for each in (("d1", "nguoi_yeu_cau"), ("d1", "cha"), ("d3", "")))
PEOPLE = (
    Person("p1", "NGUYỄN VĂN MẪU", "001090012345", "1990-03-15", FATHER_AT),
    Person("p2", "LÊ THỊ GIẢ", "001192012347", "1992-01-01", (Mention("d1", "me"), Mention("d4", ""))),
)
MARRIED = {Condition.IF_PARENTS_MARRIED: True}


@pytest.fixture
def birth(make) -> list[Document]:
    return [
        make.paper("to_khai_khai_sinh", FORM, "d1"),
        make.paper("giay_chung_sinh", {"me.ho_ten": "Lê Thị Giả"}, "d2"),
        make.paper("cccd_chip", make.card, "d3"),
        make.paper("cccd_chip", MOTHER, "d4"),
    ]


@pytest.fixture
def on(law):
    def _on(code: str, day: date, papers: Sequence[Document], facts=None) -> tuple[Checklist, set[str]]:
        procedure = law.procedure_on(code, day)
        handed = Handed(papers, PEOPLE)
        asked = component_look_ups(procedure, handed, law, day, facts)
        return checklist(procedure, handed, law, day, facts), {each.component for each in asked}

    return _on


def _check(found: Checklist, component: str) -> ComponentCheck:
    return next(each for each in found.components if each.component == component)


@pytest.mark.parametrize(
    ("day", "state", "asked"),
    [
        (date(2025, 12, 31), "to_show", False),
        (date(2026, 1, 1), "look_up", True),
        (date(2027, 2, 28), "look_up", True),
        (date(2027, 3, 1), "to_show", False),
    ],
)
def test_a_wedding_is_looked_up_while_a_rule_replaces_its_paper(
    on, birth, day: date, state: str, asked: bool
) -> None:
    found, questions = on("1.001193", day, birth, MARRIED)
    wedding = _check(found, "ket_hon_cha_me")
    assert (wedding.state.value, "ket_hon_cha_me" in questions) == (state, asked)
    assert wedding.registers == (("ho_tich",) if asked else ())


@pytest.mark.parametrize(("day", "state"), [(date(2025, 12, 31), "to_show"), (date(2026, 1, 1), "look_up")])
def test_a_card_is_looked_up_from_the_day_of_its_rule(on, make, day: date, state: str) -> None:
    """The population register was announced for residence three years before."""
    written = {"vo.ho_ten": "LÊ THỊ GIẢ", "vo.ngay_sinh": "1992-01-01", "vo.giay_to": "CCCD số 001192012347"}
    found, questions = on("1.000894", day, [make.paper("to_khai_ket_hon", written, "d9")])
    assert _check(found, "giay_to_tuy_than").state.value == state
    assert ("giay_to_tuy_than" in questions) == (state == "look_up")
    assert "noi_cu_tru" in questions


@pytest.mark.parametrize(("day", "sought"), [(date(2026, 8, 4), ()), (date(2026, 8, 5), ("kho",))])
def test_the_store_of_earlier_results_is_named_from_its_day(on, make, day: date, sought: tuple[str]) -> None:
    found, _ = on("1.004222", day, [make.paper("ct01", {"ho_ten": "Nguyễn Văn Mẫu"}, "d1")])
    assert _check(found, "cho_o_hop_phap").registers == sought
    assert _check(found, "cho_o_hop_phap").state.value == ("to_check" if sought else "missing")


def test_no_question_is_promised_that_is_not_asked(on, law) -> None:
    """Whatever stands as to be looked up has its question on that day, and none but that."""
    for procedure in law.procedures:
        for day in (date(2025, 12, 31), date(2026, 1, 1), date(2027, 2, 28), date(2027, 3, 1)):
            facts = dict.fromkeys(Condition, True)
            if law.procedure_on(procedure.code, day) is None:
                continue
            found, questions = on(procedure.code, day, [], facts)
            waiting = {each.component for each in found.components if each.state.value == "look_up"}
            assert waiting == questions, (procedure.code, day)
