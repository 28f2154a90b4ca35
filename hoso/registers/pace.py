"""No more questions a second than a register's owner has agreed to."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from threading import Lock
from typing import Protocol

import psycopg

from hoso.registers.breaker import Seconds
from storage.paces import Allowance
from storage.store import Store

Wait = Callable[[float], None]

log = logging.getLogger("hoso.registers")


class Turns(Protocol):
    """Questions leave ``per_second`` apart, after ``burst`` that may leave at once."""

    def take(self, until: float) -> bool:
        """Wait for a turn; False, at once and with nothing spent, where it would come after ``until``."""
        ...

    def hold(self, rest: float) -> None:
        """No turn for so many seconds: the register said so."""
        ...


class Pace:
    """Turns of one process, where there is no database to share them."""

    def __init__(self, per_second: float, burst: int, clock: Seconds, wait: Wait) -> None:
        self._gap = 1 / per_second
        self._ahead = (burst - 1) * self._gap
        self._clock = clock
        self._wait = wait
        self._next = 0.0
        self._lock = Lock()

    def take(self, until: float) -> bool:
        with self._lock:
            now = self._clock()
            turn = max(self._next, now - self._ahead)
            if turn > until:
                return False
            self._next = turn + self._gap
        if turn > now:
            self._wait(turn - now)
        return True

    def hold(self, rest: float) -> None:
        with self._lock:
            self._next = max(self._next, self._clock() + rest)


class SharedPace:
    """Turns of all processes of all hosts, kept in the store: an owner agrees to one pace for the city.

    Where the store cannot be reached no turn is given, for nobody knows how many are left.
    """

    def __init__(self, store: Store, register: str, allowed: Allowance, clock: Seconds, wait: Wait) -> None:
        self._store = store
        self._register = register
        self._allowed = allowed
        self._clock = clock
        self._wait = wait

    def take(self, until: float) -> bool:
        patience = timedelta(seconds=max(0.0, until - self._clock()))
        try:
            with self._store.begin() as session:
                turn = session.paces.take(self._register, self._allowed, patience)
        except psycopg.Error as error:
            log.warning("no turn at %s: the database: %s", self._register, type(error).__name__)
            return False
        if turn is None:
            return False
        if turn.wait:
            self._wait(turn.wait)
        return True

    def hold(self, rest: float) -> None:
        try:
            with self._store.begin() as session:
                session.paces.hold(self._register, timedelta(seconds=rest))
        except psycopg.Error as error:
            log.warning("%s wants to rest, unkept: the database: %s", self._register, type(error).__name__)


def allowance(per_second: float, burst: int) -> Allowance:
    return Allowance(timedelta(seconds=1 / per_second), timedelta(seconds=(burst - 1) / per_second))
