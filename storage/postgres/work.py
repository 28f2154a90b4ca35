"""Units of work, in PostgreSQL."""

from __future__ import annotations

from datetime import timedelta

from storage.errors import LeaseLost, NotFound
from storage.ids import new_id
from storage.postgres.audit import PostgresAudit
from storage.postgres.database import Room, Row, listed
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


class PostgresWork:
    def __init__(self, room: Room) -> None:
        self._room = room
        self._database = room.database
        self._clock = room.clock

    def plan(
        self, dossier: str, leg: Leg, subject: str, input_sha256: str, after: timedelta = timedelta(0)
    ) -> str:
        key = {"leg": leg, "subject": subject, "input_sha256": input_sha256, "pipeline": self._room.pipeline}
        due = self._clock() + after
        new = self._database.row("add_unit", id=new_id(), dossier=dossier, due=due, **key)
        if new is None:
            known = self._database.row("unit_of_key", **key)
            return str(known["id"]) if known else self.plan(dossier, leg, subject, input_sha256, after)
        if not after:
            self._database.run("ring", unit=new["id"], now=self._clock())
        return str(new["id"])

    def unit(self, unit: str) -> Unit | None:
        row = self._database.row("unit", id=unit)
        return _unit(row) if row else None

    def units(self, dossier: str) -> tuple[Unit, ...]:
        return tuple(_unit(row) for row in self._database.rows("units", dossier=dossier))

    def claim(self, unit: str, lease: timedelta) -> Unit | None:
        now = self._clock()
        row = self._database.row(
            "claim_unit", id=unit, now=now, lease_until=now + lease, max_attempts=MAX_ATTEMPTS
        )
        return _unit(row) if row else None

    def renew(self, unit: Unit, lease: timedelta) -> None:
        until = self._clock() + lease
        if not self._database.run("renew_unit", id=unit.id, token=unit.token, lease_until=until):
            raise LeaseLost(unit.id)

    def finish(self, unit: Unit) -> None:
        if not self._database.run("finish_unit", id=unit.id, token=unit.token):
            raise LeaseLost(unit.id)

    def fail(self, unit: Unit, code: str, retry_in: timedelta) -> UnitState:
        row = self._database.row(
            "fail_unit",
            id=unit.id,
            token=unit.token,
            error=code,
            max_attempts=MAX_ATTEMPTS,
            next_attempt_at=self._clock() + retry_in,
        )
        if row is None:
            raise LeaseLost(unit.id)
        if row["state"] == UnitState.QUARANTINED:
            self._set_apart([unit.dossier])
        return UnitState(row["state"])

    def give_back(self, unit: Unit) -> None:
        if not self._database.run("give_back_unit", id=unit.id, token=unit.token):
            raise LeaseLost(unit.id)

    def sweep(self, resend_after: timedelta, limit: int = 1000) -> Swept:
        won = self._database.row("one_sweeper")
        if won is None or not won["won"]:
            return Swept(0, 0)
        now = self._clock()
        reaped = self._database.rows("reap_units", now=now, error=WORKER_DIED, max_attempts=MAX_ATTEMPTS)
        spent = [row["dossier"] for row in reaped if row["state"] == UnitState.QUARANTINED]
        self._set_apart(spent)
        rung = self._database.run("ring_silent_units", now=now, rung_before=now - resend_after, limit=limit)
        return Swept(rung, len(spent))

    def expire_leases(self) -> int:
        self._database.run("forget_rings")
        return self._database.run("expire_leases", now=self._clock())

    def rung(self, limit: int) -> tuple[tuple[str, Leg], ...]:
        rows = self._database.rows("take_rings", limit=limit)
        return tuple((row["unit"], Leg(row["leg"])) for row in rows)

    def quarantined(self, branches: Branches = None, limit: int = 100) -> tuple[Unit, ...]:
        rows = self._database.rows("quarantined_units", branches=listed(branches), limit=limit)
        return tuple(_unit(row) for row in rows)

    def retry(self, unit: str, by: str) -> None:
        row = self._database.row("retry_unit", id=unit, now=self._clock())
        if row is None:
            raise NotFound(unit)
        self._database.run("ring", unit=unit, now=self._clock())
        left = self._database.row("still_quarantined", dossier=row["dossier"])
        if left and not left["count"]:
            self._database.run("force_state", ids=[row["dossier"]], state=STATE_BEFORE[Leg(row["leg"])])
        PostgresAudit(self._room).append(by, "unit.retry", unit)

    def _set_apart(self, dossiers: list[str]) -> None:
        if dossiers:
            self._database.run("force_state", ids=sorted(dossiers), state=DossierState.QUARANTINED)


def _unit(row: Row) -> Unit:
    return Unit(
        id=row["id"],
        dossier=row["dossier"],
        leg=Leg(row["leg"]),
        subject=row["subject"],
        input_sha256=row["input_sha256"],
        pipeline=row["pipeline"],
        state=UnitState(row["state"]),
        attempt=row["attempt"],
        token=row["token"],
        next_attempt_at=row["next_attempt_at"],
        lease_until=row["lease_until"],
        error=row["error"],
    )
