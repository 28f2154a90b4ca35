"""Held facts and the audit chain, in PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict

from domain.once_only import HeldRecord
from storage.chain import sealed
from storage.folding import folded
from storage.postgres.database import Room, as_json
from storage.values import AuditEntry

ENTRIES_AT_ONCE = 5000


class PostgresHeldFacts:
    def __init__(self, room: Room) -> None:
        self._database = room.database

    def put(self, register: str, records: Sequence[HeldRecord]) -> None:
        rows = [
            {
                "register": register,
                "type": each.type,
                "fields": as_json(each.fields),
                "words": sorted(folded(each.fields.values())),
                "as_of": each.as_of,
            }
            for each in records
        ]
        self._database.run_many("add_held_record", rows)

    def registers(self) -> frozenset[str]:
        return frozenset(row["register"] for row in self._database.rows("held_registers"))

    def near(self, register: str, values: Collection[str]) -> tuple[HeldRecord, ...]:
        rows = self._database.rows("held_records", register=register, words=sorted(folded(values)))
        return tuple(HeldRecord(**row) for row in rows)


class PostgresAudit:
    def __init__(self, room: Room) -> None:
        self._database = room.database
        self._clock = room.clock

    def append(
        self, actor: str, action: str, subject: str, details: dict[str, str] | None = None
    ) -> AuditEntry:
        sequence, previous = self._end("hold_audit_head")
        now = self._clock()
        entry = sealed(AuditEntry(sequence + 1, now, actor, action, subject, dict(details or {}), previous))
        self._database.run("add_audit_entry", **(asdict(entry) | {"details": as_json(entry.details)}))
        self._database.run("set_audit_head", sequence=entry.sequence, hash=entry.hash)
        return entry

    def entries(self, after: int = 0) -> Iterator[AuditEntry]:
        while rows := self._database.rows("audit_entries", after=after, limit=ENTRIES_AT_ONCE):
            yield from (AuditEntry(**row) for row in rows)
            after = rows[-1]["sequence"]

    def head(self) -> tuple[int, str]:
        return self._end("audit_head")

    def _end(self, query: str) -> tuple[int, str]:
        row = self._database.row(query)
        if row is None:
            raise LookupError("the audit chain's head is gone")
        return row["sequence"], row["hash"]
