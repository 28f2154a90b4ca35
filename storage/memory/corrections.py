"""Cases for registers' owners, in memory."""

from __future__ import annotations

from collections.abc import Collection, Sequence

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
from storage.memory.audit import MemoryAudit
from storage.memory.tables import Room


class MemoryCorrections:
    def __init__(self, room: Room) -> None:
        self._room = room
        self._rows = room.tables.corrections

    def keep(self, dossier: str, branch: str, cases: Sequence[Correction]) -> None:
        before = {id_: each for id_, each in self._rows.items() if each.case.dossier == dossier}
        for each in after_record(tuple(before.values()), cases, branch, self._room.clock()):
            known = before.get(each.case.id)
            self._rows[each.case.id] = each
            if known is None or known.state is not each.state:
                self._audit(SYSTEM, each)

    def cases(
        self, branches: Branches = None, states: Collection[CorrectionState] = frozenset(CorrectionState)
    ) -> tuple[KeptCorrection, ...]:
        seen = (each for each in self._rows.values() if branches is None or each.branch in branches)
        return tuple(sorted((each for each in seen if each.state in states), key=in_order))

    def set_state(
        self, case: str, state: CorrectionState, by: str, branches: Branches = None
    ) -> KeptCorrection:
        known = self._rows.get(case)
        visible = known if known and (branches is None or known.branch in branches) else None
        now = said(visible, case, state, by, self._room.clock())
        if now != known:
            self._rows[case] = now
            self._audit(by, now)
        return now

    def _audit(self, by: str, kept: KeptCorrection) -> None:
        MemoryAudit(self._room).append(by, action_of(kept.state), kept.case.id, audited(kept))
