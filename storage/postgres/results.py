"""Papers of accepted dossiers that may be reused, in PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from storage.kept_keys import FIRST
from storage.kept_results import RESULTS_MOST, KeptResult, published_of
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
        key: str = FIRST,
        since: Mapping[str, datetime] | None = None,
    ) -> None:
        self.replace(dossier, published_of(dossier, revision, marks, self._clock(), since), key)

    def kept(self, dossier: str) -> tuple[KeptResult, ...]:
        return tuple(KeptResult(**row) for row in self._database.rows("results_of", dossier=dossier))

    def replace(self, dossier: str, anew: Sequence[tuple[KeptResult, Collection[int]]], key: str) -> None:
        self._database.run("hold_marks", dossier=dossier)
        self._database.run("drop_results", dossier=dossier)
        for result, marks in anew:
            self._database.run("add_results", marks=sorted(marks), key=key, **asdict(result))

    def near(self, dossier: str, marks: Collection[int]) -> tuple[KeptResult, ...]:
        rows = self._database.rows(
            "results_marked", dossier=dossier, marks=sorted(marks), a_key=RESULTS_MOST + 1, limit=RESULTS_MOST
        )
        return tuple(KeptResult(**row) for row in rows)
