from __future__ import annotations

from dataclasses import replace

from domain.definition import Acceptance
from domain.document import Check, Document, Field, FieldState, Provenance, Source
from extraction.judge import judge
from hoso.definitions import definitions_at

TYPES = {kind.id: kind for kind in definitions_at().catalogue.types}
THRESHOLDS = (
    Acceptance("typed", "name", 0.9, 0.99, 100),
    Acceptance("typed", "personal_number", 0.9, 0.99, 100),
)


def _field(name: str, value: str, confidence: float, *checks: Check) -> Field:
    place = Provenance(Source.OCR, 1, None)
    return Field(name, value, value, confidence, FieldState.REVIEW, place, checks)


def _paper(id_: str, *fields: Field, confidence: float = 0.95) -> Document:
    return Document(id_, "giay_khai_sinh", (1,), confidence, fields=fields)


def _states(*papers: Document) -> list[tuple[FieldState, tuple[str, ...]]]:
    judged = judge(papers, TYPES, THRESHOLDS)
    return [(field.state, field.reasons) for paper in judged for field in paper.fields]


def test_a_sure_value_is_accepted_and_a_doubtful_one_says_why_not() -> None:
    paper = _paper("d1", _field("ho_ten", "NGUYỄN MẪU AN", 0.95), _field("me.ho_ten", "TRẦN MẪU LÝ", 0.5))
    assert _states(paper) == [
        (FieldState.ACCEPTED, ()),
        (FieldState.REVIEW, ("LOW_CONFIDENCE",)),
    ]


def test_a_value_type_without_a_measured_threshold_is_never_accepted_from_print() -> None:
    assert _states(_paper("d1", _field("que_quan", "Xã Mẫu", 1.0)))[0][0] is FieldState.REVIEW


def test_a_failed_check_stops_even_a_sure_value() -> None:
    failed = Check("date_agrees_with_words", False)
    assert _states(_paper("d1", _field("ho_ten", "NGUYỄN MẪU AN", 0.99, failed))) == [
        (FieldState.REVIEW, ("CHECK_FAILED:date_agrees_with_words",))
    ]


def test_two_papers_that_say_the_same_support_each_other() -> None:
    one, other = (_paper(id_, _field("ho_ten", "NGUYỄN MẪU AN", 0.85)) for id_ in ("d1", "d2"))
    assert [state for state, _ in _states(one, other)] == [FieldState.ACCEPTED] * 2
    different = replace(other, fields=(_field("ho_ten", "NGUYỄN MẪU ÂN", 0.85),))
    assert [state for state, _ in _states(one, different)] == [FieldState.REVIEW] * 2


def test_nothing_is_accepted_on_a_paper_of_unsure_type() -> None:
    paper = _paper("d1", _field("ho_ten", "NGUYỄN MẪU AN", 0.99), confidence=0.3)
    assert _states(paper) == [(FieldState.REVIEW, ("DOCUMENT_TYPE_UNSURE",))]
