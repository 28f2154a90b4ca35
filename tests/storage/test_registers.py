"""Registers: exact keys, silence is no evidence, and every question leaves a trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from domain.once_only import HeldRecord, LookUp, Outcome
from hoso.definitions import definitions_at
from storage.registers import HeldRegisters, Registers, StoredRegisters, ask_all
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


def question(register: str = "dan_cu", **keys: str) -> LookUp:
    return LookUp(register, "cccd_chip", KEYS | keys, "d1", ("nd107",))


def test_a_held_record_is_found(registers: Registers, clock: HandClock) -> None:
    answer = registers.ask(question())
    assert (answer.outcome, answer.records, answer.asked_at) == (Outcome.FOUND, (MAU,), clock())


def test_a_number_read_wrong_still_finds_the_record_it_contradicts(registers: Registers) -> None:
    assert registers.ask(question(so_dinh_danh="001300000009")).records == (MAU,)


def test_nobody_is_found_by_a_name_alone(registers: Registers) -> None:
    asked = question(so_dinh_danh="001300000009", ngay_sinh="1991-01-01")
    assert registers.ask(asked).outcome is Outcome.NOT_FOUND


def test_a_register_that_is_not_configured_is_unavailable(registers: Registers) -> None:
    asked = LookUp("ho_tich", "giay_khai_sinh", {"ho_ten": "Nguyễn Thị Mẫu"}, "d1")
    assert registers.ask(asked).outcome is Outcome.UNAVAILABLE


def test_an_empty_register_of_a_file_is_configured(clock: HandClock) -> None:
    assert HeldRegisters({"dan_cu": []}, LAW, clock).ask(question()).outcome is Outcome.NOT_FOUND


def test_every_question_is_audited_without_its_values(registers: Registers, memory: Store) -> None:
    asked = [question(), LookUp("ho_tich", "giay_khai_sinh", {"ho_ten": "Nguyễn Thị Mẫu"}, "d1")]
    answers = ask_all(registers, memory, "dossier-1", asked)
    with memory.begin() as session:
        entries = list(session.audit.entries())
    assert [answer.outcome for answer in answers] == [Outcome.FOUND, Outcome.UNAVAILABLE]
    assert [entry.details["outcome"] for entry in entries] == ["found", "unavailable"]
    assert entries[0].details["keys"] == "ho_ten,ngay_sinh,so_dinh_danh"
    assert {entry.subject for entry in entries} == {"dossier-1"}
    assert "001300000000" not in str(entries)
    assert "Mẫu" not in str(entries)
