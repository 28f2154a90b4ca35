"""What every store keeps of the audit keys: their ids, and which dossiers' marks bear which."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

FIRST = ""
"""What marks bear that were made before keys had ids: the key that was registered first."""


@dataclass(frozen=True, slots=True)
class RegisteredKey:
    """A key that was or is current. ``from_sequence``: the chain's entry that says so.

    retired_at: since when no mark bears it.
    """

    id: str
    from_sequence: int
    made_at: datetime
    retired_at: datetime | None = None


class KeptKeys(Protocol):
    """Ids of keys; the keys themselves are never kept here. ``names``: what a key's marks may bear."""

    def hold(self) -> None:
        """Until commit nobody else registers a key."""
        ...

    def registered(self) -> tuple[RegisteredKey, ...]:
        """In the order in which they became current: the last is the one to write with."""
        ...

    def register(self, id_: str, from_sequence: int) -> None: ...

    def retire(self, id_: str) -> None: ...

    def borne(self, names: Collection[str]) -> bool:
        """Whether any mark bears one of these."""
        ...

    def others(self, names: Collection[str], after: int, limit: int) -> tuple[tuple[int, str], ...]:
        """Place and id of dossiers with marks that bear none of these, behind a place, in order."""
        ...

    def hold_marks(self, dossier: str, names: Collection[str]) -> bool:
        """Until commit nobody else changes the dossier's marks; whether some bear none of these."""
        ...
