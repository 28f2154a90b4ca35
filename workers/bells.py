"""Two threads that see to it that every unit is rung for: the outbox relay and the sweeper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Event, Thread

from dramatiq import Broker

from storage.store import Store
from workers.telling import log, warn

RINGS_AT_ONCE = 100
RELAY_SECONDS = 0.25
"""How long a ring of another process lies in the outbox at most; rings of this one wake the relay."""


class Bell:
    """Calls ``pull`` again and again: at once while it has more to do, else after a pause or a wake."""

    def __init__(self, name: str, pull: Callable[[], bool], pause: float) -> None:
        self._name = name
        self._pull = pull
        self._pause = pause
        self._stopped = False
        self._woken = Event()
        self._thread = Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        self._woken.set()

    def stop(self) -> None:
        self._stopped = True
        self._woken.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped:
            if not self._again():
                self._woken.wait(self._pause)
                self._woken.clear()

    def _again(self) -> bool:
        try:
            return self._pull()
        except Exception as error:  # noqa: BLE001 -- broker or database are down: the next pull tries again
            warn(error, "%s: will try again", self._name)
            return False


def relay(store: Store, broker: Broker) -> Bell:
    """Publishes rings from the outbox. They leave it only when the broker has confirmed them all."""

    def pull() -> bool:
        with store.begin() as session:
            rings = session.work.rung(RINGS_AT_ONCE)
            for unit, leg in rings:
                broker.enqueue(broker.get_actor(leg).message(unit))
        return len(rings) == RINGS_AT_ONCE

    return Bell("relay", pull, RELAY_SECONDS)


def sweeper(store: Store, resend_after: timedelta, pause: float, found: Callable[[], None]) -> Bell:
    """Rings again for what was lost. ``found`` is called when there was something."""

    def pull() -> bool:
        with store.begin() as session:
            swept = session.work.sweep(resend_after)
        if swept.quarantined:
            log.warning("%s units set apart", swept.quarantined)
        if swept.rung:
            found()
        return False

    return Bell("sweeper", pull, pause)
