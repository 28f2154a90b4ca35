"""A paper about somebody else than is asked for is not the one that is asked for."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from domain.checklist import ComponentCheck, ComponentState
from domain.document import Document
from domain.law import Condition
from domain.once_only import Verdict, VerdictCode
from domain.record import Mention, Person
from once_only.checklist.components import Handed, checklist, component_look_ups

BIRTH, DEATH = "1.001193", "1.000656"
FORM = {"me.ho_ten": "Lê Thị Giả", "cha.ho_ten": "Nguyễn Văn Mẫu"}
WEDDING = {
    "so_giay_to": "12/2019",
    "vo.ho_ten": "Lê Thị Giả",
    "vo.ngay_sinh": "1992-01-01",
    "chong.ho_ten": "Nguyễn Văn Mẫu",
    "chong.ngay_sinh": "1990-03-15",
}
STRANGERS = {**WEDDING, "vo.ho_ten": "Phạm Thị Khác", "chong.ho_ten": "Đỗ Văn Lạ"}
MARRIED = {Condition.IF_PARENTS_MARRIED: True}


@pytest.fixture
def standing(make, law):
    """How one component stands with those papers, each verdict as given."""

    def _standing(
        code: str,
        component: str,
        papers: Sequence[Document],
        people: Sequence[Person] = (),
        verdicts: Sequence[Verdict] = (),
    ) -> ComponentCheck:
        procedure = law.procedure_on(code, make.received)
        found = checklist(procedure, Handed(papers, people, verdicts), law, make.received, MARRIED)
        return next(each for each in found.components if each.component == component)

    return _standing


def _held(document: str) -> Verdict:
    return Verdict(document, VerdictCode.NOT_NEEDED_DATA_HELD, "DATA_HELD", (), "ho_tich")


@pytest.mark.parametrize(
    "couple",
    [STRANGERS, {**WEDDING, "chong.ho_ten": "Đỗ Văn Lạ"}, {**WEDDING, "vo.ho_ten": "Phạm Thị Khác"}],
)
def test_a_wedding_of_others_is_not_the_parents(standing, make, couple: dict[str, str]) -> None:
    papers = [
        make.paper("to_khai_khai_sinh", FORM, "d1"),
        make.paper("giay_chung_nhan_ket_hon", couple, "d2"),
    ]
    found = standing(BIRTH, "ket_hon_cha_me", papers, verdicts=[_held("d2")])
    assert (found.state, found.reason, found.documents) == (ComponentState.TO_CHECK, "OTHER_PERSON", ("d2",))


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"chong.ho_ten": "Nguyễn Văn Mậu"},  # a mark lost or misread names nobody else
        {"vo.ho_ten": "LE THI GIA"},
    ],
)
def test_the_parents_own_wedding_is_theirs_however_it_is_spelled(standing, make, change) -> None:
    papers = [
        make.paper("to_khai_khai_sinh", FORM, "d1"),
        make.paper("giay_chung_nhan_ket_hon", {**WEDDING, **change}, "d2"),
    ]
    found = standing(BIRTH, "ket_hon_cha_me", papers, verdicts=[_held("d2")])
    assert (found.state, found.reason) == (ComponentState.NOT_NEEDED, "DATA_HELD")


def test_a_name_that_a_person_has_still_to_look_at_accuses_nobody(standing, make) -> None:
    papers = [
        make.paper("to_khai_khai_sinh", FORM, "d1"),
        make.paper("giay_chung_nhan_ket_hon", STRANGERS, "d2", state="review"),
    ]
    assert standing(BIRTH, "ket_hon_cha_me", papers).state is ComponentState.COMPLETE


def test_a_name_that_changed_is_the_same_person_by_number(standing, make) -> None:
    """The form names the mother as she is called now; her number stands on the certificate's line."""
    form = make.paper("to_khai_khai_sinh", FORM, "d1")
    card = {"so_dinh_danh": "001192012347", "ho_ten": "Lê Thị Giả", "ngay_sinh": "1992-01-01"}
    wife = {"vo.ho_ten": "Lê Thị Cũ", "vo.giay_to_tuy_than": "CCCD số 001192012347"}
    papers = [form, make.paper("cccd_chip", card, "d3")]
    papers.append(make.paper("giay_chung_nhan_ket_hon", {**WEDDING, **wife}, "d2"))
    mother = Person("p2", "LÊ THỊ GIẢ", "001192012347", None, (Mention("d1", "me"), Mention("d3", "")))
    assert standing(BIRTH, "ket_hon_cha_me", papers, [mother]).state is ComponentState.COMPLETE


