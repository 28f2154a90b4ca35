"""A register asked over HTTP: patiently, gently, and never twice under two names."""

from __future__ import annotations

import logging
import random
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpcore

from domain.once_only import Answer, Inquiry, Outcome
from hoso.registers.breaker import Breaker, Seconds
from hoso.registers.connections import Connection
from hoso.registers.line import Line, TooLong
from hoso.registers.pace import Pace, Turns, Wait
from hoso.registers.wire import QUESTION, Malformed, answer_of, question_of
from storage.clock import Clock, utc_now

log = logging.getLogger("hoso.registers")

_HEADERS = {
    "user-agent": "hoso",
    "content-type": "application/json",
    "accept": "application/json",
    "accept-encoding": "identity",  # a small reply must not unfold into a large one
}
FIRST_PAUSE = 0.2
"""Seconds; the pause before a further try is drawn between nothing and twice the one before's limit."""
LONGEST_REST = 600.0
"""Seconds, whatever the register says: one wrong header must not close it for a day."""
TOO_MANY = 429
SERVER_ERROR = 500
OK = 200


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a try brought no answer: a code of docs/registers.md. after: seconds the register asks us to wait.

    again: whether a further try may help. sick: whether it speaks against the register's health.
    sent: whether the question left at all.
    """

    code: str
    again: bool = False
    sick: bool = True
    after: float = 0.0
    sent: bool = True


class RemoteRegister:
    """One register and its connection; threads may share it. Whatever goes wrong is an answer.

    turns: those that all processes share; without them this process keeps a pace of its own.
    """

    def __init__(
        self,
        connection: Connection,
        clock: Clock = utc_now,
        seconds: Seconds = time.monotonic,
        wait: Wait = time.sleep,
        turns: Turns | None = None,
    ) -> None:
        self._connection = connection
        self._clock = clock
        self._seconds = seconds
        self._wait = wait
        self._breaker = Breaker(connection.failures, connection.rest_seconds, seconds)
        self._turns = turns or Pace(connection.per_second, connection.burst, seconds, wait)
        self._draw = random.Random()  # noqa: S311 -- spreads tries in time, keeps no secret
        self._line = Line(connection, seconds)

    def close(self) -> None:
        self._line.close()

    def connected(self, register: str) -> bool:
        return bool(register)

    def ask(self, inquiry: Inquiry) -> Answer:
        """What the register answers, or ``unavailable`` with the fault of the last try that was sent."""
        found = self._asked(inquiry)
        if isinstance(found, Answer):
            return found
        log.warning("look-up %s at %s: %s", inquiry.id, inquiry.look_up.register, found.code)
        return Answer(inquiry.look_up, Outcome.UNAVAILABLE, self._clock(), fault=found.code)

    def _asked(self, inquiry: Inquiry) -> Answer | Fault:
        try:
            body = QUESTION.dump(question_of(inquiry)).encode()
        except ValueError:  # half a letter in a key
            return Fault("NO_QUESTION")
        until = self._seconds() + self._connection.seconds_in_all
        fault = Fault("TIMEOUT")
        for attempt in range(self._connection.tries):
            if attempt and (self._breaker.rests() or not self._paused(attempt, fault, until)):
                break
            found = self._try(inquiry, body, until)
            if isinstance(found, Answer):
                return found
            if found.sent or not attempt:
                fault = found
            if not found.again:
                break
        return fault

    def _paused(self, attempt: int, fault: Fault, until: float) -> bool:
        pause = max(self._draw.uniform(0, FIRST_PAUSE * 2 ** (attempt - 1)), fault.after)
        if self._seconds() + pause >= until:
            return False
        self._wait(pause)
        return True

    def _try(self, inquiry: Inquiry, body: bytes, until: float) -> Answer | Fault:
        """A resting register costs no turn, and a turn that came too late or to a register that fell ill
        meanwhile is let go."""
        generation = self._breaker.allows()
        if generation is None:
            return Fault("BREAKER_OPEN", sent=False)
        if not self._turns.take(until) or self._seconds() >= until:
            self._breaker.unused(generation)
            return Fault("RATE_LIMITED", sent=False)
        if not self._breaker.still(generation):
            return Fault("BREAKER_OPEN", sent=False)
        found = self._sent(inquiry, body, until)
        if isinstance(found, Fault) and found.after:
            self._turns.hold(found.after)
        if isinstance(found, Fault) and found.sick:
            self._breaker.failed(generation)
        else:
            self._breaker.worked(generation)
        return found

    def _sent(self, inquiry: Inquiry, body: bytes, until: float) -> Answer | Fault:
        ends = min(until, self._seconds() + self._connection.answer_seconds)
        headers = _HEADERS | {"idempotency-key": inquiry.id}
        try:
            status, said, reply = self._line.post(body, headers, ends)
            now = self._clock()
            return answer_of(reply, inquiry, now) if status == OK else _refused(status, said, now)
        except Exception as error:  # noqa: BLE001 -- whatever a reply does costs no dossier its unit of work
            return _fault_of(error, inquiry)


def _fault_of(error: Exception, inquiry: Inquiry) -> Fault:
    """What went wrong; of an unforeseen error only its kind is told, for its words may hold values."""
    if isinstance(error, httpcore.ConnectTimeout | httpcore.PoolTimeout):
        return Fault("CONNECTION", again=True)
    if isinstance(error, httpcore.TimeoutException):
        return Fault("TIMEOUT")
    if isinstance(error, httpcore.NetworkError | httpcore.ProtocolError):
        return Fault("TLS") if _is_tls(error) else Fault("CONNECTION", again=True)
    if not isinstance(error, Malformed | TooLong):
        log.error("look-up %s: its reply was not understood: %s", inquiry.id, type(error).__name__)
    return Fault("MALFORMED")


def _refused(status: int, said: Mapping[str, str], now: datetime) -> Fault:
    if status == TOO_MANY:
        return Fault("TOO_MANY", again=True, after=rest_asked_for(said, now))
    if status >= SERVER_ERROR:
        return Fault(f"STATUS_{status}", again=True, after=rest_asked_for(said, now))
    return Fault(f"STATUS_{status}", sick=False)


def rest_asked_for(headers: Mapping[str, str], now: datetime) -> float:
    """Seconds of ``Retry-After``, which is a number of them or a date; 0 where it is neither."""
    said = headers.get("retry-after", "").strip()
    if said.isdecimal():
        return min(float(said), LONGEST_REST)
    try:
        until = parsedate_to_datetime(said)
    except ValueError:
        return 0.0
    left = until.replace(tzinfo=until.tzinfo or UTC) - now
    return min(max(left.total_seconds(), 0.0), LONGEST_REST)


def _is_tls(error: BaseException | None) -> bool:
    """Whether a certificate or handshake was refused, by us or by them."""
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False
