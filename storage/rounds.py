"""Rules of a review round that every store obeys."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from domain.review import Decision
from storage.codec import DECISION
from storage.errors import RevisionMissing, RevisionStale


def check_revision(given: int | None, current: int | None = None) -> int:
    """The given revision, when there is one and it is the current one (where that is known yet)."""
    if given is None:
        raise RevisionMissing("say which revision the save was made from")
    if current is not None and given != current:
        raise RevisionStale(current)
    return given


def settle_input(review_revision: int, decisions: Sequence[Decision]) -> str:
    """sha256 of what ``settle`` starts from: the review as it was finished, which no other round repeats."""
    digests = [str(review_revision), *(DECISION.digest(decision) for decision in decisions)]
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()
