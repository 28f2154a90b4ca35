"""What the counter hands over, as PDFs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from web.access import AGENCY, OPERATOR, REVIEWER, SCANNER, Account
from web.answers import services_of
from web.api.asked import allowed, dossier_seen, problems
from web.current import current
from web.labels import Labels
from web.language import Language, words_in
from web.printed.counter import Counter
from web.printed.faces import NoFace
from web.printed.pdf import Size, pdf_of
from web.printed.request import REQUEST_SIZE
from web.printed.request import request as request_sheet
from web.printed.sheet import Sheet
from web.printed.slip import slip
from web.problems import Problem

router = APIRouter(prefix="/api/v1", tags=["counter"])

Reader = Annotated[Account, Depends(allowed(SCANNER, REVIEWER, AGENCY, OPERATOR))]
Speech = Annotated[Language, Query(description="Language of the sheet itself.")]
PaperSize = Annotated[Size, Query(description="Size of the paper.")]
_PDF = problems(404, 409, 503) | {200: {"description": "The sheet.", "content": {"application/pdf": {}}}}


@router.get("/dossiers/{dossier}/slip.pdf", response_class=Response, responses=_PDF)
def get_slip(
    request: Request, account: Reader, dossier: str, words: Speech = "vi", size: PaperSize = Size.A5
) -> Response:
    """What to hand back and why, what is missing, which pages to scan again. 409 while there is no record."""
    return pdf_response(slip(counter_of(request, account, dossier, words)), size, f"{dossier}-slip.pdf")


@router.get("/dossiers/{dossier}/request.pdf", response_class=Response, responses=_PDF)
def get_request(
    request: Request, account: Reader, dossier: str, words: Speech = "vi", size: PaperSize = REQUEST_SIZE
) -> Response:
    """The draft of Mẫu 02, the request to complete the dossier; an officer completes and signs it."""
    return pdf_response(
        request_sheet(counter_of(request, account, dossier, words)), size, f"{dossier}-request.pdf"
    )


def counter_of(request: Request, account: Account, dossier: str, words: Language) -> Counter:
    """The dossier as it stands this minute. Raises Problem RECORD_NOT_READY while there is no record."""
    services = services_of(request)
    with services.store.begin() as session:
        found = dossier_seen(session, dossier, account)
        now = current(session, dossier, services.definitions)
    if now is None:
        raise Problem("RECORD_NOT_READY", state=found.state)
    labels = Labels(words_in(words), services.definitions)
    return Counter(now.record, len(now.kept.decisions), labels, services.clock(), found.branch)


def pdf_response(sheet: Sheet, size: Size, name: str) -> Response:
    """The sheet as a file. Raises Problem FACE_MISSING where no face can set Vietnamese."""
    try:
        data = pdf_of(sheet, size)
    except NoFace:
        raise Problem("FACE_MISSING") from None
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type="application/pdf", headers=headers)
