"""Which rule speaks on which day: the day before a border is still the old law, the day itself the new."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from domain.law import Status
from once_only.explain import Effect, explain

DAY = timedelta(days=1)
CIVIL_STATUS = [
    "giay_khai_sinh",
    "trich_luc_khai_sinh",
    "giay_chung_nhan_ket_hon",
    "trich_luc_ket_hon",
    "trich_luc_khai_tu",
    "trich_luc_ho_tich_khac",
]


@pytest.mark.parametrize("type_", CIVIL_STATUS)
def test_from_its_day_on_the_law_on_civil_status_of_2026_leaves_it_open(law, type_: str) -> None:
    last, first = explain(law, type_, date(2027, 2, 28)), explain(law, type_, date(2027, 3, 1))
    assert (last.effect, first.effect) == (Effect.HELD, Effect.UNVERIFIED)
    assert any("3458" in each.cite for each in last.provisions)
    assert all("03/2026/QH16" not in each.cite for each in last.provisions)
    assert any("03/2026/QH16" in each.cite for each in first.provisions)
    assert first.reason == "LAW_UNVERIFIED"


@pytest.mark.parametrize("type_", CIVIL_STATUS)
def test_without_that_doubt_the_announcement_goes_on(law, type_: str) -> None:
    book = replace(law, doubts=tuple(replace(each, enabled=False) for each in law.doubts))
    found = explain(book, type_, date(2027, 3, 1))
    assert (found.effect, found.reason) == (Effect.HELD, None)
    assert found.spans[-1].start == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("type_", "border", "before", "after"),
    [
        ("cccd_chip", date(2026, 1, 1), Effect.NOT_ANNOUNCED, Effect.HELD),
        ("gplx", date(2026, 1, 1), Effect.NOT_ANNOUNCED, Effect.HELD),
        ("ct07", date(2023, 1, 1), Effect.NOT_ANNOUNCED, Effect.HELD),
        ("phieu_ly_lich_tu_phap", date(2026, 7, 1), Effect.NOT_ANNOUNCED, Effect.HELD),
        ("giay_phep_xay_dung", date(2026, 8, 5), Effect.NOT_ANNOUNCED, Effect.HELD),
        ("gcn_qsdd_2024", date(2025, 7, 1), Effect.NOT_ANNOUNCED, Effect.SHARED),
        ("ct01", date(2018, 6, 21), Effect.NO_RULE, Effect.NEVER),
    ],
)
def test_a_border_parts_two_days(law, type_: str, border: date, before: Effect, after: Effect) -> None:
    assert explain(law, type_, border - DAY).effect is before
    assert explain(law, type_, border).effect is after


def test_each_dated_rule_speaks_from_its_first_day_to_the_day_before_its_end(law) -> None:
    """Every rule of the book, at both of its borders, wherever no rule of a procedure goes before it."""
    checked = 0
    for rule in law.rules:
        for type_ in rule.types:
            procedure = rule.procedures[0] if rule.procedures else None
            assert explain(law, type_, rule.effective_from, procedure).rule is rule
            assert explain(law, type_, rule.effective_from - DAY, procedure).rule is not rule
            if rule.effective_to is not None:
                assert explain(law, type_, rule.effective_to - DAY, procedure).rule is rule
                assert explain(law, type_, rule.effective_to, procedure).rule is not rule
            checked += 1
    assert checked > 40


def test_on_every_day_of_its_span_a_rule_cites_law_in_force(law) -> None:
    for rule in law.rules:
        for day in (rule.effective_from, (rule.effective_to or date(2027, 6, 1)) - DAY):
            assert law.cites(rule.law, day), (rule.id, day)


def test_the_spans_lie_side_by_side_and_hold_the_rule_of_their_days(law) -> None:
    spans = explain(law, "giay_khai_sinh", date(2026, 11, 20)).spans
    for one, other in pairwise(spans):
        assert one.end == other.start
        assert (one.rule, one.effect) != (other.rule, other.effect)
        assert explain(law, "giay_khai_sinh", other.start).effect is other.effect
    assert spans[0].start is None
    assert spans[-1].end is None


def test_a_procedure_that_takes_the_paper_in_needs_it_all_the_same(law) -> None:
    found = explain(law, "gplx", date(2026, 11, 20), "3.000347")
    assert (found.effect, found.reason) == (Effect.EXCEPTED, "ORIGINAL_COLLECTED")
    certified = explain(law, "bang_tot_nghiep", date(2026, 11, 20), "2.000815")
    assert (certified.effect, certified.reason) == (Effect.NEVER, "ORIGINAL_CERTIFIED")
    assert explain(law, "cccd_chip", date(2026, 11, 20), "1.001193").shown_only


def test_a_provision_that_comes_later_is_named_as_waiting(law) -> None:
    found = explain(law, "cccd_chip", date(2026, 2, 1))
    assert any("309/2026" in each.cite for each in found.waiting)
    assert all(each.in_force(date(2026, 2, 1)) for each in found.provisions)


def test_no_replaceable_rule_rests_on_memory(law) -> None:
    assert [
        rule.id for rule in law.rules if rule.status is Status.REPLACEABLE and rule.reliability == "R"
    ] == []
