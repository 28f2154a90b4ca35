"""What every store can do, whether it is PostgreSQL or the double in memory.

All reading and writing happens inside ``with store.begin() as session``: everything in it is kept together
when the block ends, and nothing is kept when it raises.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Protocol

from domain.look import Look
from domain.record import DossierRecord
from domain.review import Decision
from domain.understanding import Understanding
from storage.corrections import Corrections
from storage.figures import FiguresKept
from storage.held_facts import HeldFacts
from storage.kept_audit import Audit
from storage.kept_keys import FIRST, KeptKeys
from storage.kept_results import Results
from storage.paces import Paces
from storage.standings import Standings
from storage.values import (
    Batch,
    Claim,
    Dossier,
    DossierState,
    Leg,
    NewDossier,
    PageUnit,
    Progress,
    Publication,
    ReadPage,
    Refusal,
    Review,
    Scan,
    StoredPage,
    Swept,
    Unit,
    UnitState,
)

Branches = Collection[str] | None
"""The branches somebody may see; None means all of them."""

NEAR_MOST = 12
"""Earlier dossiers that are read to compare their papers: each costs some milliseconds."""


class Intake(Protocol):
    """Batches and dossiers."""

    def open_batch(self, branch: str, name: str, by: str, scanner: str | None = None) -> Batch:
        """A new, empty batch. scanner: the device, where the branch says it."""
        ...

    def accept(self, batch: str, new: NewDossier, by: str) -> Dossier:
        """Keep a dossier, plan the opening of its scans and write it to the audit chain.

        Handing the same content in again in the same batch gives the dossier that is already there.
        Raises NotFound for an unknown batch.
        """
        ...

    def batch(self, batch: str) -> Batch | None: ...

    def batches(
        self, branches: Branches = None, limit: int = 50, before: str | None = None
    ) -> tuple[Batch, ...]:
        """Newest first; ``before`` is the id of the last batch already seen."""
        ...

    def dossier(self, dossier: str) -> Dossier | None: ...

    def dossiers(self, batch: str) -> tuple[Dossier, ...]:
        """In the order they were accepted."""
        ...

    def progress(self, batch: str) -> Progress: ...

    def set_state(self, dossier: str, state: DossierState) -> None: ...

    def refuse(self, dossier: str, refusal: Refusal) -> None:
        """The dossier can never be processed: note why, and cancel what was planned for it."""
        ...


class Pages(Protocol):
    """Scans, their pages, and what was read and understood."""

    def scan(self, scan: str) -> Scan | None: ...

    def scans(self, dossier: str) -> tuple[Scan, ...]:
        """In the order of their pages."""
        ...

    def set_pages(self, scan: str, pages: int) -> None:
        """The scan was opened and holds so many pages."""
        ...

    def add_page_unit(self, scan: str, first: int, last: int) -> PageUnit:
        """Idempotent: the same range of the same scan is the same unit."""
        ...

    def page_unit(self, unit: str) -> PageUnit | None: ...

    def save(self, scan: str, pages: Sequence[ReadPage]) -> None:
        """Keep readings; a page that was read already stays as it is."""
        ...

    def all_read(self, dossier: str) -> bool:
        """Whether every scan was opened and every page of it was read. Holds the dossier until commit."""
        ...

    def pages(self, dossier: str) -> tuple[StoredPage, ...]:
        """Read pages in order, numbered through the dossier, the readings too."""
        ...

    def save_understanding(self, dossier: str, input_sha256: str, value: Understanding) -> None:
        """Keep what was understood from that input; the first one kept stays."""
        ...

    def understanding(self, dossier: str, input_sha256: str) -> Understanding | None: ...


class Records(Protocol):
    """Dossier records and their publication."""

    def save(self, dossier: str, record: DossierRecord) -> None:
        """Keep a revision. Saving a revision that is there already changes nothing."""
        ...

    def record(self, dossier: str, revision: int | None = None) -> DossierRecord | None:
        """One revision, or the newest."""
        ...

    def publish(self, dossier: str, revision: int) -> Publication:
        """Let agencies fetch a revision; publishing it again gives the first publication."""
        ...

    def publications(
        self, after: int = 0, branches: Branches = None, limit: int = 100, dossier: str | None = None
    ) -> tuple[Publication, ...]:
        """In the order of their sequence numbers. dossier: those of that one alone."""
        ...


class Reviews(Protocol):
    """The review queue. A claim holds one dossier for one person, for a lease that heartbeats extend.

    Methods that change something raise, in this order: RevisionMissing, LeaseLost, RevisionStale.
    """

    def open(self, dossier: str, record: DossierRecord, due_at: datetime) -> None:
        """Ask a person about the record's tasks. A closed review of that very revision is opened again."""
        ...

    def review(self, dossier: str) -> Review | None:
        """The open review of a dossier."""
        ...

    def waiting(self, branches: Branches = None, limit: int = 100) -> tuple[Review, ...]:
        """Open reviews, claimed ones too, the most urgent first."""
        ...

    def claim_next(self, by: str, branches: Branches = None) -> Claim | None:
        """The most urgent review that nobody holds: by due time, then age. None: nothing waits."""
        ...

    def claim(self, dossier: str, by: str) -> Claim:
        """That review. The same person claiming again gets a new token. Raises ReviewTaken, NotFound."""
        ...

    def heartbeat(self, dossier: str, token: str) -> Claim:
        """Extend the lease."""
        ...

    def release(self, dossier: str, token: str) -> None:
        """Give the review back to the queue; decisions already saved stay."""
        ...

    def decide(self, dossier: str, token: str, revision: int | None, decision: Decision) -> int:
        """Save one decision, made from that revision, with its audit entry; gives the new revision."""
        ...

    def undo(self, dossier: str, token: str, revision: int | None) -> int:
        """Mark the last decision as taken back, with its audit entry; without one nothing changes."""
        ...

    def decisions(self, dossier: str) -> tuple[Decision, ...]:
        """Decisions saved in the newest review, oldest first."""
        ...

    def untouched(self, dossier: str) -> bool:
        """Whether nobody holds the dossier's review and no decision waits in it. Holds it until commit."""
        ...

    def finish(self, dossier: str, token: str, revision: int | None) -> None:
        """The reviewer is done: close the review and plan ``settle``."""
        ...


