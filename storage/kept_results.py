"""What every store keeps of the papers that may be reused."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from storage.kept_keys import FIRST

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
        key: str = FIRST,
        since: Mapping[str, datetime] | None = None,
    ) -> None:
        """Document id to marks: these papers of the dossier and no others. key: the id of the marks' key.

        since: document id to ``published_at``, now for those it does not name.
        """
        ...

    def kept(self, dossier: str) -> tuple[KeptResult, ...]:
        """The dossier's own, by document."""
        ...

    def replace(self, dossier: str, anew: Sequence[tuple[KeptResult, Collection[int]]], key: str) -> None:
        """These and no others, with the time that each says, under marks made with that key."""
        ...

    def near(self, dossier: str, marks: Collection[int]) -> tuple[KeptResult, ...]:
        """Papers of other dossiers that share a mark, the newest first; at most ``RESULTS_MOST``."""
        ...


def published_of(
    dossier: str,
    revision: int,
    marks: Mapping[str, Collection[int]],
    now: datetime,
    since: Mapping[str, datetime] | None,
) -> list[tuple[KeptResult, Collection[int]]]:
    """What ``Results.keep`` keeps of a revision: each paper with its marks and the time it was first said."""
    known = since or {}
    return [
        (KeptResult(dossier, document, revision, known.get(document, now)), each)
        for document, each in marks.items()
    ]
