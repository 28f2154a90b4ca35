"""The store of earlier results: this program's own register, fed with the papers of accepted dossiers.

Only keyed hashes lie in its index; what a paper says is read from the record of the dossier it came in with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from domain.law import LawBook
from domain.once_only import Answer, HeldRecord, Inquiry, Origin, Outcome
from domain.record import DossierRecord
from once_only.asking import answer_from
from once_only.evidence import day_in_hanoi
from once_only.results import keys_to_keep, keys_to_try, results_of, vouched
from storage.clock import Clock, utc_now
from storage.kept_results import KeptResult
from storage.marks import numbered
from storage.store import Session, Store

_PURPOSE = "result"


def keep_results(session: Session, dossier: str, record: DossierRecord, law: LawBook, key: bytes) -> None:
    """What of this revision may be reused from now on; nothing while a person still has to look at it."""
    found = results_of(record, law)
    marks = {document: numbered(key, _PURPOSE, keys_to_keep(each, law)) for document, each in found.items()}
    session.results.keep(dossier, record.revision, marks, _since(session, dossier, found, law))


def _since(
    session: Session, dossier: str, found: Mapping[str, HeldRecord], law: LawBook
) -> dict[str, datetime]:
    """When each paper was first accepted with the values it has now; absent where it is now.

    A revision that says nothing else of the paper, such as an officer's word on its advice, makes an old
    paper no younger.
    """
    days: dict[str, datetime] = {}
    for publication in session.records.publications(dossier=dossier) if found else ():
        record = session.records.record(dossier, publication.revision)
        told = results_of(record, law) if record is not None else {}
        for document in (each for each in found if told.get(each) == found[each]):
            days.setdefault(document, publication.published_at)
    return days


class ResultStore:
    """Asks the store for the papers of other dossiers. ``key``: secret of the keyed hashes."""

    def __init__(self, store: Store, law: LawBook, key: bytes, clock: Clock = utc_now) -> None:
        self._store = store
        self._law = law
        self._key = key
        self._clock = clock

    def connected(self, register: str) -> bool:
        known = self._law.register_named(register)
        return known is not None and known.own

    def ask(self, inquiry: Inquiry) -> Answer:
        """What other dossiers hold of it: a dossier is never evidence for itself.

        Whole papers are found; whoever asked drops what the look-up does not want, as with every register.
        """
        look_up, now = inquiry.look_up, self._clock()
        kept = self._kept(inquiry)
        whole = replace(look_up, wants=())
        found = answer_from({look_up.register: [each for each, _ in kept]}, whole, self._law, now)
        records = found.records if found is not None else ()
        origins = tuple(origin for each in records for record, origin in kept if record is each)
        outcome = Outcome.FOUND if records else Outcome.NOT_FOUND
        return Answer(look_up, outcome, now, records, origins=origins)

    def _kept(self, inquiry: Inquiry) -> list[tuple[HeldRecord, Origin]]:
        marks = numbered(self._key, _PURPOSE, keys_to_try(inquiry.look_up, self._law))
        with self._store.begin() as session:
            near = session.results.near(inquiry.purpose.dossier, marks)
            records = [session.records.record(each.dossier, each.revision) for each in near]
        told = (self._told(*each) for each in zip(near, records, strict=True))
        return [each for each in told if each is not None]

    def _told(self, kept: KeptResult, record: DossierRecord | None) -> tuple[HeldRecord, Origin] | None:
        found = results_of(record, self._law).get(kept.document) if record is not None else None
        if record is None or found is None:
            return None
        day = day_in_hanoi(kept.published_at)
        sure = vouched(record, kept.document)
        return replace(found, as_of=day), Origin(kept.dossier, kept.document, kept.revision, day, sure)
