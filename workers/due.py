"""When a review is due: the working day a dossier came in, or the next one when it came late."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
LAST_HOUR_OF_THE_SAME_DAY = time(15, 0)
CLOSING = time(17, 0)
SATURDAY = 5


def due_at(accepted_at: datetime) -> datetime:
    """Closing time (UTC) of the day of acceptance, or of the next working day after 15h or on a weekend.

    Public holidays are not known here, so that a dossier before one is only looked at too early.
    """
    local = accepted_at.astimezone(HANOI)
    day = local.date()
    if local.time() >= LAST_HOUR_OF_THE_SAME_DAY:
        day += timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return datetime.combine(day, CLOSING, HANOI).astimezone(UTC)
