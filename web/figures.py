"""The figures' page and the same as CSV, for those who operate the service."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from domain.law import LawBook
from storage.figures import Asked, Counts, Dimension, FigureRow, FiguresKept, ReasonRow, plain_counts
from web.access import OPERATOR, Account
from web.answers import labels_of, page, services_of
from web.api.asked import allowed
from web.days import local_day
from web.labels import Labels
from web.problems import Problem
from web.spreadsheet import table
from web.views.figures import FEWEST, Row, choices_of, figures_page

router = APIRouter(include_in_schema=False)

Operator = Annotated[Account, Depends(allowed(OPERATOR))]
Month = Annotated[str, Query(alias="from")]
MONTHS_SHOWN = 12
FILTERS = (Dimension.BRANCH, Dimension.AGENCY, Dimension.PROCEDURE)
"""Months are chosen by their span."""
NOT_KNOWN = "-"
"""The choice of a filter for what has no key; without any choice everything counts."""
_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
COLUMNS = ("dossiers", *plain_counts(Counts()))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the page was asked for. then: a second dimension, which only the spreadsheet tells apart by."""

    by: Dimension
    then: Dimension | None
    asked: Asked
    labels: Labels


def _asked_for(  # noqa: PLR0913 - what a form holds
    request: Request,
    account: Operator,
    *,
    by: Dimension = Dimension.MONTH,
    then: str = "",
    start: Month = "",
    to: str = "",
    branch: str = "",
    agency: str = "",
    procedure: str = "",
) -> Wanted:
    services = services_of(request)
    last = _month(to) or local_day(services.clock()).replace(day=1)
    first = _month(start) or _before(last, MONTHS_SHOWN - 1)
    chosen = zip(FILTERS, (branch, agency, procedure), strict=True)
    only = {dimension: "" if key == NOT_KNOWN else key for dimension, key in chosen if key}
    asked = Asked(first, last, account.branches, _agencies(services.definitions.law), only)
    return Wanted(by, _second(then, by), asked, labels_of(request))


Asking = Annotated[Wanted, Depends(_asked_for)]


@router.get("/figures")
def figures(request: Request, query: Asking) -> Response:
    """Tables and plots; the last twelve months unless asked otherwise."""
    with services_of(request).store.begin() as session:
        rows, reasons = _told(session.figures, query.by, query.asked)
        everything = replace(query.asked, only={})
        choices = {
            each: choices_of(each, session.figures.rows(each, everything), query.labels) for each in FILTERS
        }
    return page(
        request,
        "figures.html",
        shown=figures_page(rows, reasons, query.by, query.asked, query.labels),
        columns=COLUMNS,
        dimensions=tuple(Dimension),
        fewest=FEWEST,
        choices=choices,
        chosen=query.asked.only,
        then=query.then,
        not_known=NOT_KNOWN,
        link=_link(query),
    )


@router.get("/figures.csv")
def figures_csv(request: Request, query: Asking) -> Response:
    """The table for a spreadsheet, by one dimension or two, the total last."""
    with services_of(request).store.begin() as session:
        rows, _ = _told(session.figures, query.by, query.asked, query.then)
    shown, words = figures_page(rows, (), query.by, query.asked, query.labels, query.then), query.labels.words
    dimensions = [query.by, *([query.then] if query.then else [])]
    head = [words(f"figures.by_{each}") for each in dimensions]
    lines = [line(each, query.then) for each in (*shown.rows, *([shown.total] if shown.total else []))]
    name = f"figures-{'-'.join(dimensions)}-{_span(query.asked)}.csv"
    return table(name, [[*head, *(words(f"figures.{each}") for each in COLUMNS)], *lines])


@router.get("/figures/reasons.csv")
def reasons_csv(request: Request, query: Asking) -> Response:
    """Why advice was overridden, under the same filters."""
    with services_of(request).store.begin() as session:
        rows, reasons = _told(session.figures, query.by, query.asked)
    shown, words = figures_page(rows, reasons, query.by, query.asked, query.labels), query.labels.words
    head = [words(f"figures.{each}") for each in ("reason", "why", "said", "papers", "dossiers")]
    lines = [[each.reason, each.why, each.said, each.papers, each.dossiers] for each in shown.reasons]
    return table(f"reasons-{_span(query.asked)}.csv", [head, *lines])


def line(row: Row, then: Dimension | None = None) -> list[object]:
    """A row of the spreadsheet."""
    return [row.name, *([row.second] if then else []), *(row.numbers[column] for column in COLUMNS)]


def _told(
    kept: FiguresKept, by: Dimension, asked: Asked, then: Dimension | None = None
) -> tuple[tuple[FigureRow, ...], tuple[ReasonRow, ...]]:
    """Rows and reasons; none where a filter, taken away again, would tell of a few dossiers by difference."""
    within = _dossiers(kept, asked)
    for each in asked.only:
        without = {other: key for other, key in asked.only.items() if other is not each}
        if 0 < _dossiers(kept, replace(asked, only=without)) - within < FEWEST:
            return (), ()
    return kept.rows(by, asked, then), kept.reasons(asked)


def _dossiers(kept: FiguresKept, asked: Asked) -> int:
    return sum(each.dossiers for each in kept.rows(Dimension.MONTH, asked))


def _second(then: str | None, by: Dimension) -> Dimension | None:
    if not then or then == by:
        return None
    if then not in set(Dimension):
        raise Problem("BAD_REQUEST")
    return Dimension(then)


def _link(query: Wanted) -> Mapping[str, str]:
    """What an address of these figures says beside its path: codes and months, no value of anybody."""
    only = {each.value: key or NOT_KNOWN for each, key in query.asked.only.items()}
    then = {"then": query.then.value} if query.then else {}
    months = {"from": f"{query.asked.first:%Y-%m}", "to": f"{query.asked.last:%Y-%m}"}
    return {"by": query.by.value, **then, **months, **only}


def _span(asked: Asked) -> str:
    return f"{asked.first:%Y%m}-{asked.last:%Y%m}"


def _month(text: str) -> date | None:
    """The first day of a month as browsers send it; absent for nothing, a problem for anything else."""
    if not text:
        return None
    found = _MONTH.fullmatch(text)
    if found is None:
        raise Problem("BAD_REQUEST")
    return date(int(found[1]), int(found[2]), 1)


def _before(month: date, months: int) -> date:
    years, place = divmod(month.year * 12 + month.month - 1 - months, 12)
    return date(years, place + 1, 1)


def _agencies(law: LawBook) -> dict[str, str]:
    return {code: each.agency for each in law.procedures for code in each.codes if each.agency}
