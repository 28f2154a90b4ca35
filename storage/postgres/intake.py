"""Batches and dossiers, in PostgreSQL."""

from __future__ import annotations

from dataclasses import asdict

from storage.errors import NotFound
from storage.ids import new_id
from storage.postgres.audit import PostgresAudit
from storage.postgres.database import Room, Row, listed
from storage.postgres.work import PostgresWork
from storage.store import Branches
from storage.values import Batch, Dossier, DossierState, Leg, NewDossier, Progress, Refusal


class PostgresIntake:
    def __init__(self, room: Room) -> None:
        self._room = room
        self._database = room.database

    def open_batch(self, branch: str, name: str, by: str, scanner: str | None = None) -> Batch:
        batch = Batch(new_id(), branch, name, self._room.clock(), by, scanner)
        self._database.run("add_batch", **asdict(batch))
        return batch

    def accept(self, batch: str, new: NewDossier, by: str) -> Dossier:
        home = self.batch(batch)
        if home is None:
            raise NotFound(batch)
        row = self._database.row(
            "add_dossier",
            id=new_id(),
            batch=batch,
            branch=home.branch,
            name=new.name,
            sha256=new.sha256,
            received=new.received,
            procedure=new.procedure,
            now=self._room.clock(),
        )
        if row is not None:
            self._plan_opening(row["id"], new)
            details = {"batch": batch, "scans": str(len(new.scans))}
            PostgresAudit(self._room).append(by, "dossier.accept", row["id"], details)
        kept = self._database.row("dossier_of_content", batch=batch, sha256=new.sha256)
        if kept is None:
            raise NotFound(batch)
        return _dossier(kept)

    def _plan_opening(self, dossier: str, new: NewDossier) -> None:
        work = PostgresWork(self._room)
        for position, scan in enumerate(new.scans, start=1):
            row = asdict(scan) | {"id": new_id(), "dossier": dossier, "position": position}
            self._database.run("add_scan", **row)
            work.plan(dossier, Leg.OPEN, row["id"], scan.sha256)

    def batch(self, batch: str) -> Batch | None:
        row = self._database.row("batch", id=batch)
        return Batch(**row) if row else None

    def batches(
        self, branches: Branches = None, limit: int = 50, before: str | None = None
    ) -> tuple[Batch, ...]:
        rows = self._database.rows("batches", branches=listed(branches), limit=limit, before=before)
        return tuple(Batch(**row) for row in rows)

    def dossier(self, dossier: str) -> Dossier | None:
        row = self._database.row("dossier", id=dossier)
        return _dossier(row) if row else None

    def dossiers(self, batch: str) -> tuple[Dossier, ...]:
        return tuple(_dossier(row) for row in self._database.rows("dossiers", batch=batch))

    def progress(self, batch: str) -> Progress:
        states = self._database.rows("dossier_states", batch=batch)
        pages = self._database.row("page_counts", batch=batch) or {}
        return Progress({DossierState(row["state"]): row["count"] for row in states}, **pages)

    def set_state(self, dossier: str, state: DossierState) -> None:
        self._database.run("set_state", id=dossier, state=state)

    def refuse(self, dossier: str, refusal: Refusal) -> None:
        # Units before their dossier, as everywhere: the other order could deadlock with a finishing leg.
        self._database.run("cancel_units", dossier=dossier)
        self._database.run("refuse", id=dossier, code=refusal.code, remedy=refusal.remedy)


def _dossier(row: Row) -> Dossier:
    refused = row["refusal_code"] is not None
    return Dossier(
        id=row["id"],
        batch=row["batch"],
        branch=row["branch"],
        name=row["name"],
        sha256=row["sha256"],
        received=row["received"],
        procedure=row["procedure"],
        state=DossierState(row["state"]),
        accepted_at=row["accepted_at"],
        refusal=Refusal(row["refusal_code"], row["refusal_remedy"]) if refused else None,
        revision=row["revision"],
    )