class Seen(Protocol):
    """What finds a paper again: looks of pages, and keyed hashes of values. It goes with its dossier."""

    def keep_looks(self, dossier: str, looks: Mapping[int, Look]) -> None:
        """Looks by the page's number in the dossier; a page that has one keeps it."""
        ...

    def looks(self, dossier: str) -> dict[int, Look]: ...

    def keep_marks(self, dossier: str, marks: Collection[int], key: str = FIRST) -> None:
        """These marks and no others; ``storage.marks`` makes them, with the key of that id."""
        ...

    def near(self, dossier: str, looks: Collection[Look], marks: Collection[int]) -> tuple[str, ...]:
        """Ids of other dossiers that may hold the same papers, the likeliest first, then the newest.

        At most ``NEAR_MOST``. ``once_only`` judges what they hold.
        """
        ...


class Work(Protocol):
    """Units of work: planned once, claimed under a lease, finished under a fencing token."""

    def plan(
        self, dossier: str, leg: Leg, subject: str, input_sha256: str, after: timedelta = timedelta(0)
    ) -> str:
        """Plan a unit and ring for it; a unit of that key that is there already is left as it is.

        after: a unit that is due later is rung for by the sweeper when its time has come.
        """
        ...

    def unit(self, unit: str) -> Unit | None: ...

    def units(self, dossier: str) -> tuple[Unit, ...]: ...

    def claim(self, unit: str, lease: timedelta) -> Unit | None:
        """Take a unit that is due and not held; counts the attempt. None: nothing to do here."""
        ...

    def renew(self, unit: Unit, lease: timedelta) -> None:
        """Extend the lease of a claim. Raises LeaseLost."""
        ...

    def finish(self, unit: Unit) -> None:
        """Mark it done. Raises LeaseLost when the claim is not the newest: then nothing may be kept."""
        ...

    def fail(self, unit: Unit, code: str, retry_in: timedelta) -> UnitState:
        """Note the failure: ready again after the pause, or quarantined after the last attempt."""
        ...

    def give_back(self, unit: Unit) -> None:
        """The worker stops in good order: ready again at once, and this attempt does not count."""
        ...

    def sweep(self, resend_after: timedelta, limit: int = 1000) -> Swept:
        """Ring for units that are due, unheld and not rung lately; set apart what died too often."""
        ...

    def expire_leases(self) -> int:
        """Forget every lease: only right where nobody else can be working, as in the embedded service."""
        ...

    def rung(self, limit: int) -> tuple[tuple[str, Leg], ...]:
        """Take rings (unit id, leg) out of the outbox. They are gone when the session commits."""
        ...

    def quarantined(self, branches: Branches = None, limit: int = 100) -> tuple[Unit, ...]: ...

    def retry(self, unit: str, by: str) -> None:
        """A person lets a quarantined unit run again, with all its attempts."""
        ...


class Session(Protocol):
    """One transaction."""

    @property
    def intake(self) -> Intake: ...
    @property
    def pages(self) -> Pages: ...
    @property
    def records(self) -> Records: ...
    @property
    def reviews(self) -> Reviews: ...
    @property
    def work(self) -> Work: ...
    @property
    def held(self) -> HeldFacts: ...
    @property
    def seen(self) -> Seen: ...
    @property
    def results(self) -> Results: ...
    @property
    def figures(self) -> FiguresKept: ...
    @property
    def standings(self) -> Standings: ...
    @property
    def corrections(self) -> Corrections: ...
    @property
    def paces(self) -> Paces: ...
    @property
    def keys(self) -> KeptKeys: ...
    @property
    def audit(self) -> Audit: ...


class Store(Protocol):
    """A place that keeps everything but files."""

    def begin(self) -> AbstractContextManager[Session]:
        """A transaction: kept when the block ends, undone when it raises."""
        ...
