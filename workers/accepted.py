"""What an accepted dossier leaves behind: kept in the transaction that keeps its record."""

from __future__ import annotations

from domain.law import LawBook
from domain.record import DossierRecord
from once_only.corrections import corrections
from storage.results import keep_results
from storage.store import Session
from storage.values import Dossier
from workers.keeping import Keep


class Accepted:
    """Feeds the store of earlier results and the list of registers that are probably wrong.

    ``key``: secret of the keyed hashes, the same on every host.
    """

    def __init__(self, law: LawBook, key: bytes) -> None:
        self._law = law
        self._key = key

    def keeping_too(self, dossier: Dossier, record: DossierRecord, keep: Keep) -> Keep:
        """The same, which of the record's papers may be reused from now on, and what owners should correct.

        While a person still has to look at the record no register is accused, and no case falls.
        """

        def all_(session: Session) -> None:
            keep_results(session, dossier.id, record, self._law, self._key)
            keep(session)
            if not record.tasks:
                session.corrections.keep(dossier.id, dossier.branch, corrections(record, self._law))

        return all_
