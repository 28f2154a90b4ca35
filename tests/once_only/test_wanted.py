"""A look-up asks for what its rule and the form need, and for nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from domain.law import LawBook, Status
from domain.once_only import Answer, HeldRecord, LookUp, Outcome
from once_only.asking import look_ups
from once_only.registers import minimal
from once_only.wanted import wanted

if TYPE_CHECKING:
    from tests.once_only.conftest import Maker

SECRET = {"ton_giao": "không ai hỏi", "nhom_mau": "không ai hỏi"}


def test_a_question_names_what_its_rule_compares_and_what_was_so_before(make: Maker, law: LawBook) -> None:
    (asked,) = look_ups([make.paper("cccd_chip", make.card)], (), law, make.received, None)
    assert {"so_dinh_danh", "ho_ten", "ngay_sinh", "ho_ten_cu", "so_dinh_danh_cu"} <= set(asked.wants)
    assert not set(SECRET) & set(asked.wants)
    assert "gioi_tinh" not in asked.wants


def test_a_procedure_adds_what_its_form_takes_from_that_register_about_people_on_that_paper(
    make: Maker, law: LawBook
) -> None:
    paper = make.paper("cccd_chip", make.card)
    (bare,) = look_ups([paper], (), law, make.received, None)
    (asked,) = look_ups([paper], (), law, make.received, "1.004222")
    assert set(bare.wants) < set(asked.wants)
    procedure = law.procedure_on("1.004222", make.received)
    assert procedure is not None
    formed = {
        place.field for field in procedure.form for place in field.places() if place.register == "dan_cu"
    }
    assert set(asked.wants) - set(bare.wants) <= formed


def test_every_rule_wants_all_that_it_compares(law: LawBook) -> None:
    rules = [rule for rule in law.rules if rule.status is Status.REPLACEABLE]
    assert rules
    for rule in rules:
        asked = set(wanted(rule, None, "d1", {}))
        assert {name for each in rule.must_agree for name in (each.field, *each.held, *each.former)} <= asked
        assert {expiry.field for expiry in rule.expires if expiry.enabled} <= asked


def test_what_a_register_sends_beyond_the_question_is_dropped(make: Maker) -> None:
    asked = LookUp("dan_cu", "cccd_chip", {"so_dinh_danh": "001090012345"}, "d1", wants=("ho_ten",))
    sent = HeldRecord("cccd_chip", make.card | SECRET)
    answer = minimal(Answer(asked, Outcome.FOUND, make.asked, (sent,)))
    assert set(answer.records[0].fields) == {"so_dinh_danh", "ho_ten"}


@pytest.mark.parametrize("procedure", [None, "1.004222"])
def test_an_answer_cut_to_the_question_is_as_good_as_the_whole_record(
    make: Maker, law: LawBook, procedure: str | None
) -> None:
    papers = [make.paper("cccd_chip", make.card)]
    held = {"dan_cu": [make.held("cccd_chip", make.card | SECRET)]}
    (answer,) = make.asked_of(papers, held, law, procedure=procedure)
    assert answer.outcome is Outcome.FOUND
    assert not set(SECRET) & set(answer.records[0].fields)
