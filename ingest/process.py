"""One sandboxed decoding process, from the caller's side: heads and pixels, checked, within a time."""

from __future__ import annotations

import contextlib
import fcntl
import os
import select
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO

from ingest import wire
from ingest.limits import Limits
from ingest.reasons import CODES, refused
from ingest.sandbox import SandboxKind, bare_environment, command, sandbox_kind
from ingest.scanner import MOST_LETTERS

_PIPE_BYTES = 1 << 20
_LEAVE_SECONDS = 1.0
_TIME_SIGNALS = (-signal.SIGXCPU, -signal.SIGKILL, 128 + signal.SIGXCPU, 128 + signal.SIGKILL)


class SandboxBroken(RuntimeError):
    """The decoding process did not start: this machine's fault, never the input's."""


class Decoding:
    """A context manager around the process; leaving it ends the process, however far it came."""

    def __init__(self, scan: Path, arguments: list[str], limits: Limits) -> None:
        self._limits = limits
        self._left = float(limits.file_seconds)
        self._said: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  # closed in __exit__
        self._folder = tempfile.TemporaryDirectory(prefix="hoso-scan-")
        kind = sandbox_kind()
        self._process = subprocess.Popen(
            command(scan, arguments, limits, kind),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._said,
            cwd=self._folder.name if kind is SandboxKind.LIMITS else None,
            env=bare_environment(),
            start_new_session=True,
        )
        assert self._process.stdout is not None  # noqa: S101  # PIPE was asked for
        self._pipe = self._process.stdout.fileno()
        with contextlib.suppress(OSError):  # a smaller pipe only makes it slower
            fcntl.fcntl(self._pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)

    def __enter__(self) -> Decoding:
        return self

    def __exit__(self, *_: tuple[type[BaseException], BaseException, TracebackType] | None) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._said.close()
        self._folder.cleanup()

    def heads(self) -> Iterator[tuple[wire.Head, bytearray]]:
        """Heads with what is behind them, from the page count on; RefusedInput for any other end."""
        if wire.unpacked(self._read(wire.HEAD.size, starting=True)).tag != wire.READY:
            raise SandboxBroken("the decoding process spoke out of turn")
        while True:
            head = wire.unpacked(self._read(wire.HEAD.size))
            if head.tag == wire.DONE:
                # it ends by itself, so that the system counts what it took as ours
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._process.wait(_LEAVE_SECONDS)
                return
            if head.tag == wire.STOP:
                raise refused(code_of(head))
            yield head, self._behind(head)

    def _behind(self, head: wire.Head) -> bytearray:
        """What follows a head, after its numbers were found possible."""
        if head.tag in (wire.COUNT, wire.LOST):
            return bytearray()
        if head.tag == wire.MADE and head.b <= MOST_LETTERS:
            return self._read(head.b)
        if head.tag == wire.TEXT and head.b <= wire.MOST_LETTERS:
            return self._read(head.b * wire.LETTER.size)
        possible = head.tag == wire.PAGE and head.b > 0 and head.c > 0 and head.d in (1, 3)
        # Rounding a page's sides up may pass the limit by a row and a column.
        most = self._limits.max_page_pixels + head.b + head.c
        if not possible or head.b * head.c > most or not 0.0 < head.dpi < 1e5 or not 0.0 <= head.native < 1e9:
            raise refused("DECODE_FAILED")
        return self._read(head.b * head.c * head.d)

    def _read(self, size: int, *, starting: bool = False) -> bytearray:
        """Exactly that many bytes; only time spent waiting here counts against the limit."""
        data, filled = bytearray(size), 0
        view = memoryview(data)
        while filled < size:
            begun = time.monotonic()
            ready, _, _ = select.select([self._pipe], [], [], max(self._left, 0.0))
            self._left -= time.monotonic() - begun
            if not ready:
                raise refused("DECODE_TIMEOUT")
            got = os.readv(self._pipe, [view[filled:]])
            if got == 0:
                self._ended(starting=starting)
            filled += got
        return data

    def _ended(self, *, starting: bool) -> None:
        """Raise what an end in the middle means."""
        status = self._process.wait()
        if starting:
            self._said.seek(0)
            raise SandboxBroken(self._said.read(500).decode("utf-8", "replace"))
        raise refused("DECODE_TIMEOUT" if status in _TIME_SIGNALS else "DECODE_FAILED")


def code_of(head: wire.Head) -> str:
    """The reason a head names; DECODE_FAILED where it names none."""
    return CODES[head.b] if head.b < len(CODES) else "DECODE_FAILED"
