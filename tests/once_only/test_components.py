"""A dossier against its procedure: complete, missing, looked up, shown, handed back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.checklist import Checklist, ComponentCheck, ComponentState, PaperAction
from domain.document import Document
from domain.law import Component, Condition, Handing
from domain.once_only import Outcome
from domain.record import Duplicate, Likeness, Mention, Person
from once_only.checklist.notice import notice
from tests.once_only.standing import actions, states

BIRTH = "1.001193"
MARRIAGE = "1.000894"
LAND = "1.013831"


REQUESTER = Person("p1", "Nguyễn Văn Mẫu", None, None, (Mention("d1", "nguoi_yeu_cau"), Mention("d3", "")))
HUSBAND = {"so_dinh_danh": "001090012345", "ho_ten": "Nguyễn Văn Mẫu", "ngay_sinh": "1990-03-15"}
WIFE = {"so_dinh_danh": "001192012347", "ho_ten": "Lê Thị Giả", "ngay_sinh": "1992-01-01"}


COUPLE = [
    Person("p1", "Nguyễn Văn Mẫu", "001090012345", None, (Mention("d1", "chong"), Mention("d2", ""))),
    Person("p2", "Lê Thị Giả", "001192012347", None, (Mention("d1", "vo"), Mention("d3", ""))),
]


def _of_each(found: Checklist, component: str) -> dict[str, ComponentCheck]:
    return {each.person: each for each in found.components if each.component == component}


def test_a_whole_dossier_keeps_what_is_handed_in_and_hands_back_what_is_held(
    check, make, birth_papers
) -> None:
    found = check(BIRTH, birth_papers, {"dan_cu": [make.held("cccd_chip", make.card)]}, people=[REQUESTER])
    assert not found.complete, "the residence is still to be looked up"
    assert states(found) == {
        "to_khai": ("complete", "HANDED_IN"),
        "giay_chung_sinh": ("complete", "HANDED_IN"),
        "lam_chung": ("if_applies", "CONDITION"),
        "bo_roi": ("if_applies", "CONDITION"),
        "mang_thai_ho": ("if_applies", "CONDITION"),
        "giay_to_tuy_than": ("not_needed", "DATA_HELD"),
        "noi_cu_tru": ("look_up", "REGISTER_NOT_ASKED"),
        "uy_quyen": ("if_applies", "CONDITION"),
        "ket_hon_cha_me": ("if_applies", "CONDITION"),
    }
    assert actions(found) == {
        "d1": ("keep", "HANDED_IN", True),
        "d2": ("keep", "HANDED_IN", True),
        "d3": ("hand_back", "DATA_HELD", False),
    }


def test_what_is_missing_stands_in_one_notice_with_its_law(check, make, law, birth_papers) -> None:
    found = check(BIRTH, birth_papers[2:], {"dan_cu": []})
    assert not found.complete
    told = notice(found, law.procedure_on(BIRTH, make.received), law, make.received)
    assert [each.component for each in told.bring] == ["to_khai", "giay_chung_sinh"]
    assert [(each.component, each.registers) for each in told.if_applies][-2:] == [
        ("uy_quyen", ()),
        ("ket_hon_cha_me", ("ho_tich",)),
    ]
    assert told.back == ("d3",)
    assert told.needed
    assert any("118/2025" in cite for cite in told.law)


def test_nothing_is_called_missing_while_a_paper_has_no_name(check, make, birth_papers) -> None:
    unnamed = make.paper("unknown", {}, "d9")
    found = check(BIRTH, [birth_papers[0], unnamed])
    (waiting,) = [each for each in found.components if each.component == "giay_chung_sinh"]
    assert (waiting.state, waiting.reason) == (ComponentState.TO_CHECK, "UNRECOGNISED")
    assert waiting.documents == ("d9",)
    assert actions(found)["d9"] == ("look", "UNRECOGNISED", True)


def test_a_substitute_is_for_a_person_to_decide(check, make, birth_papers) -> None:
    letter = make.paper("don_khac", {"ho_ten": "Lê Thị Giả"}, "d2")
    found = check(BIRTH, [birth_papers[0], letter])
    assert states(found)["giay_chung_sinh"] == ("to_check", "SUBSTITUTE")
    assert actions(found)["d2"] == ("look", "SUBSTITUTE", True)


def test_the_request_itself_is_no_substitute_for_another_paper(check, make) -> None:
    request = make.paper("don_khac", {"ho_ten": "Nguyễn Văn Mẫu"}, "d1")
    assert states(check("2.001263", [request]))["hoan_canh"] == ("missing", "ABSENT")
    two = [request, make.paper("don_khac", {"ho_ten": "Nguyễn Văn Mẫu"}, "d2")]
    assert states(check("2.001263", two))["hoan_canh"] == ("to_check", "SUBSTITUTE")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, "if_applies"),
        ({Condition.IF_AUTHORISED: True}, "missing"),
        ({Condition.IF_AUTHORISED: False}, "not_asked"),
    ],
)
def test_a_case_is_asked_about_until_it_is_told(check, make, birth_papers, told, expected: str) -> None:
    residence = make.paper("ct07", make.card, "d9")
    found = check(BIRTH, [*birth_papers, residence], facts=told, people=[REQUESTER])
    assert states(found)["uy_quyen"][0] == expected
    assert found.complete == (expected != "missing")


class TestRegistersFirst:
    """A paper that a register may hold is looked up before anybody is asked for it."""

    def test_a_silent_register_lets_the_paper_be_asked_for(self, check, make, law, birth_papers) -> None:
        (answer,) = make.asked_of(birth_papers, {"dan_cu": []}, law)
        out = replace(answer, outcome=Outcome.UNAVAILABLE)
        found = check(BIRTH, birth_papers, answers=[out])
        assert states(found)["noi_cu_tru"] == ("to_show", "DB_INCIDENT")

    def test_a_person_the_register_does_not_know_shows_the_card(self, check, birth_papers) -> None:
        found = check(BIRTH, birth_papers, {"dan_cu": []}, people=[REQUESTER])
        (residence,) = [each for each in found.components if each.component == "noi_cu_tru"]
        assert (residence.state, residence.documents) == (ComponentState.COMPLETE, ("d3",))
        assert states(found)["ket_hon_cha_me"][0] == "if_applies"

    def test_a_case_that_nobody_told_is_not_looked_up(self, check, birth_papers) -> None:
        found = check(BIRTH, birth_papers)
        (wedding,) = [each for each in found.components if each.component == "ket_hon_cha_me"]
        assert (wedding.state, wedding.registers) == (ComponentState.IF_APPLIES, ("ho_tich",))

    def test_what_no_question_can_be_formed_about_is_looked_up_by_hand(self, check, birth_papers) -> None:
        """The parents' names alone find nobody; an officer looks, the citizen is not asked."""
        found = check(BIRTH, birth_papers, facts={Condition.IF_PARENTS_MARRIED: True})
        assert states(found)["ket_hon_cha_me"] == ("to_check", "LOOK_UP_BY_HAND")
        assert not found.complete

    def test_a_form_alone_is_no_whole_dossier(self, check, make, law) -> None:
        """The dwelling may lie in the store of earlier results, which no paper says whom to ask about."""
        found = check("1.004222", [make.paper("ct01", {"ho_ten": "Nguyễn Văn Mẫu"}, "d1")])
        assert not found.complete
        assert states(found)["cho_o_hop_phap"] == ("to_check", "LOOK_UP_BY_HAND")
        told = notice(found, law.procedure_on("1.004222", make.received), law, make.received)
        assert [(each.component, each.registers) for each in told.looked_up] == [("cho_o_hop_phap", ("kho",))]
        assert not told.bring

    def test_before_its_announcement_nothing_is_looked_up(self, check, birth_papers) -> None:
        day = date(2025, 10, 1)
        found = check(BIRTH, birth_papers[:2], received=day, facts={Condition.IF_PARENTS_MARRIED: True})
        assert states(found)["ket_hon_cha_me"] == ("to_show", "ABSENT")

    def test_a_shared_register_spares_nothing(self, check, make) -> None:
        found = check("3.000347", [make.paper("don_khac", {}, "d1"), make.paper("gplx", {}, "d2")])
        assert states(found)["kham_suc_khoe"] == ("missing", "ABSENT")
        assert states(found)["gplx_cu"] == ("complete", "HANDED_IN")
        assert actions(found)["d2"] == ("keep", "HANDED_IN", True)


