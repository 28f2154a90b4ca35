"""Stores under test: each contract test runs against every one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.page import PageKind, Quality
from domain.record import DossierRecord, MadeBy, ScanSource
from domain.review import Decision, DecisionKind, ReviewTask, TaskKind
from domain.text import PageText
from domain.understanding import PageReading
from storage.memory import MemoryStore
from storage.postgres import PostgresStore
from storage.store import Session, Store
from storage.values import Batch, Dossier, NewDossier, NewScan, ReadPage


class HandClock:
    """A clock that stands until a test turns it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass(frozen=True)
class Made:
    """Invented rows for contract tests."""

    def new_dossier(self, name: str = "mau", scans: int = 1) -> NewDossier:
        files = tuple(NewScan(f"{name}-{n}.pdf", f"{name}{n}", f"scans/{name}{n}", 10) for n in range(scans))
        return NewDossier(name, f"sha-{name}", date(2026, 3, 2), files, "1.001193")

    def batch(self, session: Session, branch: str = "cn-01") -> Batch:
        return session.intake.open_batch(branch, "sáng", "clerk-1")

    def dossier(self, session: Session, name: str = "mau", scans: int = 1, branch: str = "cn-01") -> Dossier:
        batch = self.batch(session, branch)
        return session.intake.accept(batch.id, self.new_dossier(name, scans), "clerk-1")

    def page(self, number: int, words: bool = True) -> ReadPage:
        text = PageText(number, 0, 100, 200, (), (), "none 0") if words else None
        kind = PageKind.CONTENT if words else PageKind.BLANK
        return ReadPage(PageReading(number, kind, 300.0, Quality(1.0, 0.0, 0.1), text), f"previews/{number}")

    def record(self, dossier: Dossier, revision: int = 1, tasks: int = 1) -> DossierRecord:
        return DossierRecord(
            id=dossier.id,
            source=ScanSource(dossier.name, dossier.sha256),
            procedure=None,
            received=dossier.received,
            pages=(),
            documents=(),
            made_by=MadeBy("1", "2", "3"),
            tasks=tuple(ReviewTask(f"t{n}", TaskKind.FIELD, ("LOW",), "d1", "ho_ten") for n in range(tasks)),
            revision=revision,
        )

    def decision(self, clock: HandClock, value: str = "Nguyễn Thị Mẫu") -> Decision:
        return Decision(DecisionKind.SET_VALUE, "reviewer-1", clock(), "d1", "ho_ten", "t0", value)


@pytest.fixture
def made() -> Made:
    return Made()


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def memory(clock: HandClock) -> Store:
    return MemoryStore("1", clock)


@pytest.fixture
def embedded(embedded_server: str, emptied: Callable[[str], None], clock: HandClock) -> Iterator[Store]:
    emptied(embedded_server)
    with PostgresStore(embedded_server, "1", clock, connections=2) as store:
        yield store


@pytest.fixture
def debian(debian_server: str, emptied: Callable[[str], None], clock: HandClock) -> Iterator[Store]:
    emptied(debian_server)
    with PostgresStore(debian_server, "1", clock, connections=2) as store:
        yield store


@pytest.fixture(
    params=[
        "memory",
        pytest.param("embedded", marks=pytest.mark.integration),
        pytest.param("debian", marks=pytest.mark.integration),
    ]
)
def store(request: pytest.FixtureRequest) -> Store:
    """The store under test; those with a server are asked for only when it is their turn."""
    found: Store = request.getfixturevalue(request.param)
    return found
