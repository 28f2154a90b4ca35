"""What an operator looks at first: how much there is, what waits longest, what stopped."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from domain.standing import Standing
from storage.store import Session
from storage.values import DossierState, Review, Unit
from web.access import Account

BATCHES = 200
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class OperationsPage:
    """Counts of the newest batches by state; oldest: open reviews, the most urgent first.

    standings: what blind samples say, what is stepped down first.
    """

    batches: int
    counts: tuple[tuple[DossierState, int], ...]
    oldest: tuple[Review, ...]
    overdue: int
    stopped: tuple[Unit, ...]
    audit_entries: int
    now: datetime
    standings: tuple[Standing, ...] = ()


def operations_page(session: Session, account: Account, now: datetime) -> OperationsPage:
    batches = session.intake.batches(account.branches, BATCHES)
    counts: Counter[DossierState] = Counter()
    for batch in batches:
        counts.update(session.intake.progress(batch.id).dossiers)
    waiting = session.reviews.waiting(account.branches)
    return OperationsPage(
        len(batches),
        tuple((state, counts[state]) for state in DossierState),
        waiting[:_SHOWN],
        sum(1 for each in waiting if each.due_at < now),
        session.work.quarantined(account.branches, _SHOWN),
        session.audit.head()[0],
        now,
        session.standings.standings(account.branches),
    )
