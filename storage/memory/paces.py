"""Turns at registers, in memory."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

from storage.memory.tables import Room
from storage.paces import ANSWERED, Allowance, Told, Turn

_NEVER = datetime.min.replace(tzinfo=UTC)


class MemoryPaces:
    def __init__(self, room: Room) -> None:
        self._rows = room.tables.paces
        self._audit = room.tables.audit
        self._clock = room.clock

    def take(self, register: str, allowed: Allowance, patience: timedelta) -> Turn | None:
        now = self._clock()
        next_turn, not_before = self._row(register)
        turn = max(next_turn, not_before, now - allowed.ahead)
        if turn > now + patience:
            return None
        self._rows[register] = (turn + allowed.gap, not_before)
        return Turn(turn, now)

    def hold(self, register: str, rest: timedelta) -> None:
        next_turn, not_before = self._row(register)
        self._rows[register] = (next_turn, max(not_before, self._clock() + rest))

    def told(self, since: datetime) -> tuple[Told, ...]:
        answers = (
            each.details for each in self._audit.values() if each.action == ANSWERED and each.at >= since
        )
        found = Counter((each["register"], each["outcome"], each["fault"]) for each in answers)
        return tuple(sorted(Told(*said, times) for said, times in found.items()))

    def _row(self, register: str) -> tuple[datetime, datetime]:
        return self._rows.get(register, (_NEVER, _NEVER))
