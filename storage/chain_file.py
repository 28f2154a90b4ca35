"""An audit chain in a file of its own, one entry a line, for work that has no database."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from storage.chain import hash_of, sealed, verify
from storage.clock import Clock, utc_now
from storage.codec import Codec
from storage.errors import AuditBroken, Breach
from storage.values import AuditEntry

_ENTRY = Codec(AuditEntry)
_TAIL = 1 << 20
"""Bytes in which the last entry surely lies."""


@dataclass
class FileAudit:
    """The end of the chain. What a transaction appends is written when it ends."""

    path: Path
    last: AuditEntry | None
    clock: Clock
    new: list[AuditEntry] = field(default_factory=list)

    def append(
        self, actor: str, action: str, subject: str, details: dict[str, str] | None = None
    ) -> AuditEntry:
        sequence, previous = self.head()
        entry = AuditEntry(sequence + 1, self.clock(), actor, action, subject, dict(details or {}), previous)
        self.new.append(sealed(entry))
        return self.new[-1]

    def entries(self, after: int = 0) -> Iterator[AuditEntry]:
        with self.path.open(encoding="utf-8") as file:
            kept = [_entry(line, number) for number, line in enumerate(file, 1)]
        return (each for each in (*kept, *self.new) if each.sequence > after)

    def head(self) -> tuple[int, str]:
        last = self.new[-1] if self.new else self.last
        return (last.sequence, last.hash) if last is not None else (0, "")


@dataclass(frozen=True, slots=True)
class FileSession:
    """One transaction. The chain is all there is."""

    audit: FileAudit


class ChainFile:
    """Appended to by any number of processes, one after the other."""

    def __init__(self, path: Path, clock: Clock = utc_now) -> None:
        self._path = path
        self._clock = clock

    @contextmanager
    def begin(self) -> Iterator[FileSession]:
        """Raises AuditBroken where the last entry is none, or was changed."""
        with self._path.open("ab+") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            audit = FileAudit(self._path, _last(file), self._clock)
            yield FileSession(audit)
            file.write("".join(f"{_ENTRY.dump(each)}\n" for each in audit.new).encode())
            file.flush()
            os.fsync(file.fileno())

    def verified(self) -> int:
        """How many entries it has. Raises AuditBroken at the first that was changed, moved or removed."""
        with self.begin() as session:
            return verify(session.audit.entries(), session.audit.head())


def _last(file: IO[bytes]) -> AuditEntry | None:
    file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL))
    lines = file.read().splitlines(keepends=True)
    if not lines:
        return None
    entry = _entry(lines[-1].decode("utf-8", "replace"), 0)
    if not lines[-1].endswith(b"\n") or hash_of(entry) != entry.hash:
        raise AuditBroken(entry.sequence, Breach.CHANGED)
    return entry


def _entry(line: str, number: int) -> AuditEntry:
    try:
        return _ENTRY.parse(line)
    except ValueError:
        raise AuditBroken(number, Breach.NOT_AN_ENTRY) from None
