"""Reviews are due the same working day, or the next one for what came late."""

from __future__ import annotations

from datetime import datetime

import pytest

from workers.due import HANOI, due_at


@pytest.mark.parametrize(
    ("accepted", "due"),
    [
        ("2026-03-02 08:00", "2026-03-02 17:00"),
        ("2026-03-02 14:59", "2026-03-02 17:00"),
        ("2026-03-02 15:00", "2026-03-03 17:00"),
        ("2026-03-06 15:30", "2026-03-09 17:00"),
        ("2026-03-07 09:00", "2026-03-09 17:00"),
        ("2026-03-08 23:59", "2026-03-09 17:00"),
    ],
)
def test_due_times(accepted: str, due: str) -> None:
    came = datetime.fromisoformat(accepted).replace(tzinfo=HANOI)
    assert due_at(came).astimezone(HANOI) == datetime.fromisoformat(due).replace(tzinfo=HANOI)
