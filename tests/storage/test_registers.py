"""Registers that live here: exact keys, and silence is no evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from domain.once_only import HeldRecord, Inquiry, LookUp, Outcome, Purpose
from hoso.definitions import definitions_at
from once_only.registers import Registers
from storage.registers import HeldRegisters, StoredRegisters
from storage.store import Store

if TYPE_CHECKING:
    from tests.storage.conftest import HandClock

MAU = HeldRecord(
    "cccd_chip", {"so_dinh_danh": "001300000000", "ho_ten": "NGUYỄN THỊ MẪU", "ngay_sinh": "1990-02-03"}
)


LAW = definitions_at().law
KEYS = {"so_dinh_danh": "001300000000", "ho_ten": "Nguyễn Thị Mẫu", "ngay_sinh": "1990-02-03"}


@pytest.fixture(params=["file", "database"])
def registers(request: pytest.FixtureRequest, memory: Store, clock: HandClock) -> Registers:
    if request.param == "file":
        return HeldRegisters({"dan_cu": [MAU]}, LAW, clock)
    with memory.begin() as session:
        session.held.put("dan_cu", [MAU])
    return StoredRegisters(memory, LAW, clock)


def question(register: str = "dan_cu", **keys: str) -> Inquiry:
    look_up = LookUp(register, "cccd_chip", KEYS | keys, "d1", ("nd107",))
    return Inquiry("q1", look_up, Purpose("h1", None, "clerk-1", "cn-01"), 1)


def test_a_held_record_is_found(registers: Registers, clock: HandClock) -> None:
    answer = registers.ask(question())
    assert (answer.outcome, answer.records, answer.asked_at) == (Outcome.FOUND, (MAU,), clock())


def test_a_number_read_wrong_still_finds_the_record_it_contradicts(registers: Registers) -> None:
    assert registers.ask(question(so_dinh_danh="001300000009")).records == (MAU,)


def test_nobody_is_found_by_a_name_alone(registers: Registers) -> None:
    asked = question(so_dinh_danh="001300000009", ngay_sinh="1991-01-01")
    assert registers.ask(asked).outcome is Outcome.NOT_FOUND


def test_a_register_that_is_not_configured_is_unavailable(registers: Registers) -> None:
    answer = registers.ask(question("ho_tich"))
    assert (answer.outcome, answer.fault) == (Outcome.UNAVAILABLE, "NOT_CONNECTED")
    assert (registers.connected("ho_tich"), registers.connected("dan_cu")) == (False, True)


def test_an_empty_register_of_a_file_is_configured(clock: HandClock) -> None:
    assert HeldRegisters({"dan_cu": []}, LAW, clock).ask(question()).outcome is Outcome.NOT_FOUND
