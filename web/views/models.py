"""The JSON that the web rooms answer with, beside the dossier record itself."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, Field

from storage.values import DossierState


class Said(BaseModel):
    """A code with its words in the language of the request."""

    code: str = Field(description="Stable code.")
    text: str = Field(description="The code in words, in the language of the request.")


class RefusalView(BaseModel):
    """Why a dossier cannot be processed as it was sent."""

    code: str = Field(description="Stable reason code, for example PDF_ENCRYPTED.")
    what_to_do: dict[str, str] = Field(description="What the sender should do, by language (vi, en).")


class Rescan(BaseModel):
    """A page that should be scanned again while the citizen is still there."""

    page: int = Field(description="Page of the dossier, counted from 1.")
    defects: list[Said] = Field(description="What is wrong with the page's image.")
    image: str = Field(description="Path of the page's image; add ?width=240 for a small one.")


class Advice(BaseModel):
    """Whether one paper is needed. Advice only: an officer accepts or overrides it."""

    document: str = Field(description="Document of the dossier's record.")
    title: str = Field(description="Title of the document type.")
    pages: list[int] = Field(description="Pages of the dossier it stands on.")
    verdict: Said
    reason: Said
    law: list[str] = Field(description="Provisions the advice rests on.")
    register_name: str | None = Field(description="The register that was asked or is still to be, if any.")
    asked_at: datetime | None = Field(description="When it was asked.")
    origin: str | None = Field(default=None, description="The earlier dossier whose accepted paper it held.")


class DossierView(BaseModel):
    """Where a dossier stands, and what the reception desk can do about it now."""

    id: str
    batch: str
    branch: str
    name: str = Field(description="Name of what was uploaded; may be a citizen's, so keep it out of logs.")
    received: date = Field(description="Day of receipt, which decides the law that holds.")
    procedure: str | None = Field(description="Code of the procedure, if known.")
    state: DossierState
    state_text: str
    accepted_at: datetime
    revision: int | None = Field(description="Revision of its newest record; null before there is one.")
    refusal: RefusalView | None = None
    pages: int = Field(default=0, description="Pages of the scans opened so far.")
    pages_read: int = Field(default=0, description="Pages read so far.")
    opened: bool = Field(
        default=False, description="Whether every scan was opened, so that `pages` is final."
    )
    rescans: list[Rescan] = []
    not_needed: list[Advice] = Field(
        default=[], description="Papers that need not be handed in, with the law."
    )


class BatchView(BaseModel):
    """A batch and how far it is."""

    id: str
    branch: str
    name: str
    created_at: datetime
    counts: dict[DossierState, int] = Field(description="Dossiers by state.")
    pages: int
    pages_read: int
    at_rest: bool = Field(description="Whether the machine is done with every dossier.")


class BatchDetail(BatchView):
    """A batch with its dossiers."""

    dossiers: list[DossierView]


class DossierList(BaseModel):
    """Dossiers of the newest batches. ``next``: pass it as ``before`` for older ones; null at the end."""

    dossiers: list[DossierView]
    next: str | None


class PublicationView(BaseModel):
    """A record revision that agencies may fetch."""

    sequence: int = Field(description="Grows with every publication; use it as a cursor.")
    dossier: str
    branch: str
    revision: int
    published_at: datetime


class Accepted(BaseModel):
    """The answer to one uploaded dossier that was accepted."""

    dossier: str = Field(description="Its id from now on.")
    name: str
    files: int