class TestPeople:
    """Each person of the procedure brings a paper of their own."""

    @pytest.fixture
    def request_(self, make) -> Document:
        return make.paper("to_khai_ket_hon", {"vo.ho_ten": "Lê Thị Giả", "chong.ho_ten": "Nguyễn Văn Mẫu"})

    @pytest.fixture
    def people(self) -> list[Person]:
        return COUPLE

    def test_one_card_is_not_the_card_of_both(self, check, make, request_, people) -> None:
        papers = [request_, make.paper("cccd_chip", HUSBAND, "d2")]
        found = check(MARRIAGE, papers, {"dan_cu": [make.held("cccd_chip", HUSBAND)]}, people=people)
        ids = _of_each(found, "giay_to_tuy_than")
        assert (ids["wife"].state, ids["wife"].reason) == (ComponentState.TO_CHECK, "LOOK_UP_BY_HAND")
        assert ids["husband"].state is ComponentState.NOT_NEEDED

    def test_a_card_left_at_home_is_looked_up_by_what_the_form_says(self, check, make, people) -> None:
        written = {f"vo.{name}": WIFE[name] for name in ("ho_ten", "ngay_sinh")}
        form = make.paper("to_khai_ket_hon", {**written, "vo.giay_to": f"CCCD {WIFE['so_dinh_danh']}"}, "d1")
        ids = _of_each(check(MARRIAGE, [form], people=people), "giay_to_tuy_than")
        assert (ids["wife"].state, ids["husband"].state) == (ComponentState.LOOK_UP, ComponentState.TO_CHECK)

    def test_two_cards_are_each_the_owners(self, check, make, request_, people) -> None:
        papers = [
            request_,
            make.paper("cccd_chip", HUSBAND, "d2"),
            make.paper("can_cuoc_2024", WIFE, "d3"),
        ]
        found = check(MARRIAGE, papers, {"dan_cu": []}, people=people)
        theirs = {who: each.documents for who, each in _of_each(found, "giay_to_tuy_than").items()}
        assert theirs == {"wife": ("d3",), "husband": ("d2",)}

    def test_a_card_of_somebody_else_is_looked_at(self, check, make, request_, people) -> None:
        stranger = make.paper("cccd_chip", {**WIFE, "ho_ten": "Phạm Thị Khác"}, "d7")
        found = check(MARRIAGE, [request_, stranger], {"dan_cu": []}, people=people)
        assert {each.reason for each in _of_each(found, "giay_to_tuy_than").values()} == {"OTHER_PERSON"}

    def test_where_nobody_is_named_each_counts_for_one(self, check, make) -> None:
        card = make.paper("cccd_chip", HUSBAND, "d2")
        found = check(MARRIAGE, [card], {"dan_cu": []})
        states = sorted(each.state.value for each in _of_each(found, "giay_to_tuy_than").values())
        assert states == ["complete", "to_check"]


