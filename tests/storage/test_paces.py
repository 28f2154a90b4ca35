"""Turns at a register: never more than was agreed, whoever asks, and none spent on a refusal."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from storage.paces import ANSWERED, Allowance, Told, Turn
from storage.store import Store

if TYPE_CHECKING:
    from tests.storage.conftest import HandClock

MINUTE = timedelta(minutes=1)
AT_ONCE = timedelta(0)
HOUR = timedelta(hours=1)

TAKER = """
import json, sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from storage.paces import Allowance
from storage.postgres import PostgresStore

conninfo, threads, takes, gap, burst = sys.argv[1], *map(float, sys.argv[2:])
allowed = Allowance(timedelta(seconds=gap), timedelta(seconds=gap * (burst - 1)))

def take(_):
    with store.begin() as session:
        turn = session.paces.take("dan_cu", allowed, timedelta(seconds=1e6 if takes > 1e6 else 0.1))
    sys.stdout.write(json.dumps(turn and [turn.at.isoformat(), turn.now.isoformat()]) + "\\n")
    sys.stdout.flush()

with PostgresStore(conninfo, "1", connections=int(threads)) as store:
    with ThreadPoolExecutor(int(threads)) as pool:
        list(pool.map(take, range(int(min(takes, 1e5)))))
"""


def allowed(gap: timedelta, burst: int) -> Allowance:
    return Allowance(gap, gap * (burst - 1))


def taken(store: Store, patience: timedelta, burst: int = 3, register: str = "dan_cu") -> Turn | None:
    with store.begin() as session:
        return session.paces.take(register, allowed(MINUTE, burst), patience)


def test_so_many_leave_at_once_and_the_others_a_gap_apart(store: Store) -> None:
    turns = [taken(store, HOUR) for _ in range(6)]
    places = [turn.at for turn in turns if turn is not None]
    assert [later - earlier for earlier, later in pairwise(places)] == [MINUTE] * 5
    assert [turn.wait > 0 for turn in turns if turn is not None] == [False] * 3 + [True] * 3


def test_a_refusal_spends_nothing(store: Store) -> None:
    last = [taken(store, AT_ONCE) for _ in range(3)][-1]
    assert [taken(store, AT_ONCE) for _ in range(5)] == [None] * 5
    following = taken(store, HOUR)
    assert last is not None
    assert following is not None
    assert following.at - last.at == MINUTE


def test_a_register_that_wants_to_rest_is_left_alone_by_everybody(store: Store) -> None:
    with store.begin() as session:
        session.paces.hold("dan_cu", HOUR)
        session.paces.hold("dan_cu", MINUTE)  # a shorter rest does not end a longer one
    assert taken(store, 30 * MINUTE) is None
    assert taken(store, AT_ONCE, register="ho_tich") is not None
    turn = taken(store, 2 * HOUR)
    assert turn is not None
    assert turn.wait > 55 * 60


def test_a_transaction_that_is_undone_spends_nothing(store: Store) -> None:
    def fails() -> None:
        with store.begin() as session:
            session.paces.take("dan_cu", allowed(MINUTE, 1), HOUR)
            raise InterruptedError

    first = taken(store, HOUR, burst=1)
    with pytest.raises(InterruptedError):
        fails()
    second = taken(store, HOUR, burst=1)
    assert first is not None
    assert second is not None
    assert second.at - first.at == MINUTE


def test_answers_are_counted_by_register_and_fault(store: Store, clock: HandClock) -> None:
    def note(register: str, outcome: str, fault: str = "", action: str = ANSWERED) -> None:
        with store.begin() as session:
            details = {"register": register, "outcome": outcome, "fault": fault}
            session.audit.append("system", action, "h1", details)

    note("dan_cu", "found")
    clock.turn(minutes=20)
    since = clock.now
    note("dan_cu", "found", action="register.ask")
    for _ in range(2):
        note("dan_cu", "unavailable", "BREAKER_OPEN")
    note("ho_tich", "found")
    with store.begin() as session:
        told = session.paces.told(since)
    assert told == (Told("dan_cu", "unavailable", "BREAKER_OPEN", 2), Told("ho_tich", "found", "", 1))


def taker(conninfo: str, *numbers: float) -> subprocess.Popen[str]:
    words = [sys.executable, "-c", TAKER, conninfo, *map(str, numbers)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True)


@pytest.mark.integration
@pytest.mark.usefixtures("embedded")
def test_threads_of_several_processes_together_keep_the_pace(embedded_server: str) -> None:
    """By the turns that were given, whatever time the processes themselves took."""
    gap, burst = 0.005, 8
    programs = [taker(embedded_server, 4, 120, gap, burst) for _ in range(2)]
    told = [
        json.loads(line) for program in programs for line in program.communicate(timeout=120)[0].splitlines()
    ]
    assert [program.returncode for program in programs] == [0, 0]
    assert len(told) == 240
    turns = [Turn(*map(datetime.fromisoformat, each)) for each in told if each is not None]
    assert len(turns) > burst
    places = sorted(turn.at for turn in turns)
    assert all(later - earlier >= timedelta(seconds=gap) for earlier, later in pairwise(places))
    leaving = sorted(max(turn.at, turn.now).timestamp() for turn in turns)
    for first, began in enumerate(leaving):
        for count, left in enumerate(leaving[first:], 1):
            assert count <= burst + (left - began) / gap + 0.01


@pytest.mark.integration
def test_a_process_that_dies_loses_one_turn_at_most(embedded: Store, embedded_server: str) -> None:
    with taker(embedded_server, 1, 1e9, 60.0, 1) as program:
        assert program.stdout is not None
        first = json.loads(program.stdout.readline())
        seen = [program.stdout.readline() for _ in range(9)]
        program.kill()
        seen += program.stdout.readlines()
    following = taken(embedded, timedelta(days=400), burst=1)
    assert following is not None
    places = (following.at - datetime.fromisoformat(first[0])) / MINUTE
    whole = sum(line.endswith("]\n") for line in seen)
    assert places - 1 in (whole, whole + 1)
