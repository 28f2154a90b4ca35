"""The review queue, in memory."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime

from domain.record import DossierRecord
from domain.review import Decision
from storage.decisions import SAVED, UNDONE, decision_details
from storage.errors import LeaseLost, NotFound, ReviewTaken
from storage.memory.audit import MemoryAudit
from storage.memory.tables import ReviewRow, Room
from storage.memory.work import MemoryWork
from storage.rounds import check_revision, settle_input
from storage.store import Branches
from storage.values import REVIEW_LEASE, Claim, DossierState, Leg, Review


class MemoryReviews:
    def __init__(self, room: Room) -> None:
        self._room = room
        self._rows = room.tables.reviews

    def open(self, dossier: str, record: DossierRecord, due_at: datetime) -> None:
        before = self._rows.get(dossier)
        if before is not None and not _makes_way(before, record):
            return
        revision = before.review.revision + 1 if before else 1
        branch, now = self._room.branch_of(dossier), self._room.clock()
        review = Review(dossier, branch, record.revision, revision, record.tasks, due_at, now)
        same = before is not None and before.review.record_revision == record.revision
        self._rows[dossier] = ReviewRow(review, decisions=before.decisions if before and same else ())

    def review(self, dossier: str) -> Review | None:
        row = self._rows.get(dossier)
        return self._shown(row) if row is not None and not row.closed else None

    def waiting(self, branches: Branches = None, limit: int = 100) -> tuple[Review, ...]:
        rows = (row for row in self._rows.values() if not row.closed)
        seen = [row for row in rows if self._room.visible(row.review.dossier, branches)]
        seen.sort(key=lambda row: (row.review.due_at, row.review.opened_at, row.review.dossier))
        return tuple(self._shown(row) for row in seen[:limit])

    def claim_next(self, by: str, branches: Branches = None) -> Claim | None:
        every = self.waiting(branches, limit=len(self._rows))
        free = next((review for review in every if review.claimed_by is None), None)
        return self._take(free.dossier, by) if free is not None else None

    def claim(self, dossier: str, by: str) -> Claim:
        found = self.review(dossier)
        if found is None:
            raise NotFound(dossier)
        if found.claimed_by not in (None, by):
            raise ReviewTaken(dossier)
        return self._take(dossier, by)

    def heartbeat(self, dossier: str, token: str) -> Claim:
        row = self._held(dossier, token)
        review = replace(row.review, lease_until=self._room.clock() + REVIEW_LEASE)
        return self._claim_of(self._keep(replace(row, review=review)))

    def release(self, dossier: str, token: str) -> None:
        row = self._held(dossier, token)
        self._keep(replace(row, token="", review=replace(row.review, claimed_by=None, lease_until=None)))

    def decide(self, dossier: str, token: str, revision: int | None, decision: Decision) -> int:
        row = self._to_change(dossier, token, revision)
        return self._decided(replace(row, decisions=(*row.decisions, decision)), SAVED, decision)

    def undo(self, dossier: str, token: str, revision: int | None) -> int:
        row = self._to_change(dossier, token, revision)
        if not row.decisions:
            return row.review.revision
        *left, last = row.decisions
        return self._decided(replace(row, decisions=tuple(left)), UNDONE, last)

    def decisions(self, dossier: str) -> tuple[Decision, ...]:
        row = self._rows.get(dossier)
        return row.decisions if row is not None else ()

    def untouched(self, dossier: str) -> bool:
        review = self.review(dossier)
        return review is None or (review.claimed_by is None and not self.decisions(dossier))

    def finish(self, dossier: str, token: str, revision: int | None) -> None:
        row = self._to_change(dossier, token, revision)
        by = row.review.claimed_by or ""
        self._keep(replace(row, token="", closed=True))
        dossiers = self._room.tables.dossiers
        dossiers[dossier] = replace(dossiers[dossier], state=DossierState.COMPLETING)
        wanted = settle_input(row.review.revision, row.decisions)
        MemoryWork(self._room).plan(dossier, Leg.SETTLE, dossier, wanted)
        MemoryAudit(self._room).append(by, "review.finish", dossier, {"decisions": str(len(row.decisions))})

    def _shown(self, row: ReviewRow) -> Review:
        until = row.review.lease_until
        if until is not None and until > self._room.clock():
            return row.review
        return replace(row.review, claimed_by=None, lease_until=None)

    def _take(self, dossier: str, by: str) -> Claim:
        row = self._rows[dossier]
        review = replace(row.review, claimed_by=by, lease_until=self._room.clock() + REVIEW_LEASE)
        return self._claim_of(self._keep(replace(row, review=review, token=secrets.token_urlsafe(24))))

    def _keep(self, row: ReviewRow) -> ReviewRow:
        self._rows[row.review.dossier] = row
        return row

    def _held(self, dossier: str, token: str) -> ReviewRow:
        row = self._rows.get(dossier)
        until = row.review.lease_until if row is not None else None
        if row is None or row.closed or not token or row.token != token:
            raise LeaseLost(dossier)
        if until is None or until <= self._room.clock():
            raise LeaseLost(dossier)
        return row

    def _to_change(self, dossier: str, token: str, revision: int | None) -> ReviewRow:
        wanted = check_revision(revision)
        row = self._held(dossier, token)
        check_revision(wanted, row.review.revision)
        return row

    def _decided(self, row: ReviewRow, action: str, decision: Decision) -> int:
        review = replace(row.review, revision=row.review.revision + 1)
        self._keep(replace(row, review=review))
        details = decision_details(self._room.key, decision, review.record_revision)
        MemoryAudit(self._room).append(review.claimed_by or "", action, review.dossier, details)
        return review.revision

    def _claim_of(self, row: ReviewRow) -> Claim:
        review = row.review
        until = review.lease_until or self._room.clock()
        return Claim(review.dossier, review.claimed_by or "", row.token, until, review.revision)


def _makes_way(before: ReviewRow, record: DossierRecord) -> bool:
    known = before.review.record_revision
    return known < record.revision or (known == record.revision and before.closed)
