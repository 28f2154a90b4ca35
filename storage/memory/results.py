"""Papers of accepted dossiers that may be reused, in memory."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from storage.kept_keys import FIRST
from storage.kept_results import RESULTS_MOST, KeptResult, published_of
from storage.memory.tables import Room


class MemoryResults:
    def __init__(self, room: Room) -> None:
        self._tables = room.tables
        self._clock = room.clock

    def keep(
        self,
        dossier: str,
        revision: int,
        marks: Mapping[str, Collection[int]],
        key: str = FIRST,
        since: Mapping[str, datetime] | None = None,
    ) -> None:
        self.replace(dossier, published_of(dossier, revision, marks, self._clock(), since), key)

    def kept(self, dossier: str) -> tuple[KeptResult, ...]:
        found = (result for result, marks in self._tables.results.get(dossier, ()) if marks)
        return tuple(sorted(found, key=lambda each: each.document))

    def replace(self, dossier: str, anew: Sequence[tuple[KeptResult, Collection[int]]], key: str) -> None:
        self._tables.results[dossier] = tuple((result, frozenset(marks)) for result, marks in anew)
        self._tables.result_keys[dossier] = key

    def near(self, dossier: str, marks: Collection[int]) -> tuple[KeptResult, ...]:
        kept = [each for id_, rows in self._tables.results.items() if id_ != dossier for each in rows]
        found = [result for result, known in kept if known & set(marks)]
        order = list(self._tables.dossiers)
        found.sort(key=lambda each: each.document)
        found.sort(key=lambda each: (each.published_at, order.index(each.dossier)), reverse=True)
        return tuple(found[:RESULTS_MOST])
