from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.definition import Acceptance, Calibration
from domain.document import Check, Document, Field, FieldState, Provenance, Sign, Source
from domain.signs import (
    DISPUTED,
    ELSEWHERE,
    EVIDENCE,
    LETTERS,
    LONE,
    MISDATED,
    NAMED,
    OTHERWISE,
    PROVEN,
    UNLABELLED,
    log_odds,
)
from extraction.judge import Measured, judge, measured_with
from hoso.definitions import definitions_at

TYPES = {kind.id: kind for kind in definitions_at().catalogue.types}
MEASURED = Measured(
    (
        Acceptance("typed", "name", 0.9, 0.99, 100),
        Acceptance("typed", "personal_number", 0.9, 0.99, 100),
        Acceptance("typed", "document", 0.8, 0.99, 100),
    ),
    (
        Calibration("typed", "field", 0.0, {LETTERS: 1.0, ELSEWHERE: 2.0}, {"name": 0.0}, 100),
        Calibration("typed", "document", 0.0, {EVIDENCE: 1.0, LONE: -3.0, MISDATED: -6.0}, {}, 100),
    ),
)


def _field(name: str, value: str, confidence: float, *checks: Check) -> Field:
    place = Provenance(Source.OCR, 1, None)
    signs = (Sign(LETTERS, log_odds(confidence)),)
    return Field(name, value, value, confidence, FieldState.REVIEW, place, checks, signs=signs)


def _paper(id_: str, *fields: Field, confidence: float = 0.95) -> Document:
    signs = (Sign(EVIDENCE, log_odds(confidence)),)
    return Document(id_, "giay_khai_sinh", (1,), confidence, fields=fields, signs=signs)


def _states(*papers: Document) -> list[tuple[FieldState, tuple[str, ...]]]:
    judged = judge(papers, TYPES, MEASURED)
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


def test_a_card_issued_before_its_kind_existed_is_unsure_whatever_its_title_said() -> None:
    signs = (Sign(EVIDENCE, log_odds(0.98)),)
    place = Provenance(Source.QR, 1, None)
    issue = Field("ngay_cap", "13122021", "2021-12-13", 0.999, FieldState.REVIEW, place)
    card = Document("d1", "can_cuoc_2024", (1,), 0.98, fields=(issue,), signs=signs)
    (judged,) = judge([card], TYPES, MEASURED)
    assert judged.confidence < 0.2
    assert judged.fields[0].reasons == ("DOCUMENT_TYPE_UNSURE",)
    assert {sign.name: sign.weight for sign in judged.signs}[MISDATED] == -6.0
    (right,) = judge([replace(card, type="cccd_chip")], TYPES, MEASURED)
    assert right.fields[0].state is FieldState.ACCEPTED


def test_the_record_says_what_made_a_value_sure() -> None:
    one, other = (_paper(id_, _field("ho_ten", "NGUYỄN MẪU AN", 0.85)) for id_ in ("d1", "d2"))
    field = judge([one, other], TYPES, MEASURED)[0].fields[0]
    assert [(sign.name, sign.weight > 0) for sign in field.signs] == [
        ("kind", False),
        (LETTERS, True),
        (ELSEWHERE, True),
    ]


def test_another_engines_measurements_do_not_count() -> None:
    measured = measured_with("typed 5", MEASURED.acceptance, MEASURED.calibration)
    assert measured.document_threshold == 0.8
    assert measured_with("other", MEASURED.acceptance, MEASURED.calibration).calibration == []


FIRST_DAYS = [("cccd_chip", date(2021, 1, 1)), ("can_cuoc_2024", date(2024, 7, 1))]


@pytest.mark.parametrize(("type_id", "day"), FIRST_DAYS)
def test_cards_know_since_when_they_are_issued(type_id: str, day: date) -> None:
    assert TYPES[type_id].issued is not None
    assert TYPES[type_id].issued[0] == day


