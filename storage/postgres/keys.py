"""The audit keys' ids and what bears them, in PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection

from storage.kept_keys import RegisteredKey
from storage.postgres.database import Room


class PostgresKeys:
    def __init__(self, room: Room) -> None:
        self._database = room.database
        self._clock = room.clock

    def hold(self) -> None:
        self._database.run("hold_audit_keys")

    def registered(self) -> tuple[RegisteredKey, ...]:
        return tuple(RegisteredKey(**row) for row in self._database.rows("audit_keys"))

    def register(self, id_: str, from_sequence: int) -> None:
        self._database.run("add_audit_key", id=id_, from_sequence=from_sequence, now=self._clock())

    def retire(self, id_: str) -> None:
        self._database.run("retire_audit_key", id=id_, now=self._clock())

    def borne(self, names: Collection[str]) -> bool:
        row = self._database.row("marks_borne", names=sorted(names))
        return bool(row and row["borne"])

    def others(self, names: Collection[str], after: int, limit: int) -> tuple[tuple[int, str], ...]:
        rows = self._database.rows("dossiers_to_mark", names=sorted(names), after=after, limit=limit)
        return tuple((row["number"], row["id"]) for row in rows)

    def hold_marks(self, dossier: str, names: Collection[str]) -> bool:
        self._database.run("hold_marks", dossier=dossier)
        row = self._database.row("marks_of_others", dossier=dossier, names=sorted(names))
        return bool(row and row["found"])
