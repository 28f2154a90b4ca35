"""What storage keeps beside the values of ``domain``: rows that describe intake, work and review."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.review import ReviewTask
from domain.understanding import PageReading

MAX_ATTEMPTS = 3
"""A unit of work that has failed this often is set apart until a person acts."""


class DossierState(StrEnum):
    """Where a dossier stands.

    accepted: stored, nothing opened yet. reading: pages are read. completing: legs after reading run, also
    after a review. review: a record exists and a person must look. published: agencies may fetch the
    record. refused: the input can never be processed, the refusal says why. quarantined: a unit of its work
    failed three times and waits for a person.
    """

    ACCEPTED = "accepted"
    READING = "reading"
    COMPLETING = "completing"
    REVIEW = "review"
    PUBLISHED = "published"
    REFUSED = "refused"
    QUARANTINED = "quarantined"


RESTING = frozenset(
    {DossierState.REVIEW, DossierState.PUBLISHED, DossierState.REFUSED, DossierState.QUARANTINED}
)
"""States in which the machine has nothing left to do for a dossier."""


STUCK = frozenset({DossierState.REFUSED, DossierState.QUARANTINED})
"""States that the machine never leaves by itself: a late worker must not paint them over."""

REVIEW_LEASE = timedelta(minutes=5)
"""How long a reviewer's claim lives without a heartbeat."""

WORKER_DIED = "WORKER_DIED"
"""Reason code of a unit whose worker vanished without a word."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What a branch hands in at once. ``created_by``: account id.

    scanner: the device that the branch says it scans on; absent where its files are to say.
    """

    id: str
    branch: str
    name: str
    created_at: datetime
    created_by: str
    scanner: str | None = None


@dataclass(frozen=True, slots=True)
class NewScan:
    """A file of a dossier that already lies in the object store under ``key``. ``size``: bytes."""

    name: str
    sha256: str
    key: str
    size: int


@dataclass(frozen=True, slots=True)
class NewDossier:
    """A dossier to be accepted. ``received``: the day the paper came in, which decides the law that holds.

    sha256: of the file, or of the files' digests in order (``storage.objects.digest_of_digests``).
    scans: in the order of their pages; at least one.
    """

    name: str
    sha256: str
    received: date
    scans: tuple[NewScan, ...]
    procedure: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a dossier can never be processed as it came in, and what its sender should do."""

    code: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """A dossier as it is kept. ``revision``: of its newest record; absent before there is one."""

    id: str
    batch: str
    branch: str
    name: str
    sha256: str
    received: date
    procedure: str | None
    state: DossierState
    accepted_at: datetime
    refusal: Refusal | None = None
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class Scan:
    """One file of a dossier. ``position`` counts from 1; ``pages`` is absent until it was opened."""

    id: str
    dossier: str
    position: int
    name: str
    sha256: str
    key: str
    size: int
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class PageUnit:
    """Pages of one scan that are read together: ``first`` to ``last``, both counted from 1 in the scan."""

    id: str
    scan: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class ReadPage:
    """One page after reading, as a leg hands it over. ``preview``: object key of the upright page as JPEG.

    The reading's number counts within its scan; storage numbers it within the dossier when it is fetched.
    """

    reading: PageReading
    preview: str


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A page of a dossier. ``number`` counts in the dossier, ``page`` within its scan; both from 1."""

    number: int
    scan: str
    page: int
    reading: PageReading
    preview: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is. ``pages``: of the scans opened so far."""

    dossiers: dict[DossierState, int]
    pages: int
    pages_read: int

    @property
    def total(self) -> int:
        return sum(self.dossiers.values())

    @property
    def at_rest(self) -> bool:
        """Whether the machine is done with every dossier of the batch."""
        return all(state in RESTING for state in self.dossiers)


class Leg(StrEnum):
    """The stretches of a dossier's way that are claimed, retried and paid for one by one.

    ask_again: registers that were silent are asked anew; it waits beside a dossier that rests.
    """

    OPEN = "open"
    READ = "read"
    UNDERSTAND = "understand"
    COMPLETE = "complete"
    SETTLE = "settle"
    ASK_AGAIN = "ask_again"


STATE_BEFORE = {
    Leg.OPEN: DossierState.ACCEPTED,
    Leg.READ: DossierState.READING,
    Leg.UNDERSTAND: DossierState.COMPLETING,
    Leg.COMPLETE: DossierState.COMPLETING,
    Leg.SETTLE: DossierState.COMPLETING,
    Leg.ASK_AGAIN: DossierState.REVIEW,
}
"""The state of a dossier while a leg of it waits to run."""


class UnitState(StrEnum):
    """ready: waits for a worker. running: claimed. cancelled: its dossier was refused meanwhile."""

    READY = "ready"
    RUNNING = "running"
    DONE = "done"
    QUARANTINED = "quarantined"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of work: unique on (subject, leg, input sha256, pipeline).

    subject: a scan for ``open``, a page unit for ``read``, else the dossier. attempt: how often it was
    claimed. token: the fencing token of the newest claim. error: reason code of the last failure.
    """

    id: str
    dossier: str
    leg: Leg
    subject: str
    input_sha256: str
    pipeline: str
    state: UnitState
    attempt: int
    token: int
    next_attempt_at: datetime
    lease_until: datetime | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Swept:
    """What one sweep did: units rung again, and units set apart because their workers died too often."""

    rung: int
    quarantined: int


@dataclass(frozen=True, slots=True)
class Review:
    """A dossier that waits for a person.

    revision: grows with every saved decision; a save must name it. record_revision: of the record that is
    looked at. claimed_by: account id while a claim lives.
    """

    dossier: str
    branch: str
    record_revision: int
    revision: int
    tasks: tuple[ReviewTask, ...]
    due_at: datetime
    opened_at: datetime
    claimed_by: str | None = None
    lease_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A reviewer's hold on a dossier's review. ``token`` must come with every save."""

    dossier: str
    by: str
    token: str
    lease_until: datetime
    revision: int


@dataclass(frozen=True, slots=True)
class Publication:
    """A record revision that agencies may fetch; ``sequence`` grows and can be used as a cursor."""

    sequence: int
    dossier: str
    branch: str
    revision: int
    published_at: datetime


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what to which thing. ``details`` holds ids, codes and counts, never a citizen's value.

    hash: sha256 over the entry and the hash before it, so that an edit anywhere breaks every later entry.
    """

    sequence: int
    at: datetime
    actor: str
    action: str
    subject: str
    details: dict[str, str] = field(default_factory=dict)
    previous: str = ""
    hash: str = ""
