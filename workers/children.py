"""A few child processes that run legs for the threads of this one, each within a wall clock."""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Pipe
from queue import LifoQueue
from threading import Lock
from typing import Any, TypeVar, cast

from domain.errors import RefusedInput
from hoso.small_heap import SMALL_HEAP
from workers.child import BEGUN, Failed, Outcome, Refused

T = TypeVar("T")

TIME_LIMIT = "TIME_LIMIT"
CHILD_DIED = "CHILD_DIED"
START_SECONDS = 120.0
"""Wall clock for a child to start and to load a function's module; a busy machine needs its time."""

ONE_THREAD = {"OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1", "OPENCV_FOR_THREADS_NUM": "1"}
"""Children are as many as cores; libraries that start threads of their own would only fight over them."""


class ChildFailed(Exception):
    """A leg did not end well in its child. ``places``: where in the code, if the child could say."""

    def __init__(self, code: str, places: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.places = places


class Stopping(Exception):
    """The service stops; what was begun is to be given back."""


class Children:
    """At most ``size`` processes, started when they are first needed and replaced after ``calls`` calls."""

    def __init__(self, size: int, calls: int, memory_bytes: int) -> None:
        self._calls = calls
        self._memory_bytes = memory_bytes
        self._seats: LifoQueue[_Child | None] = LifoQueue()
        self._living: set[_Child] = set()
        self._lock = Lock()
        self._closed = False
        for _ in range(size):
            self._seats.put(None)

    def call(self, seconds: float, function: Callable[..., T], *arguments: Any) -> T:
        """Run a function of a module in a child. Waiting for a free one and loading the module do not count.

        Raises RefusedInput as the function did, ChildFailed for every other end (``TIME_LIMIT`` and
        ``CHILD_DIED`` among its codes), Stopping once ``close`` was called.
        """
        with self._seat() as child:
            outcome = child.run(seconds, function, arguments)
            if isinstance(outcome, Failed):
                raise ChildFailed(outcome.code, outcome.places)
        if isinstance(outcome, Refused):
            raise RefusedInput(outcome.code, outcome.remedy)
        return cast(T, outcome.value)

    def close(self) -> None:
        """Kill all children."""
        with self._lock:
            self._closed = True
            living = list(self._living)
        for child in living:
            child.kill()

    @contextmanager
    def _seat(self) -> Iterator[_Child]:
        """A child for one call. One that failed is not used again, whatever its state may be."""
        child = self._seats.get()
        kept = None
        try:
            child = child or self._start()
            yield child
            kept = child if child.calls < self._calls else None
        except ChildFailed:
            if self._closed:
                raise Stopping from None
            raise
        finally:
            if child is not None and kept is None:
                self._end(child)
            self._seats.put(kept)

    def _start(self) -> _Child:
        with self._lock:
            if self._closed:
                raise Stopping
            child = _Child(self._memory_bytes)
            self._living.add(child)
        return child

    def _end(self, child: _Child) -> None:
        child.kill()
        with self._lock:
            self._living.discard(child)


class _Child:
    """One process and the pipe to it."""

    def __init__(self, memory_bytes: int) -> None:
        self.calls = 0
        self._ending = Lock()
        self._pipe, theirs = Pipe()
        # Not by -m: the outcome's types would then be those of __main__, which the parent does not know.
        start = f"from workers.child import main; main({theirs.fileno()}, {os.getpid()}, {memory_bytes})"
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", start],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env={**os.environ, **ONE_THREAD, **SMALL_HEAP},
                start_new_session=True,
            )

    def run(self, seconds: float, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Outcome:
        """What became of the call. Raises ChildFailed when the child says nothing in time, or dies."""
        self.calls += 1
        try:
            self._pipe.send_bytes(pickle.dumps((function, arguments)))
            outcome = self._hear(START_SECONDS)
            if outcome == BEGUN:
                outcome = self._hear(seconds)
        except (EOFError, OSError) as end:
            raise ChildFailed(CHILD_DIED) from end
        return cast(Outcome, outcome)

    def _hear(self, seconds: float) -> object:
        if not self._pipe.poll(seconds):
            raise ChildFailed(TIME_LIMIT)
        return self._pipe.recv()

    def kill(self) -> None:
        """End the process and everything it started; harmless when it is dead.

        Whoever closes the house and whoever waited for the child may both come here at once.
        """
        with self._ending:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._pipe.close()
