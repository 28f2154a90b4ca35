"""The JSON of the review queue and of one dossier under review."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, Field

from domain.document import Source
from domain.review import DecisionKind
from web.views.models import Advice, Said

BoxView = tuple[float, float, float, float]
"""Left, top, right, bottom: fractions of the upright page."""


class Waiting(BaseModel):
    """A dossier that waits for a person."""

    dossier: str
    branch: str
    due_at: datetime
    opened_at: datetime
    overdue: bool
    items: int = Field(description="How many things a person must look at.")
    held: bool = Field(description="Whether somebody holds it now.")


class ClaimView(BaseModel):
    """A hold on a dossier's review. Send ``token`` as header ``Hoso-Claim`` with every change."""

    dossier: str
    token: str
    lease_until: datetime
    revision: int = Field(description="Revision of the review; send it as If-Match with every change.")


class SourceView(BaseModel):
    """What one source says about a field. A register's value stands beside the paper's, never inside it."""

    source: Source
    text: str = Field(description="The source in words.")
    value: str
    shown: str = Field(description="The value as clerks write it.")
    page: int | None = None
    box: BoxView | None = None


class ComparedView(BaseModel):
    """One field of the paper beside the register's."""

    field: str
    label: str
    agreement: Said
    paper: str | None
    held: str | None
    read: str | None = Field(default=None, description="What was read, where the paper may say otherwise.")


class AnswerView(BaseModel):
    """What a person has answered already."""

    kind: DecisionKind
    value: str | None
    shown: str | None
    note: str
    by: str
    at: datetime


class Item(BaseModel):
    """One thing to look at. ``kind``: field, split, type, rescan, conflict, verdict or component."""

    id: str
    kind: str
    required: bool = Field(description="Whether the review cannot be finished without an answer.")
    document: str | None
    title: str = Field(description="Title of the document's type, empty where no document is meant.")
    type: str | None = Field(default=None, description="The document's type id.")
    field: str | None
    label: str
    page: int | None
    box: BoxView | None
    reasons: list[Said] = Field(description="Why this was not automatic.")
    value: str = ""
    shown: str = ""
    raw: str = Field(default="", description="As printed on the paper.")
    blind: bool = Field(default=False, description="What was read is held back: type what the paper says.")
    sources: list[SourceView] = []
    advice: Advice | None = None
    compared: list[ComparedView] = []
    choices: list[Said] = Field(default=[], description="What may be said in the place of advice.")
    component: str | None = Field(default=None, description="Of advice on the checklist: its component.")
    person: str = Field(default="", description="The role whose share of the component is meant.")
    answer: AnswerView | None = None


class PageView(BaseModel):
    """A page of the dossier as the reviewer sees it."""

    number: int
    kind: str
    image: str


class ReviewView(BaseModel):
    """A dossier under review. Its ETag is ``revision``."""

    dossier: str
    name: str
    revision: int
    record_revision: int
    held_by_me: bool
    lease_until: datetime | None
    pages: list[PageView]
    items: list[Item]


class DecisionIn(BaseModel, extra="forbid"):
    """A person's word on one item."""

    kind: DecisionKind
    task: str | None = Field(default=None, description="The task it answers.")
    document: str | None = None
    field: str | None = None
    value: str | None = Field(
        default=None, max_length=4000, description="The value, or the new type for set_type."
    )
    component: str | None = Field(default=None, description="Of a word on the checklist: its component.")
    person: str = Field(default="", description="The role whose share of the component is meant.")
    note: str = Field(default="", max_length=2000, description="Why; needed to override advice.")
    reason: str | None = Field(
        default=None,
        max_length=40,
        description="Why, as a code, to override advice; beside or for the note.",
    )
    as_typed: bool = Field(default=False, description="Keep a value that does not have the field's form.")


class Saved(BaseModel):
    """A change was saved; the next one must name this revision."""

    revision: int
    value: str | None = Field(default=None, description="The value as it was kept.")
    shown: str | None = Field(default=None, description="That value as clerks write it.")
