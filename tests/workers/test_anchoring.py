"""The chain's end is written down once a day, by whichever process comes first."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from storage.anchors import anchor_files, read_anchor
from workers.anchoring import daily_anchor

if TYPE_CHECKING:
    from pathlib import Path

    from tests.workers.conftest import Desk, HandClock


def looked(desk: Desk, folder: Path) -> None:
    """One look of the thread that writes anchors."""
    store, keys = desk.services.store, desk.services.audit_keys
    bell = daily_anchor(store, keys, folder, desk.services.clock)
    assert bell._pull() is False


def test_an_anchor_a_day_and_none_of_an_empty_chain(desk: Desk, clock: HandClock, tmp_path: Path) -> None:
    folder = tmp_path / "anchors"
    looked(desk, folder)
    assert anchor_files(folder) == ()
    desk.accept("page a")
    looked(desk, folder)
    desk.accept("page b")
    looked(desk, folder)
    (first,) = anchor_files(folder)
    clock.now += timedelta(days=1)
    looked(desk, folder)
    assert anchor_files(folder)[0] == first
    kept = [read_anchor(path, desk.services.audit_keys) for path in anchor_files(folder)]
    with desk.services.store.begin() as session:
        hashes = [entry.hash for entry in session.audit.entries()]
    assert [each.end for each in kept] == [(1, hashes[0]), (2, hashes[1])]
    assert {path.stat().st_mode & 0o777 for path in anchor_files(folder)} == {0o600}
