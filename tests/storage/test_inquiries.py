"""Look-ups: none without an entry in the audit chain, no value in it, and all of a dossier side by side."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier

import pytest

from domain.once_only import Answer, HeldRecord, Inquiry, LookUp, Outcome, Purpose
from storage.chain import verify
from storage.errors import AuditBroken
from storage.inquiries import ASKED, Inquiries, keyed, request_id, value_hash
from storage.paces import ANSWERED
from storage.store import Store
from storage.values import AuditEntry

KEY = b"a key for trials"
PURPOSE = Purpose("h1", "1.001193", "clerk-1", "cn-01")
NOW = datetime(2026, 3, 2, tzinfo=UTC)
CITIZEN = {"so_dinh_danh": "001300000000", "ho_ten": "Nguyễn Thị Mẫu"}
LOOK_UP = LookUp("dan_cu", "cccd_chip", CITIZEN, "d1", ("khoản 2a Điều 4",), ("ho_ten", "ngay_sinh"))
RECORD = HeldRecord("cccd_chip", CITIZEN | {"ngay_sinh": "1990-02-03", "ton_giao": "không ai hỏi"})


class Told:
    """A register that does what it is told before it answers."""

    def __init__(self, before: Callable[[Inquiry], None]) -> None:
        self._before = before

    def connected(self, register: str) -> bool:
        return bool(register)

    def ask(self, inquiry: Inquiry) -> Answer:
        self._before(inquiry)
        return Answer(inquiry.look_up, Outcome.FOUND, NOW, (RECORD,))


def entries(store: Store) -> list[AuditEntry]:
    with store.begin() as session:
        return list(session.audit.entries())


def many(count: int) -> list[LookUp]:
    return [replace(LOOK_UP, document=f"d{number}") for number in range(count)]


def test_the_entry_stands_before_the_question_leaves(store: Store) -> None:
    seen: list[tuple[int, str, str]] = []

    def look(inquiry: Inquiry) -> None:
        entry = entries(store)[inquiry.entry - 1]
        seen.append((entry.sequence, entry.action, entry.details["request"]))
        assert entry.details["request"] == inquiry.id

    Inquiries(Told(look), store, KEY).ask(PURPOSE, "unit-1", many(3))
    assert [(sequence, action) for sequence, action, _ in sorted(seen)] == [(n, ASKED) for n in (1, 2, 3)]
    assert [entry.action for entry in entries(store)] == [ASKED] * 3 + [ANSWERED] * 3


def test_a_question_that_cannot_be_written_down_is_not_sent(memory: Store, monkeypatch) -> None:
    def no_database() -> None:
        raise ConnectionError

    asked: list[Inquiry] = []
    monkeypatch.setattr(memory, "begin", no_database)
    with pytest.raises(ConnectionError):
        Inquiries(Told(asked.append), memory, KEY).ask(PURPOSE, "unit-1", many(2))
    assert asked == []


def test_entries_say_why_and_by_what_and_hold_no_value(memory: Store) -> None:
    Inquiries(Told(lambda _: None), memory, KEY).ask(PURPOSE, "unit-1", [LOOK_UP])
    asked, answered = entries(memory)
    said = asked.details
    assert (said["procedure"], said["officer"], said["branch"]) == ("1.001193", "clerk-1", "cn-01")
    assert (said["register"], said["law"], said["wants"]) == ("dan_cu", "khoản 2a Điều 4", "ho_ten,ngay_sinh")
    hashes = dict(pair.split("=") for pair in said["keys"].split(","))
    assert hashes["so_dinh_danh"] == value_hash(KEY, "so_dinh_danh", "001300000000")
    assert hashes["ho_ten"] == value_hash(KEY, "ho_ten", "NGUYEN THI MAU")
    assert (answered.details["outcome"], answered.details["asked"]) == ("found", "1")
    text = str(entries(memory))
    for value in (*CITIZEN.values(), "1990-02-03", "không ai hỏi"):
        assert value not in text


def test_a_question_about_a_paper_that_nobody_brought_names_its_component(memory: Store) -> None:
    sought = [replace(LOOK_UP, document="", component=each, person="requester") for each in ("a", "b")]
    seen: list[Inquiry] = []
    Inquiries(Told(seen.append), memory, KEY).ask(PURPOSE, "unit-1", sought)
    written = [each.details for each in entries(memory) if each.action == ASKED]
    assert [(each["document"], each["component"]) for each in written] == [("", "a"), ("", "b")]
    assert len({each.id for each in seen}) == 2


def test_every_change_to_a_written_look_up_is_found(memory: Store) -> None:
    Inquiries(Told(lambda _: None), memory, KEY).ask(PURPOSE, "unit-1", many(4))
    chain = entries(memory)
    head = (len(chain), chain[-1].hash)
    assert verify(chain, head) == 8
    for place, entry in enumerate(chain):
        for name in entry.details:
            forged = [*chain]
            forged[place] = replace(entry, details=entry.details | {name: "forged"})
            with pytest.raises(AuditBroken):
                verify(forged, head)
        with pytest.raises(AuditBroken):
            verify([*chain[:place], *chain[place + 1 :]], head)


def test_the_look_ups_of_a_dossier_are_under_way_together(memory: Store) -> None:
    """Each waits until all five have been asked: one after the other would never end."""
    together = Barrier(5, timeout=30)
    answers = Inquiries(Told(lambda _: together.wait() and None), memory, KEY).ask(PURPOSE, "u", many(5))
    assert [answer.look_up.document for answer in answers] == [f"d{n}" for n in range(5)]


def test_an_answer_is_cut_to_what_was_asked_for(memory: Store) -> None:
    (answer,) = Inquiries(Told(lambda _: None), memory, KEY).ask(PURPOSE, "u", [LOOK_UP])
    assert set(answer.records[0].fields) == {"so_dinh_danh", "ho_ten", "ngay_sinh"}


POOR = {
    "NO_DOSSIER": (replace(PURPOSE, dossier=""), LOOK_UP),
    "NO_PROCEDURE": (replace(PURPOSE, procedure=None), LOOK_UP),
    "NO_OFFICER": (replace(PURPOSE, officer=""), LOOK_UP),
    "NO_LAW": (PURPOSE, replace(LOOK_UP, law=())),
    "NOTHING_WANTED": (PURPOSE, replace(LOOK_UP, wants=())),
}


@pytest.mark.parametrize("lacks", POOR)
def test_a_look_up_without_its_purpose_is_neither_announced_nor_sent(memory: Store, lacks: str) -> None:
    asked: list[Inquiry] = []
    purpose, poor = POOR[lacks]
    (answer,) = Inquiries(Told(asked.append), memory, KEY).ask(purpose, "unit-1", [poor])
    assert (answer.outcome, answer.fault, answer.look_up) == (Outcome.UNAVAILABLE, lacks, poor)
    assert asked == []
    assert entries(memory) == []


def test_a_poor_look_up_does_not_keep_the_others_from_being_sent(memory: Store) -> None:
    first, poor, last = many(3)
    sent = [first, replace(poor, law=()), last]
    answers = Inquiries(Told(lambda _: None), memory, KEY).ask(PURPOSE, "unit-1", sent)
    assert [(each.look_up.document, each.fault) for each in answers] == [
        ("d0", None),
        ("d1", "NO_LAW"),
        ("d2", None),
    ]
    assert [entry.action for entry in entries(memory)] == [ASKED] * 2 + [ANSWERED] * 2


def test_nothing_to_ask_writes_nothing(memory: Store) -> None:
    assert Inquiries(Told(lambda _: None), memory, KEY).ask(PURPOSE, "u", []) == ()
    assert entries(memory) == []


def test_an_id_is_of_the_work_and_the_question_and_tells_nothing() -> None:
    one = request_id(KEY, "unit-1", PURPOSE, LOOK_UP)
    assert one == request_id(KEY, "unit-1", PURPOSE, replace(LOOK_UP, keys=dict(reversed(CITIZEN.items()))))
    others = [
        request_id(KEY, "unit-2", PURPOSE, LOOK_UP),
        request_id(b"another key", "unit-1", PURPOSE, LOOK_UP),
        request_id(KEY, "unit-1", replace(PURPOSE, dossier="h2"), LOOK_UP),
        request_id(KEY, "unit-1", PURPOSE, replace(LOOK_UP, document="d2")),
        request_id(KEY, "unit-1", PURPOSE, replace(LOOK_UP, wants=("ho_ten",))),
        request_id(KEY, "unit-1", PURPOSE, replace(LOOK_UP, keys=CITIZEN | {"ho_ten": "Nguyễn Thị Mấu"})),
    ]
    assert len({one, *others}) == 7
    assert keyed(KEY, "a", "bc") != keyed(KEY, "ab", "c")


def test_nobody_else_makes_an_inquiry_so_that_none_leaves_unwritten() -> None:
    """Registers are asked with an ``Inquiry`` alone, and only the one place that writes entries makes one."""
    assert _callers("Inquiry") == {"storage/inquiries.py"}


def test_nobody_else_reads_what_registers_hold() -> None:
    """Who calls what judges held records is a register himself, or measures in the lab."""
    assert _callers("answer_from") == {
        "storage/registers.py",
        "hoso/registers/reference.py",
        "lab/bench/prefill.py",
        "lab/bench/records.py",
    }
    assert _callers("records_found") == {"once_only/asking.py", "storage/results.py"}


def _callers(name: str) -> set[str]:
    root = Path(__file__).parents[2]
    rooms = ("domain", "once_only", "storage", "hoso", "workers", "web", "commands", "review", "lab")
    files = [path for room in rooms for path in (root / room).rglob("*.py")]
    return {path.relative_to(root).as_posix() for path in files if _calls(path, name)}


def _calls(path: Path, name: str) -> bool:
    calls = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
    return any(name in (getattr(call.func, "id", ""), getattr(call.func, "attr", "")) for call in calls)
