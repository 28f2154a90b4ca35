"""A service of trial legs over a store in memory, whose legs run in this process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest

from domain.once_only import HeldRecord
from hoso.definitions import definitions_at
from hoso.settings import Settings
from hoso.wiring import Services
from lab.trial_legs import CANARY, trial_legs
from storage.folder import FolderObjects
from storage.keys import KeyRing
from storage.memory import MemoryStore
from storage.objects import keep_scan
from storage.registers import HeldRegisters
from storage.values import Dossier, Leg, NewDossier, Unit
from workers.runner import Runner

T = TypeVar("T")


def here(_: float, function: Callable[..., T], *arguments: Any) -> T:
    """Runs a leg in this process."""
    return function(*arguments)


@dataclass
class Desk:
    """Hands dossiers in and answers rings until nothing rings any more."""

    services: Services
    folder: Path
    call: Any = here
    rung: list[Leg] = field(default_factory=list)

    @property
    def runner(self) -> Runner:
        return Runner(self.services, self.call, lambda: None)

    def accept(self, *files: str, received: date = date(2026, 3, 2), scanner: str | None = None) -> Dossier:
        """A dossier whose files hold these orders."""
        scans = []
        for place, text in enumerate(files):
            path = self.folder / f"{place}.txt"
            path.write_text(text)
            scans.append(keep_scan(self.services.objects, path, f"{place}.pdf"))
        new = NewDossier("mau", scans[0].sha256, received, tuple(scans), "1.001193")
        with self.services.store.begin() as session:
            batch = session.intake.open_batch("cn-01", "sáng", "clerk-1", scanner)
            return session.intake.accept(batch.id, new, "clerk-1")

    def answer_rings(self) -> None:
        while True:
            with self.services.store.begin() as session:
                rings = session.work.rung(1)
            if not rings:
                return
            self.rung.append(rings[0][1])
            self.runner.run(rings[0][0])

    def now(self, dossier: Dossier) -> Dossier:
        with self.services.store.begin() as session:
            found = session.intake.dossier(dossier.id)
        assert found is not None
        return found

    def unit(self, dossier: Dossier, leg: Leg) -> Unit:
        with self.services.store.begin() as session:
            return next(unit for unit in session.work.units(dossier.id) if unit.leg is leg)


class HandClock:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock) -> Desk:
    settings = Settings(home=tmp_path, pages_a_unit=2, retry_seconds=10, sample_share=0)
    definitions = definitions_at()
    services = Services(
        settings=settings,
        store=MemoryStore("trial", clock),
        objects=FolderObjects(tmp_path / "objects"),
        registers=HeldRegisters(
            {"dan_cu": [HeldRecord("cccd_chip", {"so_dinh_danh": CANARY})]}, definitions.law, clock
        ),
        audit_keys=KeyRing(b"trial"),
        legs=trial_legs(),
        definitions=definitions,
        clock=clock,
        alone=True,
        tokens={},
    )
    return Desk(services, tmp_path)