def test_the_last_residence_is_the_deceaseds_and_not_the_requesters(standing, make, law) -> None:
    dead = {"ho_ten": "Trần Văn Bịa", "so_dinh_danh": "001050012345", "ngay_sinh": "1950-02-03"}
    form = make.paper("to_khai_khai_tu", {**dead, "nguoi_yeu_cau.ho_ten": "Nguyễn Văn Mẫu"}, "d1")
    mine = make.paper("ct07", make.card, "d2")
    found = standing(DEATH, "noi_cu_tru", [form, mine])
    assert (found.state, found.reason) == (ComponentState.TO_CHECK, "OTHER_PERSON")
    assert standing(DEATH, "noi_cu_tru", [form]).state is ComponentState.LOOK_UP
    procedure = law.procedure_on(DEATH, make.received)
    (asked,) = [
        each
        for each in component_look_ups(procedure, Handed([form]), law, make.received)
        if each.component == "noi_cu_tru"
    ]
    assert asked.keys["so_dinh_danh"] == dead["so_dinh_danh"]
    theirs = make.paper("ct07", dead, "d3")
    assert standing(DEATH, "noi_cu_tru", [form, mine, theirs]).documents == ("d3",)


def test_that_the_requester_is_not_found_says_nothing_of_the_deceased(standing, make) -> None:
    form = make.paper("to_khai_khai_tu", {"ho_ten": "Trần Văn Bịa", "nguoi_yeu_cau.ho_ten": "Nguyễn Văn Mẫu"})
    card = make.paper("cccd_chip", make.card, "d2")
    requester = Person(
        "p1", "Nguyễn Văn Mẫu", None, None, (Mention("d1", "nguoi_yeu_cau"), Mention("d2", ""))
    )
    lost = Verdict("d2", VerdictCode.NEEDED, "RECORD_NOT_FOUND", (), "dan_cu")
    found = standing(DEATH, "noi_cu_tru", [form, card], [requester], [lost])
    assert (found.state, found.reason) == (ComponentState.TO_CHECK, "LOOK_UP_BY_HAND")


@pytest.mark.parametrize("word", [VerdictCode.NEEDED_MISMATCH, VerdictCode.UNKNOWN])
def test_a_paper_that_an_officer_doubts_is_looked_at_as_one_that_a_register_contradicts(
    standing, make, word: VerdictCode
) -> None:
    papers = [make.paper("giay_chung_sinh", {"me.ho_ten": "Lê Thị Giả"}, "d1")]
    said = Verdict("d1", word, "OFFICER", ())
    found = standing(BIRTH, "giay_chung_sinh", papers, verdicts=[said])
    assert (found.state, found.reason) == (ComponentState.TO_CHECK, "OFFICER")


def test_a_paper_that_an_officer_wants_is_there(standing, make) -> None:
    papers = [make.paper("giay_chung_sinh", {"me.ho_ten": "Lê Thị Giả"}, "d1")]
    said = Verdict("d1", VerdictCode.NEEDED, "OFFICER", ())
    assert standing(BIRTH, "giay_chung_sinh", papers, verdicts=[said]).state is ComponentState.COMPLETE


def test_the_notice_of_another_death_is_looked_at(standing, make) -> None:
    form = make.paper("to_khai_khai_tu", {"ho_ten": "Trần Văn Bịa", "ngay_sinh": "1950-02-03"}, "d1")
    another = make.paper("giay_bao_tu", {"ho_ten": "Phạm Văn Khác", "ngay_sinh": "1951-02-03"}, "d2")
    assert standing(DEATH, "giay_bao_tu", [form, another]).reason == "OTHER_PERSON"
    same = make.paper("giay_bao_tu", {"ho_ten": "TRẦN VĂN BỊA"}, "d2")
    assert standing(DEATH, "giay_bao_tu", [form, same]).state is ComponentState.COMPLETE
