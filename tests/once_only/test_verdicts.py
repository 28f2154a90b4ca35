"""What is advised about a paper, case by case."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.document import Provenance, Reading, Source
from domain.law import LawBook
from domain.once_only import Answer, Outcome, Verdict
from once_only.verdicts import verdicts


def _said(verdict: Verdict) -> tuple[str, str]:
    return verdict.verdict.value, verdict.reason


@pytest.fixture
def card(make):
    return make.paper("cccd_chip", make.card)


def test_a_card_whose_number_name_and_birth_date_are_held_is_not_needed(judge, make, card) -> None:
    verdict = judge(card, {"dan_cu": [make.held("cccd_chip", make.card)]})
    assert _said(verdict) == ("not_needed_data_held", "DATA_HELD")
    assert verdict.register == "dan_cu"
    assert verdict.asked_at == make.asked
    assert {row.field: row.agreement for row in verdict.compared} == {
        "so_dinh_danh": "exact",
        "ho_ten": "exact",
        "ngay_sinh": "exact",
    }
    assert any("66.7/2025" in cite for cite in verdict.law)


def test_another_generation_of_the_card_says_the_same(judge, make, card) -> None:
    assert judge(card, {"dan_cu": [make.held("can_cuoc_2024", make.card)]}).reason == "DATA_HELD"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("so_dinh_danh", "001090012346"),
        ("ho_ten", "NGUYỄN VĂN MẬU"),
        ("ho_ten", "NGUYEN VAN MAU"),
        ("ho_ten", "Nguyễn Thị Khác"),
        ("ngay_sinh", "1990-03-16"),
        ("ngay_sinh", "1990"),
        ("ngay_sinh", "1990-05-13"),
    ],
)
def test_a_differing_value_is_a_mismatch(judge, make, card, name: str, value: str) -> None:
    verdict = judge(card, {"dan_cu": [make.held("cccd_chip", {**make.card, name: value})]})
    assert _said(verdict) == ("needed_mismatch", "DATA_MISMATCH")
    row = next(row for row in verdict.compared if row.field == name)
    assert (row.paper, row.held) == (make.card[name], value)


def test_a_record_without_a_needed_value_is_incomplete(judge, make, card) -> None:
    held = {name: value for name, value in make.card.items() if name != "ngay_sinh"}
    verdict = judge(card, {"dan_cu": [make.held("cccd_chip", held)]})
    assert _said(verdict) == ("needed", "RECORD_INCOMPLETE")


def test_nothing_found_keeps_the_paper_needed(judge, make, card) -> None:
    verdict = judge(card, {"dan_cu": []})
    assert _said(verdict) == ("needed", "RECORD_NOT_FOUND")
    assert verdict.asked_at == make.asked


def test_an_outage_is_unknown(judge, make, card, law: LawBook) -> None:
    (answer,) = make.asked_of([card], {"dan_cu": []}, law)
    verdict = judge(card, {}, [replace(answer, outcome=Outcome.UNAVAILABLE)])
    assert _said(verdict) == ("unknown", "DB_INCIDENT")


def test_a_number_that_is_somebody_elses_holds_nothing_about_this_person(
    judge, make, card, law: LawBook
) -> None:
    (answer,) = make.asked_of([card], {"dan_cu": []}, law)
    verdict = judge(card, {}, [replace(answer, outcome=Outcome.PERSON_MISMATCH)])
    assert _said(verdict) == ("needed", "SUBJECT_NOT_REQUESTER")


def test_a_register_that_is_not_configured_was_not_asked(judge, card) -> None:
    verdict = judge(card, {})
    assert _said(verdict) == ("unknown", "REGISTER_NOT_ASKED")
    assert (verdict.register, verdict.asked_at) == ("dan_cu", None)


def test_an_answer_outweighs_a_later_outage(judge, make, card, law: LawBook) -> None:
    (found,) = make.asked_of([card], {"dan_cu": [make.held("cccd_chip", make.card)]}, law)
    out = Answer(found.look_up, Outcome.UNAVAILABLE, make.asked + timedelta(hours=1))
    assert judge(card, {}, [found, out]).reason == "DATA_HELD"


@pytest.mark.parametrize("as_of", [date(2026, 11, 1), date(2026, 11, 21)])
def test_an_answer_for_another_time_is_no_evidence(judge, make, card, as_of: date) -> None:
    verdict = judge(card, {"dan_cu": [make.held("cccd_chip", make.card, as_of)]})
    assert _said(verdict) == ("unknown", "ANSWER_STALE")


def test_the_day_in_hanoi_counts(judge, make, card, law: LawBook) -> None:
    """20:00 UTC on the 12th is the 13th in Hanoi: the seventh day before the receipt, and still fresh."""
    (answer,) = make.asked_of([card], {"dan_cu": [make.held("cccd_chip", make.card)]}, law)
    asked = replace(answer, asked_at=datetime(2026, 11, 12, 20, 0, tzinfo=UTC))
    earlier = replace(answer, asked_at=datetime(2026, 11, 12, 16, 0, tzinfo=UTC))
    assert judge(card, {}, [asked]).reason == "DATA_HELD"
    assert judge(card, {}, [earlier]).reason == "ANSWER_STALE"


def test_a_record_of_somebody_else_is_not_this_paper(judge, make, card, law: LawBook) -> None:
    (answer,) = make.asked_of([card], {"dan_cu": []}, law)
    other = make.held("cccd_chip", {**make.card, "so_dinh_danh": "001185054321", "ho_ten": "LÊ THỊ KHÁC"})
    verdict = judge(card, {}, [replace(answer, outcome=Outcome.FOUND, records=(other,))])
    assert _said(verdict) == ("needed", "SUBJECT_NOT_REQUESTER")


def test_an_answer_about_values_the_paper_no_longer_has_does_not_count(judge, make, card, law) -> None:
    answers = make.asked_of([card], {"dan_cu": [make.held("cccd_chip", make.card)]}, law)
    corrected = make.paper("cccd_chip", {**make.card, "so_dinh_danh": "001090012399"})
    assert _said(judge(corrected, {}, answers)) == ("unknown", "REGISTER_NOT_ASKED")


def test_two_records_under_one_number_that_differ_are_no_evidence(judge, make, card) -> None:
    twin = make.held("can_cuoc_2024", {**make.card, "ho_ten": "NGUYỄN VĂN KHÁC"})
    verdict = judge(card, {"dan_cu": [make.held("cccd_chip", make.card), twin]})
    assert _said(verdict) == ("needed_mismatch", "DATA_MISMATCH")


def test_an_expired_card_is_needed_anew(judge, make) -> None:
    values = {**make.card, "gia_tri_den": "2026-11-19"}
    verdict = judge(make.paper("cccd_chip", values), {"dan_cu": [make.held("cccd_chip", values)]})
    assert _said(verdict) == ("needed", "EXPIRED_OR_REVOKED")


def test_a_nine_digit_card_is_held_by_the_record_of_the_card_after_it(judge, make) -> None:
    old = {"so_cmnd": "012345678", "ho_ten": make.card["ho_ten"], "ngay_sinh": make.card["ngay_sinh"]}
    held = make.held("cccd_chip", {**make.card, "so_cmnd_cu": "012345678"})
    assert judge(make.paper("cmnd_9", old), {"dan_cu": [held]}).reason == "DATA_HELD"
    other = make.held("cccd_chip", {**make.card, "so_cmnd_cu": "012345679"})
    assert _said(judge(make.paper("cmnd_9", old), {"dan_cu": [other]})) == (
        "needed_mismatch",
        "DATA_MISMATCH",
    )


@pytest.mark.parametrize(
    ("issued", "enabled", "reason"),
    [
        ("2025-11-20", True, "DATA_HELD"),
        ("2025-11-19", True, "EXPIRED_OR_REVOKED"),
        ("2025-11-19", False, "DATA_HELD"),
    ],
)
def test_a_confirmation_speaks_for_its_months_unless_switched_off(make, law, issued, enabled, reason) -> None:
    values = {**make.card, "noi_thuong_tru": "Số 1 ngõ Mẫu, Hà Nội", "ngay_cap": issued}
    paper = make.paper("ct07", values)
    rules = tuple(
        replace(rule, expires=tuple(replace(each, enabled=enabled) for each in rule.expires))
        for rule in law.rules
    )
    book = replace(law, rules=rules)
    answers = make.asked_of([paper], {"dan_cu": [make.held("ct07", values)]}, book)
    assert verdicts([paper], answers, book, make.received, None)[0].reason == reason


@pytest.mark.parametrize("last_day", ["2026-11-20", "Không thời hạn"])
def test_a_card_speaks_through_its_last_day(judge, make, last_day: str) -> None:
    values = {**make.card, "gia_tri_den": last_day}
    verdict = judge(make.paper("cccd_chip", values), {"dan_cu": [make.held("cccd_chip", values)]})
    assert verdict.reason == "DATA_HELD"


def test_an_unsure_reading_that_equals_the_register_is_evidence(judge, make) -> None:
    paper = make.paper("cccd_chip", make.card, state="review")
    assert judge(paper, {"dan_cu": [make.held("cccd_chip", make.card)]}).reason == "DATA_HELD"


def test_a_value_taken_from_the_register_proves_nothing(judge, make, card) -> None:
    borrowed = tuple(
        make.field(each.name, each.value, source="register") if each.name == "ho_ten" else each
        for each in card.fields
    )
    verdict = judge(replace(card, fields=borrowed), {"dan_cu": [make.held("cccd_chip", make.card)]})
    assert _said(verdict) == ("needed", "PAPER_IN_DOUBT")


def test_a_code_on_the_paper_that_says_otherwise_stops_it(judge, make, card) -> None:
    code = Reading("NGUYỄN VĂN THẬT", 1.0, Provenance(Source.QR, 1))
    fields = tuple(replace(each, others=(code,)) if each.name == "ho_ten" else each for each in card.fields)
    verdict = judge(replace(card, fields=fields), {"dan_cu": [make.held("cccd_chip", make.card)]})
    assert verdict.reason == "PAPER_IN_DOUBT"


def test_a_machine_readable_name_without_marks_does_not_stop_it(judge, make, card) -> None:
    code = Reading("NGUYEN VAN MAU", 1.0, Provenance(Source.MRZ, 1))
    fields = tuple(replace(each, others=(code,)) if each.name == "ho_ten" else each for each in card.fields)
    verdict = judge(replace(card, fields=fields), {"dan_cu": [make.held("cccd_chip", make.card)]})
    assert verdict.reason == "DATA_HELD"


def test_a_persons_doubt_stands_above_a_machines_agreement(judge, make, card) -> None:
    fields = tuple(
        replace(each, reasons=("PERSON_UNCERTAIN",)) if each.name == "ho_ten" else each
        for each in card.fields
    )
    verdict = judge(replace(card, fields=fields), {"dan_cu": [make.held("cccd_chip", make.card)]})
    assert verdict.reason == "PAPER_IN_DOUBT"


def test_a_paper_that_could_not_be_read_is_needed(judge, make) -> None:
    values = {name: value for name, value in make.card.items() if name != "ho_ten"}
    verdict = judge(make.paper("cccd_chip", values), {"dan_cu": [make.held("cccd_chip", make.card)]})
    assert _said(verdict) == ("needed", "PAPER_INCOMPLETE")


def test_a_foreigner_is_outside_the_announcement(judge, make) -> None:
    values = {**make.card, "quoc_tich": "Hàn Quốc"}
    verdict = judge(make.paper("cccd_chip", values), {"dan_cu": [make.held("cccd_chip", values)]})
    assert _said(verdict) == ("needed", "FOREIGN_SUBJECT")


def test_a_nationality_read_badly_is_left_to_the_register(judge, make) -> None:
    paper = make.paper("cccd_chip", {**make.card, "quoc_tich": "Vlệt Narn"}, state="review")
    held = {"dan_cu": [make.held("cccd_chip", make.card)]}
    assert judge(paper, held).reason == "DATA_HELD"
    foreign = {"dan_cu": [make.held("cccd_chip", {**make.card, "quoc_tich": "Lào"})]}
    assert judge(paper, foreign).reason == "FOREIGN_SUBJECT"


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        ("gcn_qsdd_2009", ("needed", "DB_NOT_PUBLISHED")),
        ("the_bhyt", ("needed", "DB_NOT_PUBLISHED")),
        ("giay_uy_quyen", ("needed", "NOT_HELD")),
        ("ct01", ("needed", "NOT_HELD")),
        ("quyet_dinh", ("needed", "NOT_HELD")),
        ("unknown", ("unknown", "TYPE_UNKNOWN")),
        ("loai_chua_ai_viet", ("needed", "DB_NOT_PUBLISHED")),
    ],
)
def test_papers_no_register_replaces(judge, make, type_: str, expected: tuple[str, str]) -> None:
    verdict = judge(make.paper(type_, {"ho_ten": "Nguyễn Văn Mẫu"}), {"dat_dai": [], "bao_hiem": []})
    assert _said(verdict) == expected
    assert verdict.law
    assert verdict.register is None


@pytest.mark.parametrize(
    ("type_", "procedure", "reason"),
    [
        ("gcn_qsdd_2009", "1.013831", "ORIGINAL_COLLECTED"),
        ("gplx", "3.000347", "ORIGINAL_COLLECTED"),
        ("giay_khai_sinh", "1.004859", "SPECIALISED_LAW"),
        ("cccd_chip", "2.000815", "ORIGINAL_CERTIFIED"),
        ("bang_tot_nghiep", "2.000815", "ORIGINAL_CERTIFIED"),
    ],
)
def test_procedures_that_need_the_original(judge, make, type_: str, procedure: str, reason: str) -> None:
    verdict = judge(
        make.paper(type_, make.card), {"dan_cu": [make.held(type_, make.card)]}, procedure=procedure
    )
    assert _said(verdict) == ("needed", reason)


class TestPresentOnly:
    """Identity papers in the registration of a birth are shown, unless their data are held."""

    def test_held_data_spare_even_the_showing(self, judge, make, card) -> None:
        held = {"dan_cu": [make.held("cccd_chip", make.card)]}
        assert judge(card, held, procedure="1.001193").reason == "DATA_HELD"

    def test_what_is_not_held_is_shown_and_handed_back(self, judge, card) -> None:
        verdict = judge(card, {"dan_cu": []}, procedure="1.001193")
        assert _said(verdict) == ("not_needed_present_only", "PRESENT_ONLY")
        assert verdict.register == "dan_cu"

    def test_one_that_has_run_out_cannot_be_shown(self, judge, make) -> None:
        over = {**make.card, "gia_tri_den": "2026-11-19"}
        verdict = judge(make.paper("cccd_chip", over), {"dan_cu": []}, procedure="1.001193")
        assert _said(verdict) == ("needed", "EXPIRED_OR_REVOKED")

    def test_a_last_day_that_was_hardly_read_does_not_turn_it_away(self, judge, make) -> None:
        over = {**make.card, "gia_tri_den": "2026-11-19"}
        paper = make.paper("cccd_chip", over, state="review")
        assert judge(paper, {"dan_cu": []}, procedure="1.001193").reason == "PRESENT_ONLY"

    def test_held_data_do_not_spare_it_where_the_procedure_says_so(self, judge, make, card) -> None:
        held = {"dan_cu": [make.held("cccd_chip", make.card)]}
        verdict = judge(card, held, procedure="2.000884")
        assert _said(verdict) == ("not_needed_present_only", "PRESENT_ONLY")

    def test_a_contradiction_is_not_hidden_by_it(self, judge, make, card) -> None:
        held = {"dan_cu": [make.held("cccd_chip", {**make.card, "ho_ten": "NGUYỄN VĂN KHÁC"})]}
        assert judge(card, held, procedure="1.001193").verdict == "needed_mismatch"


def test_the_record_of_an_expired_card_does_not_hide_the_valid_one(judge, make, card) -> None:
    expired = make.held("cccd_chip", {**make.card, "gia_tri_den": "2020-01-01"})
    held = {"dan_cu": [expired, make.held("can_cuoc_2024", make.card)]}
    assert judge(card, held).reason == "DATA_HELD"


def test_before_any_rule_nothing_is_known(judge, card) -> None:
    verdict = judge(card, {}, received=date(2010, 1, 1))
    assert _said(verdict) == ("unknown", "NO_RULE")


@pytest.mark.parametrize(
    ("state", "confidence", "reason"),
    [("review", 0.14, "PAPER_IN_DOUBT"), ("review", 0.15, "DATA_HELD"), ("settled", 0.1, "DATA_HELD")],
)
def test_a_name_whose_marks_were_hardly_read_is_no_evidence(judge, make, state, confidence, reason) -> None:
    paper = make.paper("cccd_chip", make.card, state=state)
    unsure = tuple(
        replace(each, confidence=confidence) if each.name == "ho_ten" else each for each in paper.fields
    )
    held = {"dan_cu": [make.held("cccd_chip", make.card)]}
    assert judge(replace(paper, fields=unsure), held).reason == reason


def test_a_code_that_says_the_same_name_makes_a_hardly_read_one_sure(judge, make) -> None:
    paper = make.paper("cccd_chip", make.card, state="review")
    said = Reading(make.card["ho_ten"], 1.0, Provenance(Source.QR, 1))
    fields = tuple(
        replace(each, confidence=0.5, others=(said,) if each.name == "ho_ten" else ())
        for each in paper.fields
    )
    held = {"dan_cu": [make.held("cccd_chip", make.card)]}
    assert judge(replace(paper, fields=fields), held).reason == "DATA_HELD"
