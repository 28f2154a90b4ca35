"""Batches and dossiers, in memory."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from storage.errors import NotFound
from storage.ids import new_id
from storage.memory.audit import MemoryAudit
from storage.memory.tables import Room
from storage.memory.work import MemoryWork
from storage.store import Branches
from storage.values import (
    STUCK,
    Batch,
    Dossier,
    DossierState,
    Leg,
    NewDossier,
    Progress,
    Refusal,
    Scan,
)


class MemoryIntake:
    def __init__(self, room: Room) -> None:
        self._room = room
        self._tables = room.tables
        self._work = MemoryWork(room)

    def open_batch(self, branch: str, name: str, by: str, scanner: str | None = None) -> Batch:
        batch = Batch(new_id(), branch, name, self._room.clock(), by, scanner)
        self._tables.batches[batch.id] = batch
        return batch

    def accept(self, batch: str, new: NewDossier, by: str) -> Dossier:
        home = self._tables.batches.get(batch)
        if home is None:
            raise NotFound(batch)
        for known in self.dossiers(batch):
            if known.sha256 == new.sha256:
                return known
        dossier = Dossier(
            id=new_id(), batch=batch, branch=home.branch, name=new.name, sha256=new.sha256,
            received=new.received, procedure=new.procedure,
            state=DossierState.ACCEPTED, accepted_at=self._room.clock(),
        )  # fmt: skip
        self._tables.dossiers[dossier.id] = dossier
        for position, each in enumerate(new.scans, start=1):
            scan = Scan(new_id(), dossier.id, position, each.name, each.sha256, each.key, each.size)
            self._tables.scans[scan.id] = scan
            self._work.plan(dossier.id, Leg.OPEN, scan.id, scan.sha256)
        details = {"batch": batch, "scans": str(len(new.scans))}
        MemoryAudit(self._room).append(by, "dossier.accept", dossier.id, details)
        return dossier

    def batch(self, batch: str) -> Batch | None:
        return self._tables.batches.get(batch)

    def batches(
        self, branches: Branches = None, limit: int = 50, before: str | None = None
    ) -> tuple[Batch, ...]:
        found = sorted(self._tables.batches.values(), key=lambda batch: batch.id, reverse=True)
        seen = [batch for batch in found if before is None or batch.id < before]
        return tuple(batch for batch in seen if branches is None or batch.branch in branches)[:limit]

    def dossier(self, dossier: str) -> Dossier | None:
        return self._tables.dossiers.get(dossier)

    def dossiers(self, batch: str) -> tuple[Dossier, ...]:
        return tuple(each for each in self._tables.dossiers.values() if each.batch == batch)

    def progress(self, batch: str) -> Progress:
        dossiers = self.dossiers(batch)
        ids = {dossier.id for dossier in dossiers}
        scans = {scan.id: scan.pages or 0 for scan in self._tables.scans.values() if scan.dossier in ids}
        read = sum(1 for scan, _ in self._tables.readings if scan in scans)
        return Progress(dict(Counter(dossier.state for dossier in dossiers)), sum(scans.values()), read)

    def set_state(self, dossier: str, state: DossierState) -> None:
        found = self._tables.dossiers[dossier]
        if found.state not in STUCK:
            self._tables.dossiers[dossier] = replace(found, state=state)

    def refuse(self, dossier: str, refusal: Refusal) -> None:
        found = self._tables.dossiers[dossier]
        self._tables.dossiers[dossier] = replace(found, state=DossierState.REFUSED, refusal=refusal)
        self._work.cancel(dossier)
