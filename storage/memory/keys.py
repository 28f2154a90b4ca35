"""The audit keys' ids and what bears them, in memory."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from storage.kept_keys import RegisteredKey
from storage.memory.tables import Room


class MemoryKeys:
    def __init__(self, room: Room) -> None:
        self._tables = room.tables
        self._clock = room.clock

    def hold(self) -> None:
        """Transactions run one after the other."""

    def registered(self) -> tuple[RegisteredKey, ...]:
        return tuple(sorted(self._tables.audit_keys.values(), key=lambda each: each.from_sequence))

    def register(self, id_: str, from_sequence: int) -> None:
        self._tables.audit_keys[id_] = RegisteredKey(id_, from_sequence, self._clock())

    def retire(self, id_: str) -> None:
        self._tables.audit_keys[id_] = replace(self._tables.audit_keys[id_], retired_at=self._clock())

    def borne(self, names: Collection[str]) -> bool:
        return any(self._keys(dossier) & set(names) for dossier in self._tables.dossiers)

    def others(self, names: Collection[str], after: int, limit: int) -> tuple[tuple[int, str], ...]:
        placed = enumerate(self._tables.dossiers, 1)
        found = [each for each in placed if each[0] > after and self._keys(each[1]) - set(names)]
        return tuple(found[:limit])

    def hold_marks(self, dossier: str, names: Collection[str]) -> bool:
        return bool(self._keys(dossier) - set(names))

    def _keys(self, dossier: str) -> set[str]:
        marked = {self._tables.mark_keys[dossier]} if self._tables.marks.get(dossier) else set()
        results = self._tables.results.get(dossier, ())
        kept = {self._tables.result_keys[dossier]} if any(marks for _, marks in results) else set()
        return marked | kept
