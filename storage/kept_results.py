"""What every store keeps of the papers that may be reused."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

RESULTS_MOST = 12
"""Earlier results that one look-up may read; one paper is rarely handed in so often."""


@dataclass(frozen=True, slots=True)
class KeptResult:
    """A paper of an accepted dossier. ``published_at``: when a revision first said the very same of it."""

    dossier: str
    document: str
    revision: int
    published_at: datetime


class Results(Protocol):
    """Papers of accepted dossiers that may be reused: what finds them. It goes with its dossier."""

    def keep(
        self,
        dossier: str,
        revision: int,
        marks: Mapping[str, Collection[int]],
        since: Mapping[str, datetime] | None = None,
    ) -> None:
        """Document id to marks: these papers of the dossier and no others.

        since: document id to ``published_at``, now for those it does not name.
        """
        ...

    def near(self, dossier: str, marks: Collection[int]) -> tuple[KeptResult, ...]:
        """Papers of other dossiers that share a mark, the newest first; at most ``RESULTS_MOST``."""
        ...
