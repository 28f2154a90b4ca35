"""The audit chain: every edit, removal, insertion, move and cut is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from psycopg import Connection
from psycopg.errors import RaiseException

from domain.once_only import HeldRecord
from storage.chain import sealed, verify
from storage.errors import AuditBroken
from storage.store import Store
from storage.values import AuditEntry

if TYPE_CHECKING:
    from tests.storage.conftest import HandClock


def test_entries_form_a_chain_up_to_the_head(store: Store, clock: HandClock) -> None:
    with store.begin() as session:
        first = session.audit.append("clerk-1", "dossier.accept", "x", {"batch": "b"})
    clock.turn(seconds=1.5)
    with store.begin() as session:
        second = session.audit.append("system", "record.publish", "x")
    with store.begin() as session:
        assert list(session.audit.entries()) == [first, second]
        assert list(session.audit.entries(after=1)) == [second]
        assert session.audit.head() == (2, second.hash)
        assert verify(session.audit.entries(), session.audit.head()) == 2
    assert second.previous == first.hash


def test_an_empty_chain_is_whole(store: Store) -> None:
    with store.begin() as session:
        assert verify(session.audit.entries(), session.audit.head()) == 0


def chain(store: Store, length: int) -> list[AuditEntry]:
    with store.begin() as session:
        return [session.audit.append("a", "b", f"s{n}", {"n": str(n)}) for n in range(length)]


def tampered(entries: list[AuditEntry], how: str, at: int) -> list[AuditEntry]:
    changed = list(entries)
    if how == "edit":
        changed[at] = replace(changed[at], actor="somebody else")
    elif how == "edit and seal":
        changed[at] = sealed(replace(changed[at], actor="somebody else"))
    elif how == "delete":
        del changed[at]
    elif how == "insert":
        changed.insert(at, sealed(replace(changed[at], subject="never happened")))
    elif how == "swap":
        changed[at], changed[at - 1] = changed[at - 1], changed[at]
    else:
        del changed[at:]
    return changed


@pytest.mark.parametrize("how", ["edit", "edit and seal", "delete", "insert", "swap", "truncate"])
def test_every_tampering_is_caught(memory: Store, how: str) -> None:
    entries = chain(memory, 170)
    head = (170, entries[-1].hash)
    for at in range(1, 170):
        with pytest.raises(AuditBroken):
            verify(tampered(entries, how, at), head)


def test_a_chain_written_anew_does_not_fit_its_anchor(memory: Store) -> None:
    anchor = (3, chain(memory, 3)[-1].hash)
    anew: list[AuditEntry] = []
    for n in range(5):
        last = anew[-1].hash if anew else ""
        anew.append(sealed(AuditEntry(n + 1, datetime(2026, 1, 1, tzinfo=UTC), "a", "b", "c", {}, last)))
    with pytest.raises(AuditBroken) as broken:
        verify(anew, anchor)
    assert broken.value.sequence == 3


@pytest.mark.integration
@pytest.mark.parametrize(
    "statement",
    ["truncate audit", "delete from audit", "update audit set actor = 'x'", "delete from audit_head"],
)
def test_the_database_itself_refuses_to_change_the_chain(
    embedded: Store, embedded_server: str, statement: str
) -> None:
    entries = chain(embedded, 2)
    with (
        Connection.connect(embedded_server) as connection,
        pytest.raises(RaiseException, match="audit entries are never changed"),
    ):
        connection.execute(statement.encode())
    with embedded.begin() as session:
        assert list(session.audit.entries()) == entries


def test_held_records_are_found_by_any_value_whatever_its_case(store: Store) -> None:
    mau = HeldRecord(
        "cccd_chip", {"so_dinh_danh": "001300000000", "ho_ten": "NGUYỄN THỊ MẪU"}, date(2026, 1, 2)
    )
    thu = HeldRecord("cccd_chip", {"so_dinh_danh": "001300000001", "ho_ten": "Nguyễn Thị Mẫu"})
    with store.begin() as session:
        session.held.put("dan_cu", [mau, thu])
    with store.begin() as session:
        assert session.held.registers() == {"dan_cu"}
        assert session.held.near("dan_cu", ["001300000000", "nothing"]) == (mau,)
        assert session.held.near("dan_cu", ["Nguyễn Thị Mẫu"]) == (mau, thu)
        assert session.held.near("dan_cu", ["", "\0", "Mẫu"]) == ()
        assert session.held.near("ho_tich", ["001300000000"]) == ()
