"""No more questions a second than a register's owner has agreed to."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

from hoso.registers.breaker import Seconds

Wait = Callable[[float], None]


class Pace:
    """Questions leave ``per_second`` apart, after ``burst`` that may leave at once. One process keeps it."""

    def __init__(self, per_second: float, burst: int, clock: Seconds, wait: Wait) -> None:
        self._gap = 1 / per_second
        self._ahead = (burst - 1) * self._gap
        self._clock = clock
        self._wait = wait
        self._next = 0.0
        self._lock = Lock()

    def take(self, until: float) -> bool:
        """Wait for a turn; False, at once, where it would come after ``until``."""
        with self._lock:
            now = self._clock()
            turn = max(self._next, now - self._ahead)
            if turn > until:
                return False
            self._next = turn + self._gap
        if turn > now:
            self._wait(turn - now)
        return True
