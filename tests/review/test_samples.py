"""Blind samples: which values are asked, what the answers say, and what a step down takes back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from domain.document import Document, Field, FieldState, Provenance, Source
from domain.record import DossierRecord
from domain.review import Decision, DecisionKind
from domain.standing import StandingKind, Subject
from review.samples import BLIND_SAMPLE, outcomes, step_down, with_samples
from review.settle import settle
from review.triage import triage

if TYPE_CHECKING:
    from tests.review.conftest import Maker

SEED = b"trial"
BRANCH = Subject(StandingKind.BRANCH, "cn-01", "cn-01")
SCANNER = Subject(StandingKind.SCANNER, "cn-01", "canon dr-c225")
CARD = Subject(StandingKind.TYPE, "", "cccd_chip")


def field(name: str, source: Source = Source.OCR) -> Field:
    return Field(name, "MẪU", "MẪU", 0.99, FieldState.ACCEPTED, Provenance(source, 1))


def clear(record: DossierRecord, fields: int = 40) -> DossierRecord:
    """A dossier in which nothing is doubtful."""
    card = Document("d1", "cccd_chip", (1,), 0.99, fields=tuple(field(f"f{n}") for n in range(fields)))
    pages = (replace(record.pages[0], scanner="canon dr-c225"),)
    return replace(record, pages=pages, documents=(card,), tasks=(), once_only=(), straight_through=True)


@pytest.fixture
def calm(record: DossierRecord) -> DossierRecord:
    return clear(record)


def sampled(record: DossierRecord) -> list[str]:
    return [task.field or "" for task in record.tasks if BLIND_SAMPLE in task.reasons]


def test_of_a_clear_dossier_chance_asks_one_value_or_none(calm: DossierRecord) -> None:
    drawn = [with_samples(replace(calm, id=f"dossier-{n}"), 0.1, SEED) for n in range(400)]
    asked = [each for each in drawn if each.tasks]
    assert 20 <= len(asked) <= 65
    assert all(len(each.tasks) == 1 and not each.straight_through for each in asked)
    assert len({sampled(each)[0] for each in asked}) > 10


def test_of_a_dossier_seen_anyway_each_value_has_its_chance(calm: DossierRecord, make: Maker) -> None:
    doubt, _ = triage([make.odd], [])
    seen = [with_samples(replace(calm, id=f"dossier-{n}", tasks=doubt), 0.05, SEED) for n in range(200)]
    asked = sum(len(sampled(each)) for each in seen)
    assert 300 <= asked <= 500  # 8,000 values
    assert all(each.tasks[0] == doubt[0] for each in seen)


def test_the_same_dossier_is_asked_the_same_and_another_seed_asks_otherwise(calm: DossierRecord) -> None:
    assert with_samples(calm, 1.0, SEED) == with_samples(calm, 1.0, SEED)
    others = {sampled(with_samples(calm, 1.0, bytes([n])))[0] for n in range(8)}
    assert len(others) > 1


def test_no_share_asks_nothing(calm: DossierRecord) -> None:
    assert with_samples(calm, 0.0, SEED) is calm


def test_codes_and_doubtful_values_are_never_asked_blind(calm: DossierRecord) -> None:
    doubtful = replace(field("b"), state=FieldState.REVIEW, reasons=("LOW_CONFIDENCE",))
    card = replace(calm.documents[0], fields=(field("a", Source.QR), doubtful))
    assert with_samples(replace(calm, documents=(card,)), 1.0, SEED).tasks == ()


def test_a_step_down_holds_back_what_was_read_from_print_and_says_why(calm: DossierRecord) -> None:
    card = replace(calm.documents[0], fields=(field("a"), field("b", Source.QR)))
    (down,) = step_down([card], calm.pages, "cn-01", {SCANNER, CARD})
    printed, code = down.fields
    assert (printed.state, printed.reasons) == (
        FieldState.REVIEW,
        ("SCANNER_STEPPED_DOWN", "TYPE_STEPPED_DOWN"),
    )
    assert code.state is FieldState.ACCEPTED
    tasks, through = triage([down], calm.pages)
    assert [task.reasons for task in tasks] == [("SCANNER_STEPPED_DOWN", "TYPE_STEPPED_DOWN")]
    assert not through


def test_another_branchs_device_of_the_same_model_goes_on(calm: DossierRecord) -> None:
    assert step_down(calm.documents, calm.pages, "cn-02", {SCANNER}) == calm.documents


def test_while_stepped_down_a_quarter_is_asked_blind_so_that_it_can_come_back(calm: DossierRecord) -> None:
    documents = step_down(calm.documents, calm.pages, "cn-01", {SCANNER})
    tasks, _ = triage(documents, calm.pages)
    asked = with_samples(replace(calm, documents=documents, tasks=tasks), 0.02, SEED)
    assert 3 <= len(sampled(asked)) <= 20
    assert len(asked.tasks) == 40


def answered(record: DossierRecord, make: Maker, name: str, value: str | None) -> DossierRecord:
    kind = DecisionKind.SET_VALUE if value else DecisionKind.SET_ABSENT
    return settle(record, [Decision(kind, "reviewer-1", make.noon, "d1", name, f"field:d1:{name}", value)])


@pytest.mark.parametrize(
    ("typed", "right"), [("MẪU", True), (" mẫu", True), ("MẬU", False), ("MAU", False), (None, False)]
)
def test_what_is_typed_is_held_against_what_was_read(
    calm: DossierRecord, make: Maker, typed: str | None, right: bool
) -> None:
    asked = with_samples(clear(calm, 1), 1.0, SEED)
    (found,) = outcomes(asked, answered(asked, make, "f0", typed), "cn-01")
    assert (found.right, found.subjects) == (right, frozenset({SCANNER, BRANCH, CARD}))


def test_a_sample_that_nobody_could_answer_says_nothing(calm: DossierRecord, make: Maker) -> None:
    asked = with_samples(clear(calm, 1), 1.0, SEED)
    doubt = Decision(DecisionKind.UNCERTAIN, "reviewer-1", make.noon, "d1", "f0", "field:d1:f0")
    assert outcomes(asked, settle(asked, [doubt]), "cn-01") == ()
    retyped = Decision(DecisionKind.SET_TYPE, "reviewer-1", make.noon, "d1", value="ct01")
    assert outcomes(asked, settle(asked, [retyped]), "cn-01") == ()
