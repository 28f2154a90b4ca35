"""The whole service in one process: database, files, broker and workers, all ending with the block."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from dramatiq import Worker

from hoso.seam import Legs
from hoso.settings import Settings
from hoso.wiring import Services, services
from workers.broker import broker_for
from workers.staff import Staff

IDLE_MS = 100
STOP_MS = 30_000


@contextmanager
def embedded_service(settings: Settings, legs: Legs | None = None) -> Iterator[Services]:
    """Run everything the settings ask for in this process; without settings nothing else is needed.

    Legs run in ``settings.jobs`` child processes. What an earlier, killed service had accepted is finished.
    Raises what ``hoso.wiring.services`` raises.
    """
    with services(settings, legs) as built, working(built):
        yield built


@contextmanager
def working(built: Services) -> Iterator[None]:
    """Work on units until the block ends."""
    if built.alone:
        with built.store.begin() as session:
            session.work.expire_leases()
    staff = Staff(built)
    url = built.settings.broker_url
    broker = broker_for(url.get_secret_value() if url is not None else None, [staff])
    staff.declare(broker)
    worker = Worker(broker, worker_timeout=IDLE_MS, worker_threads=built.settings.jobs)
    worker.start()
    try:
        yield
    finally:
        worker.stop(timeout=STOP_MS)
        broker.close()
