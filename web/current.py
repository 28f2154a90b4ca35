"""A dossier's record as it stands this minute: what officers said in an open review counts already."""

from __future__ import annotations

from dataclasses import dataclass, replace

from domain.definition import Definitions
from domain.record import DossierRecord
from hoso.pipeline import settle
from storage.store import Session


@dataclass(frozen=True, slots=True)
class Current:
    """record: with every word said so far. kept: the revision in the store, which agencies may have."""

    record: DossierRecord
    kept: DossierRecord


def current(session: Session, dossier: str, definitions: Definitions) -> Current | None:
    """The newest record, seen with the decisions of its review; None while there is none.

    The citizen stands at the counter now: a slip must not wait until a review is finished. A record from
    before there were checklists gets one. Nothing of this is kept.
    """
    kept = session.records.record(dossier)
    if kept is None:
        return None
    said = session.reviews.decisions(dossier)
    if kept.checklist is not None and all(each in kept.decisions for each in said):
        return Current(kept, kept)
    seen = settle(kept, said, definitions)
    return Current(replace(seen, revision=kept.revision), kept)
