"""An officer's words on advice, said at the counter without going through the whole review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pydantic import ValidationError

from domain.checklist import ComponentCheck
from domain.record import DossierRecord
from domain.review import Decision, DecisionKind, TaskKind
from review.settle import settle
from storage.store import Session
from storage.values import Dossier, DossierState
from web.problems import Problem
from web.services import Services
from web.views.officer import ACCEPT, sameness_of, share_of
from web.views.review_models import DecisionIn

SAID, WHY, CODE = "said-", "why-", "code-"
"""What a form's fields begin with; what the ballot is about follows."""

DECIDED_IN = (DossierState.REVIEW, DossierState.PUBLISHED)
"""Where an officer may speak: a record is there and no machine is working on it."""


def said_in(form: Mapping[str, str], documents: Iterable[str]) -> tuple[DecisionIn, ...]:
    """What a form says about these documents; silence is no decision.

    Raises Problem VALUE_MISSING for a reason without a conclusion, BAD_REQUEST for what is too long.
    """
    accept, override = DecisionKind.ACCEPT_VERDICT, DecisionKind.OVERRIDE_VERDICT
    found = (_said(form, each, accept, override, document=each) for each in documents)
    return tuple(each for each in found if each is not None)


def components_in(form: Mapping[str, str], checks: Iterable[ComponentCheck]) -> tuple[DecisionIn, ...]:
    """The same of shares of components."""
    accept, override = DecisionKind.ACCEPT_COMPONENT, DecisionKind.OVERRIDE_COMPONENT
    places = ((each.component, each.person) for each in checks)
    found = (
        _said(form, share_of(component, person), accept, override, component=component, person=person)
        for component, person in places
    )
    return tuple(each for each in found if each is not None)


def duplicates_in(form: Mapping[str, str], documents: Iterable[str]) -> tuple[DecisionIn, ...]:
    """The same of papers that were found to be there before."""
    accept, override = DecisionKind.SAME_PAPER, DecisionKind.NOT_SAME_PAPER
    found = (_said(form, sameness_of(each), accept, override, document=each) for each in documents)
    return tuple(each.model_copy(update={"value": None}) for each in found if each is not None)


def keep(
    session: Session, services: Services, dossier: Dossier, record: DossierRecord, said: Sequence[Decision]
) -> None:
    """Save the decisions under a claim of their officer, all of them or none.

    A review that waits keeps waiting for its other items; without any, the record is settled at once and its
    next revision published. A question about advice that changed is answered by any word on it. Raises
    ReviewTaken while somebody else holds the review, and Problem RECORD_NOT_READY while the machine works on
    the dossier.
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
    if _waits(record, session.reviews.decisions(dossier.id)):
        session.reviews.release(dossier.id, claim.token)
    else:
        session.reviews.finish(dossier.id, claim.token, revision)


def _waits(record: DossierRecord, said: Sequence[Decision]) -> bool:
    others = any(each.kind is not TaskKind.ADVICE for each in record.tasks)
    return others or any(each.kind is TaskKind.ADVICE for each in settle(record, said).tasks)


def _said(
    form: Mapping[str, str], subject: str, accept: DecisionKind, override: DecisionKind, **about: str
) -> DecisionIn | None:
    choice, why = form.get(SAID + subject, ""), form.get(WHY + subject, "").strip()
    code = form.get(CODE + subject, "")
    if not choice:
        if why or code:
            raise Problem("VALUE_MISSING")
        return None
    try:
        if choice == ACCEPT:
            return DecisionIn.model_validate({"kind": accept, "note": why, **about})
        said = {"kind": override, "value": choice, "note": why, "reason": code or None, **about}
        return DecisionIn.model_validate(said)
    except ValidationError:
        raise Problem("BAD_REQUEST") from None
