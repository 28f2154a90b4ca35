"""After a new audit key: marks of papers and results are made again with it, from what is kept.

Each dossier is a transaction of its own. Killed at any moment and started again, the rest is done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.document import Document
from domain.law import LawBook
from storage.key_register import KeyRefused, Standing, names_of, standing
from storage.keys import KeyRing
from storage.marks import kept_marks, picture_marks
from storage.results import marks_of_results
from storage.store import Session, Store
from storage.values import Leg

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class MarkedAnew:
    """Dossiers done, those of which nothing is kept to make marks from, and ids of keys now retired."""

    done: int
    left: int
    retired: tuple[str, ...]


def mark_anew(store: Store, keys: KeyRing, law: LawBook) -> MarkedAnew:
    """All that bears another key than the current one. Raises KeyRefused where the ring's is not current."""
    found = standing(store, keys)
    if found is not Standing.CURRENT:
        raise KeyRefused(found)
    with store.begin() as session:
        names = names_of(keys.id, session.keys.registered())
    done = left = after = 0
    while batch := _others(store, names, after):
        for after, dossier in batch:  # noqa: B007 -- the next batch begins behind the last place
            if _anew(store, keys, law, names, dossier):
                done += 1
            else:
                left += 1
    return MarkedAnew(done, left, _retire(store, keys))


def _others(store: Store, names: frozenset[str], after: int) -> tuple[tuple[int, str], ...]:
    with store.begin() as session:
        return session.keys.others(names, after, AT_ONCE)


def _anew(store: Store, keys: KeyRing, law: LawBook, names: frozenset[str], dossier: str) -> bool:
    with store.begin() as session:
        if not session.keys.hold_marks(dossier, names):
            return True  # whoever kept the dossier meanwhile has marked it with the current key
        documents = _documents(session, dossier)
        if documents is None:
            return False
        pictures = picture_marks(keys.current, documents, session.pages.scans(dossier))
        session.seen.keep_marks(dossier, kept_marks(keys.current, documents) | pictures, keys.id)
        kept = session.results.kept(dossier)
        records = {each.revision: session.records.record(dossier, each.revision) for each in kept}
        marks = {
            revision: marks_of_results(record, law, keys.current)
            for revision, record in records.items()
            if record is not None
        }
        anew = [(each, marks.get(each.revision, {}).get(each.document, frozenset())) for each in kept]
        session.results.replace(dossier, anew, keys.id)
    return True


def _documents(session: Session, dossier: str) -> Sequence[Document] | None:
    """As people have settled them; of a dossier that has no record yet, as they were understood."""
    record = session.records.record(dossier)
    if record is not None:
        return record.documents
    inputs = (unit.input_sha256 for unit in session.work.units(dossier) if unit.leg is Leg.COMPLETE)
    found = (session.pages.understanding(dossier, each) for each in inputs)
    return next((each.documents for each in found if each is not None), None)


def _retire(store: Store, keys: KeyRing) -> tuple[str, ...]:
    with store.begin() as session:
        known = session.keys.registered()
        free = tuple(
            each.id
            for each in known
            if each.retired_at is None
            and each.id != keys.id
            and not session.keys.borne(names_of(each.id, known))
        )
        for id_ in free:
            session.keys.retire(id_)
    return free
