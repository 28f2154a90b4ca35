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
from once_only.asking import records_found
from once_only.evidence import day_in_hanoi
from once_only.results import keys_to_keep, keys_to_try, results_of, vouched
from storage.clock import Clock, utc_now
from storage.kept_results import KeptResult
from storage.keys import KeyRing, key_id
from storage.marks import numbered
from storage.store import Session, Store

_PURPOSE = "result"


def keep_results(session: Session, dossier: str, record: DossierRecord, law: LawBook, key: bytes) -> None:
    """What of this revision may be reused from now on; nothing while a person still has to look at it."""
    marks = marks_of_results(record, law, key)
    since = _since(session, dossier, results_of(record, law), law)
    session.results.keep(dossier, record.revision, marks, key_id(key), since)


def marks_of_results(record: DossierRecord, law: LawBook, key: bytes) -> dict[str, frozenset[int]]:
    """Document id to what it is found by, of the record's papers that may be reused."""
    found = results_of(record, law)
    return {document: numbered(key, _PURPOSE, keys_to_keep(each, law)) for document, each in found.items()}


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
    """Asks the store for the papers of other dossiers. ``keys``: secrets of the keyed hashes."""

    def __init__(self, store: Store, law: LawBook, keys: KeyRing, clock: Clock = utc_now) -> None:
        self._store = store
        self._law = law
        self._keys = keys
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
        records = tuple(records_found([each for each, _ in kept], look_up, self._law))
        origins = tuple(origin for each in records for record, origin in kept if record is each)
        outcome = Outcome.FOUND if records else Outcome.NOT_FOUND
        return Answer(look_up, outcome, now, records, origins=origins)

    def _kept(self, inquiry: Inquiry) -> list[tuple[HeldRecord, Origin]]:
        tried = keys_to_try(inquiry.look_up, self._law)
        marks = frozenset().union(*(numbered(key, _PURPOSE, tried) for key in self._keys.all))
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
