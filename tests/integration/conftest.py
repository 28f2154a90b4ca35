"""Services of trial legs on real servers, in this process or in processes that can be killed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image
from psycopg import Connection

from storage.chain import verify
from storage.objects import Objects, keep_scan
from storage.store import Store
from storage.values import Batch, Dossier, DossierState, NewDossier, Progress, UnitState

pytestmark = pytest.mark.integration

PATIENCE = 120.0
QUICK: dict[str, Any] = {
    "jobs": 2,
    "pages_a_unit": 2,
    "lease_seconds": 5.0,
    "retry_seconds": 0.1,
    "sweep_seconds": 0.3,
    "resend_seconds": 3.0,
    "page_seconds": 10.0,
}
"""Settings under which what was lost is found again within seconds."""


@dataclass(frozen=True)
class Branch:
    """Hands dossiers of trial orders in, waits for their end, and looks whether all is as promised."""

    store: Store
    objects: Objects
    folder: Path

    def batch(self, *orders: str) -> Batch:
        with self.store.begin() as session:
            batch = session.intake.open_batch("cn-01", "sáng", "clerk-1")
        for place, text in enumerate(orders):
            path = self.folder / "upload"
            path.write_text(text)
            self._accept(batch, path, f"{place}.pdf")
        return batch

    def scan(self, page: Image.Image) -> Batch:
        """A batch of one dossier of one page."""
        with self.store.begin() as session:
            batch = session.intake.open_batch("cn-01", "sáng", "clerk-1")
        path = self.folder / "scan.png"
        page.save(path, dpi=(150, 150))
        self._accept(batch, path, "scan.png")
        return batch

    def _accept(self, batch: Batch, path: Path, name: str) -> None:
        scan = keep_scan(self.objects, path, name)
        new = NewDossier(name, scan.sha256, date(2026, 3, 2), (scan,), "1.001193")
        with self.store.begin() as session:
            session.intake.accept(batch.id, new, "clerk-1")

    def progress(self, batch: Batch) -> Progress:
        with self.store.begin() as session:
            return session.intake.progress(batch.id)

    def dossiers(self, batch: Batch) -> tuple[Dossier, ...]:
        with self.store.begin() as session:
            return session.intake.dossiers(batch.id)

    def wait(self, batch: Batch, enough: Callable[[Progress], bool]) -> Progress:
        until = time.monotonic() + PATIENCE
        while not enough(found := self.progress(batch)):
            assert time.monotonic() < until, f"still {found}"
            time.sleep(0.05)
        return found

    def all_published_once(self, batch: Batch) -> None:
        """Nothing was lost, no effect happened twice, and the audit chain is whole."""
        dossiers = self.dossiers(batch)
        assert {dossier.state for dossier in dossiers} == {DossierState.PUBLISHED}
        with self.store.begin() as session:
            published = [each.dossier for each in session.records.publications(limit=10_000)]
            units = [unit for dossier in dossiers for unit in session.work.units(dossier.id)]
            assert verify(session.audit.entries(), session.audit.head()) >= len(dossiers)
        assert sorted(published) == sorted(dossier.id for dossier in dossiers)
        assert {unit.state for unit in units} == {UnitState.DONE}


@pytest.fixture
def database(debian_server: str) -> Iterator[str]:
    """An empty database of its own on Debian's PostgreSQL."""
    name = f"trial_{uuid4().hex}"
    with Connection.connect(debian_server, autocommit=True) as connection:
        connection.execute(f"create database {name}".encode())
    yield debian_server.replace("dbname=hoso", f"dbname={name}")
    with Connection.connect(debian_server, autocommit=True) as connection:
        connection.execute(f"drop database {name} with (force)".encode())


@contextmanager
def process(*words: str, **settings: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process with these HOSO_ settings, once it has said its first line."""
    environment = os.environ | {f"HOSO_{name.upper()}": value for name, value in settings.items()}
    started = subprocess.Popen([sys.executable, *words], env=environment, stdout=subprocess.PIPE)
    assert started.stdout is not None
    try:
        assert started.stdout.readline()
        yield started
    finally:
        started.terminate()
        try:
            started.wait(timeout=20)
        except subprocess.TimeoutExpired:
            started.kill()
            started.wait()
        started.stdout.close()


@pytest.fixture
def quick() -> dict[str, Any]:
    return QUICK


@pytest.fixture
def in_process() -> Callable[..., Any]:
    return process


@pytest.fixture
def branch_of(tmp_path: Path) -> Callable[[Store, Objects], Branch]:
    return lambda store, objects: Branch(store, objects, tmp_path)
