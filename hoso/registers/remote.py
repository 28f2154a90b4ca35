"""A register asked over HTTP: patiently, gently, and never twice under two names."""

from __future__ import annotations

import logging
import random
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass

import httpx

from domain.once_only import Answer, Inquiry, Outcome
from hoso.registers.breaker import Breaker, Seconds
from hoso.registers.connections import Connection
from hoso.registers.pace import Pace, Wait
from hoso.registers.wire import QUESTION, Malformed, answer_of, question_of
from storage.clock import Clock, utc_now

log = logging.getLogger("hoso.registers")

_HEADERS = {
    "user-agent": "hoso",
    "content-type": "application/json",
    "accept": "application/json",
    "accept-encoding": "identity",  # a small reply must not unfold into a large one
}
MAX_REPLY = 1 << 20
"""Bytes of a reply: a few records weigh some kilobytes."""
FIRST_PAUSE = 0.2
"""Seconds; the pause before a further try is drawn between nothing and twice the one before's limit."""
TOO_MANY = 429
SERVER_ERROR = 500
OK = 200


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a try brought no answer: a code of docs/registers.md. after: seconds the register asks us to wait.

    again: whether a further try may help. sick: whether it speaks against the register's health.
    """

    code: str
    again: bool = False
    sick: bool = True
    after: float = 0.0


class RemoteRegister:
    """One register and its connection; threads may share it. Whatever goes wrong is an answer."""

    def __init__(
        self,
        connection: Connection,
        clock: Clock = utc_now,
        seconds: Seconds = time.monotonic,
        wait: Wait = time.sleep,
    ) -> None:
        self._connection = connection
        self._clock = clock
        self._seconds = seconds
        self._wait = wait
        self._breaker = Breaker(connection.failures, connection.rest_seconds, seconds)
        self._pace = Pace(connection.per_second, connection.burst, seconds, wait)
        self._draw = random.Random()  # noqa: S311 -- spreads tries in time, keeps no secret
        self._client = httpx.Client(
            verify=connection.tls() if connection.secure else True,
            timeout=httpx.Timeout(connection.answer_seconds, connect=connection.connect_seconds),
            headers=_HEADERS,
            follow_redirects=False,
            trust_env=False,  # no proxy and no netrc of the machine comes between
        )

    def close(self) -> None:
        self._client.close()

    def connected(self, register: str) -> bool:
        return bool(register)

    def ask(self, inquiry: Inquiry) -> Answer:
        """What the register answers, or ``unavailable`` with the fault of the last try."""
        body = QUESTION.dump(question_of(inquiry)).encode()
        until = self._seconds() + self._connection.seconds_in_all
        fault = Fault("TIMEOUT")
        for attempt in range(self._connection.tries):
            if attempt and not self._paused(attempt, fault, until):
                break
            found = self._try(inquiry, body, until)
            if isinstance(found, Answer):
                return found
            fault = found
            if not fault.again:
                break
        log.warning("look-up %s at %s: %s", inquiry.id, inquiry.look_up.register, fault.code)
        return Answer(inquiry.look_up, Outcome.UNAVAILABLE, self._clock(), fault=fault.code)

    def _paused(self, attempt: int, fault: Fault, until: float) -> bool:
        pause = max(self._draw.uniform(0, FIRST_PAUSE * 2 ** (attempt - 1)), fault.after)
        if self._seconds() + pause >= until:
            return False
        self._wait(pause)
        return True

    def _try(self, inquiry: Inquiry, body: bytes, until: float) -> Answer | Fault:
        if not self._pace.take(until):
            return Fault("RATE_LIMITED")
        if not self._breaker.allows():
            return Fault("BREAKER_OPEN")
        found = self._sent(inquiry, body, until)
        if isinstance(found, Fault) and found.sick:
            self._breaker.failed()
        else:
            self._breaker.worked()
        return found

    def _sent(self, inquiry: Inquiry, body: bytes, until: float) -> Answer | Fault:
        try:
            with self._client.stream(
                "POST", self._connection.url, content=body, headers={"idempotency-key": inquiry.id}
            ) as response:
                if response.status_code != OK:
                    return _refused(response)
                limit = min(until, self._seconds() + self._connection.answer_seconds)
                reply = b"".join(self._pieces(response, limit))
            return answer_of(reply, inquiry, self._clock())
        except Exception as error:  # noqa: BLE001 -- whatever a reply does costs no dossier its unit of work
            return _fault_of(error, inquiry)

    def _pieces(self, response: httpx.Response, until: float) -> Iterator[bytes]:
        """The body as it comes: a register that drips, or never ends, is given up."""
        size = 0
        for piece in response.iter_raw():
            size += len(piece)
            if size > MAX_REPLY:
                raise Malformed("is too long")
            if self._seconds() > until:
                raise TimeoutError
            yield piece


def _fault_of(error: Exception, inquiry: Inquiry) -> Fault:
    """What went wrong; of an unforeseen error only its kind is told, for its words may hold values."""
    if isinstance(error, httpx.ConnectTimeout | httpx.PoolTimeout):
        return Fault("CONNECTION", again=True)
    if isinstance(error, httpx.TimeoutException | TimeoutError):
        return Fault("TIMEOUT")
    if isinstance(error, httpx.TransportError):
        return Fault("TLS") if _is_tls(error) else Fault("CONNECTION", again=True)
    if not isinstance(error, Malformed):
        log.error("look-up %s: its reply was not understood: %s", inquiry.id, type(error).__name__)
    return Fault("MALFORMED")


def _refused(response: httpx.Response) -> Fault:
    status = response.status_code
    if status == TOO_MANY:
        return Fault("TOO_MANY", again=True, after=_seconds_in(response))
    if status >= SERVER_ERROR:
        return Fault(f"STATUS_{status}", again=True, after=_seconds_in(response))
    return Fault(f"STATUS_{status}", sick=False)


def _seconds_in(response: httpx.Response) -> float:
    said = response.headers.get("retry-after", "")
    return float(said) if said.isdecimal() else 0.0


def _is_tls(error: BaseException | None) -> bool:
    """Whether a certificate or handshake was refused, by us or by them."""
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False
