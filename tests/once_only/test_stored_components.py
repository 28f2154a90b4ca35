"""A paper that nobody brought, asked for in the register and in the store of earlier results behind it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.checklist import ComponentCheck, ComponentState
from domain.law import Condition, Refutation
from domain.once_only import Answer, HeldRecord, Origin, Outcome
from once_only.asking import answer_from
from once_only.checklist.components import Handed, checklist, component_look_ups, evidence_for, evidence_in

SINGLE = "1.004873"
NOTE = "ghi_chu_ly_hon"
SUBJECT = {"so_dinh_danh": "001192012347", "ho_ten": "Lê Thị Giả", "ngay_sinh": "1992-01-01"}
DIVORCE = {**SUBJECT, "so_giay_to": "7/2024", "loai_viec": "GHI CHÚ LY HÔN", "ngay_dang_ky": "2024-05-06"}
ABROAD = {Condition.IF_DIVORCED_ABROAD: True}
HERE = Origin("ho-so-0", "d4", 2, date(2026, 10, 1))


class Counter:
    """A confirmation of marital status is asked for; nobody brought the extract of the noted divorce."""

    def __init__(self, make, law) -> None:
        self.law, self.make = law, make
        self.procedure = law.procedure_on(SINGLE, make.received)
        self.handed = Handed([make.paper("to_khai_tinh_trang_hon_nhan", SUBJECT, "d1")])
        self.held: dict[str, list[HeldRecord]] = {"ho_tich": [], "kho": []}
        self.out: set[str] = set()
        self.vouched = False

    def asked(self):
        return component_look_ups(self.procedure, self.handed, self.law, self.make.received, ABROAD)

    def _answer(self, look_up) -> Answer:
        found = answer_from(self.held, look_up, self.law, self.make.asked)
        assert found is not None
        if look_up.register in self.out:
            return replace(found, outcome=Outcome.UNAVAILABLE, records=(), fault="TIMEOUT")
        origin = replace(HERE, vouched=self.vouched)
        return replace(found, origins=(origin,) * len(found.records)) if look_up.register == "kho" else found

    def check(self) -> ComponentCheck:
        base = (self.procedure, self.handed, self.law, self.make.received, ABROAD)
        evidence = evidence_for([self._answer(each) for each in self.asked()], *base)
        self.handed = replace(self.handed, evidence=evidence)
        found = checklist(self.procedure, self.handed, self.law, self.make.received, ABROAD)
        self.handed = replace(self.handed, evidence=evidence_in(found))
        return next(each for each in found.components if each.component == NOTE)


@pytest.fixture
def counter(make, law) -> Counter:
    return Counter(make, law)


def test_register_and_store_are_asked_by_the_same_values(counter) -> None:
    first, second = counter.asked()
    assert (first.register, second.register) == ("ho_tich", "kho")
    assert first.keys == second.keys == SUBJECT
    assert "loai_viec" in first.wants
    assert first.law != second.law


def test_the_registers_own_record_goes_first(counter, make) -> None:
    for register in counter.held:
        counter.held[register] = [make.held("trich_luc_ho_tich_khac", DIVORCE)]
    check = counter.check()
    assert (check.state, check.evidence.register) == (ComponentState.NOT_NEEDED, "ho_tich")


@pytest.mark.parametrize(
    ("out", "vouched", "state"),
    [
        (True, False, ComponentState.NOT_NEEDED),
        (False, True, ComponentState.NOT_NEEDED),
        (False, False, ComponentState.MISSING),
    ],
)
def test_an_earlier_result_stands_where_the_register_is_silent_or_an_officer_stood_by_it(
    counter, make, out: bool, vouched: bool, state: ComponentState
) -> None:
    counter.held["kho"] = [make.held("trich_luc_ho_tich_khac", DIVORCE)]
    counter.out, counter.vouched = {"ho_tich"} if out else set(), vouched
    check = counter.check()
    assert check.state is state
    assert check.evidence.register == ("kho" if state is ComponentState.NOT_NEEDED else "ho_tich")
    assert bool(counter.asked()) is False


def test_what_contradicts_in_the_register_is_not_outlived(counter, make) -> None:
    counter.vouched = True
    other = {**DIVORCE, "ho_ten": "Lê Thị Khác"}
    counter.held = {
        "ho_tich": [make.held("trich_luc_ho_tich_khac", other)],
        "kho": [make.held("trich_luc_ho_tich_khac", DIVORCE)],
    }
    assert (counter.check().state, counter.check().reason) == (ComponentState.TO_CHECK, "DATA_MISMATCH")


def test_another_kind_of_entry_is_not_the_one_that_is_meant(counter, make) -> None:
    other = {**DIVORCE, "loai_viec": "NHẬN CHA, MẸ, CON"}
    counter.held["ho_tich"] = [make.held("trich_luc_ho_tich_khac", other)]
    assert (counter.check().state, counter.check().reason) == (ComponentState.MISSING, "RECORD_NOT_FOUND")


def test_both_silent_are_both_asked_again(counter) -> None:
    counter.out = {"ho_tich", "kho"}
    assert counter.check().reason == "DB_INCIDENT"
    assert [each.register for each in counter.asked()] == ["ho_tich", "kho"]


@pytest.mark.parametrize(("day", "reason"), [("2026-10-02", "DATA_MISMATCH"), ("1990-10-02", "DATA_HELD")])
def test_a_later_event_speaks_against_what_nobody_brought_too(
    counter, make, law, day: str, reason: str
) -> None:
    marriage = Refutation(("giay_chung_nhan_ket_hon",), ("chong", "vo"), "ngay_dang_ky", "ngay_dang_ky")
    rules = (
        replace(each, refuted_by=(marriage,)) if "trich_luc_ho_tich_khac" in each.types else each
        for each in law.rules
    )
    counter.law = replace(law, rules=tuple(rules))
    married = {"ngay_dang_ky": day, **{f"vo.{name}": value for name, value in SUBJECT.items()}}
    counter.held["ho_tich"] = [
        make.held("trich_luc_ho_tich_khac", DIVORCE),
        make.held("giay_chung_nhan_ket_hon", married),
    ]
    assert counter.check().evidence.reason == reason
