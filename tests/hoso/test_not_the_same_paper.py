"""Two papers that were taken for one: an officer says no, and the second one is a paper again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.checklist import PaperAction, PaperCheck
from domain.document import Document, Field, FieldState, Provenance, Source
from domain.once_only import VerdictCode
from domain.record import DossierRecord, Duplicate, ScanSource
from domain.review import Decision, DecisionKind
from domain.understanding import Case, Understanding
from hoso import pipeline
from hoso.definitions import definitions_at
from review.errors import RefusedDecision
from storage.codec import RECORD
from storage.figures import counts_of

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
CASE = Case("h1", ScanSource("mau", "0" * 64), date(2026, 3, 2), "1.001193")
DEFINITIONS = definitions_at()
NO = Decision(DecisionKind.NOT_SAME_PAPER, "o1", NOW, "d2", note="Hai giấy mẫu khác số")
YES = Decision(DecisionKind.SAME_PAPER, "o1", NOW + timedelta(minutes=1), "d2")


def record_of() -> DossierRecord:
    """Two forms of one child, the second taken for the first."""
    value = Field("ho_ten", "MẪU", "MẪU", 0.99, FieldState.ACCEPTED, Provenance(Source.OCR, 1))
    papers = [Document(f"d{n}", "giay_chung_sinh", (n,), 0.99, fields=(value,)) for n in (1, 2)]
    twice = (Duplicate("d2", "d1", "SAME_VALUES"),)
    record = pipeline.complete(Understanding((), tuple(papers), (), twice), (), DEFINITIONS, CASE)
    return replace(record, tasks=(), straight_through=True)


def second(record: DossierRecord) -> PaperCheck:
    assert record.checklist is not None
    return next(each for each in record.checklist.papers if each.document == "d2")


def test_the_paper_is_kept_and_what_was_found_stays() -> None:
    record = record_of()
    assert (second(record).action, second(record).reason) == (PaperAction.HAND_BACK, "DUPLICATE")
    after = pipeline.settle(record, [NO], DEFINITIONS)
    assert (second(after).action, second(after).keep_scan) == (PaperAction.KEEP, True)
    assert after.duplicates == record.duplicates
    assert after.straight_through
    assert RECORD.parse(RECORD.dump(after)) == after
    again = pipeline.settle(after, [YES], DEFINITIONS)
    assert second(again).reason == "DUPLICATE"


def test_a_paper_that_was_in_no_other_dossier_was_not_seen_before() -> None:
    record = replace(record_of(), duplicates=(Duplicate("d2", "d7", "SAME_LOOK", dossier="h0"),))
    assert counts_of(record).seen_again == 1
    assert counts_of(pipeline.settle(record, [NO], DEFINITIONS)).seen_again == 0


def test_an_officer_who_wants_a_paper_is_not_told_to_hand_it_back() -> None:
    said = Decision(
        DecisionKind.OVERRIDE_VERDICT, "o1", NOW, "d2", value=VerdictCode.NEEDED, note="Cần cả hai (mẫu)"
    )
    after = pipeline.settle(record_of(), [said], DEFINITIONS)
    assert (second(after).action, second(after).keep_scan) == (PaperAction.KEEP, True)


@pytest.mark.parametrize(
    ("said", "code"),
    [(replace(NO, note=" "), "REASON_MISSING"), (replace(NO, document="d1"), "DUPLICATE_UNKNOWN")],
)
def test_a_word_that_does_not_fit_is_refused(said: Decision, code: str) -> None:
    with pytest.raises(RefusedDecision) as refused:
        pipeline.settle(record_of(), [said], DEFINITIONS)
    assert refused.value.code == code
