"""A batch while it is worked on: states, pages, and what the reception desk should do at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from domain.errors import RefusedInput
from domain.once_only import Verdict, VerdictCode
from domain.page import Defect
from domain.record import DossierRecord
from domain.review import TaskKind
from storage.store import Session
from storage.values import RESTING, Batch, Dossier, DossierState
from web.days import day_text
from web.labels import Labels
from web.uploads import refusal_words
from web.views.models import (
    Advice,
    BatchDetail,
    BatchView,
    DossierView,
    RefusalView,
    Rescan,
    Said,
)

_HARMLESS = frozenset({Defect.PIXELS_REDUCED})
_NOT_NEEDED = frozenset({VerdictCode.NOT_NEEDED_DATA_HELD, VerdictCode.NOT_NEEDED_PRESENT_ONLY})
_KEPT = 2000


@dataclass
class Desk:
    """Makes the views, remembering those of dossiers in which nothing moves any more."""

    _resting: dict[tuple[str, DossierState, int | None, str], DossierView] = field(default_factory=dict)
    _previews: dict[str, dict[int, str]] = field(default_factory=dict)

    def batch(self, session: Session, batch: Batch, labels: Labels) -> BatchDetail:
        """The batch with every dossier of it."""
        views = [self.dossier(session, each, labels) for each in session.intake.dossiers(batch.id)]
        return BatchDetail(**batch_view(session, batch).model_dump(), dossiers=views)

    def dossier(self, session: Session, dossier: Dossier, labels: Labels) -> DossierView:
        """One dossier. Pages are counted only while they still change."""
        key = (dossier.id, dossier.state, dossier.revision, labels.words.lang)
        known = self._resting.get(key)
        if known is None:
            known = _dossier_view(session, dossier, labels)
            if dossier.state in RESTING:
                _make_room(self._resting)
                self._resting[key] = known
        return known

    def preview(self, session: Session, dossier: Dossier, number: int) -> str | None:
        """Object key of a page's image. Once there is a record, pages keep their numbers."""
        known = self._previews.get(dossier.id)
        if known is None:
            known = {page.number: page.preview for page in session.pages.pages(dossier.id)}
            if dossier.revision is not None:
                _make_room(self._previews)
                self._previews[dossier.id] = known
        return known.get(number)


def _make_room(kept: dict[Any, Any]) -> None:
    if len(kept) >= _KEPT:
        kept.clear()


def batch_view(session: Session, batch: Batch) -> BatchView:
    """The batch without its dossiers."""
    progress = session.intake.progress(batch.id)
    return BatchView(
        id=batch.id,
        branch=batch.branch,
        name=batch.name,
        created_at=batch.created_at,
        counts=progress.dossiers,
        pages=progress.pages,
        pages_read=progress.pages_read,
        at_rest=progress.at_rest,
    )


def _dossier_view(session: Session, dossier: Dossier, labels: Labels) -> DossierView:
    scans = session.pages.scans(dossier.id)
    read = session.pages.pages(dossier.id) if any(scan.pages for scan in scans) else ()
    record = session.records.record(dossier.id)
    flawed = {page.number: page.reading.quality.defects for page in read}
    return DossierView(
        id=dossier.id,
        batch=dossier.batch,
        branch=dossier.branch,
        name=dossier.name,
        received=dossier.received,
        procedure=dossier.procedure,
        state=dossier.state,
        state_text=labels.words(f"state.{dossier.state}"),
        accepted_at=dossier.accepted_at,
        revision=dossier.revision,
        refusal=_refusal(dossier),
        pages=sum(scan.pages or 0 for scan in scans),
        pages_read=len(read),
        opened=all(scan.pages is not None for scan in scans),
        rescans=_rescans(dossier.id, flawed, record, labels),
        not_needed=_not_needed(record, labels) if record is not None else [],
    )


def _refusal(dossier: Dossier) -> RefusalView | None:
    if dossier.refusal is None:
        return None
    told = RefusedInput(dossier.refusal.code, dossier.refusal.remedy)
    return RefusalView(code=told.code, what_to_do=refusal_words(told))


def _rescans(
    dossier: str, flawed: dict[int, tuple[Defect, ...]], record: DossierRecord | None, labels: Labels
) -> list[Rescan]:
    """Triage says which pages once there is a record; before that every flawed page is shown at once."""
    if record is not None:
        asked = {task.page for task in record.tasks if task.kind is TaskKind.RESCAN}
        flawed = {page.number: page.quality.defects for page in record.pages if page.number in asked}
    return [
        Rescan(
            page=number,
            defects=[Said(code=each, text=labels.words(f"defect.{each}")) for each in defects],
            image=f"/api/v1/dossiers/{dossier}/pages/{number}.jpg",
        )
        for number, defects in sorted(flawed.items())
        if record is not None or set(defects) - _HARMLESS
    ]


def _not_needed(record: DossierRecord, labels: Labels) -> list[Advice]:
    return [advice(record, each, labels) for each in record.once_only if each.verdict in _NOT_NEEDED]


def _origin(verdict: Verdict, labels: Labels) -> str | None:
    if verdict.origin is None:
        return None
    day = day_text(verdict.origin.on)
    return labels.words("checklist.origin", dossier=verdict.origin.dossier, day=day)


def advice(record: DossierRecord, verdict: Verdict, labels: Labels) -> Advice:
    """One verdict in words."""
    document = next((each for each in record.documents if each.id == verdict.document), None)
    return Advice(
        document=verdict.document,
        title=labels.type(document.type) if document else verdict.document,
        pages=list(document.pages) if document else [],
        verdict=Said(code=verdict.verdict, text=labels.verdict(verdict)),
        reason=Said(code=verdict.reason, text=labels.why_advised(verdict)),
        law=labels.law_cited(verdict.law),
        register_name=labels.register(verdict.register) if verdict.register else None,
        asked_at=verdict.asked_at,
        origin=_origin(verdict, labels),
    )
