"""The figures' page and the same as CSV, for those who operate the service."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from domain.law import LawBook
from storage.figures import Asked, Counts, Dimension, plain_counts
from web.access import OPERATOR, Account
from web.answers import labels_of, page, services_of
from web.api.asked import allowed
from web.days import local_day
from web.problems import Problem
from web.views.figures import FEWEST, FiguresPage, Row, figures_page

router = APIRouter(include_in_schema=False)

Operator = Annotated[Account, Depends(allowed(OPERATOR))]
Month = Annotated[str, Query(alias="from")]
MONTHS_SHOWN = 12
_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""With these a spreadsheet begins a formula."""
COLUMNS = ("dossiers", *plain_counts(Counts()))


@router.get("/figures")
def figures(
    request: Request, account: Operator, by: Dimension = Dimension.MONTH, start: Month = "", to: str = ""
) -> Response:
    """Tables and plots; the last twelve months unless asked otherwise."""
    shown = _shown(request, account, by, start, to)
    return page(
        request, "figures.html", shown=shown, columns=COLUMNS, dimensions=tuple(Dimension), fewest=FEWEST
    )


@router.get("/figures.csv")
def figures_csv(
    request: Request, account: Operator, by: Dimension = Dimension.MONTH, start: Month = "", to: str = ""
) -> Response:
    """The table for a spreadsheet: UTF-8 with a mark by which spreadsheets know it, the total last."""
    shown, words = _shown(request, account, by, start, to), labels_of(request).words
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow([words(f"figures.by_{by}"), *(words(f"figures.{name}") for name in COLUMNS)])
    table.writerows(line(row) for row in (*shown.rows, *([shown.total] if shown.total else [])))
    name = f"figures-{by}-{shown.first:%Y%m}-{shown.last:%Y%m}.csv"
    return Response(
        "\ufeff" + written.getvalue(),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _shown(request: Request, account: Account, by: Dimension, start: str, to: str) -> FiguresPage:
    services, labels = services_of(request), labels_of(request)
    last = _month(to) or local_day(services.clock()).replace(day=1)
    first = _month(start) or _before(last, MONTHS_SHOWN - 1)
    asked = Asked(first, last, account.branches, _agencies(services.definitions.law))
    with services.store.begin() as session:
        rows, reasons = session.figures.rows(by, asked), session.figures.reasons(asked)
    return figures_page(rows, reasons, by, asked, labels)


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


def line(row: Row) -> list[object]:
    """A row of the spreadsheet, which must not take a branch's name for a formula."""
    name = f"'{row.name}" if row.name.startswith(FORMULA) else row.name
    return [name, *(row.numbers[column] for column in COLUMNS)]
