"""A paper that nobody brought, because a register holds it: whom it is asked about, and what is believed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.checklist import Checklist, ComponentCheck, ComponentState
from domain.document import FieldState
from domain.law import Condition
from domain.once_only import Answer, Outcome
from domain.record import Mention, Person
from once_only.asking import answer_from
from once_only.checklist.components import Handed, checklist, component_look_ups, evidence_for, evidence_in
from once_only.checklist.notice import notice
from once_only.registers import NOT_CONNECTED

BIRTH = "1.001193"
RESIDENCE = "noi_cu_tru"
WEDDING = "ket_hon_cha_me"
MOTHER = {"so_dinh_danh": "001192012347", "ho_ten": "LÊ THỊ GIẢ", "ngay_sinh": "1992-01-01"}
FORM = {
    "nguoi_yeu_cau.ho_ten": "Nguyễn Văn Mẫu",
    "me.ho_ten": "Lê Thị Giả",
    "cha.ho_ten": "Nguyễn Văn Mẫu",
}
FATHER_AT = tuple(Mention(*each) for each in (("d1", "nguoi_yeu_cau"), ("d1", "cha"), ("d3", "")))
PEOPLE = (
    Person("p1", "NGUYỄN VĂN MẪU", "001090012345", "1990-03-15", FATHER_AT),
    Person("p2", "LÊ THỊ GIẢ", "001192012347", "1992-01-01", (Mention("d1", "me"), Mention("d4", ""))),
)
WED = {
    "so_giay_to": "12/2019",
    "vo.ho_ten": "Lê Thị Giả",
    "vo.ngay_sinh": "1992-01-01",
    "vo.giay_to_tuy_than": "CCCD số 001192012347",
    "chong.ho_ten": "Nguyễn Văn Mẫu",
    "chong.ngay_sinh": "1990-03-15",
    "chong.giay_to_tuy_than": "CCCD số 001090012345",
    "ngay_dang_ky": "2019-05-06",
}
MARRIED = {Condition.IF_PARENTS_MARRIED: True}


class Desk:
    """A birth to be registered: form, certificate of birth, and the cards of both parents; nothing else."""

    def __init__(self, make, law) -> None:
        self.make, self.law, self.received = make, law, make.received
        self.residence = {**make.card, "noi_thuong_tru": "Số 5 phố Mẫu, phường Láng, thành phố Hà Nội"}
        self.papers = [
            make.paper("to_khai_khai_sinh", FORM, "d1"),
            make.paper("giay_chung_sinh", {"me.ho_ten": "Lê Thị Giả"}, "d2"),
            make.paper("cccd_chip", make.card, "d3"),
            make.paper("cccd_chip", MOTHER, "d4"),
        ]
        self.people, self.cases, self.kept = PEOPLE, {}, {}
        self.held = {
            "dan_cu": [make.held("ct07", self.residence)],
            "ho_tich": [make.held("giay_chung_nhan_ket_hon", WED)],
        }
        self.change = lambda answer: answer

    @property
    def handed(self) -> Handed:
        return Handed(self.papers, self.people, evidence=self.kept)

    @property
    def procedure(self):
        return self.law.procedure_on(BIRTH, self.received)

    def asked(self):
        return component_look_ups(self.procedure, self.handed, self.law, self.received, self.cases)

    def answers(self) -> list[Answer]:
        found = (answer_from(self.held, each, self.law, self.make.asked) for each in self.asked())
        return [self.change(each) for each in found if each is not None]

    def found(self, answers: list[Answer] | None = None) -> Checklist:
        said = self.answers() if answers is None else answers
        base = (self.procedure, self.handed, self.law, self.received, self.cases)
        evidence = evidence_for(said, *base)
        handed = replace(self.handed, evidence=evidence)
        return checklist(self.procedure, handed, self.law, self.received, self.cases)

    def check(self, component: str = RESIDENCE) -> ComponentCheck:
        return next(each for each in self.found().components if each.component == component)

    def without_the_card(self) -> None:
        """The requester is known by what the form says, and no card lies there that would do instead."""
        written = {"ngay_sinh": "1990-03-15", "giay_to": "CCCD số 001090012345"}
        form = {**FORM, **{f"nguoi_yeu_cau.{name}": value for name, value in written.items()}}
        self.papers[0] = self.make.paper("to_khai_khai_sinh", form, "d1")
        del self.papers[2]


@pytest.fixture
def desk(make, law) -> Desk:
    return Desk(make, law)


def test_a_record_of_the_very_person_stands_in_with_law_register_time_and_values(desk) -> None:
    check = desk.check()
    assert (check.state, check.reason, check.documents) == (ComponentState.NOT_NEEDED, "DATA_HELD", ())
    found = check.evidence
    assert (found.register, found.type, found.asked_at) == ("dan_cu", "ct07", desk.make.asked)
    assert any("104/2022" in cite for cite in found.law)
    assert {row.field: row.agreement for row in found.compared} == dict.fromkeys(
        ("so_dinh_danh", "ho_ten", "ngay_sinh"), "exact"
    )


def test_the_one_notice_does_not_ask_for_what_was_looked_up(desk) -> None:
    told = notice(desk.found(), desk.procedure, desk.law, desk.received)
    named = {each.component for part in (told.bring, told.show, told.looked_up) for each in part}
    assert RESIDENCE not in named
    assert desk.found().complete


def test_a_question_carries_number_name_and_day_of_birth_and_its_law(desk) -> None:
    (asked,) = desk.asked()
    assert (asked.component, asked.person, asked.document) == (RESIDENCE, "", "")
    assert set(asked.keys) == {"so_dinh_danh", "ho_ten", "ngay_sinh"}
    assert asked.law
    assert "noi_thuong_tru" in asked.wants
    assert "gioi_tinh" not in asked.wants


@pytest.mark.parametrize("name", ["so_dinh_danh", "ho_ten", "ngay_sinh"])
def test_nobody_is_asked_about_who_is_not_surely_known(desk, name: str) -> None:
    card = desk.papers[2]
    fields = (replace(each, state=FieldState.REVIEW) if each.name == name else each for each in card.fields)
    desk.papers[2] = replace(card, fields=tuple(fields))
    if name == "ho_ten":  # the form says the name too
        desk.papers[0] = desk.make.paper("to_khai_khai_sinh", FORM, "d1", state="review")
    assert desk.asked() == ()
    assert (desk.check().state, desk.check().reason) == (ComponentState.TO_CHECK, "LOOK_UP_BY_HAND")


def test_two_papers_that_contradict_one_another_name_nobody(desk) -> None:
    desk.papers[0] = desk.make.paper(
        "to_khai_khai_sinh", {**FORM, "nguoi_yeu_cau.ho_ten": "Nguyễn Văn Mậu"}, "d1"
    )
    assert desk.asked() == ()


@pytest.mark.parametrize(
    ("change", "reason", "state"),
    [
        ({"ho_ten": "NGUYỄN VĂN MẬU"}, "DATA_MISMATCH", "to_check"),
        ({"ngay_sinh": "1990-03-16"}, "DATA_MISMATCH", "to_check"),
        ({"so_dinh_danh": "001090012346"}, "DATA_MISMATCH", "to_check"),
        ({"noi_thuong_tru": ""}, "RECORD_INCOMPLETE", "to_show"),
        ({"quoc_tich": "Hàn Quốc"}, "FOREIGN_SUBJECT", "to_show"),
        ({"ngay_cap": "2024-01-01"}, "EXPIRED_OR_REVOKED", "to_show"),
    ],
)
def test_a_record_that_is_not_equal_and_whole_spares_nobody(desk, change, reason: str, state: str) -> None:
    desk.without_the_card()
    desk.held["dan_cu"] = [desk.make.held("ct07", {**desk.residence, **change})]
    check = desk.check()
    assert (check.evidence.reason, check.reason, check.state.value) == (reason, reason, state)


def test_a_second_record_that_says_otherwise_leaves_no_evidence(desk) -> None:
    twin = {**desk.residence, "ho_ten": "NGUYỄN VĂN KHÁC"}
    desk.held["dan_cu"].append(desk.make.held("ct07", twin))
    assert desk.check().reason == "DATA_MISMATCH"


def test_a_record_of_another_kind_is_no_proof_of_residence(desk) -> None:
    desk.without_the_card()
    desk.held["dan_cu"] = [desk.make.held("cccd_chip", desk.residence)]
    assert (desk.check().reason, desk.check().state) == ("RECORD_NOT_FOUND", ComponentState.TO_SHOW)


def test_absence_has_the_paper_asked_for(desk) -> None:
    desk.without_the_card()
    desk.held["dan_cu"] = []
    check = desk.check()
    assert (check.reason, check.state) == ("RECORD_NOT_FOUND", ComponentState.TO_SHOW)
    assert check.evidence.asked_at == desk.make.asked


def test_somebody_elses_number_is_looked_at(desk) -> None:
    desk.change = lambda answer: replace(answer, outcome=Outcome.PERSON_MISMATCH, records=())
    assert (desk.check().reason, desk.check().state) == ("SUBJECT_NOT_REQUESTER", ComponentState.TO_CHECK)


def test_when_it_was_asked_and_the_day_it_speaks_for_are_two_things(desk) -> None:
    sent = desk.make.asked + timedelta(minutes=3)
    desk.held["dan_cu"] = [replace(desk.held["dan_cu"][0], as_of=date(2026, 11, 18))]
    desk.change = lambda answer: replace(answer, sent_at=sent)
    found = desk.check().evidence
    assert (found.asked_at, found.as_of) == (sent, date(2026, 11, 18))


def test_an_outage_is_no_evidence_and_is_asked_again(desk) -> None:
    desk.without_the_card()
    desk.change = lambda answer: replace(answer, outcome=Outcome.UNAVAILABLE, records=(), fault="TIMEOUT")
    found = desk.found()
    check = next(each for each in found.components if each.component == RESIDENCE)
    assert (check.reason, check.state) == ("DB_INCIDENT", ComponentState.TO_SHOW)
    desk.kept = evidence_in(found)
    assert RESIDENCE in [each.component for each in desk.asked()]
    desk.change = lambda answer: answer
    assert desk.check().state is ComponentState.NOT_NEEDED


def test_a_card_does_where_the_register_does_not_help_and_only_there(desk) -> None:
    """The law names cards among the papers that may be asked for then; the one that lies there is enough."""
    assert desk.check().state is ComponentState.NOT_NEEDED
    desk.held["dan_cu"] = []
    check = desk.check()
    assert (check.state, check.reason, check.documents) == (ComponentState.COMPLETE, "HANDED_IN", ("d3",))
    assert check.evidence.reason == "RECORD_NOT_FOUND"


def test_the_card_of_somebody_else_does_not_do(desk) -> None:
    desk.without_the_card()
    desk.held["dan_cu"] = []
    assert {each.type for each in desk.papers} >= {"cccd_chip"}
    assert desk.check().state is ComponentState.TO_SHOW


def test_a_household_book_is_for_an_officer_to_decide(desk) -> None:
    desk.without_the_card()
    desk.papers.append(desk.make.paper("so_ho_khau", {"chu_ho.ho_ten": "Nguyễn Văn Mẫu"}, "d9"))
    assert desk.check().state is ComponentState.NOT_NEEDED
    desk.held["dan_cu"] = []
    assert (desk.check().state, desk.check().reason) == (ComponentState.TO_CHECK, "SUBSTITUTE")


def test_a_register_without_a_home_here_was_not_asked(desk) -> None:
    desk.change = lambda answer: replace(answer, outcome=Outcome.UNAVAILABLE, records=(), fault=NOT_CONNECTED)
    assert (desk.check().state, desk.check().evidence) == (ComponentState.LOOK_UP, None)


@pytest.mark.parametrize("days", [-8, 1])
def test_a_record_of_another_time_is_no_evidence_and_is_asked_again(desk, days: int) -> None:
    desk.without_the_card()
    as_of = desk.received + timedelta(days=days)
    desk.held["dan_cu"] = [desk.make.held("ct07", desk.residence, as_of)]
    assert (desk.check().reason, desk.check().state) == ("ANSWER_STALE", ComponentState.TO_SHOW)
    desk.kept = evidence_in(desk.found())
    assert desk.asked()


def test_what_was_answered_is_not_asked_again_and_stands(desk) -> None:
    desk.kept = evidence_in(desk.found())
    assert desk.asked() == ()
    assert desk.found([]).components == desk.found().components
    assert desk.check().state is ComponentState.NOT_NEEDED


def test_what_rested_on_a_changed_value_is_forgotten_and_asked_anew(desk) -> None:
    desk.kept = evidence_in(desk.found())
    desk.papers[2] = desk.make.paper("cccd_chip", {**desk.make.card, "ngay_sinh": "1990-03-16"}, "d3")
    assert next(each for each in desk.found([]).components if each.component == RESIDENCE).evidence is None
    (asked,) = desk.asked()
    assert asked.keys["ngay_sinh"] == "1990-03-16"


def test_an_answer_to_another_question_says_nothing(desk) -> None:
    (answer,) = desk.answers()
    other = replace(answer.look_up, keys={**answer.look_up.keys, "ngay_sinh": "1990-03-16"})
    found = desk.found([replace(answer, look_up=other)])
    assert next(each for each in found.components if each.component == RESIDENCE).evidence is None


def test_a_paper_that_was_brought_is_judged_itself(desk) -> None:
    desk.papers.append(desk.make.paper("ct07", desk.residence, "d5"))
    assert desk.asked() == ()
    assert desk.check().evidence is None


@pytest.mark.parametrize(("day", "asked"), [(date(2022, 12, 31), False), (date(2025, 8, 1), True)])
def test_before_the_register_was_announced_nobody_is_looked_up(desk, law, day: date, asked: bool) -> None:
    procedure = replace(law.procedure_on(BIRTH, desk.received), effective_from=date(2020, 1, 1))
    desk.law = replace(law, procedures=(procedure,))
    desk.received = day
    assert bool(desk.asked()) is asked


def test_a_law_that_ended_spares_nobody(desk) -> None:
    desk.cases, desk.received = MARRIED, date(2027, 3, 1)
    assert WEDDING not in {each.component for each in desk.asked()}
    desk.received = date(2027, 2, 28)
    assert WEDDING in {each.component for each in desk.asked()}


def test_a_wedding_is_looked_up_by_both_and_only_in_a_case_that_was_told(desk) -> None:
    assert [each.component for each in desk.asked()] == [RESIDENCE]
    assert desk.check(WEDDING).state is ComponentState.IF_APPLIES
    desk.cases = MARRIED
    asked = next(each for each in desk.asked() if each.component == WEDDING)
    assert set(asked.keys) == {"vo.ho_ten", "vo.ngay_sinh", "chong.ho_ten", "chong.ngay_sinh"}
    check = desk.check(WEDDING)
    assert (check.state, check.evidence.register) == (ComponentState.NOT_NEEDED, "ho_tich")
    desk.kept, desk.cases = evidence_in(desk.found()), {Condition.IF_PARENTS_MARRIED: False}
    assert desk.check(WEDDING).state is ComponentState.NOT_ASKED


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("vo.giay_to_tuy_than", "CCCD số 001192012348"),
        ("chong.giay_to_tuy_than", "CMND số 011991409"),
        ("chong.giay_to_tuy_than", ""),
        ("vo.ho_ten", "Lê Thị Giá"),
    ],
)
def test_a_wedding_of_others_or_without_their_numbers_spares_nobody(desk, name: str, value: str) -> None:
    desk.cases = MARRIED
    desk.held["ho_tich"] = [desk.make.held("giay_chung_nhan_ket_hon", {**WED, name: value})]
    assert desk.check(WEDDING).state in (ComponentState.TO_SHOW, ComponentState.TO_CHECK)


def test_a_card_that_nobody_brought_is_looked_up_for_its_own_role(desk) -> None:
    """The number stands in the line of the form that names the identity paper."""
    form = {**FORM, "nguoi_yeu_cau.giay_to": "CCCD số 001090012345", "nguoi_yeu_cau.ngay_sinh": "1990-03-15"}
    desk.papers = [desk.make.paper("to_khai_khai_sinh", form, "d1"), desk.papers[1]]
    desk.people = (Person("p1", mentions=(Mention("d1", "nguoi_yeu_cau"), Mention("d1", "cha"))),)
    asked = {(each.component, each.person) for each in desk.asked()}
    assert ("giay_to_tuy_than", "requester") in asked
    desk.held["dan_cu"].append(desk.make.held("cccd_chip", desk.make.card))
    check = desk.check("giay_to_tuy_than")
    assert (check.state, check.person) == (ComponentState.NOT_NEEDED, "requester")
