"""Why storage refuses to do what was asked; each cause has its own class, so that callers can answer each."""

from __future__ import annotations

from enum import StrEnum


class StorageError(Exception):
    """Something was asked of the store that its state does not allow. Messages carry ids and codes only."""


class NotFound(StorageError):
    """There is no row of that id."""


class LeaseLost(StorageError):
    """Somebody else may work on it by now: the lease ran out, or another claim holds a newer token."""


class RevisionMissing(StorageError):
    """A save must say which revision it was made from."""


class RevisionStale(StorageError):
    """The save was made from an older revision than the stored one; ``current`` is the stored one."""

    def __init__(self, current: int) -> None:
        super().__init__(f"the stored revision is {current}")
        self.current = current


class ReviewTaken(StorageError):
    """Another reviewer holds a live claim on the dossier."""


class Breach(StrEnum):
    """What is wrong with an entry of the audit chain."""

    OUT_OF_ORDER = "is missing or out of order"
    UNLINKED = "does not continue the entry before it"
    CHANGED = "was changed"
    NOT_AN_ENTRY = "is no entry"
    NOT_ANCHORED = "is not the entry that was anchored"
    CUT = "is missing: the chain ends before its anchor"


class AuditBroken(StorageError):
    """The audit chain does not verify; ``sequence`` is the first entry that does not fit."""

    def __init__(self, sequence: int, why: Breach) -> None:
        super().__init__(f"audit entry {sequence}: {why}")
        self.sequence = sequence
        self.why = why
