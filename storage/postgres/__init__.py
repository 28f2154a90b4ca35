"""The store in PostgreSQL 15 or newer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from secrets import token_bytes

from psycopg import Connection
from psycopg.rows import DictRow, dict_row
from psycopg_pool import ConnectionPool

from storage.clock import Clock, utc_now
from storage.decisions import KEY_BYTES
from storage.postgres.audit import PostgresAudit, PostgresHeldFacts
from storage.postgres.corrections import PostgresCorrections
from storage.postgres.database import Database, Room
from storage.postgres.figures import PostgresFigures
from storage.postgres.intake import PostgresIntake
from storage.postgres.keys import PostgresKeys
from storage.postgres.migrate import migrate
from storage.postgres.paces import PostgresPaces
from storage.postgres.pages import PostgresPages
from storage.postgres.records import PostgresRecords
from storage.postgres.results import PostgresResults
from storage.postgres.reviews import PostgresReviews
from storage.postgres.seen import PostgresSeen
from storage.postgres.standings import PostgresStandings
from storage.postgres.work import PostgresWork

__all__ = ["PostgresSession", "PostgresStore", "migrate"]

WAIT_FOR_A_CONNECTION = 30.0


@dataclass(frozen=True, slots=True)
class PostgresSession:
    """One transaction."""

    intake: PostgresIntake
    pages: PostgresPages
    records: PostgresRecords
    reviews: PostgresReviews
    work: PostgresWork
    held: PostgresHeldFacts
    seen: PostgresSeen
    results: PostgresResults
    figures: PostgresFigures
    standings: PostgresStandings
    corrections: PostgresCorrections
    paces: PostgresPaces
    keys: PostgresKeys
    audit: PostgresAudit


class PostgresStore:
    """A pool of connections. Close it, or use it as a context manager.

    key: secret of the keyed hashes in the audit chain; one that nobody knows where none is given.
    """

    def __init__(
        self,
        conninfo: str,
        pipeline: str,
        clock: Clock = utc_now,
        connections: int = 8,
        key: bytes | None = None,
    ) -> None:
        self._clock = clock
        self._pipeline = pipeline
        self._key = key or token_bytes(KEY_BYTES)
        self._pool: ConnectionPool[Connection[DictRow]] = ConnectionPool(
            conninfo,
            min_size=1,
            max_size=connections,
            timeout=WAIT_FOR_A_CONNECTION,
            kwargs={"row_factory": dict_row, "options": "-c timezone=UTC"},
            check=ConnectionPool.check_connection,
            open=True,
        )

    def __enter__(self) -> PostgresStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._pool.close()

    @contextmanager
    def begin(self) -> Iterator[PostgresSession]:
        with self._pool.connection() as connection:
            yield _session(Room(Database(connection), self._clock, self._pipeline, self._key))


def _session(room: Room) -> PostgresSession:
    return PostgresSession(
        PostgresIntake(room),
        PostgresPages(room),
        PostgresRecords(room),
        PostgresReviews(room),
        PostgresWork(room),
        PostgresHeldFacts(room),
        PostgresSeen(room),
        PostgresResults(room),
        PostgresFigures(room),
        PostgresStandings(room),
        PostgresCorrections(room),
        PostgresPaces(room),
        PostgresKeys(room),
        PostgresAudit(room),
    )
