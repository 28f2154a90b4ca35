"""The rows of the store in memory, and what its rooms share."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import datetime

from domain.look import Look
from domain.once_only import HeldRecord
from domain.record import DossierRecord
from domain.review import Decision
from domain.standing import Standing, Subject
from domain.understanding import Understanding
from storage.clock import Clock
from storage.corrections import KeptCorrection
from storage.kept_keys import RegisteredKey
from storage.kept_results import KeptResult
from storage.store import Branches
from storage.values import (
    AuditEntry,
    Batch,
    Dossier,
    Leg,
    PageUnit,
    Publication,
    ReadPage,
    Review,
    Scan,
    Unit,
)


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review with what its reviewers do not see. ``token`` is empty while nobody holds it."""

    review: Review
    token: str = ""
    closed: bool = False
    decisions: tuple[Decision, ...] = ()


@dataclass
class Tables:
    """All rows. Values are frozen, so copying the dicts copies the state."""

    batches: dict[str, Batch] = field(default_factory=dict)
    dossiers: dict[str, Dossier] = field(default_factory=dict)
    scans: dict[str, Scan] = field(default_factory=dict)
    page_units: dict[tuple[str, int, int], PageUnit] = field(default_factory=dict)
    readings: dict[tuple[str, int], ReadPage] = field(default_factory=dict)
    understandings: dict[tuple[str, str], Understanding] = field(default_factory=dict)
    records: dict[tuple[str, int], DossierRecord] = field(default_factory=dict)
    publications: dict[tuple[str, int], Publication] = field(default_factory=dict)
    reviews: dict[str, ReviewRow] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    unit_keys: dict[tuple[str, Leg, str, str], str] = field(default_factory=dict)
    rung_at: dict[str, datetime] = field(default_factory=dict)
    outbox: dict[int, str] = field(default_factory=dict)
    rings: dict[str, int] = field(default_factory=dict)
    held: dict[str, tuple[HeldRecord, ...]] = field(default_factory=dict)
    looks: dict[tuple[str, int], Look] = field(default_factory=dict)
    marks: dict[str, frozenset[int]] = field(default_factory=dict)
    mark_keys: dict[str, str] = field(default_factory=dict)
    result_keys: dict[str, str] = field(default_factory=dict)
    audit_keys: dict[str, RegisteredKey] = field(default_factory=dict)
    results: dict[str, tuple[tuple[KeptResult, frozenset[int]], ...]] = field(default_factory=dict)
    standings: dict[Subject, Standing] = field(default_factory=dict)
    corrections: dict[str, KeptCorrection] = field(default_factory=dict)
    paces: dict[str, tuple[datetime, datetime]] = field(default_factory=dict)
    audit: dict[int, AuditEntry] = field(default_factory=dict)

    def copy(self) -> Tables:
        return Tables(**{each.name: dict(getattr(self, each.name)) for each in fields(self)})


@dataclass(frozen=True, slots=True)
class Room:
    """What each part of a session works with. key: secret of the keyed hashes in the audit chain."""

    tables: Tables
    clock: Clock
    pipeline: str
    key: bytes

    def branch_of(self, dossier: str) -> str:
        return self.tables.dossiers[dossier].branch

    def visible(self, dossier: str, branches: Branches) -> bool:
        return branches is None or self.branch_of(dossier) in branches
