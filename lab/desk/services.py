"""The services of the web rooms over a store in memory, with dossiers put straight into review."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from domain.definition import Definitions
from domain.page import PageKind
from domain.record import DossierRecord
from domain.understanding import PageReading
from hoso.definitions import definitions_at
from lab.desk.papers import DrawnPage
from review.settle import settle
from storage.clock import Clock
from storage.folder import FolderObjects
from storage.memory import MemoryStore
from storage.objects import PREVIEWS
from storage.values import DossierState, NewDossier, NewScan, ReadPage

Maker = Callable[[str], tuple[DossierRecord, list[DrawnPage]]]


@dataclass
class TrialClock:
    """A clock that only moves when it is told to."""

    now: datetime = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def turn(self, by: timedelta) -> None:
        self.now += by


@dataclass
class TrialServices:
    """What ``web.services.Services`` asks for."""

    objects: FolderObjects
    clock: Clock
    store: MemoryStore = field(init=False)
    definitions: Definitions = field(default_factory=definitions_at)
    tokens: Mapping[str, str] = field(default_factory=lambda: {"trial-token": "agency"})

    def __post_init__(self) -> None:
        self.store = MemoryStore(clock=self.clock)

    def searchable_pdf(self, dossier: str) -> bytes | None:
        with self.store.begin() as session:
            return b"%PDF-1.7 trial" if session.records.record(dossier) else None

    def accepted(self, name: str = "khai-sinh-mau.pdf", batch: str | None = None) -> str:
        """A dossier of one scan, as an upload leaves it."""
        key = self.objects.put("scans", name.encode())
        sha256 = key.partition("/")[2]
        with self.store.begin() as session:
            home = batch or session.intake.open_batch("main", "Lô mẫu", "owner").id
            scan = NewScan(name, sha256, key, len(name))
            new = NewDossier(name, sha256, self.clock().date(), (scan,), "1.001193")
            return session.intake.accept(home, new, "owner").id

    def read(self, dossier: str, maker: Maker) -> DossierRecord:
        """What the workers do up to the record: pages, previews, state."""
        record, drawn = maker(dossier)
        previews = [self.objects.put(PREVIEWS, page.jpeg, ".jpg") for page in drawn]
        pages = [
            ReadPage(PageReading(page.number, PageKind.CONTENT, 150, page.quality), preview)
            for page, preview in zip(record.pages, previews, strict=True)
        ]
        with self.store.begin() as session:
            scan = session.pages.scans(dossier)[0]
            session.pages.set_pages(scan.id, len(pages))
            session.pages.save(scan.id, pages)
            session.records.save(dossier, record)
        return record

    def review(self, maker: Maker, name: str = "khai-sinh-mau.pdf", batch: str | None = None) -> str:
        """A dossier that waits for a person, or is published where nobody has to look."""
        dossier = self.accepted(name, batch)
        self.open_review(dossier, self.read(dossier, maker))
        return dossier

    def open_review(self, dossier: str, record: DossierRecord) -> None:
        with self.store.begin() as session:
            if record.tasks:
                session.intake.set_state(dossier, DossierState.REVIEW)
                session.reviews.open(dossier, record, self.clock() + timedelta(hours=2))
            else:
                session.records.publish(dossier, record.revision)

    def settle(self, dossier: str) -> DossierRecord:
        """What the workers do after a finished review."""
        with self.store.begin() as session:
            before = session.records.record(dossier)
            assert before is not None  # noqa: S101 - a review had one
            after = settle(before, session.reviews.decisions(dossier))
            session.records.save(dossier, after)
            session.records.publish(dossier, after.revision)
        return after


def trial_services(folder: Path, clock: Clock | None = None) -> TrialServices:
    """Services whose files lie in that folder."""
    return TrialServices(FolderObjects(folder), clock or TrialClock())
