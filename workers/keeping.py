"""What a step gives back: how a leg's result is kept, in the transaction that finishes its unit."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, Protocol, TypeVar

from domain.record import DossierRecord
from storage.store import Session
from storage.values import Dossier, DossierState, Leg, UnitState
from workers.due import due_at

T = TypeVar("T")
Keep = Callable[[Session], None]
"""Saves what a leg found, in the same transaction that finishes its unit."""

FIRST_PAUSE = timedelta(minutes=1)
DOUBLINGS = 5
"""Registers that stay silent are asked after 1, 2, 4, 8, 16 and then every 32 minutes."""
GIVE_UP = timedelta(days=3)
"""After the dossier came in: by then an officer has had to do without the register."""


class Call(Protocol):
    """Runs a leg's function within so many seconds, in a child or (in tests) here."""

    def __call__(self, seconds: float, function: Callable[..., T], *arguments: Any) -> T: ...


def keeping(dossier: Dossier, record: DossierRecord, silent: bool) -> Keep:
    """Keep the revision, then ask a person about what is open in it, or let agencies fetch it.

    silent: a register that could answer has not, so that it is asked again later.
    """

    def keep(session: Session) -> None:
        session.records.save(dossier.id, record)
        if record.tasks:
            session.reviews.open(dossier.id, record, due_at(dossier.accepted_at))
            session.intake.set_state(dossier.id, DossierState.REVIEW)
        else:
            session.records.publish(dossier.id, record.revision)
        if silent:
            plan_asking(session, dossier)

    return keep


def plan_asking(session: Session, dossier: Dossier) -> None:
    """Have the silent registers asked later; once is enough, and each time the pause is longer."""
    before = [unit for unit in session.work.units(dossier.id) if unit.leg is Leg.ASK_AGAIN]
    if any(unit.state in (UnitState.READY, UnitState.RUNNING) for unit in before):
        return
    after = FIRST_PAUSE * 2 ** min(len(before), DOUBLINGS)
    wanted = digest([dossier.sha256, Leg.ASK_AGAIN, str(len(before))])
    session.work.plan(dossier.id, Leg.ASK_AGAIN, dossier.id, wanted, after)


def digest(parts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
