"""A register that fails is left in peace: no turn is spent, one question tries, and old ones say nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from hoso.registers.breaker import Breaker
from hoso.registers.connections import Connection
from hoso.registers.reference import PATH, reference_app
from hoso.registers.remote import RemoteRegister

if TYPE_CHECKING:
    from tests.hoso.conftest import Trial

PATIENT = {"answer_seconds": 60.0, "seconds_in_all": 60.0, "tries": 1, "failures": 1}


class Counted:
    """Turns for everybody, counted; ``enough`` of them are there."""

    def __init__(self, enough: int = 1000) -> None:
        self.left = enough
        self.taken = 0

    def take(self, until: float) -> bool:
        assert until > 0
        if not self.left:
            return False
        self.left, self.taken = self.left - 1, self.taken + 1
        return True

    def hold(self, rest: float) -> None:
        raise AssertionError(rest)


class Gate:
    """A register whose first question after ``shut`` waits until the gate is opened."""

    def __init__(self, trial: Trial) -> None:
        self._inner = reference_app(trial.register, trial.trouble)
        self.shut, self.reached, self.opened, self.seen = False, Event(), Event(), 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.seen += 1
        waits, self.shut = self.shut, False
        if waits:
            self.reached.set()
            await asyncio.to_thread(self.opened.wait, 60)
        await self._inner(scope, receive, send)


@pytest.fixture
def gate(trial: Trial) -> Gate:
    return Gate(trial)


@contextmanager
def client_of(trial: Trial, address: str, turns: Counted, **settings: Any) -> Iterator[RemoteRegister]:
    connection = Connection(f"http://{address}{PATH}", **{**PATIENT, **settings})
    client = RemoteRegister(connection, seconds=trial.seconds, wait=trial.seconds.wait, turns=turns)
    yield client
    client.close()


def test_a_resting_register_costs_no_turn_and_no_wait(trial: Trial, served: Any, gate: Gate) -> None:
    turns = Counted()
    trial.trouble.out = True
    with served(gate) as address, client_of(trial, address, turns) as client:
        faults = [client.ask(trial.question(n)).fault for n in range(1, 6)]
    assert faults == ["STATUS_503"] + ["BREAKER_OPEN"] * 4
    assert (turns.taken, gate.seen, trial.seconds.waits) == (1, 1, [])


def test_what_went_wrong_first_is_told(trial: Trial, served: Any, gate: Gate) -> None:
    trial.trouble.out = True
    with served(gate) as address, client_of(trial, address, Counted(), tries=3) as client:
        assert client.ask(trial.question()).fault == "STATUS_503"
    assert (gate.seen, trial.seconds.waits) == (1, [])
    with served(gate) as address, client_of(trial, address, Counted(1), tries=3, failures=9) as client:
        assert client.ask(trial.question()).fault == "STATUS_503"


def test_of_many_threads_one_tries_and_decides(trial: Trial, served: Any, gate: Gate) -> None:
    """The one that tries waits in the register until all others have their answer."""
    turns = Counted()
    trial.trouble.out = True
    with served(gate) as address, client_of(trial, address, turns) as client, ThreadPoolExecutor(12) as pool:
        client.ask(trial.question())
        trial.trouble.out, gate.shut = False, True
        trial.seconds.now += 30
        asked = as_completed([pool.submit(client.ask, trial.question(n)) for n in range(2, 14)])
        first = [next(asked).result().fault for _ in range(11)]
        gate.opened.set()
        last = next(asked).result().fault
        after = client.ask(trial.question(20)).fault
    assert first == ["BREAKER_OPEN"] * 11
    assert (last, after) == (None, None)
    assert (turns.taken, gate.seen) == (3, 3)


def test_an_old_question_that_ends_well_does_not_wake_a_register(
    trial: Trial, served: Any, gate: Gate
) -> None:
    gate.shut = True
    with (
        served(gate) as address,
        client_of(trial, address, Counted()) as client,
        ThreadPoolExecutor(1) as pool,
    ):
        old = pool.submit(client.ask, trial.question(1))
        assert gate.reached.wait(60)
        trial.trouble.statuses.append(503)
        assert client.ask(trial.question(2)).fault == "STATUS_503"
        gate.opened.set()
        assert old.result().fault is None
        assert client.ask(trial.question(3)).fault == "BREAKER_OPEN"


def test_an_old_question_that_ends_badly_does_not_prolong_the_rest(trial: Trial) -> None:
    breaker = Breaker(1, 30.0, trial.seconds)
    old, other = breaker.allows(), breaker.allows()
    assert old is not None
    assert other is not None
    breaker.failed(other)
    trial.seconds.now += 29
    breaker.failed(old)
    trial.seconds.now += 1
    assert breaker.allows() is not None


def test_who_may_try_and_gets_no_turn_leaves_the_try_to_the_next(
    trial: Trial, served: Any, gate: Gate
) -> None:
    turns = Counted(1)
    trial.trouble.out = True
    with served(gate) as address, client_of(trial, address, turns) as client:
        client.ask(trial.question(1))
        trial.trouble.out = False
        trial.seconds.now += 30
        assert client.ask(trial.question(2)).fault == "RATE_LIMITED"
        turns.left = 1
        assert client.ask(trial.question(3)).fault is None


def test_a_question_whose_turn_came_after_the_register_fell_ill_does_not_leave(
    trial: Trial, served: Any, gate: Gate
) -> None:
    trial.trouble.statuses.append(503)

    class Slow(Counted):
        """Before its second turn comes, another question meets the illness."""

        def take(self, until: float) -> bool:
            self.taken += 1
            if self.taken == 1:
                client.ask(trial.question(2))
            return super().take(until)

    with served(gate) as address, client_of(trial, address, Slow()) as client:
        assert client.ask(trial.question(1)).fault == "BREAKER_OPEN"
    assert gate.seen == 1


def test_a_register_that_answers_after_its_rest_is_well_again(trial: Trial) -> None:
    breaker = Breaker(2, 30.0, trial.seconds)
    for _ in range(2):
        ticket = breaker.allows()
        assert ticket is not None
        breaker.failed(ticket)
    assert breaker.allows() is None
    trial.seconds.now += 30
    ticket = breaker.allows()
    assert ticket is not None
    assert breaker.allows() is None
    breaker.worked(ticket)
    again = breaker.allows()
    assert again is not None
    breaker.failed(again)  # counted anew
    assert breaker.allows() is not None
