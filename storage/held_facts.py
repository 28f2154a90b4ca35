"""What a store can do with registers that are kept in it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from domain.once_only import HeldRecord


class HeldFacts(Protocol):
    """Registers that are kept in this database, for trials."""

    def put(self, register: str, records: Sequence[HeldRecord]) -> None: ...

    def registers(self) -> frozenset[str]:
        """Registers that hold at least one record."""
        ...

    def near(self, register: str, values: Collection[str]) -> tuple[HeldRecord, ...]:
        """Records in which any field has one of those values, case and diacritics set aside.

        Wider than an answer: ``once_only`` judges which of them a look-up has found.
        """
        ...
