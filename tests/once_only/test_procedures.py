"""What single procedures ask for, held against what is known of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.document import Copy
from domain.law import Condition, Reliability
from once_only.checklist.components import Handed, checklist
from once_only.checklist.notice import notice
from tests.once_only.standing import actions, states

BIRTH = "1.001193"


@pytest.mark.parametrize(
    ("told", "bring"),
    [
        ({Condition.IF_WIDOWED: True, Condition.IF_DIVORCED: False}, "khai_tu"),
        ({Condition.IF_WIDOWED: False, Condition.IF_DIVORCED: True}, "ly_hon"),
    ],
)
def test_the_widowed_bring_no_judgment_and_the_divorced_no_death(check, told, bring: str) -> None:
    found = states(check("1.004873", [], facts=told))
    other = {"khai_tu": "ly_hon", "ly_hon": "khai_tu"}[bring]
    assert found[other] == ("not_asked", "CONDITION")
    assert (
        found[bring] == {"khai_tu": ("to_check", "LOOK_UP_BY_HAND"), "ly_hon": ("missing", "ABSENT")}[bring]
    )


class TestBirth:
    """Papers that stand for the certificate of birth, each in its own case."""

    @pytest.mark.parametrize(
        ("case", "asked"),
        [(Condition.IF_BIRTH_UNCERTIFIED, "lam_chung"), (Condition.IF_ABANDONED, "bo_roi")],
    )
    def test_what_stands_in_its_place_is_asked_for_instead(self, check, case: Condition, asked: str) -> None:
        found = states(check(BIRTH, [], facts={case: True}))
        assert found["giay_chung_sinh"] == ("not_asked", "CONDITION")
        assert found[asked] == ("to_check", "NO_TYPE")

    def test_a_surrogacy_is_confirmed_beside_it(self, check, birth_papers) -> None:
        found = states(check(BIRTH, birth_papers, facts={Condition.IF_SURROGATE: True}))
        assert found["giay_chung_sinh"] == ("complete", "HANDED_IN")
        assert found["mang_thai_ho"] == ("to_check", "NO_TYPE")

    def test_a_case_that_is_not_given_asks_for_the_certificate(self, check) -> None:
        found = states(check(BIRTH, [], facts={Condition.IF_BIRTH_UNCERTIFIED: False}))
        assert (found["giay_chung_sinh"][0], found["lam_chung"][0]) == ("missing", "not_asked")


def test_the_certificate_no_2_knows_no_authorisation(law, make) -> None:
    first, second = (law.procedure_on(code, make.received) for code in ("3.000333", "3.000334"))
    assert {each.id for each in first.components} - {each.id for each in second.components} == {"uy_quyen"}
    assert first.form == second.form


def test_an_agency_asks_for_an_extract_in_writing(check, make) -> None:
    letter = make.paper("cong_van", {}, "d1")
    assert states(check("2.000635", [letter]))["to_khai"] == ("to_check", "SUBSTITUTE")


@pytest.mark.parametrize(
    ("copy", "action"),
    [(Copy.ORIGINAL, "hand_back"), (Copy.UNKNOWN, "hand_back"), (Copy.COPY, "keep")],
)
def test_where_a_copy_is_handed_in_the_original_goes_back_and_its_scan_stays(
    check, make, copy: Copy, action: str
) -> None:
    paper = replace(make.paper("gcn_qsdd_2009", {}, "d1"), copy=copy)
    found = check("2.001035", [paper])
    assert states(found)["giay_chung_nhan"] == ("complete", "HANDED_IN")
    assert actions(found)["d1"] == (action, "COPY_KEPT", True)
    assert states(check("2.001035", []))["giay_chung_nhan"] == ("missing", "ABSENT")


def test_a_minors_parents_consent(check, make) -> None:
    form = [make.paper("ct01", {"ho_ten": "Nguyễn Văn Mẫu"}, "d1")]
    assert states(check("1.004222", form))["dong_y_cha_me"] == ("if_applies", "CONDITION")
    minor = check("1.004222", form, facts={Condition.IF_MINOR: True})
    assert states(minor)["dong_y_cha_me"] == ("to_check", "NO_TYPE")


class TestReliability:
    """What was only remembered is shown as such, and may be switched off."""

    def test_a_component_that_was_read_nowhere_says_so(self, check, law, make) -> None:
        found = check("1.004194", [])
        told = notice(found, law.procedure_on("1.004194", make.received), law, make.received)
        said = {each.component: each.verified for each in (*told.bring, *told.looked_up)}
        assert said == {"to_khai": True, "cho_o_hop_phap": False}

    def test_a_component_that_is_switched_off_is_not_asked_for(self, law, make) -> None:
        procedure = law.procedure_on("1.004194", make.received)
        off = tuple(replace(each, enabled=each.id != "cho_o_hop_phap") for each in procedure.components)
        switched = replace(procedure, components=off)
        found = checklist(switched, Handed([]), law, make.received)
        assert [each.component for each in found.components] == ["to_khai"]

    def test_what_no_source_tells_is_marked(self, law) -> None:
        """Procedures of which only the name was read."""
        names_only = {"1.001022", "1.004837", "1.004845", "1.004859", "1.004884", "2.001263", "2.000908"}
        names_only |= {"1.004194", "1.010038", "1.010039", "2.000720", "1.012787", "1.013992", "1.014199"}
        for procedure in law.procedures:
            verified = {each.id for each in procedure.components if procedure.is_verified(each)}
            if procedure.code in names_only:
                assert verified <= {"to_khai"}, procedure.code
            elif procedure.reliability is not Reliability.UNVERIFIED:
                assert verified == {each.id for each in procedure.components}, procedure.code
