"""Dossiers: where they stand, their records, their pages."""

from __future__ import annotations

import io
from enum import IntEnum
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from PIL import Image

from storage.codec import RECORD
from storage.values import Dossier, DossierState
from web.access import AGENCY, OPERATOR, REVIEWER, SCANNER, Account
from web.answers import labels_of, services_of
from web.api.asked import allowed, dossier_seen, problems
from web.problems import Problem
from web.views.batch import Desk
from web.views.models import DossierList, DossierView, PublicationView

router = APIRouter(prefix="/api/v1", tags=["dossiers"])

Reader = Annotated[Account, Depends(allowed(SCANNER, REVIEWER, AGENCY, OPERATOR))]
_BATCHES_A_LIST = 20


class Width(IntEnum):
    """Widths of smaller page images, in pixels: few, so that nobody can make the service draw a thousand."""

    STRIP = 120
    CARD = 240
    HALF = 480
    FULL = 1200


@router.get("/dossiers", responses=problems())
def list_dossiers(
    request: Request,
    account: Reader,
    state: Annotated[DossierState | None, Query(description="Only those in this state.")] = None,
    before: Annotated[str | None, Query(description="`next` of the list before.")] = None,
) -> DossierList:
    """Dossiers with their states, those of the newest batches first."""
    desk: Desk = request.app.state.desk
    labels = labels_of(request)
    with services_of(request).store.begin() as session:
        batches = session.intake.batches(account.branches, _BATCHES_A_LIST, before)
        found = [
            desk.dossier(session, each, labels)
            for batch in batches
            for each in session.intake.dossiers(batch.id)
            if state is None or each.state is state
        ]
    return DossierList(dossiers=found, next=batches[-1].id if len(batches) == _BATCHES_A_LIST else None)


@router.get("/publications", responses=problems())
def list_publications(
    request: Request,
    account: Reader,
    after: Annotated[int, Query(ge=0, description="Sequence of the last publication already seen.")] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> list[PublicationView]:
    """What was published since: an agency's program asks here, then fetches each record."""
    with services_of(request).store.begin() as session:
        found = session.records.publications(after, account.branches, limit)
    return [PublicationView.model_validate(each, from_attributes=True) for each in found]


@router.get("/dossiers/{dossier}", responses=problems(404))
def get_dossier(request: Request, account: Reader, dossier: str) -> DossierView:
    """Where one dossier stands."""
    desk: Desk = request.app.state.desk
    with services_of(request).store.begin() as session:
        return desk.dossier(session, dossier_seen(session, dossier, account), labels_of(request))


@router.get(
    "/dossiers/{dossier}/record",
    response_class=Response,
    responses=problems(404, 409)
    | {
        200: {"description": "The record, `hoso.dossier/1`.", "content": {"application/json": {}}},
        304: {"description": "The revision named in If-None-Match is the newest."},
    },
)
def get_record(
    request: Request,
    account: Reader,
    dossier: str,
    revision: Annotated[int | None, Query(ge=1, description="By default the newest.")] = None,
) -> Response:
    """The dossier record `hoso.dossier/1`; its ETag is the revision. 409 while there is none yet."""
    with services_of(request).store.begin() as session:
        found = dossier_seen(session, dossier, account)
        record = session.records.record(dossier, revision)
    if record is None:
        raise _not_ready(found, revision)
    etag = f'"{record.revision}"'
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers={"ETag": etag})
    return Response(RECORD.dump(record), media_type="application/json", headers={"ETag": etag})


@router.get(
    "/dossiers/{dossier}/pages/{number}.jpg",
    response_class=Response,
    responses=problems(404) | {200: {"description": "The page.", "content": {"image/jpeg": {}}}},
)
def get_page(
    request: Request,
    account: Reader,
    dossier: str,
    number: int,
    width: Annotated[Width | None, Query(description="Pixels; by default the full preview.")] = None,
) -> Response:
    """A page set upright, as a JPEG that the service itself made; never the uploaded file."""
    services = services_of(request)
    desk: Desk = request.app.state.desk
    with services.store.begin() as session:
        key = desk.preview(session, dossier_seen(session, dossier, account), number)
    if key is None:
        raise Problem("NOT_FOUND")
    data = services.objects.get(key)
    return Response(data if width is None else _smaller(data, width), media_type="image/jpeg")


@router.get(
    "/dossiers/{dossier}/searchable.pdf",
    response_class=Response,
    responses=problems(404, 409)
    | {200: {"description": "The scan with its text.", "content": {"application/pdf": {}}}},
)
def get_searchable_pdf(request: Request, account: Reader, dossier: str) -> Response:
    """The scan as a PDF that can be searched. 409 while its pages are not all read."""
    services = services_of(request)
    with services.store.begin() as session:
        found = dossier_seen(session, dossier, account)
    data = services.searchable_pdf(dossier)
    if data is None:
        raise _not_ready(found, None)
    headers = {"Content-Disposition": f'attachment; filename="{dossier}.pdf"'}
    return Response(data, media_type="application/pdf", headers=headers)


def _not_ready(dossier: Dossier, revision: int | None) -> Problem:
    if dossier.state is DossierState.REFUSED:
        return Problem("DOSSIER_REFUSED")
    return Problem("NOT_FOUND" if revision is not None else "RECORD_NOT_READY", state=dossier.state)


def _smaller(data: bytes, width: int) -> bytes:
    """A preview no wider than asked, for lists of pages."""
    with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
        image.draft(None, (width, width))
        image.thumbnail((width, width * 4))
        target = io.BytesIO()
        image.save(target, "JPEG", quality=80)
    return target.getvalue()
