"""Turns that clients share: one pace for all, and none where nobody can tell how many are left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from fastapi import Response

from domain.once_only import Answer
from hoso.registers.connections import Connection
from hoso.registers.pace import SharedPace, allowance
from hoso.registers.reference import PATH, reference_app
from hoso.registers.remote import LONGEST_REST, RemoteRegister, rest_asked_for
from storage.memory import MemoryStore
from storage.store import Session, Store

if TYPE_CHECKING:
    from tests.hoso.conftest import Trial

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def host(
    trial: Trial, store: Store, url: str = "", per_second: float = 2.0, burst: int = 2
) -> RemoteRegister:
    """A client as it runs in one process of one host."""
    wait = trial.seconds.wait
    turns = SharedPace(store, "dan_cu", allowance(per_second, burst), trial.seconds, wait)
    client = RemoteRegister(
        Connection(url or trial.url, seconds_in_all=2.0), seconds=trial.seconds, wait=wait, turns=turns
    )
    trial.clients.callback(client.close)
    return client


@pytest.fixture
def store(trial: Trial) -> Store:
    """Its clock runs with the trial's seconds."""
    return MemoryStore("1", lambda: NOW + timedelta(seconds=trial.seconds.now))


def faults(*answers: Answer) -> list[str | None]:
    return [each.fault for each in answers]


def test_two_hosts_share_what_the_owner_agreed_to(trial: Trial, store: Store) -> None:
    one, other = host(trial, store), host(trial, store)
    told = [client.ask(trial.question(n)) for n, client in enumerate((one, other) * 3, 1)]
    assert faults(*told) == [None] * 6
    assert trial.seconds.waits == [0.5] * 4


def test_a_turn_that_would_come_too_late_is_none(trial: Trial, store: Store) -> None:
    one, other = (host(trial, store, per_second=0.1, burst=1) for _ in range(2))
    told = [client.ask(trial.question(n)) for n, client in enumerate((one, other, one), 1)]
    assert faults(*told) == [None, "RATE_LIMITED", "RATE_LIMITED"]
    trial.seconds.now += 10  # refusals have not put the next turn off
    assert faults(other.ask(trial.question(9))) == [None]
    assert trial.seconds.waits == []


def test_one_host_is_told_to_wait_and_all_do(trial: Trial, store: Store, served: Any) -> None:
    inner = reference_app(trial.register, trial.trouble)
    busy = [Response(status_code=429, headers={"retry-after": "30"})]

    async def first_busy(scope: Any, receive: Any, send: Any) -> None:
        await (busy.pop() if busy else inner)(scope, receive, send)

    with served(first_busy) as address:
        one, other = (host(trial, store, f"http://{address}{PATH}") for _ in range(2))
        assert faults(one.ask(trial.question(1)), other.ask(trial.question(2))) == [
            "TOO_MANY",
            "RATE_LIMITED",
        ]
        trial.seconds.now += 30
        assert faults(other.ask(trial.question(3))) == [None]


def test_without_a_database_nobody_asks(trial: Trial) -> None:
    class Down:
        @contextmanager
        def begin(self) -> Iterator[Session]:
            raise psycopg.OperationalError("down")
            yield

    assert faults(host(trial, Down()).ask(trial.question())) == ["RATE_LIMITED"]
    assert trial.register.answered == 0


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("7", 7.0),
        (format_datetime(NOW + timedelta(seconds=90), usegmt=True), 90.0),
        (format_datetime(NOW - timedelta(seconds=90), usegmt=True), 0.0),
        ("9" * 500, LONGEST_REST),
        ("Fri, 31 Dec 9999 23:59:59 GMT", LONGEST_REST),
        ("soon", 0.0),
        ("-5", 0.0),
        ("", 0.0),
    ],
)
def test_a_rest_is_seconds_or_a_date_and_never_long(said: str, rest: float) -> None:
    assert rest_asked_for({"retry-after": said}, NOW) == rest
