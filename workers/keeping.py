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

DOUBLINGS = 5
"""Each pause is twice the one before, up to 32 times the first."""
GIVE_UP = timedelta(days=3)
"""After the dossier came in: by then an officer has had to do without the register."""


class Call(Protocol):
    """Runs a leg's function within so many seconds, in a child or (in tests) here."""

    def __call__(self, seconds: float, function: Callable[..., T], *arguments: Any) -> T: ...


def keeping(dossier: Dossier, record: DossierRecord, ask_in: timedelta | None) -> Keep:
    """Keep the revision, then ask a person about what is open in it, or let agencies fetch it.

    ask_in: the first pause after which silent registers are asked again; None where none owes an answer.
    """

    def keep(session: Session) -> None:
        session.records.save(dossier.id, record)
        if record.tasks:
            session.reviews.open(dossier.id, record, due_at(dossier.accepted_at))
            session.intake.set_state(dossier.id, DossierState.REVIEW)
        else:
            session.records.publish(dossier.id, record.revision)
        if ask_in is not None:
            plan_asking(session, dossier, ask_in)

    return keep


def plan_asking(session: Session, dossier: Dossier, first: timedelta) -> None:
    """Have the silent registers asked later; once is enough, and each time the pause is longer."""
    before = [unit for unit in session.work.units(dossier.id) if unit.leg is Leg.ASK_AGAIN]
    if any(unit.state in (UnitState.READY, UnitState.RUNNING) for unit in before):
        return
    after = first * 2 ** min(len(before), DOUBLINGS)
    wanted = digest([dossier.sha256, Leg.ASK_AGAIN, str(len(before))])
    session.work.plan(dossier.id, Leg.ASK_AGAIN, dossier.id, wanted, after)


def digest(parts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