def test_whatever_is_certified_is_shown_and_handed_back(check, make) -> None:
    papers = [make.paper("bang_tot_nghiep", {}, "d1"), make.paper("unknown", {}, "d2")]
    found = check("2.000815", papers)
    assert states(found)["ban_chinh"] == ("complete", "HANDED_IN")
    assert actions(found)["d1"] == ("hand_back", "ORIGINAL_CERTIFIED", True)


def test_the_notice_says_whose_paper_is_missing(check, make, law) -> None:
    day = date(2025, 10, 1)
    request = make.paper("to_khai_ket_hon", {"vo.ho_ten": "Lê Thị Giả", "chong.ho_ten": "Nguyễn Văn Mẫu"})
    found = check(MARRIAGE, [request, make.paper("cccd_chip", HUSBAND, "d2")], received=day, people=COUPLE)
    told = notice(found, law.procedure_on(MARRIAGE, day), law, day)
    assert "Giấy tờ tùy thân của hai bên (bên nữ)" in [each.vi for each in told.show + told.looked_up]
    assert "Identity paper of both sides (the groom)" not in [each.en for each in told.show + told.looked_up]


def test_a_contradicted_paper_is_looked_at_and_an_expired_one_shown_anew(check, make, birth_papers) -> None:
    other = make.held("cccd_chip", {**make.card, "ngay_sinh": "1991-03-15"})
    found = check(BIRTH, birth_papers, {"dan_cu": [other]}, people=[REQUESTER])
    assert states(found)["giay_to_tuy_than"] == ("to_check", "DATA_MISMATCH")
    assert actions(found)["d3"] == ("hand_back", "DATA_MISMATCH", True)
    old = {**make.card, "gia_tri_den": "2026-01-01"}
    expired = [*birth_papers[:2], make.paper("cccd_chip", old, "d3")]
    found = check(BIRTH, expired, {"dan_cu": [make.held("cccd_chip", old)]}, people=[REQUESTER])
    assert states(found)["giay_to_tuy_than"] == ("to_show", "EXPIRED_OR_REVOKED")


def test_a_paper_that_is_only_shown_leaves_no_scan(check, make, birth_papers) -> None:
    found = check("2.000884", birth_papers[2:], {"dan_cu": [make.held("cccd_chip", make.card)]})
    assert actions(found)["d3"] == ("hand_back", "PRESENT_ONLY", False)


