"""Papers of accepted dossiers that may be reused, in PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from storage.kept_results import RESULTS_MOST, KeptResult
from storage.postgres.database import Room


class PostgresResults:
    def __init__(self, room: Room) -> None:
        self._database = room.database
        self._clock = room.clock

    def keep(
        self,
        dossier: str,
        revision: int,
        marks: Mapping[str, Collection[int]],
        since: Mapping[str, datetime] | None = None,
    ) -> None:
        now, known = self._clock(), since or {}
        self._database.run("drop_results", dossier=dossier)
        for document, each in marks.items():
            row = {"dossier": dossier, "document": document, "revision": revision}
            at = known.get(document, now)
            self._database.run("add_results", marks=sorted(each), published_at=at, **row)

    def near(self, dossier: str, marks: Collection[int]) -> tuple[KeptResult, ...]:
        rows = self._database.rows(
            "results_marked", dossier=dossier, marks=sorted(marks), a_key=RESULTS_MOST + 1, limit=RESULTS_MOST
        )
        return tuple(KeptResult(**row) for row in rows)
