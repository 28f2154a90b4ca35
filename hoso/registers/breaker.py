"""A register that fails again and again is left in peace for a while."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

Seconds = Callable[[], float]
"""A clock that only runs forward, in seconds."""


class Breaker:
    """Closed: everybody may ask. Open: nobody, for ``rest`` seconds. Then one may try, and decides.

    Whoever may ask gets the number of the present generation; one begins when the breaker opens and when one
    may try. What a question of an earlier generation met says nothing about the register now.
    """

    def __init__(self, failures: int, rest: float, clock: Seconds) -> None:
        self._limit = failures
        self._rest = rest
        self._clock = clock
        self._failed = 0
        self._opens_at: float | None = None
        self._generation = 0
        self._lock = Lock()

    def allows(self) -> int | None:
        """A generation to ask in, or None. Say ``worked``, ``failed`` or ``unused`` with it afterwards."""
        with self._lock:
            if self._opens_at is not None:
                if self._clock() < self._opens_at:
                    return None
                self._begin_to_rest()  # one tries, the others wait another rest
            return self._generation

    def rests(self) -> bool:
        """Whether nobody may ask at this moment."""
        with self._lock:
            return self._opens_at is not None and self._clock() < self._opens_at

    def still(self, generation: int) -> bool:
        """Whether nothing has changed since that generation began."""
        with self._lock:
            return generation == self._generation

    def worked(self, generation: int) -> None:
        with self._lock:
            if generation == self._generation:
                self._failed, self._opens_at = 0, None

    def failed(self, generation: int) -> None:
        with self._lock:
            if generation != self._generation:
                return
            self._failed += 1
            if self._failed >= self._limit:
                self._begin_to_rest()

    def unused(self, generation: int) -> None:
        """Nothing was asked: where it was the one that may try, the next one may."""
        with self._lock:
            if generation == self._generation and self._opens_at is not None:
                self._opens_at = self._clock()

    def _begin_to_rest(self) -> None:
        self._opens_at = self._clock() + self._rest
        self._generation += 1
