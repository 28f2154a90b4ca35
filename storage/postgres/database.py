"""A connection that speaks in named queries, and the rows that it gives."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import Connection
from psycopg.rows import DictRow

from storage.clock import Clock
from storage.queries import queries
from storage.store import Branches

Row = dict[str, Any]


class Database:
    """One transaction's connection."""

    def __init__(self, connection: Connection[DictRow]) -> None:
        self._connection = connection

    def rows(self, query: str, /, **values: Any) -> list[Row]:
        return self._connection.execute(queries()[query], values).fetchall()

    def row(self, query: str, /, **values: Any) -> Row | None:
        """The first row, if there is one."""
        return self._connection.execute(queries()[query], values).fetchone()

    def run(self, query: str, /, **values: Any) -> int:
        """How many rows were touched."""
        return self._connection.execute(queries()[query], values).rowcount

    def run_many(self, query: str, rows: Sequence[Row]) -> None:
        with self._connection.cursor() as cursor:
            cursor.executemany(queries()[query], rows)


@dataclass(frozen=True, slots=True)
class Room:
    """What each part of a session works with. key: secret of the keyed hashes in the audit chain."""

    database: Database
    clock: Clock
    pipeline: str
    key: bytes


def listed(branches: Branches) -> list[str] | None:
    """Branches as the driver takes them."""
    return None if branches is None else sorted(branches)


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
