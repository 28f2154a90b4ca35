"""Blind samples in the service: drawn when a record is made, counted when settled, heeded in between."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from domain.record import DossierRecord
from domain.standing import Subject
from domain.understanding import Understanding
from review.samples import outcomes, step_down, with_samples
from storage.store import Session
from storage.values import Dossier
from workers.keeping import Keep

ACTOR = "hoso"


class BlindSamples:
    """share: how many accepted values are asked (see ``review.samples``). key: nobody knows what is drawn."""

    def __init__(self, share: float, key: bytes) -> None:
        self._share = share
        self._key = key

    def drawn(self, record: DossierRecord) -> DossierRecord:
        """The record with the values that a person is to type unseen."""
        return with_samples(record, self._share, self._key)

    def keeping_too(self, dossier: Dossier, asked: DossierRecord, settled: DossierRecord, keep: Keep) -> Keep:
        """The same, and what the review's samples say; each step down or back stands in the audit chain."""
        samples = outcomes(asked, settled, dossier.branch)

        def both(session: Session) -> None:
            keep(session)
            for each in session.standings.count(samples):
                subject = each.subject
                action = "standing.down" if each.stepped_down else "standing.back"
                details = {"kind": subject.kind.value, "branch": subject.branch}
                details |= {"seen": str(each.seen), "wrong": str(each.wrong)}
                session.audit.append(ACTOR, action, subject.id, details)

        return both


def heeded(
    understanding: Understanding, branch: str, scanner: str | None, down: Collection[Subject]
) -> Understanding:
    """What was understood, its pages from the branch's device, without the acceptance that is down."""
    pages = understanding.pages
    if scanner is not None:
        pages = tuple(replace(page, scanner=scanner) for page in pages)
    return replace(
        understanding, pages=pages, documents=step_down(understanding.documents, pages, branch, down)
    )
