"""The service and a register over HTTP that is down first: unknown, asked again, and a new revision."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn

from domain.once_only import HeldRecord, VerdictCode
from domain.record import DossierRecord
from hoso.definitions import definitions_at
from hoso.registers.reference import PATH, ReferenceRegister, Trouble, reference_app
from hoso.settings import Settings
from lab.trial_legs import CANARY, trial_legs
from storage.chain import verify
from storage.store import Store
from workers.embedded import embedded_service

if TYPE_CHECKING:
    from tests.integration.conftest import Branch

pytestmark = pytest.mark.integration


@contextmanager
def register(trouble: Trouble) -> Iterator[str]:
    held = {"dan_cu": [HeldRecord("cccd_chip", {"so_dinh_danh": CANARY})]}
    app = reference_app(ReferenceRegister(held, definitions_at().law), trouble)
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, access_log=False, log_level="critical", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}{PATH}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


def record_when(store: Store, dossier: str, done: Callable[[DossierRecord], bool]) -> DossierRecord:
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        with store.begin() as session:
            record = session.records.record(dossier)
        if record is not None and done(record):
            return record
        time.sleep(0.05)
    raise AssertionError("the record did not come")


def test_a_register_that_comes_back_changes_what_is_advised(
    home: Path, tmp_path: Path, quick: dict[str, Any], branch_of: Callable[..., Branch]
) -> None:
    trouble, connections = Trouble(out=True), tmp_path / "connections.toml"
    with register(trouble) as url:
        connections.write_text(f"[dan_cu]\nurl = '{url}'\ntries = 1\nfailures = 100\n")
        hurried = quick | {"ask_again_seconds": 0.1, "register_connections": connections}
        with embedded_service(Settings(home=home, **hurried), trial_legs()) as service:
            branch = branch_of(service.store, service.objects)
            batch = branch.batch("ask 1\n")
            branch.wait(batch, lambda progress: progress.at_rest)
            (dossier,) = branch.dossiers(batch)
            first = record_when(service.store, dossier.id, lambda _: True)
            trouble.out = False
            later = record_when(service.store, dossier.id, lambda record: record.revision == 2)
            with service.store.begin() as session:
                entries = list(session.audit.entries())
                verify(entries, session.audit.head())
    assert first.once_only[0].verdict is VerdictCode.UNKNOWN
    assert later.once_only[0].verdict is VerdictCode.NOT_NEEDED_DATA_HELD
    told = [each.details["outcome"] for each in entries if each.action == "register.answer"]
    assert told.count("found") == 1
    assert set(told) == {"unavailable", "found"}
    assert CANARY not in str(entries)