def test_two_papers_that_contradict_each_other_leave_both_values_to_a_person() -> None:
    one = _paper(
        "d1", _field("ho_ten", "NGUYỄN MẪU AN", 0.99), _field("cha.ho_ten", "NGUYỄN MẪU BÌNH", 0.995)
    )
    other = replace(one, id="d2", fields=(one.fields[0], _field("cha.ho_ten", "NGUYỄN MẪU LONG", 0.995)))
    judged = judge([one, other], TYPES, MEASURED)
    assert [[field.state for field in paper.fields] for paper in judged] == [
        [FieldState.ACCEPTED, FieldState.REVIEW]
    ] * 2
    assert judged[0].fields[1].reasons == ("CHECK_FAILED:papers_agree",)
    assert "d2.cha.ho_ten" in judged[0].fields[1].checks[-1].message
    assert DISPUTED in {sign.name for sign in judged[1].fields[1].signs}


def test_a_papers_kind_weighs_beside_the_values() -> None:
    weak = Calibration("typed", "field", 0.0, {LETTERS: 1.0}, {"giay_khai_sinh": -3.0}, 100)
    measured = Measured(MEASURED.acceptance, (weak, MEASURED.calibration[1]))
    (paper,) = judge([_paper("d1", _field("ho_ten", "NGUYỄN MẪU AN", 0.95))], TYPES, measured)
    assert paper.fields[0].reasons == ("LOW_CONFIDENCE",)


def test_what_no_label_names_is_not_borne_out_by_another_paper_that_has_it_in_its_place() -> None:
    one, other = (_paper(id_, _field("ho_ten", "NGUYỄN MẪU AN", 0.85)) for id_ in ("d1", "d2"))
    field = other.fields[0]
    strayed = replace(other, fields=(replace(field, signs=(*field.signs, Sign(UNLABELLED, 1.0))),))
    assert [state for state, _ in _states(one, strayed)] == [FieldState.ACCEPTED, FieldState.REVIEW]


def test_the_doubtful_one_of_two_papers_that_differ_is_asked_and_the_other_is_accepted() -> None:
    one = _paper(
        "d1", _field("ho_ten", "NGUYỄN MẪU AN", 0.99), _field("cha.ho_ten", "NGUYỄN MẪU BÌNH", 0.995)
    )
    other = replace(one, id="d2", fields=(one.fields[0], _field("cha.ho_ten", "NGUYỄN MẪU BỈNH", 0.95)))
    judged = judge([one, other], TYPES, MEASURED)
    assert judged[0].fields[1].state is FieldState.ACCEPTED
    assert judged[1].fields[1].reasons == ("CHECK_FAILED:papers_agree", "LOW_CONFIDENCE")


def test_a_zone_bears_out_only_names_that_people_have() -> None:
    agrees = Check("name_agrees_with_mrz", True)
    field = _field("ho_ten", "NGUYỄN MẪU MANH", 0.9, agrees)
    named = replace(field, signs=(*field.signs, Sign(NAMED, 1.0)))
    proven = [
        PROVEN in {sign.name for sign in judge([_paper("d1", each)], TYPES, MEASURED)[0].fields[0].signs}
        for each in (field, named)
    ]
    assert proven == [False, True]


@pytest.mark.parametrize(("rival", "elsewhere"), [(0.02, True), (0.4, False)])
def test_two_readings_that_are_both_in_doubt_bear_nobody_out(rival: float, elsewhere: bool) -> None:
    field = _field("ho_ten", "ĐOÀN MẪU THÍNH", 0.8)
    field = replace(field, signs=(*field.signs, Sign(OTHERWISE, rival)))
    (first, _) = judge((_paper("d1", field), _paper("d2", field)), TYPES, MEASURED)
    assert any(sign.name == ELSEWHERE for sign in first.fields[0].signs) is elsewhere


def test_a_paper_does_not_bear_itself_out() -> None:
    field = _field("ho_ten", "ĐOÀN MẪU THÍNH", 0.8)
    doubtful = replace(field, signs=(*field.signs, Sign(OTHERWISE, 0.4)))
    (paper,) = judge((_paper("d1", doubtful, replace(field, name="nguoi_ky")),), TYPES, MEASURED)
    assert all(sign.name != ELSEWHERE for sign in paper.fields[0].signs)
