"""Papers of accepted dossiers that may be reused, in PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from storage.kept_results import RESULTS_MOST, KeptResult
from storage.postgres.database import Room


class PostgresResults:
    def __init__(self, room: Room) -> None:
        self._database = room.database
        self._clock = room.clock

    def keep(self, dossier: str, revision: int, marks: Mapping[str, Collection[int]]) -> None:
        now = self._clock()
        self._database.run("drop_results", dossier=dossier)
        for document, each in marks.items():
            row = {"dossier": dossier, "document": document, "revision": revision, "now": now}
            self._database.run("add_results", marks=sorted(each), **row)

    def near(self, dossier: str, marks: Collection[int]) -> tuple[KeptResult, ...]:
        rows = self._database.rows(
            "results_marked", dossier=dossier, marks=sorted(marks), a_key=RESULTS_MOST + 1, limit=RESULTS_MOST
        )
        return tuple(KeptResult(**row) for row in rows)
