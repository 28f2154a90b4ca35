"""The page of registers that are probably wrong, by owner, and the same as CSV for whoever writes to them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request, Response

from storage.corrections import BY_PEOPLE, CorrectionState, KeptCorrection
from web.access import OPERATOR, Account
from web.answers import labels_of, page, services_of
from web.api.asked import allowed
from web.api.corrections import cases_seen
from web.days import local_day, time_text
from web.labels import Labels
from web.problems import Problem
from web.spreadsheet import table

router = APIRouter(include_in_schema=False)

Operator = Annotated[Account, Depends(allowed(OPERATOR))]
Wanted = Annotated[CorrectionState | None, Query()]
COLUMNS = (
    "owner",
    "register",
    "type",
    "fields",
    "dossier",
    "document",
    "asked_at",
    "state",
    "by",
    "at",
    "id",
)


@dataclass(frozen=True, slots=True)
class Row:
    """A case in words. steps: states that a person may set now."""

    kept: KeptCorrection
    register: str
    type: str
    fields: str
    state: str
    steps: tuple[CorrectionState, ...]


@router.get("/corrections")
def corrections(request: Request, account: Operator, state: Wanted = None) -> Response:
    """All cases by the register's owner, or those that stand in one way."""
    labels = labels_of(request)
    found = cases_seen(request, account, state)
    owners = groupby(found, key=lambda each: each.case.owner)
    shown = [(owner, [row_of(each, labels) for each in cases]) for owner, cases in owners]
    states = tuple(CorrectionState)
    return page(request, "corrections.html", owners=shown, states=states, wanted=state, time_text=time_text)


@router.post("/corrections")
def step(
    request: Request,
    account: Operator,
    case: Annotated[str, Form()],
    state: Annotated[CorrectionState, Form()],
) -> Response:
    """A person's word on a case, then the list again."""
    if state not in BY_PEOPLE:
        raise Problem("BAD_REQUEST")
    with services_of(request).store.begin() as session:
        session.corrections.set_state(case, state, account.id, account.branches)
    return Response(status_code=303, headers={"Location": "/corrections"})


@router.get("/corrections.csv")
def corrections_csv(request: Request, account: Operator, state: Wanted = None) -> Response:
    """The list for a spreadsheet."""
    labels = labels_of(request)
    head = [labels.words(f"corrections.{name}") for name in COLUMNS]
    lines = (line(row_of(each, labels)) for each in cases_seen(request, account, state))
    name = f"corrections-{local_day(services_of(request).clock()):%Y%m%d}.csv"
    return table(name, [head, *lines])


def row_of(kept: KeptCorrection, labels: Labels) -> Row:
    case = kept.case
    withdrawn = kept.state is CorrectionState.WITHDRAWN
    return Row(
        kept,
        labels.register(case.register),
        labels.type(case.type),
        "; ".join(labels.field(name) for name in case.fields),
        labels.words(f"corrections.state_{kept.state}"),
        () if withdrawn else tuple(each for each in CorrectionState if each in BY_PEOPLE - {kept.state}),
    )


def line(row: Row) -> list[str]:
    """A row of the spreadsheet."""
    kept, case = row.kept, row.kept.case
    cells = [case.owner, row.register, row.type, row.fields, case.dossier, case.document]
    return [*cells, time_text(case.asked_at), row.state, kept.by, time_text(kept.at), case.id]
