"""Times as people in Hà Nội read them."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Asia/Ho_Chi_Minh")


def local_day(moment: datetime) -> date:
    """The calendar day in Hà Nội."""
    return moment.astimezone(HERE).date()


def day_text(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def time_text(moment: datetime) -> str:
    """Hour and day in Hà Nội, for example 14:05 21/11/2026."""
    return f"{moment.astimezone(HERE):%H:%M %d/%m/%Y}"
