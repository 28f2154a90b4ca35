"""Keeps the lease of a unit alive while a leg runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread

from storage.errors import LeaseLost
from storage.store import Store
from storage.values import Unit
from workers.telling import log, warn

BEATS_A_LEASE = 3


@contextmanager
def beating(store: Store, unit: Unit, lease: timedelta) -> Iterator[None]:
    """Renew the lease three times in its life until the block ends.

    A lease that is lost or cannot be renewed is not an error here: the fencing token decides at the end.
    """
    done = Event()
    heart = Thread(target=_beat, args=(store, unit, lease, done), name="lease", daemon=True)
    heart.start()
    try:
        yield
    finally:
        done.set()
        heart.join()


def _beat(store: Store, unit: Unit, lease: timedelta, done: Event) -> None:
    while not done.wait(lease.total_seconds() / BEATS_A_LEASE):
        try:
            with store.begin() as session:
                session.work.renew(unit, lease)
        except LeaseLost:
            log.info("unit %s: lease lost", unit.id)
            return
        except Exception as error:  # noqa: BLE001 -- the database may be back at the next beat
            warn(error, "unit %s: lease not renewed", unit.id)