def test_the_same_paper_twice_counts_once(check, make) -> None:
    papers = [make.paper("gcn_qsdd_2009", {}, "d1"), make.paper("gcn_qsdd_2009", {}, "d2")]
    found = check(LAND, papers, duplicates=[Duplicate("d2", "d1", "SAME_NUMBER")])
    (original,) = [each for each in found.components if each.component == "ban_goc"]
    assert original.documents == ("d1",)
    assert actions(found)["d2"] == ("hand_back", "DUPLICATE", False)


def test_an_original_and_its_certified_copy_both_stay(check, make) -> None:
    papers = [make.paper("gcn_qsdd_2009", {}, "d1"), make.paper("gcn_qsdd_2009", {}, "d2")]
    beside = Duplicate("d2", "d1", "SAME_NUMBER", Likeness.CERTIFIED_COPY)
    found = check(LAND, papers, duplicates=[beside])
    (original,) = [each for each in found.components if each.component == "ban_goc"]
    assert original.documents == ("d1", "d2")
    assert actions(found)["d2"] == ("keep", "HANDED_IN", True)


def test_papers_nobody_asked_for_are_looked_at_and_the_desks_own_forms_stay(check, make) -> None:
    papers = [make.paper("bang_tot_nghiep", {}, "d1"), make.paper("phieu_mot_cua", {}, "d2")]
    assert actions(check(LAND, papers)) == {
        "d1": ("look", "NOT_ASKED_FOR", True),
        "d2": ("keep", "SERVICE_FORM", True),
    }


def test_what_no_definition_describes_is_never_called_missing(check) -> None:
    assert states(check("1.009122", []))["ban_ve"] == ("to_check", "NO_TYPE")


def test_in_every_procedure_an_empty_desk_asks_only_for_what_no_register_may_hold(check, law, make) -> None:
    announced = {each.id for each in law.registers if each.announced(make.received)}
    for procedure in law.procedures:
        found = check(procedure.code, [])
        asked = {each.component for each in found.in_state(ComponentState.MISSING, ComponentState.TO_SHOW)}
        for component in procedure.components:
            if component.id in asked:
                assert not announced & set(component.skip_if), (procedure.code, component.id)
        expected = sum(max(1, len(component.persons)) for component in procedure.components)
        assert len(found.components) == expected


def test_in_every_procedure_one_paper_of_each_kind_leaves_nothing_missing(check, make, law) -> None:
    for procedure in law.procedures:
        papers = [
            make.paper(each.types[0], {}, f"d{place}{share}")
            for place, each in enumerate(procedure.components)
            for share in range(max(1, len(each.persons)))
            if each.types
        ]
        found = check(procedure.code, papers)
        assert not found.in_state(ComponentState.MISSING), procedure.code
        shown = {each.id for each in procedure.components if each.handing is Handing.XUAT_TRINH}
        for component in procedure.components:
            if component.id in shown:
                continue
            of_type = [each for each in papers if each.type in component.types]
            taken = {each.document: each.action for each in found.papers}
            copied = component.handing is Handing.NOP_BAN_SAO
            expected = PaperAction.HAND_BACK if copied else PaperAction.KEEP
            assert all(taken[each.id] is expected for each in of_type), procedure.code


def test_in_every_procedure_the_one_paper_left_at_home_is_the_one_that_is_named(check, make, law) -> None:
    """Each component of each procedure in turn, with every case given; the others stand as they stood."""
    dropped = 0
    facts = dict.fromkeys(Condition, True)
    for procedure in law.procedures:
        papers = {
            each.id: [make.paper(each.types[0], {}, f"{each.id}{share}") for share in range(_shares(each))]
            for each in procedure.components
            if each.types
        }
        everything = [paper for group in papers.values() for paper in group]
        whole = _by_component(check(procedure.code, everything, facts=facts))
        for left_out in procedure.components:
            rest = [each for each in everything if not left_out.serves(each.type)]
            if not left_out.types or len(rest) != len(everything) - len(papers[left_out.id]):
                continue  # another component asks for the same type
            now = _by_component(check(procedure.code, rest, facts=facts))
            changed = {name for name, states in now.items() if states != whole[name]}
            assert changed == {left_out.id}, (procedure.code, left_out.id)
            assert "complete" not in now[left_out.id]
            dropped += 1
    assert dropped > 80


def _shares(component: Component) -> int:
    return max(1, len(component.persons))


def _by_component(found: Checklist) -> dict[str, list[str]]:
    states: dict[str, list[str]] = {}
    for each in found.components:
        states.setdefault(each.component, []).append(each.state.value)
    return states
