"""A child process that runs legs: it can be killed at any moment, and takes nothing with it.

``workers.children`` starts it. A pickled function and its arguments come in over the pipe, what became of
them goes out, until the pipe closes.
"""

from __future__ import annotations

import ctypes
import os
import pickle
import resource
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from domain.errors import RefusedInput
from hoso.places import places

SET_SIGNAL_AT_PARENTS_DEATH = 1


@dataclass(frozen=True, slots=True)
class Done:
    """The function's result."""

    value: Any


@dataclass(frozen=True, slots=True)
class Refused:
    """The function raised RefusedInput."""

    code: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Failed:
    """The function raised something else: its type and where, never what it said."""

    code: str
    places: str


Outcome = Done | Refused | Failed

BEGUN = "begun"
"""Said when the function's module is loaded, which can take longer than the function itself."""


def main(pipe: int, parent: int, memory_bytes: int) -> None:
    """Serve until the parent closes the pipe or dies."""
    _die_with(parent)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, most))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    connection = Connection(pipe)
    while True:
        try:
            call = connection.recv_bytes()
        except EOFError:
            return
        connection.send(_outcome(call, lambda: connection.send(BEGUN)))


def _outcome(call: bytes, begin: Callable[[], None]) -> Outcome:
    try:
        function, arguments = pickle.loads(call)  # noqa: S301 -- our own parent pickled it
        begin()
        return Done(function(*arguments))
    except RefusedInput as refusal:
        return Refused(refusal.code, refusal.remedy)
    except Exception as error:  # noqa: BLE001 -- whatever it is, it is told to the parent and counted there
        return Failed(type(error).__name__, places(error))


def _die_with(parent: int) -> None:
    """A child in the middle of C code does not see the pipe close, so that Linux is asked to kill it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_SIGNAL_AT_PARENTS_DEATH, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
