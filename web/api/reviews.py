"""The review queue and the decisions of reviewers."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from domain.record import DossierRecord
from hoso.checked import with_checklist
from storage.store import Session
from storage.values import Claim, Review
from web.access import OPERATOR, REVIEWER, Account
from web.answers import labels_of, services_of
from web.api.asked import ClaimToken, Revision, allowed, dossier_seen, problems
from web.decide import decision_of
from web.labels import shown
from web.problems import Problem
from web.views.review import items_of, open_items, pages_of
from web.views.review_models import ClaimView, DecisionIn, ReviewView, Saved, Waiting

router = APIRouter(prefix="/api/v1", tags=["review"])

Reviewer = Annotated[Account, Depends(allowed(REVIEWER))]
Watcher = Annotated[Account, Depends(allowed(REVIEWER, OPERATOR))]
_CHANGES = problems(404, 409, 412, 422, 428)


@router.get("/reviews", responses=problems())
def list_waiting(request: Request, account: Watcher) -> list[Waiting]:
    """Dossiers that wait for a person, the most urgent first."""
    services = services_of(request)
    now = services.clock()
    with services.store.begin() as session:
        found = session.reviews.waiting(account.branches)
    return [
        Waiting(
            dossier=each.dossier,
            branch=each.branch,
            due_at=each.due_at,
            opened_at=each.opened_at,
            overdue=each.due_at < now,
            items=len(each.tasks),
            held=each.claimed_by is not None,
        )
        for each in found
    ]


@router.post("/reviews/next", responses=problems(404))
def claim_next(request: Request, account: Reviewer) -> ClaimView:
    """Claim the most urgent dossier that nobody holds. 404 NOTHING_WAITS when there is none."""
    with services_of(request).store.begin() as session:
        claim = session.reviews.claim_next(account.id, account.branches)
    if claim is None:
        raise Problem("NOTHING_WAITS")
    return _claim_view(claim)


@router.get("/dossiers/{dossier}/review", responses=problems(404))
def get_review(request: Request, account: Reviewer, dossier: str, response: Response) -> ReviewView:
    """The dossier's items with their sources, places and answers so far. The ETag is the revision."""
    with services_of(request).store.begin() as session:
        found = dossier_seen(session, dossier, account)
        review, record = _open_review(session, dossier)
        decisions = session.reviews.decisions(dossier)
    response.headers["ETag"] = f'"{review.revision}"'
    return ReviewView(
        dossier=dossier,
        name=found.name,
        revision=review.revision,
        record_revision=record.revision,
        held_by_me=review.claimed_by == account.id,
        lease_until=review.lease_until,
        pages=pages_of(dossier, record),
        items=items_of(record, decisions, labels_of(request)),
    )


@router.post("/dossiers/{dossier}/review/claim", responses=problems(404, 409))
def claim(request: Request, account: Reviewer, dossier: str) -> ClaimView:
    """Hold this dossier; an earlier claim of the same account ends."""
    with services_of(request).store.begin() as session:
        dossier_seen(session, dossier, account)
        return _claim_view(session.reviews.claim(dossier, account.id))


@router.post("/dossiers/{dossier}/review/heartbeat", responses=problems(404, 409))
def heartbeat(request: Request, account: Reviewer, dossier: str, token: ClaimToken) -> ClaimView:
    """Extend the hold; call it every 30 seconds."""
    with services_of(request).store.begin() as session:
        dossier_seen(session, dossier, account)
        return _claim_view(session.reviews.heartbeat(dossier, token))


@router.post("/dossiers/{dossier}/review/release", status_code=204, responses=problems(404, 409))
def release(request: Request, account: Reviewer, dossier: str, token: ClaimToken) -> None:
    """Give the dossier back to the queue; what is saved stays."""
    with services_of(request).store.begin() as session:
        dossier_seen(session, dossier, account)
        session.reviews.release(dossier, token)


@router.post("/dossiers/{dossier}/decisions", responses=_CHANGES)
def decide(
    request: Request, account: Reviewer, dossier: str, token: ClaimToken, revision: Revision, said: DecisionIn
) -> Saved:
    """Save one decision. 428 without If-Match, 409 without a live claim, 412 when somebody saved before."""
    services = services_of(request)
    with services.store.begin() as session:
        dossier_seen(session, dossier, account)
        _, record = _open_review(session, dossier)
        record = with_checklist(record, services.definitions)
        decision = decision_of(said, record, services.definitions.catalogue, account.id, services.clock())
        saved = session.reviews.decide(dossier, token, revision, decision)
    value = decision.value
    return Saved(revision=saved, value=value, shown=shown(value) if value is not None else None)


@router.post("/dossiers/{dossier}/review/undo", responses=_CHANGES)
def undo(request: Request, account: Reviewer, dossier: str, token: ClaimToken, revision: Revision) -> Saved:
    """Take the last saved decision back. The same revision comes back when there was none."""
    with services_of(request).store.begin() as session:
        dossier_seen(session, dossier, account)
        return Saved(revision=session.reviews.undo(dossier, token, revision))


@router.post("/dossiers/{dossier}/review/finish", status_code=204, responses=_CHANGES)
def finish(request: Request, account: Reviewer, dossier: str, token: ClaimToken, revision: Revision) -> None:
    """The reviewer is done: the record is settled. 409 TASKS_OPEN while required items have no answer."""
    with services_of(request).store.begin() as session:
        dossier_seen(session, dossier, account)
        _, record = _open_review(session, dossier)
        left = open_items(items_of(record, session.reviews.decisions(dossier), labels_of(request)))
        if left:
            raise Problem("TASKS_OPEN", open=left)
        session.reviews.finish(dossier, token, revision)


def _open_review(session: Session, dossier: str) -> tuple[Review, DossierRecord]:
    review = session.reviews.review(dossier)
    record = session.records.record(dossier, review.record_revision) if review is not None else None
    if review is None or record is None:
        raise Problem("NOT_FOUND")
    return review, record


def _claim_view(claim: Claim) -> ClaimView:
    return ClaimView(
        dossier=claim.dossier, token=claim.token, lease_until=claim.lease_until, revision=claim.revision
    )
