"""Units of work, in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from storage.errors import LeaseLost, NotFound
from storage.ids import new_id
from storage.memory.audit import MemoryAudit
from storage.memory.tables import Room
from storage.store import Branches
from storage.values import (
    MAX_ATTEMPTS,
    STATE_BEFORE,
    WORKER_DIED,
    DossierState,
    Leg,
    Swept,
    Unit,
    UnitState,
)


class MemoryWork:
    def __init__(self, room: Room) -> None:
        self._room = room
        self._units = room.tables.units

    def plan(
        self, dossier: str, leg: Leg, subject: str, input_sha256: str, after: timedelta = timedelta(0)
    ) -> str:
        key = (subject, leg, input_sha256, self._room.pipeline)
        if known := self._room.tables.unit_keys.get(key):
            return known
        unit = Unit(
            new_id(), dossier, *(leg, subject, input_sha256, self._room.pipeline),
            UnitState.READY, attempt=0, token=0, next_attempt_at=self._room.clock() + after,
        )  # fmt: skip
        self._units[unit.id] = unit
        self._room.tables.unit_keys[key] = unit.id
        if not after:
            self._ring(unit.id)
        return unit.id

    def unit(self, unit: str) -> Unit | None:
        return self._units.get(unit)

    def units(self, dossier: str) -> tuple[Unit, ...]:
        return tuple(unit for unit in self._units.values() if unit.dossier == dossier)

    def claim(self, unit: str, lease: timedelta) -> Unit | None:
        found = self._units.get(unit)
        now = self._room.clock()
        if found is None or not self._free(found) or found.attempt >= MAX_ATTEMPTS:
            return None
        self._units[unit] = replace(
            found,
            state=UnitState.RUNNING,
            attempt=found.attempt + 1,
            token=found.token + 1,
            lease_until=now + lease,
        )
        return self._units[unit]

    def renew(self, unit: Unit, lease: timedelta) -> None:
        self._units[unit.id] = replace(self._held(unit), lease_until=self._room.clock() + lease)

    def finish(self, unit: Unit) -> None:
        self._units[unit.id] = replace(self._held(unit), state=UnitState.DONE, lease_until=None, error=None)

    def fail(self, unit: Unit, code: str, retry_in: timedelta) -> UnitState:
        held = replace(self._held(unit), error=code, lease_until=None)
        if held.attempt >= MAX_ATTEMPTS:
            self._quarantine(held)
            return UnitState.QUARANTINED
        again = self._room.clock() + retry_in
        self._units[unit.id] = replace(held, state=UnitState.READY, next_attempt_at=again)
        self._room.tables.rung_at.pop(unit.id, None)
        return UnitState.READY

    def give_back(self, unit: Unit) -> None:
        held = replace(self._held(unit), attempt=unit.attempt - 1, lease_until=None)
        self._units[unit.id] = replace(held, state=UnitState.READY)
        self._room.tables.rung_at.pop(unit.id, None)

    def sweep(self, resend_after: timedelta, limit: int = 1000) -> Swept:
        dead = [unit for unit in self._units.values() if self._died(unit)]
        spent = [unit for unit in dead if unit.attempt >= MAX_ATTEMPTS]
        for unit in dead:
            again = replace(unit, lease_until=None, error=unit.error or WORKER_DIED)
            if unit.attempt >= MAX_ATTEMPTS:
                self._quarantine(again)
            else:
                self._units[unit.id] = replace(again, state=UnitState.READY)
                self._room.tables.rung_at.pop(unit.id, None)
        silent = [unit.id for unit in self._units.values() if self._unheard(unit, resend_after)][:limit]
        for each in silent:
            self._ring(each)
        return Swept(len(silent), len(spent))

    def expire_leases(self) -> int:
        running = [unit for unit in self._units.values() if unit.state is UnitState.RUNNING]
        for unit in running:
            self._units[unit.id] = replace(unit, lease_until=self._room.clock())
        self._room.tables.rung_at.clear()
        return len(running)

    def rung(self, limit: int) -> tuple[tuple[str, Leg], ...]:
        outbox = self._room.tables.outbox
        taken = [outbox.pop(number) for number in sorted(outbox)[:limit]]
        return tuple((unit, self._units[unit].leg) for unit in taken)

    def quarantined(self, branches: Branches = None, limit: int = 100) -> tuple[Unit, ...]:
        found = (unit for unit in self._units.values() if unit.state is UnitState.QUARANTINED)
        return tuple(unit for unit in found if self._room.visible(unit.dossier, branches))[:limit]

    def retry(self, unit: str, by: str) -> None:
        found = self._units.get(unit)
        if found is None or found.state is not UnitState.QUARANTINED:
            raise NotFound(unit)
        again = replace(found, state=UnitState.READY, attempt=0, next_attempt_at=self._room.clock())
        self._units[unit] = again
        self._ring(unit)
        if not any(each.state is UnitState.QUARANTINED for each in self.units(found.dossier)):
            self._set_dossier(found.dossier, STATE_BEFORE[found.leg])
        MemoryAudit(self._room).append(by, "unit.retry", unit)

    def cancel(self, dossier: str) -> None:
        """Nothing of this dossier shall run any more; claims that live are fenced off."""
        for unit in self.units(dossier):
            if unit.state in (UnitState.READY, UnitState.RUNNING):
                off = replace(unit, state=UnitState.CANCELLED, token=unit.token + 1, lease_until=None)
                self._units[unit.id] = off

    def _ring(self, unit: str) -> None:
        rings = self._room.tables.rings
        rings["last"] = rings.get("last", 0) + 1
        self._room.tables.outbox[rings["last"]] = unit
        self._room.tables.rung_at[unit] = self._room.clock()

    def _free(self, unit: Unit) -> bool:
        due = unit.state is UnitState.READY and unit.next_attempt_at <= self._room.clock()
        return due or self._died(unit)

    def _died(self, unit: Unit) -> bool:
        until = unit.lease_until
        return unit.state is UnitState.RUNNING and until is not None and until <= self._room.clock()

    def _unheard(self, unit: Unit, resend_after: timedelta) -> bool:
        rung = self._room.tables.rung_at.get(unit.id)
        late = rung is None or rung <= self._room.clock() - resend_after
        return unit.state is UnitState.READY and unit.next_attempt_at <= self._room.clock() and late

    def _held(self, unit: Unit) -> Unit:
        found = self._units.get(unit.id)
        if found is None or found.state is not UnitState.RUNNING or found.token != unit.token:
            raise LeaseLost(unit.id)
        return found

    def _quarantine(self, unit: Unit) -> None:
        self._units[unit.id] = replace(unit, state=UnitState.QUARANTINED)
        self._set_dossier(unit.dossier, DossierState.QUARANTINED)

    def _set_dossier(self, dossier: str, state: DossierState) -> None:
        dossiers = self._room.tables.dossiers
        dossiers[dossier] = replace(dossiers[dossier], state=state)
