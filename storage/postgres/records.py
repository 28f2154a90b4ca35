"""Records and publications, in PostgreSQL."""

from __future__ import annotations

from domain.record import DossierRecord
from storage.codec import RECORD
from storage.errors import NotFound
from storage.postgres.audit import PostgresAudit
from storage.postgres.database import Room, listed
from storage.postgres.figures import PostgresFigures
from storage.store import Branches
from storage.values import DossierState, Publication


class PostgresRecords:
    def __init__(self, room: Room) -> None:
        self._room = room
        self._database = room.database

    def save(self, dossier: str, record: DossierRecord) -> None:
        key = {"dossier": dossier, "revision": record.revision}
        self._database.run("add_record", body=RECORD.dump(record), now=self._room.clock(), **key)
        self._database.run("set_revision", **key)
        PostgresFigures(self._room).save(dossier, record)

    def record(self, dossier: str, revision: int | None = None) -> DossierRecord | None:
        row = self._database.row("record", dossier=dossier, revision=revision)
        return RECORD.from_plain(row["body"]) if row else None

    def publish(self, dossier: str, revision: int) -> Publication:
        # One at a time: a reader's cursor must never pass a number that is committed later.
        self._database.run("one_publisher")
        key = {"dossier": dossier, "revision": revision}
        if known := self._database.row("publication", **key):
            return Publication(**known)
        new = self._database.row("add_publication", now=self._room.clock(), **key)
        if new is None:
            raise NotFound(dossier)
        self._database.run("set_state", id=dossier, state=DossierState.PUBLISHED)
        PostgresAudit(self._room).append("system", "record.publish", dossier, {"revision": str(revision)})
        return Publication(**new)

    def publications(
        self, after: int = 0, branches: Branches = None, limit: int = 100, dossier: str | None = None
    ) -> tuple[Publication, ...]:
        asked: dict[str, object] = {"after": after, "branches": listed(branches), "limit": limit}
        if dossier is None:
            rows = self._database.rows("publications", **asked)
        else:
            rows = self._database.rows("publications_of", dossier=dossier, **asked)
        return tuple(Publication(**row) for row in rows)
