"""Advice that an officer is asked about in a review: what it says, on what evidence, and what may be said."""

from __future__ import annotations

from domain.checklist import ComponentCheck
from domain.document import Document
from domain.geometry import Box
from domain.once_only import Verdict
from domain.record import DossierRecord
from domain.words import CONCLUSIONS, SAYABLE
from review.consequences import ADVICE_CHANGED
from web.labels import Labels, shown
from web.views.batch import advice
from web.views.checklist import share_names
from web.views.models import Advice, Said
from web.views.officer import share_of
from web.views.review_models import BoxView, ComparedView, Item


def verdict_item(verdict: Verdict, record: DossierRecord, labels: Labels, *, asked_anew: bool) -> Item:
    """asked_anew: an officer spoke about other advice than this; the review waits for another word."""
    document = document_of(verdict.document, record)
    said = Said(code=verdict.reason, text=labels.why_advised(verdict))
    others = (each for each in CONCLUSIONS if each is not verdict.verdict)
    return Item(
        id=f"verdict:{verdict.document}",
        kind="verdict",
        required=asked_anew,
        document=verdict.document,
        title=labels.type(document.type) if document else "",
        type=document.type if document else None,
        field=None,
        label=labels.words("review.kind_verdict"),
        page=document.pages[0] if document else None,
        box=region_of(document),
        reasons=[_changed(labels), said] if asked_anew else [said],
        advice=advice(record, verdict, labels),
        compared=compared_of(verdict, labels),
        choices=[Said(code=each, text=labels.words(f"verdict.{each}")) for each in others],
    )


def component_item(check: ComponentCheck, record: DossierRecord, labels: Labels) -> Item:
    """What the checklist advises now of a share that an officer had spoken about."""
    advised, subject = check.advice, share_of(check.component, check.person)
    document = document_of(check.documents[0], record) if check.documents else None
    reason = Said(code=advised.reason, text=labels.check_reason(advised.reason))
    found, state = check.evidence, labels.words(f"check_state.{advised.state}")
    return Item(
        id=f"component:{subject}",
        kind="component",
        required=True,
        document=None,
        title=share_names(record, labels).get(subject, check.component),
        field=None,
        label=labels.words("review.kind_component"),
        page=document.pages[0] if document else None,
        box=region_of(document),
        reasons=[_changed(labels), reason],
        advice=Advice(
            document="",
            title="",
            pages=[],
            verdict=Said(code=advised.state, text=state),
            reason=reason,
            law=labels.law_cited(found.law) if found else [],
            register_name=labels.register(found.register) if found else None,
            asked_at=found.asked_at if found else None,
        ),
        choices=[
            Said(code=each, text=labels.words(f"check_state.{each}"))
            for each in SAYABLE
            if each is not advised.state
        ],
        component=check.component,
        person=check.person,
    )


def compared_of(verdict: Verdict, labels: Labels) -> list[ComparedView]:
    """The evidence of a verdict, field by field."""
    return [
        ComparedView(
            field=each.field,
            label=labels.field(each.field),
            agreement=Said(
                code=each.agreement, text=labels.words.code("agreement", each.agreement, each.agreement)
            ),
            paper=shown(each.paper) if each.paper else None,
            held=shown(each.held) if each.held else None,
            read=shown(each.read) if each.read else None,
        )
        for each in verdict.compared
    ]


def document_of(document_id: str | None, record: DossierRecord) -> Document | None:
    return next((each for each in record.documents if each.id == document_id), None)


def region_of(document: Document | None) -> BoxView | None:
    """The part of its page that a document stands on, where it is not the whole."""
    return corners(document.region) if document else None


def corners(box: Box | None) -> BoxView | None:
    return (box.left, box.top, box.right, box.bottom) if box else None


def _changed(labels: Labels) -> Said:
    return Said(code=ADVICE_CHANGED, text=labels.reason(ADVICE_CHANGED))
