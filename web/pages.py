"""The pages for people; what moves on them comes from the JSON API."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request, Response

from storage.values import DossierState
from web.access import AGENCY, OPERATOR, REVIEWER, SCANNER, SESSION_COOKIE, SESSION_LASTS, Account, Gate
from web.answers import labels_of, page, services_of
from web.api.asked import allowed, batch_seen, dossier_seen
from web.current import current
from web.days import day_text, local_day, time_text
from web.guard import MAX_BODY
from web.problems import Problem
from web.verdicts import DECIDED_IN
from web.views.batch import batch_view
from web.views.dossier import dossier_page
from web.views.operations import operations_page

router = APIRouter(include_in_schema=False)

Sender = Annotated[Account, Depends(allowed(SCANNER))]
Reviewer = Annotated[Account, Depends(allowed(REVIEWER))]
Operator = Annotated[Account, Depends(allowed(OPERATOR))]
Anybody = Annotated[Account, Depends(allowed(SCANNER, REVIEWER, AGENCY, OPERATOR))]


@router.get("/enter")
def enter(request: Request, token: Annotated[str, Query()] = "") -> Response:
    """Open a session with a one-time link.

    The answer is a page that moves on by itself: a cookie with SameSite=Strict is not sent along a redirect
    that began on another site, such as a chat in which the link was handed over.
    """
    gate: Gate = request.app.state.gate
    session = gate.enter(token)
    if session is None:
        raise Problem("LINK_USED")
    shown = page(request, "enter.html")
    shown.set_cookie(
        SESSION_COOKIE, session, max_age=int(SESSION_LASTS.total_seconds()), httponly=True, samesite="strict"
    )
    return shown


@router.get("/")
def send_page(request: Request, account: Sender) -> Response:
    """Where a branch hands its scans in."""
    services = services_of(request)
    with services.store.begin() as session:
        recent = [batch_view(session, each) for each in session.intake.batches(account.branches, 8)]
    return page(
        request,
        "send.html",
        procedures=labels_of(request).procedures(),
        today=local_day(services.clock()),
        max_mb=MAX_BODY >> 20,
        recent=recent,
        time_text=time_text,
    )


@router.get("/batches/{batch}")
def batch_page(request: Request, account: Anybody, batch: str) -> Response:
    """A batch while it is worked on."""
    with services_of(request).store.begin() as session:
        found = batch_view(session, batch_seen(session, batch, account))
    return page(request, "batch.html", batch=found, time_text=time_text)


@router.get("/dossiers/{dossier}")
def dossier(request: Request, account: Anybody, dossier: str) -> Response:
    """What was found in a dossier."""
    with services_of(request).store.begin() as session:
        found = dossier_seen(session, dossier, account)
        now = current(session, dossier, services_of(request).definitions)
        pages = len(session.pages.pages(dossier)) if now is None else len(now.kept.pages)
    labels = labels_of(request)
    return page(
        request,
        "dossier.html",
        dossier=found,
        shown=dossier_page(now.record, labels, len(now.kept.decisions)) if now else None,
        procedure=labels.procedure(found.procedure) if found.procedure else None,
        page_numbers=range(1, pages + 1),
        in_review=found.state is DossierState.REVIEW,
        may_decide=account.may((REVIEWER,)) and found.state in DECIDED_IN,
        day_text=day_text,
        time_text=time_text,
    )


@router.get("/review")
def queue_page(request: Request, account: Reviewer) -> Response:
    """The review queue."""
    services = services_of(request)
    with services.store.begin() as session:
        waiting = session.reviews.waiting(account.branches)
        names = {each.dossier: session.intake.dossier(each.dossier) for each in waiting}
    return page(
        request,
        "queue.html",
        waiting=waiting,
        names={key: found.name if found else key for key, found in names.items()},
        now=services.clock(),
        time_text=time_text,
    )


@router.get("/review/{dossier}")
def review_page(request: Request, account: Reviewer, dossier: str) -> Response:
    """One dossier under review; its content is fetched by the page's script."""
    with services_of(request).store.begin() as session:
        found = dossier_seen(session, dossier, account)
    labels = labels_of(request)
    said = labels.words.section("review")
    return page(request, "review.html", dossier=found, types=labels.types(), said=said)


@router.get("/operations")
def operations(request: Request, account: Operator) -> Response:
    """Counts by state, the oldest open work, and what was set apart."""
    services = services_of(request)
    with services.store.begin() as session:
        shown = operations_page(session, account, services.clock())
    return page(request, "operations.html", shown=shown, time_text=time_text)


@router.post("/operations/retry")
def retry(request: Request, account: Operator, unit: Annotated[str, Form()]) -> Response:
    """Let work that was set apart run again."""
    with services_of(request).store.begin() as session:
        session.work.retry(unit, account.id)
    return Response(status_code=303, headers={"Location": "/operations"})
