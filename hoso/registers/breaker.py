"""A register that fails again and again is left in peace for a while."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

Seconds = Callable[[], float]
"""A clock that only runs forward, in seconds."""


class Breaker:
    """Closed: everybody may ask. Open: nobody, for ``rest`` seconds. Then one may try, and decides."""

    def __init__(self, failures: int, rest: float, clock: Seconds) -> None:
        self._limit = failures
        self._rest = rest
        self._clock = clock
        self._failed = 0
        self._opens_at: float | None = None
        self._lock = Lock()

    def allows(self) -> bool:
        """Whether to ask now. Who is allowed says ``worked`` or ``failed`` afterwards."""
        with self._lock:
            if self._opens_at is None:
                return True
            if self._clock() < self._opens_at:
                return False
            self._opens_at = self._clock() + self._rest  # one tries, the others wait another rest
            return True

    def worked(self) -> None:
        with self._lock:
            self._failed, self._opens_at = 0, None

    def failed(self) -> None:
        with self._lock:
            self._failed += 1
            if self._failed >= self._limit:
                self._opens_at = self._clock() + self._rest
