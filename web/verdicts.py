"""An officer's words on advice, said at the counter without going through the whole review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pydantic import ValidationError

from domain.record import DossierRecord
from domain.review import Decision, DecisionKind
from storage.store import Session
from storage.values import Dossier, DossierState
from web.problems import Problem
from web.services import Services
from web.views.officer import ACCEPT
from web.views.review_models import DecisionIn

SAID, WHY, CODE = "said-", "why-", "code-"
"""What a form's fields begin with; the document's id follows."""

DECIDED_IN = (DossierState.REVIEW, DossierState.PUBLISHED)
"""Where an officer may speak: a record is there and no machine is working on it."""


def said_in(form: Mapping[str, str], documents: Iterable[str]) -> tuple[DecisionIn, ...]:
    """What a form says about these documents; silence is no decision.

    Raises Problem VALUE_MISSING for a reason without a conclusion, BAD_REQUEST for what is too long.
    """
    found = (
        _said(each, form.get(SAID + each, ""), form.get(WHY + each, "").strip(), form.get(CODE + each, ""))
        for each in documents
    )
    return tuple(each for each in found if each is not None)


def keep(
    session: Session, services: Services, dossier: Dossier, record: DossierRecord, said: Sequence[Decision]
) -> None:
    """Save the decisions under a claim of their officer, all of them or none.

    A review that waits keeps waiting for its other items; without any, the record is settled at once and its
    next revision published. Raises ReviewTaken while somebody else holds the review, and Problem
    RECORD_NOT_READY while the machine works on the dossier.
    """
    if dossier.state not in DECIDED_IN:
        raise Problem("RECORD_NOT_READY", state=dossier.state)
    by = said[0].by
    if session.reviews.review(dossier.id) is None:
        session.reviews.open(dossier.id, record, services.clock())
    claim = session.reviews.claim(dossier.id, by)
    revision = claim.revision
    for each in said:
        revision = session.reviews.decide(dossier.id, claim.token, revision, each)
    if record.tasks:
        session.reviews.release(dossier.id, claim.token)
    else:
        session.reviews.finish(dossier.id, claim.token, revision)


def _said(document: str, choice: str, why: str, code: str) -> DecisionIn | None:
    if not choice:
        if why or code:
            raise Problem("VALUE_MISSING")
        return None
    try:
        if choice == ACCEPT:
            return DecisionIn(kind=DecisionKind.ACCEPT_VERDICT, document=document, note=why)
        return DecisionIn(
            kind=DecisionKind.OVERRIDE_VERDICT, document=document, value=choice, note=why, reason=code or None
        )
    except ValidationError:
        raise Problem("BAD_REQUEST") from None
