"""The page of Mẫu 02: what the house knows, what an officer types, and both as the sheet to print.

What is typed comes in the body of a form, is printed and is kept nowhere; no address ever holds it.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from web.access import AGENCY, OPERATOR, REVIEWER, SCANNER, Account
from web.answers import page
from web.api.asked import TextForm, allowed
from web.api.handover import Speech, counter_of, pdf_response
from web.language import Language
from web.printed.counter import Counter
from web.printed.pdf import Size
from web.printed.request import REQUEST_SIZE, blanks_of
from web.printed.request import request as request_sheet
from web.printed.typed import LONGEST, LONGEST_TEXT, Typed, typed_in
from web.problems import Problem

router = APIRouter(include_in_schema=False)

Anybody = Annotated[Account, Depends(allowed(SCANNER, REVIEWER, AGENCY, OPERATOR))]


@router.get("/dossiers/{dossier}/request")
def request_page(request: Request, account: Anybody, dossier: str, words: Speech = "vi") -> Response:
    """The draft of Mẫu 02 with what the house knows."""
    counter = counter_of(request, account, dossier, words)
    return _page(request, counter, Typed(), REQUEST_SIZE, words)


@router.post("/dossiers/{dossier}/request")
def filled_page(
    request: Request, account: Anybody, dossier: str, form: TextForm, words: Speech = "vi"
) -> Response:
    """The same with what was typed."""
    counter = counter_of(request, account, dossier, words)
    return _page(request, counter, typed_in(form), _size(form), words)


@router.post("/dossiers/{dossier}/request.pdf")
def filled_pdf(
    request: Request, account: Anybody, dossier: str, form: TextForm, words: Speech = "vi"
) -> Response:
    """The same as a PDF."""
    sheet = request_sheet(counter_of(request, account, dossier, words), typed_in(form))
    return pdf_response(sheet, _size(form), f"{dossier}-request.pdf")


def _size(form: dict[str, str]) -> Size:
    wanted = form.get("size", REQUEST_SIZE)
    if wanted not in set(Size):
        raise Problem("BAD_REQUEST")
    return Size(wanted)


def _page(request: Request, counter: Counter, typed: Typed, size: Size, words: Language) -> Response:
    return page(
        request,
        "request.html",
        sheet=request_sheet(counter, typed),
        dossier=counter.record.id,
        spoken=words,
        sizes=[each.value for each in Size],
        size=size.value,
        blanks=blanks_of(counter, typed),
        typed=typed,
        longest=LONGEST,
        longest_text=LONGEST_TEXT,
    )
