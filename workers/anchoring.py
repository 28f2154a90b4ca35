"""The audit chain's end is written down outside of the database once a day."""

from __future__ import annotations

from pathlib import Path

from storage.anchors import anchored_on, make_anchor, write_anchor
from storage.clock import Clock
from storage.keys import KeyRing
from storage.store import Store
from workers.bells import Bell

LOOK_SECONDS = 600.0


def daily_anchor(store: Store, keys: KeyRing, folder: Path, clock: Clock) -> Bell:
    """Writes the day's anchor unless one lies there; several processes at once write at most one each."""

    def pull() -> bool:
        now = clock()
        if anchored_on(folder, now):
            return False
        with store.begin() as session:
            end = session.audit.head()
        if end[0]:
            write_anchor(folder, make_anchor(keys, end, now))
        return False

    return Bell("anchor", pull, LOOK_SECONDS)
