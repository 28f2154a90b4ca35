"""Records and publications, in memory."""

from __future__ import annotations

from dataclasses import replace

from domain.record import DossierRecord
from storage.memory.audit import MemoryAudit
from storage.memory.tables import Room
from storage.store import Branches
from storage.values import DossierState, Publication


class MemoryRecords:
    def __init__(self, room: Room) -> None:
        self._room = room
        self._tables = room.tables

    def save(self, dossier: str, record: DossierRecord) -> None:
        if (dossier, record.revision) in self._tables.records:
            return
        self._tables.records[dossier, record.revision] = record
        found = self._tables.dossiers[dossier]
        newest = max(found.revision or 0, record.revision)
        self._tables.dossiers[dossier] = replace(found, revision=newest)

    def record(self, dossier: str, revision: int | None = None) -> DossierRecord | None:
        found = self._tables.dossiers.get(dossier)
        wanted = revision if revision is not None or found is None else found.revision
        return self._tables.records.get((dossier, wanted)) if wanted is not None else None

    def publish(self, dossier: str, revision: int) -> Publication:
        if known := self._tables.publications.get((dossier, revision)):
            return known
        sequence = len(self._tables.publications) + 1
        branch = self._room.branch_of(dossier)
        new = Publication(sequence, dossier, branch, revision, self._room.clock())
        self._tables.publications[dossier, revision] = new
        found = self._tables.dossiers[dossier]
        self._tables.dossiers[dossier] = replace(found, state=DossierState.PUBLISHED)
        MemoryAudit(self._room).append("system", "record.publish", dossier, {"revision": str(revision)})
        return new

    def publications(
        self, after: int = 0, branches: Branches = None, limit: int = 100, dossier: str | None = None
    ) -> tuple[Publication, ...]:
        found = (
            each
            for each in self._tables.publications.values()
            if each.sequence > after and dossier in (None, each.dossier)
        )
        return tuple(each for each in found if branches is None or each.branch in branches)[:limit]
