"""The way of a blind sample: drawn, typed, counted, and a scanner that steps down and comes back by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from domain.document import Document, Field, FieldState, Provenance, Source
from domain.once_only import Answer
from domain.record import DossierRecord, RecordPage
from domain.review import Decision, DecisionKind
from domain.standing import Sampled, StandingKind, Subject
from domain.understanding import Case, Earlier, PageReading, Understanding
from lab import trial_legs
from review.samples import BLIND_SAMPLE
from review.settle import settle
from review.triage import triage
from storage.values import Dossier, DossierState

if TYPE_CHECKING:
    from tests.workers.conftest import Desk

SCANNER = Subject(StandingKind.SCANNER, "cn-01", "epson ds-530")
PLACE = Provenance(Source.OCR, 1)


def understand(pages: Sequence[PageReading]) -> Understanding:
    field = Field("ho_ten", "MẪU", "MẪU", 0.99, FieldState.ACCEPTED, PLACE)
    return Understanding(tuple(pages), (Document("d1", "ct01", (1,), 0.99, fields=(field,)),))


def complete(
    understanding: Understanding, answers: Sequence[Answer], case: Case, earlier: Sequence[Earlier]
) -> DossierRecord:
    made = trial_legs.complete(understanding, answers, case, earlier)
    pages = tuple(
        RecordPage(page.number, page.kind, 0, page.dpi, page.quality, "", page.scanner)
        for page in understanding.pages
    )
    tasks, through = triage(understanding.documents, pages)
    return replace(made, pages=pages, tasks=tasks, straight_through=through)


@pytest.fixture
def sampling(desk: Desk) -> Desk:
    """A desk at which every value is asked blind."""
    legs = replace(desk.services.legs, understand=understand, complete=complete, settle=settle)
    settings = desk.services.settings.model_copy(update={"sample_share": 1.0})
    desk.services = replace(desk.services, legs=legs, settings=settings)
    return desk


def taken_in(desk: Desk, name: str) -> tuple[Dossier, DossierRecord]:
    dossier = desk.accept(f"page {name}\n", scanner="epson ds-530")
    desk.answer_rings()
    with desk.services.store.begin() as session:
        record = session.records.record(dossier.id)
    assert record is not None
    return dossier, record


def type_in(desk: Desk, dossier: Dossier, value: str) -> None:
    task = "field:d1:ho_ten"
    decision = Decision(
        DecisionKind.SET_VALUE, "reviewer-1", desk.services.clock(), "d1", "ho_ten", task, value
    )
    with desk.services.store.begin() as session:
        claim = session.reviews.claim(dossier.id, "reviewer-1")
        revision = session.reviews.decide(dossier.id, claim.token, claim.revision, decision)
        session.reviews.finish(dossier.id, claim.token, revision)
    desk.answer_rings()


def test_a_scanner_steps_down_by_wrong_samples_and_the_next_dossier_says_so(sampling: Desk) -> None:
    for name in ("1", "2"):
        dossier, record = taken_in(sampling, name)
        assert [task.reasons for task in record.tasks] == [(BLIND_SAMPLE,)]
        assert not record.straight_through
        assert [page.scanner for page in record.pages] == ["epson ds-530"]
        type_in(sampling, dossier, "MẬU")
        assert sampling.now(dossier).state is DossierState.PUBLISHED
    _, record = taken_in(sampling, "3")
    (field,) = record.documents[0].fields
    assert field.state is FieldState.REVIEW
    assert set(field.reasons) == {"SCANNER_STEPPED_DOWN", "BRANCH_STEPPED_DOWN", "TYPE_STEPPED_DOWN"}
    with sampling.services.store.begin() as session:
        told = [each for each in session.audit.entries() if each.action == "standing.down"]
    assert {(each.subject, each.details["kind"], each.details["wrong"]) for each in told} == {
        ("epson ds-530", "scanner", "2"),
        ("cn-01", "branch", "2"),
        ("ct01", "type", "2"),
    }


def test_right_samples_leave_everything_as_it_is(sampling: Desk) -> None:
    for name in ("1", "2", "3"):
        type_in(sampling, taken_in(sampling, name)[0], "mẫu")
    with sampling.services.store.begin() as session:
        found = session.standings.standings()
    assert {(each.seen, each.wrong, each.stepped_down) for each in found} == {(3, 0, False)}


def test_a_scanner_that_came_back_is_accepted_again(sampling: Desk) -> None:
    with sampling.services.store.begin() as session:
        session.standings.count([Sampled(frozenset({SCANNER}), right=False)] * 2)
    _, held = taken_in(sampling, "1")
    assert held.documents[0].fields[0].reasons == ("SCANNER_STEPPED_DOWN",)
    with sampling.services.store.begin() as session:
        session.standings.count([Sampled(frozenset({SCANNER}), right=True)] * 240)
    _, record = taken_in(sampling, "2")
    assert record.documents[0].fields[0].state is FieldState.ACCEPTED
