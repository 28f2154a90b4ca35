"""Batches: hand dossiers in, and see how far they are."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request, UploadFile
from pydantic import BaseModel, Field

from web.access import AGENCY, OPERATOR, REVIEWER, SCANNER, Account
from web.answers import labels_of, services_of
from web.api.asked import allowed, batch_seen, problems
from web.days import local_day, time_text
from web.problems import Problem
from web.uploads import Upload, dossier_of, plain_name
from web.views.batch import Desk, batch_view
from web.views.models import Accepted, BatchDetail, BatchView

router = APIRouter(prefix="/api/v1/batches", tags=["batches"])

Sender = Annotated[Account, Depends(allowed(SCANNER))]
Reader = Annotated[Account, Depends(allowed(SCANNER, REVIEWER, AGENCY, OPERATOR))]


DEVICE = r"^[a-z](?:[0-9]{0,6}[a-z .+-])*[0-9]{0,6}$"
"""Small letters, and no more than six digits in a row: nobody's number fits into a device's name."""


class NewBatch(BaseModel, extra="forbid"):
    """A batch to be opened."""

    name: str = Field(default="", max_length=200, description="For people; by default the time.")
    scanner: str | None = Field(
        default=None,
        pattern=DEVICE,
        max_length=48,
        description="Maker and model of the device, in small letters; by default what the files' tags say.",
    )


@router.get("", responses=problems())
def list_batches(
    request: Request,
    account: Reader,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    before: Annotated[str | None, Query(description="Id of the last batch already seen.")] = None,
) -> list[BatchView]:
    """Batches, the newest first."""
    with services_of(request).store.begin() as session:
        found = session.intake.batches(account.branches, limit, before)
        return [batch_view(session, each) for each in found]


@router.post("", status_code=201, responses=problems(422))
def open_batch(request: Request, account: Sender, new: NewBatch) -> BatchView:
    """Open an empty batch; dossiers are handed in to it one by one, so that each is answered at once."""
    services = services_of(request)
    name = plain_name(new.name) if new.name.strip() else time_text(services.clock())
    with services.store.begin() as session:
        batch = session.intake.open_batch(account.branch, name, account.id, new.scanner)
        return batch_view(session, batch)


@router.get("/{batch}", responses=problems(404))
def get_batch(request: Request, account: Reader, batch: str) -> BatchDetail:
    """A batch with its dossiers: states, pages read, pages to scan again and papers to hand back."""
    desk: Desk = request.app.state.desk
    with services_of(request).store.begin() as session:
        return desk.batch(session, batch_seen(session, batch, account), labels_of(request))


class HandIn(BaseModel):
    """What comes with the files of one dossier."""

    files: list[UploadFile] = Field(description="One PDF, TIFF, JPEG or PNG, or several in order.")
    name: str | None = Field(default=None, max_length=200, description="By default the first file's.")
    received: date | None = Field(default=None, description="Day of receipt; by default today.")
    procedure: str | None = Field(default=None, description="Code of the procedure, if known.")


@router.post("/{batch}/dossiers", status_code=201, responses=problems(404, 413, 422))
def hand_in(
    request: Request,
    account: Sender,
    batch: str,
    form: Annotated[HandIn, Form(media_type="multipart/form-data")],
) -> Accepted:
    """Hand one dossier in. The answer says whether it was accepted; the same content is accepted once.

    A file that can never be processed is answered with 422, its reason code and what to do.
    """
    services = services_of(request)
    if form.procedure and form.procedure not in dict(labels_of(request).procedures()):
        raise Problem("PROCEDURE_NOT_KNOWN")
    with services.store.begin() as session:
        batch_seen(session, batch, account)
    uploads = [Upload(each.filename or "", each.file) for each in form.files]
    day = form.received or local_day(services.clock())
    new = dossier_of(uploads, form.name, day, form.procedure or None, services.objects)
    with services.store.begin() as session:
        dossier = session.intake.accept(batch, new, account.id)
    return Accepted(dossier=dossier.id, name=dossier.name, files=len(uploads))
