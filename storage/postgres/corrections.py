"""Cases for registers' owners, in PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict

from once_only.corrections import Correction
from storage.corrections import (
    SYSTEM,
    Branches,
    CorrectionState,
    KeptCorrection,
    action_of,
    after_record,
    audited,
    in_order,
    said,
)
from storage.postgres.audit import PostgresAudit
from storage.postgres.database import Room, Row, listed


class PostgresCorrections:
    def __init__(self, room: Room) -> None:
        self._room = room
        self._database = room.database
        self._clock = room.clock

    def keep(self, dossier: str, branch: str, cases: Sequence[Correction]) -> None:
        rows = self._database.rows("hold_corrections_of", dossier=dossier)
        before = {row["id"]: _kept(row) for row in rows}
        after = after_record(tuple(before.values()), cases, branch, self._clock())
        for each in after:
            self._put(each)
        for each in after:
            known = before.get(each.case.id)
            if known is None or known.state is not each.state:
                self._audit(SYSTEM, each)

    def cases(
        self, branches: Branches = None, states: Collection[CorrectionState] = frozenset(CorrectionState)
    ) -> tuple[KeptCorrection, ...]:
        rows = self._database.rows("corrections", branches=listed(branches), states=sorted(states))
        return tuple(sorted((_kept(row) for row in rows), key=in_order))

    def set_state(
        self, case: str, state: CorrectionState, by: str, branches: Branches = None
    ) -> KeptCorrection:
        row = self._database.row("hold_correction", id=case, branches=listed(branches))
        known = _kept(row) if row else None
        now = said(known, case, state, by, self._clock())
        if now != known:
            self._put(now)
            self._audit(by, now)
        return now

    def _put(self, kept: KeptCorrection) -> None:
        self._database.run("put_correction", **_row(kept))

    def _audit(self, by: str, kept: KeptCorrection) -> None:
        PostgresAudit(self._room).append(by, action_of(kept.state), kept.case.id, audited(kept))


def _row(kept: KeptCorrection) -> Row:
    case = asdict(kept.case) | {"fields": list(kept.case.fields)}
    stands = {"state": kept.state.value, "changed_by": kept.by, "changed_at": kept.at}
    return case | {"branch": kept.branch} | stands


def _kept(row: Row) -> KeptCorrection:
    state, by, at = CorrectionState(row.pop("state")), row.pop("changed_by"), row.pop("changed_at")
    branch, fields = row.pop("branch"), tuple(row.pop("fields"))
    return KeptCorrection(Correction(fields=fields, **row), branch, state, by, at)
