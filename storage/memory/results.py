"""Papers of accepted dossiers that may be reused, in memory."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from storage.kept_results import RESULTS_MOST, KeptResult
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
        since: Mapping[str, datetime] | None = None,
    ) -> None:
        now, known = self._clock(), since or {}
        self._tables.results[dossier] = tuple(
            (KeptResult(dossier, document, revision, known.get(document, now)), frozenset(each))
            for document, each in marks.items()
        )

    def near(self, dossier: str, marks: Collection[int]) -> tuple[KeptResult, ...]:
        kept = [each for id_, rows in self._tables.results.items() if id_ != dossier for each in rows]
        found = [result for result, known in kept if known & set(marks)]
        order = list(self._tables.dossiers)
        found.sort(key=lambda each: each.document)
        found.sort(key=lambda each: (each.published_at, order.index(each.dossier)), reverse=True)
        return tuple(found[:RESULTS_MOST])
