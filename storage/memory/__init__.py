"""The store in memory: the same behaviour as PostgreSQL, for tests and trials; nothing outlives it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from secrets import token_bytes
from threading import Lock

from storage.clock import Clock, utc_now
from storage.decisions import KEY_BYTES
from storage.memory.audit import MemoryAudit, MemoryHeldFacts
from storage.memory.corrections import MemoryCorrections
from storage.memory.figures import MemoryFigures
from storage.memory.intake import MemoryIntake
from storage.memory.keys import MemoryKeys
from storage.memory.paces import MemoryPaces
from storage.memory.pages import MemoryPages
from storage.memory.records import MemoryRecords
from storage.memory.results import MemoryResults
from storage.memory.reviews import MemoryReviews
from storage.memory.seen import MemorySeen
from storage.memory.standings import MemoryStandings
from storage.memory.tables import Room, Tables
from storage.memory.work import MemoryWork


@dataclass(frozen=True, slots=True)
class MemorySession:
    """One transaction on a copy of the tables."""

    intake: MemoryIntake
    pages: MemoryPages
    records: MemoryRecords
    reviews: MemoryReviews
    work: MemoryWork
    held: MemoryHeldFacts
    seen: MemorySeen
    results: MemoryResults
    figures: MemoryFigures
    standings: MemoryStandings
    corrections: MemoryCorrections
    paces: MemoryPaces
    keys: MemoryKeys
    audit: MemoryAudit


class MemoryStore:
    """Transactions run one after the other; do not begin one inside another.

    key: secret of the keyed hashes in the audit chain; one that nobody knows where none is given.
    """

    def __init__(self, pipeline: str = "0", clock: Clock = utc_now, key: bytes | None = None) -> None:
        self._tables = Tables()
        self._clock = clock
        self._pipeline = pipeline
        self._key = key or token_bytes(KEY_BYTES)
        self._one_at_a_time = Lock()

    @contextmanager
    def begin(self) -> Iterator[MemorySession]:
        with self._one_at_a_time:
            copy = self._tables.copy()
            yield _session(Room(copy, self._clock, self._pipeline, self._key))
            self._tables = copy


def _session(room: Room) -> MemorySession:
    return MemorySession(
        MemoryIntake(room),
        MemoryPages(room),
        MemoryRecords(room),
        MemoryReviews(room),
        MemoryWork(room),
        MemoryHeldFacts(room),
        MemorySeen(room),
        MemoryResults(room),
        MemoryFigures(room),
        MemoryStandings(room),
        MemoryCorrections(room),
        MemoryPaces(room),
        MemoryKeys(room),
        MemoryAudit(room),
    )
