"""Held facts and the audit chain, in memory."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from domain.once_only import HeldRecord
from storage.chain import sealed
from storage.folding import folded
from storage.memory.tables import Room
from storage.values import AuditEntry


class MemoryHeldFacts:
    def __init__(self, room: Room) -> None:
        self._room = room

    def put(self, register: str, records: Sequence[HeldRecord]) -> None:
        held = self._room.tables.held
        held[register] = (*held.get(register, ()), *records)

    def registers(self) -> frozenset[str]:
        return frozenset(register for register, records in self._room.tables.held.items() if records)

    def near(self, register: str, values: Collection[str]) -> tuple[HeldRecord, ...]:
        records, wanted = self._room.tables.held.get(register, ()), folded(values)
        return tuple(record for record in records if folded(record.fields.values()) & wanted)


class MemoryAudit:
    def __init__(self, room: Room) -> None:
        self._room = room

    def append(
        self, actor: str, action: str, subject: str, details: dict[str, str] | None = None
    ) -> AuditEntry:
        sequence, previous = self.head()
        entry = AuditEntry(
            sequence + 1, self._room.clock(), actor, action, subject, dict(details or {}), previous
        )
        self._room.tables.audit[sequence + 1] = sealed(entry)
        return self._room.tables.audit[sequence + 1]

    def entries(self, after: int = 0) -> Iterator[AuditEntry]:
        entries = self._room.tables.audit
        return iter([entries[sequence] for sequence in sorted(entries) if sequence > after])

    def head(self) -> tuple[int, str]:
        last = max(self._room.tables.audit, default=0)
        return (last, self._room.tables.audit[last].hash) if last else (0, "")
