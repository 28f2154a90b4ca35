"""The review queue, in PostgreSQL."""

from __future__ import annotations

import secrets
from datetime import datetime

from domain.record import DossierRecord
from domain.review import Decision
from storage.codec import DECISION, TASK
from storage.decisions import SAVED, UNDONE, decision_details
from storage.errors import LeaseLost, NotFound, ReviewTaken
from storage.postgres.audit import PostgresAudit
from storage.postgres.database import Room, Row, as_json, listed
from storage.postgres.work import PostgresWork
from storage.rounds import check_revision, settle_input
from storage.store import Branches
from storage.values import REVIEW_LEASE, Claim, DossierState, Leg, Review


class PostgresReviews:
    def __init__(self, room: Room) -> None:
        self._room = room
        self._database = room.database
        self._clock = room.clock

    def open(self, dossier: str, record: DossierRecord, due_at: datetime) -> None:
        tasks = as_json([TASK.plain(task) for task in record.tasks])
        self._database.run(
            "open_review",
            dossier=dossier,
            record_revision=record.revision,
            tasks=tasks,
            due_at=due_at,
            now=self._clock(),
        )

    def review(self, dossier: str) -> Review | None:
        row = self._database.row("review", dossier=dossier)
        return self._shown(row) if row else None

    def waiting(self, branches: Branches = None, limit: int = 100) -> tuple[Review, ...]:
        rows = self._database.rows("reviews_waiting", branches=listed(branches), limit=limit)
        return tuple(self._shown(row) for row in rows)

    def claim_next(self, by: str, branches: Branches = None) -> Claim | None:
        row = self._database.row("next_review", branches=listed(branches), now=self._clock())
        return self._take(row, by) if row else None

    def claim(self, dossier: str, by: str) -> Claim:
        row = self._database.row("review_to_change", dossier=dossier)
        if row is None:
            raise NotFound(dossier)
        if self._lives(row) and row["claimed_by"] != by:
            raise ReviewTaken(dossier)
        return self._take(row, by)

    def heartbeat(self, dossier: str, token: str) -> Claim:
        row = self._held(dossier, token)
        return self._set(row, row["claimed_by"], token)

    def release(self, dossier: str, token: str) -> None:
        self._held(dossier, token)
        self._database.run("set_claim", dossier=dossier, by=None, token="", lease_until=None)

    def decide(self, dossier: str, token: str, revision: int | None, decision: Decision) -> int:
        row = self._to_change(dossier, token, revision)
        body = DECISION.dump(decision)
        self._database.run("add_decision", body=body, **self._round(row))
        return self._grown(row, SAVED, decision)

    def undo(self, dossier: str, token: str, revision: int | None) -> int:
        row = self._to_change(dossier, token, revision)
        undone = self._database.row("undo_last_decision", now=self._clock(), **self._round(row))
        if undone is None:
            return int(row["revision"])
        return self._grown(row, UNDONE, DECISION.from_plain(undone["body"]))

    def decisions(self, dossier: str) -> tuple[Decision, ...]:
        rows = self._database.rows("decisions", dossier=dossier)
        return tuple(DECISION.from_plain(row["body"]) for row in rows)

    def untouched(self, dossier: str) -> bool:
        row = self._database.row("review_to_change", dossier=dossier)
        return row is None or not (self._lives(row) or self._database.rows("decisions", dossier=dossier))

    def finish(self, dossier: str, token: str, revision: int | None) -> None:
        row = self._to_change(dossier, token, revision)
        decisions = self.decisions(dossier)
        self._database.run("close_review", dossier=dossier)
        self._database.run("set_state", id=dossier, state=DossierState.COMPLETING)
        wanted = settle_input(row["revision"], decisions)
        PostgresWork(self._room).plan(dossier, Leg.SETTLE, dossier, wanted)
        details = {"decisions": str(len(decisions))}
        PostgresAudit(self._room).append(row["claimed_by"], "review.finish", dossier, details)

    def _lives(self, row: Row) -> bool:
        return row["lease_until"] is not None and row["lease_until"] > self._clock()

    def _shown(self, row: Row) -> Review:
        lives = self._lives(row)
        return Review(
            dossier=row["dossier"],
            branch=row["branch"],
            record_revision=row["record_revision"],
            revision=row["revision"],
            tasks=tuple(TASK.from_plain(task) for task in row["tasks"]),
            due_at=row["due_at"],
            opened_at=row["opened_at"],
            claimed_by=row["claimed_by"] if lives else None,
            lease_until=row["lease_until"] if lives else None,
        )

    def _take(self, row: Row, by: str) -> Claim:
        return self._set(row, by, secrets.token_urlsafe(24))

    def _set(self, row: Row, by: str, token: str) -> Claim:
        until = self._clock() + REVIEW_LEASE
        self._database.run("set_claim", dossier=row["dossier"], by=by, token=token, lease_until=until)
        return Claim(row["dossier"], by, token, until, row["revision"])

    def _held(self, dossier: str, token: str) -> Row:
        row = self._database.row("review_to_change", dossier=dossier)
        if row is None or not token or row["token"] != token or not self._lives(row):
            raise LeaseLost(dossier)
        return row

    def _to_change(self, dossier: str, token: str, revision: int | None) -> Row:
        wanted = check_revision(revision)
        row = self._held(dossier, token)
        check_revision(wanted, row["revision"])
        return row

    def _round(self, row: Row) -> Row:
        return {"dossier": row["dossier"], "record_revision": row["record_revision"]}

    def _grown(self, row: Row, action: str, decision: Decision) -> int:
        """The next revision. The entry comes last: all others wait for the chain's head until commit."""
        dossier = row["dossier"]
        grown = self._database.row("grow_review", dossier=dossier)
        if grown is None:
            raise NotFound(dossier)
        details = decision_details(self._room.key, decision, row["record_revision"])
        PostgresAudit(self._room).append(row["claimed_by"], action, dossier, details)
        return int(grown["revision"])
