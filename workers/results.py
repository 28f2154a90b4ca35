"""What an accepted dossier leaves for later ones: kept in the transaction that keeps its record."""

from __future__ import annotations

from domain.law import LawBook
from domain.record import DossierRecord
from storage.results import keep_results
from storage.store import Session
from workers.keeping import Keep


class ResultsKept:
    """Feeds the store of earlier results. ``key``: secret of the keyed hashes, the same on every host."""

    def __init__(self, law: LawBook, key: bytes) -> None:
        self._law = law
        self._key = key

    def keeping_too(self, dossier: str, record: DossierRecord, keep: Keep) -> Keep:
        """The same, and which of the record's papers may be reused from now on."""

        def both(session: Session) -> None:
            keep_results(session, dossier, record, self._law, self._key)
            keep(session)

        return both
