"""One unit of work from its ring to its end: claim, do, keep; or count the failure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from domain.errors import RefusedInput
from hoso.places import places
from hoso.wiring import Services
from storage.errors import LeaseLost
from storage.values import Unit
from workers.children import ChildFailed, Stopping
from workers.heart import beating
from workers.keeping import Call
from workers.steps import Steps
from workers.telling import log, warn

SLOWER = 4
"""How many times longer each further pause after a failure is."""


class Runner:
    """Runs units for any thread. ``after``: called when a unit ended, for it may have planned others."""

    def __init__(self, services: Services, call: Call, after: Callable[[], None]) -> None:
        self._store = services.store
        self._steps = Steps(services, call)
        self._lease = timedelta(seconds=services.settings.lease_seconds)
        self._pause = timedelta(seconds=services.settings.retry_seconds)
        self._after = after

    def run(self, unit_id: str) -> None:
        """Answer a ring. A unit that is held, done or not due is left alone; nothing is ever raised.

        What cannot even be noted down, because the database is gone, is found by the sweeper when the
        lease has run out.
        """
        try:
            with self._store.begin() as session:
                unit = session.work.claim(unit_id, self._lease)
            if unit is not None:
                self._do(unit)
                self._after()
        except Exception as error:  # noqa: BLE001 -- Dramatiq would log it with all that it says
            warn(error, "unit %s: left to the sweeper", unit_id)

    def _do(self, unit: Unit) -> None:
        try:
            with beating(self._store, unit, self._lease):
                keep = self._steps.take(unit)
            with self._store.begin() as session:
                session.work.finish(unit)
                keep(session)
        except LeaseLost:
            log.info("unit %s: lease lost, result dropped", unit.id)
        except Stopping:
            self._give_back(unit)
        except Exception as error:  # noqa: BLE001 -- whatever it was, it counts as a failed attempt
            self._fail(unit, error)
        else:
            log.info("unit %s: %s done at attempt %s", unit.id, unit.leg, unit.attempt)

    def _fail(self, unit: Unit, error: Exception) -> None:
        code = error.code if isinstance(error, ChildFailed | RefusedInput) else type(error).__name__
        where = error.places if isinstance(error, ChildFailed) else places(error)
        with self._store.begin() as session:
            state = session.work.fail(unit, code, self._pause * SLOWER ** (unit.attempt - 1))
        log.warning("unit %s: %s failed (%s), now %s; at %s", unit.id, unit.leg, code, state, where)

    def _give_back(self, unit: Unit) -> None:
        with self._store.begin() as session:
            session.work.give_back(unit)
        log.info("unit %s: given back", unit.id)
