"""What every store can do with the audit chain; ``storage.chain`` says how its entries hang together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from storage.values import AuditEntry


class Audit(Protocol):
    """The hash-chained log."""

    def append(
        self, actor: str, action: str, subject: str, details: dict[str, str] | None = None
    ) -> AuditEntry:
        """Write one entry. Appends wait for one another: call it last in a session."""
        ...

    def entries(self, after: int = 0) -> Iterator[AuditEntry]:
        """In order."""
        ...

    def head(self) -> tuple[int, str]:
        """Sequence and hash of the last entry; (0, "") for an empty chain. Keep it elsewhere as an anchor."""
        ...
