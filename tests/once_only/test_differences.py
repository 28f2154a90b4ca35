"""Differences with a reason of their own: misread marks, former values, papers a rule does not reach."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.document import Copy
from domain.law import LawException, LawRule, Reason, Reliability, Status
from domain.once_only import Verdict
from once_only.comparing.states import is_of_another_state
from once_only.form.conflicts import conflicts
from once_only.verdicts import verdicts


@pytest.fixture
def card(make):
    return make.paper("cccd_chip", make.card)


def _said(verdict: Verdict) -> tuple[str, str]:
    return verdict.verdict.value, verdict.reason


@pytest.mark.parametrize("held", ["NGUYỄN VĂN MẬU", "NGUYEN VAN MAU", "NGUYỄN VĂN MÂU"])
def test_a_name_that_differs_in_marks_alone_was_likely_misread(judge, make, card, held: str) -> None:
    verdict = judge(card, {"dan_cu": [make.held("cccd_chip", {**make.card, "ho_ten": held})]})
    assert _said(verdict) == ("needed_mismatch", "DATA_MISMATCH")
    assert verdict.likely_misread == ("ho_ten",)
    (conflict,) = conflicts([verdict])
    assert conflict.rule == "register_misread"
    assert conflict.places == ("d1.ho_ten", "dan_cu.ho_ten")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("so_dinh_danh", "001090012346"),
        ("ho_ten", "Nguyễn Thị Khác"),
        ("ngay_sinh", "1990"),
    ],
)
def test_other_differences_are_not_put_down_to_reading(judge, make, card, name: str, value: str) -> None:
    held = {**make.card, "ho_ten": "NGUYỄN VĂN MẬU", name: value}
    assert judge(card, {"dan_cu": [make.held("cccd_chip", held)]}).likely_misread == ()


@pytest.mark.parametrize(("source", "state"), [("qr", "accepted"), ("reviewer", "settled")])
def test_a_code_or_a_person_that_confirms_the_paper_leaves_the_register_to_blame(
    judge, make, card, source: str, state: str
) -> None:
    sure = tuple(
        make.field(each.name, each.value, state, source) if each.name == "ho_ten" else each
        for each in card.fields
    )
    held = {"dan_cu": [make.held("cccd_chip", {**make.card, "ho_ten": "NGUYỄN VĂN MẬU"})]}
    verdict = judge(replace(card, fields=sure), held)
    assert _said(verdict) == ("needed_mismatch", "DATA_MISMATCH")
    assert verdict.likely_misread == ()
    assert conflicts([verdict])[0].rule == "register_near"


def test_a_former_value_the_register_still_knows_is_no_error(judge, make, card) -> None:
    held = {**make.card, "ho_ten": "NGUYỄN MẪU MỚI", "ho_ten_cu": make.card["ho_ten"]}
    verdict = judge(card, {"dan_cu": [make.held("cccd_chip", held)]})
    assert _said(verdict) == ("needed", "HISTORIC_VALUE")
    other = {**held, "ngay_sinh": "1990-03-16"}
    assert judge(card, {"dan_cu": [make.held("cccd_chip", other)]}).reason == "DATA_MISMATCH"


def test_a_paper_of_another_state_is_asked_for_and_not_looked_up(judge, make, law) -> None:
    paper = make.paper("giay_khai_sinh", {**make.birth, "noi_dang_ky": "Tòa thị chính Seoul, Hàn Quốc"})
    assert make.asked_of([paper], {"ho_tich": []}, law) == ()
    assert _said(judge(paper, {"ho_tich": []})) == ("needed", "FOREIGN_DOC")
    ours = {**make.birth, "noi_dang_ky": "Đại sứ quán Việt Nam tại Hàn Quốc"}
    held = {"ho_tich": [make.held("giay_khai_sinh", make.birth)]}
    assert judge(make.paper("giay_khai_sinh", ours), held).reason == "DATA_HELD"


def test_an_exception_of_a_specialised_law_holds_until_it_is_switched_off(make, law, card) -> None:
    special = LawException(Reason.SPECIALISED_LAW, ("nd224_d18_k4",), procedures=("1.004222",))
    held = {"dan_cu": [make.held("cccd_chip", make.card)]}
    answers = make.asked_of([card], held, law)
    for enabled, reason in ((True, "SPECIALISED_LAW"), (False, "DATA_HELD")):
        rules = tuple(
            replace(rule, exceptions=(replace(special, enabled=enabled),))
            if rule.id == "giay_to_tuy_than"
            else rule
            for rule in law.rules
        )
        verdict = verdicts([card], answers, replace(law, rules=rules), make.received, "1.004222")[0]
        assert verdict.reason == reason


def test_a_rule_may_speak_of_some_copies_only(make, law, card) -> None:
    certified = LawRule(
        "ban_chung_thuc",
        ("cccd_chip",),
        Status.NEVER,
        ("nd23_d6",),
        date(2026, 1, 1),
        Reliability.READ,
        reason=Reason.SPECIALISED_LAW,
        copies=(Copy.CERTIFIED_COPY,),
    )
    book = replace(law, rules=(*law.rules, certified))
    answers = make.asked_of([card], {"dan_cu": [make.held("cccd_chip", make.card)]}, law)
    for copy, reason in ((Copy.CERTIFIED_COPY, "SPECIALISED_LAW"), (Copy.COPY, "DATA_HELD")):
        paper = replace(card, copy=copy)
        assert verdicts([paper], answers, book, make.received, None)[0].reason == reason


@pytest.mark.parametrize(
    ("office", "foreign"),
    [
        ("Tòa thị chính Viêng Chăn, Lào", True),
        ("Ủy ban nhân dân phường Bịa, thành phố Lào Cai", False),
        ("Phòng hộ tịch Sydney, Úc", True),
        ("Sở Tư pháp bang Mẫu, nước Mỹ", True),
        ("Ủy ban nhân dân xã Mẫu, huyện Mỹ Đức, Hà Nội", False),
        ("Ủy ban nhân dân xã Mẫu, huyện Đông Anh, Hà Nội", False),
        ("Trạm Y tế xã Mẫu", False),
        ("Cộng hòa Pháp", True),
        ("Tổng Lãnh sự quán Việt Nam tại San Francisco, Hoa Kỳ", False),
        ("Cam-pu-chia", True),
    ],
)
def test_another_states_office_is_known_by_the_states_name(office: str, foreign: bool) -> None:
    assert is_of_another_state(office) is foreign


def test_a_foreign_driving_licence_is_not_looked_up(judge, make) -> None:
    licence = {"so_gplx": "790123456789", "ho_ten": "NGUYỄN VĂN MẪU", "ngay_sinh": "1990-03-15", "hang": "B2"}
    paper = make.paper("gplx", {**licence, "noi_cap": "Seoul, Hàn Quốc"})
    assert _said(judge(paper, {"gplx": [make.held("gplx", licence)]})) == ("needed", "FOREIGN_DOC")


@pytest.mark.parametrize(
    ("revoked", "reason"),
    [
        ("2026-11-20", "EXPIRED_OR_REVOKED"),
        ("2026-11-21", "DATA_HELD"),
        ("đã thu hồi", "EXPIRED_OR_REVOKED"),
        ("", "DATA_HELD"),
    ],
)
def test_a_revoked_paper_is_held_no_more(judge, make, revoked: str, reason: str) -> None:
    held = make.held("cccd_chip", {**make.card, "ngay_thu_hoi": revoked})
    assert judge(make.paper("cccd_chip", make.card), {"dan_cu": [held]}).reason == reason


def test_an_announcement_that_is_switched_off_replaces_nothing(make, law) -> None:
    off = tuple(replace(each, enabled=each.id != "nd216_d6_k4") for each in law.provisions)
    paper = make.paper("phieu_ly_lich_tu_phap", {"so_dinh_danh": "001090012345", **make.card})
    (verdict,) = verdicts([paper], (), replace(law, provisions=off), make.received, None)
    assert _said(verdict) == ("needed", "DB_NOT_PUBLISHED")
    assert not any("216/2026" in cite for cite in verdict.law)
