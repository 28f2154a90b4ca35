"""The counter's pages: the slip, and where an officer speaks about advice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from hoso.checked import with_checklist
from review.settle import told_cases
from web.access import AGENCY, OPERATOR, REVIEWER, SCANNER, Account
from web.answers import page, services_of
from web.api.asked import TextForm, allowed, dossier_seen
from web.api.handover import Speech, counter_of
from web.cases import told_in
from web.current import Current, current
from web.decide import decision_of
from web.printed.pdf import Size
from web.printed.slip import slip
from web.problems import Problem
from web.verdicts import components_in, duplicates_in, keep, said_in
from web.views.review_models import DecisionIn

router = APIRouter(include_in_schema=False)

Anybody = Annotated[Account, Depends(allowed(SCANNER, REVIEWER, AGENCY, OPERATOR))]
Officer = Annotated[Account, Depends(allowed(REVIEWER))]


@router.get("/dossiers/{dossier}/slip")
def slip_page(request: Request, account: Anybody, dossier: str, words: Speech = "vi") -> Response:
    """The slip, made to be printed; Vietnamese whatever language the clerk reads."""
    sheet = slip(counter_of(request, account, dossier, words))
    sizes = [each.value for each in Size]
    return page(
        request, "sheet.html", sheet=sheet, dossier=dossier, spoken=words, sizes=sizes, size=Size.A5.value
    )


@router.post("/dossiers/{dossier}/verdicts")
def decide(request: Request, account: Officer, dossier: str, typed: TextForm) -> Response:
    """Save what an officer said about the advice on this dossier's papers."""
    _save(
        request,
        account,
        dossier,
        typed,
        lambda now: said_in(typed, [each.document for each in now.kept.once_only]),
    )
    return Response(status_code=303, headers={"Location": f"/dossiers/{dossier}#verdicts"})


@router.post("/dossiers/{dossier}/components")
def decide_components(request: Request, account: Officer, dossier: str, typed: TextForm) -> Response:
    """Save what an officer said about what the checklist says of components."""
    _save(
        request,
        account,
        dossier,
        typed,
        lambda now: components_in(typed, now.record.checklist.components if now.record.checklist else ()),
    )
    return Response(status_code=303, headers={"Location": f"/dossiers/{dossier}#checklist"})


@router.post("/dossiers/{dossier}/duplicates")
def decide_duplicates(request: Request, account: Officer, dossier: str, typed: TextForm) -> Response:
    """Save what an officer said about papers that were found to be there before."""
    _save(
        request,
        account,
        dossier,
        typed,
        lambda now: duplicates_in(typed, dict.fromkeys(each.document for each in now.record.duplicates)),
    )
    return Response(status_code=303, headers={"Location": f"/dossiers/{dossier}#duplicates"})


@router.post("/dossiers/{dossier}/cases")
def tell_cases(request: Request, account: Officer, dossier: str, typed: TextForm) -> Response:
    """Save which cases of the procedure are given, as the citizen told them at the counter."""
    _save(request, account, dossier, typed, lambda now: told_in(typed, told_cases(now.record)))
    return Response(status_code=303, headers={"Location": f"/dossiers/{dossier}#checklist"})


def _save(
    request: Request,
    account: Account,
    dossier: str,
    typed: Mapping[str, str],
    said_of: Callable[[Current], Sequence[DecisionIn]],
) -> None:
    """Save what a form says of the record, if that is still the revision the form was made of."""
    services = services_of(request)
    with services.store.begin() as session:
        found = dossier_seen(session, dossier, account)
        now = current(session, dossier, services.definitions)
        if now is None:
            raise Problem("RECORD_NOT_READY", state=found.state)
        if typed.get("revision") != str(now.kept.revision):
            raise Problem("REVISION_STALE", current=now.kept.revision)
        kept, catalogue = with_checklist(now.kept, services.definitions), services.definitions.catalogue
        said = [
            decision_of(each, kept, catalogue, account.id, services.clock(), now.record)
            for each in said_of(now)
        ]
        if said:
            keep(session, services, found, kept, said)
