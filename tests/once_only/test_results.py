"""Which papers of an accepted dossier may be reused, what finds them, and when they speak."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.document import Copy, FieldState
from domain.once_only import Answer, HeldRecord, LookUp, Origin, Outcome, Verdict, VerdictCode
from domain.record import Conflict, DossierRecord, MadeBy, ScanSource
from domain.review import Decision, DecisionKind, ReviewTask, TaskKind
from domain.words import about_verdict
from once_only.asking import look_ups
from once_only.evidence import PERSON_UNCERTAIN
from once_only.results import keys_to_keep, keys_to_try, results_of, vouched
from once_only.verdicts import verdicts

STATUS = {
    "so_giay_to": "12/2026/UBND-XNTTHN",
    "ho_ten": "NGUYỄN VĂN MẪU",
    "ngay_sinh": "1990-03-15",
    "tinh_trang_hon_nhan": "Chưa đăng ký kết hôn với ai",
    "giay_to_tuy_than": "CCCD số 001090012345",
    "ngay_cap": "2026-09-01",
}
RESIDENCE = {
    "so_dinh_danh": "001090012345",
    "ho_ten": "NGUYỄN VĂN MẪU",
    "ngay_sinh": "1990-03-15",
    "noi_thuong_tru": "Số 5 phố Mẫu, phường Láng, Hà Nội",
    "ngay_cap": "2026-09-01",
}
PERMIT = {
    "so_giay_to": "77/GPXD",
    "cap_cho": "Ông NGUYỄN VĂN MẪU",
    "ngay_cap": "2026-01-05",
    "vi_tri": "Số 5 phố Mẫu, phường Bịa, Hà Nội",
}
ORIGIN = Origin("A", "d1", 2, date(2026, 10, 1))
NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


def record_with(paper, verdict: Verdict | None = None, **changes) -> DossierRecord:
    said = verdict or Verdict(paper.id, VerdictCode.NEEDED, "RECORD_NOT_FOUND", ())
    source, made = ScanSource("mau", "0" * 64), MadeBy("1", "2", "3")
    whole = DossierRecord("A", source, None, date(2026, 10, 1), (), (paper,), made, once_only=(said,))
    return replace(whole, **changes)


def with_field(paper, name: str, **changes):
    fields = tuple(replace(each, **changes) if each.name == name else each for each in paper.fields)
    return replace(paper, fields=fields)


def test_accepted_and_settled_values_are_told_again_and_doubtful_ones_are_not(make, law) -> None:
    paper = make.paper("giay_phep_xay_dung", PERMIT | {"so_tang": "3", "chieu_cao": "9"})
    paper = with_field(paper, "cap_cho", state=FieldState.SETTLED)
    paper = with_field(paper, "so_tang", state=FieldState.REVIEW)
    paper = with_field(paper, "chieu_cao", reasons=(PERSON_UNCERTAIN,))
    assert results_of(record_with(paper), law) == {"d1": HeldRecord("giay_phep_xay_dung", PERMIT)}


@pytest.mark.parametrize("name", ["so_giay_to", "cap_cho", "ngay_cap"])
def test_a_paper_with_a_doubtful_value_that_is_compared_is_not_stored(make, law, name: str) -> None:
    paper = with_field(make.paper("giay_phep_xay_dung", PERMIT), name, state=FieldState.REVIEW)
    assert results_of(record_with(paper), law) == {}


def test_a_paper_that_ends_is_only_stored_with_its_day_of_issue(make, law) -> None:
    values = {name: value for name, value in STATUS.items() if name != "ngay_cap"}
    assert results_of(record_with(make.paper("xac_nhan_tinh_trang_hon_nhan", values)), law) == {}
    assert results_of(record_with(make.paper("xac_nhan_tinh_trang_hon_nhan", STATUS)), law)


def verdict(code: VerdictCode, reason: str, **more) -> Verdict:
    return Verdict("d1", code, reason, (), **more)


@pytest.mark.parametrize(
    "changes",
    [
        {"tasks": (ReviewTask("t1", TaskKind.FIELD, ("LOW",), "d1", "so_tang"),)},
        {"once_only": ()},
        {"once_only": (verdict(VerdictCode.NEEDED_MISMATCH, "DATA_MISMATCH"),)},
        {"once_only": (verdict(VerdictCode.NEEDED, "EXPIRED_OR_REVOKED"),)},
        {"once_only": (verdict(VerdictCode.NEEDED, "ORIGINAL_COLLECTED"),)},
        {"once_only": (verdict(VerdictCode.NOT_NEEDED_PRESENT_ONLY, "PRESENT_ONLY"),)},
        {"conflicts": (Conflict("register_near", ("d1.cap_cho", "kho.cap_cho"), ""),)},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_paper_that_something_speaks_against_is_not_stored(make, law, changes) -> None:
    assert results_of(record_with(make.paper("giay_phep_xay_dung", PERMIT), **changes), law) == {}


def test_a_plain_copy_and_a_declaration_are_no_results(make, law) -> None:
    copy = replace(make.paper("giay_phep_xay_dung", PERMIT), copy=Copy.COPY)
    assert results_of(record_with(copy), law) == {}
    assert results_of(record_with(make.paper("to_khai_ket_hon", PERMIT)), law) == {}


def test_an_officers_word_on_the_papers_advice_vouches_for_it(make) -> None:
    said = Decision(DecisionKind.ACCEPT_VERDICT, "officer-1", NOW, "d1")
    record = record_with(make.paper("giay_phep_xay_dung", PERMIT), decisions=(said,))
    assert vouched(record, "d1")
    assert not vouched(record, "d2")


@pytest.mark.parametrize(
    ("code", "reason", "said", "stands"),
    [
        (VerdictCode.NOT_NEEDED_DATA_HELD, "DATA_HELD", None, True),
        (VerdictCode.NEEDED, "RECORD_NOT_FOUND", None, True),
        (VerdictCode.UNKNOWN, "DB_INCIDENT", None, False),
        (VerdictCode.NEEDED, "RECORD_NOT_FOUND", VerdictCode.NOT_NEEDED_DATA_HELD, True),
        (VerdictCode.NOT_NEEDED_DATA_HELD, "DATA_HELD", VerdictCode.NEEDED_MISMATCH, False),
        (VerdictCode.NOT_NEEDED_DATA_HELD, "DATA_HELD", VerdictCode.NEEDED, False),
        (VerdictCode.NEEDED, "RECORD_NOT_FOUND", VerdictCode.NEEDED_MISMATCH, False),
        (VerdictCode.NEEDED, "RECORD_NOT_FOUND", VerdictCode.NOT_NEEDED_PRESENT_ONLY, False),
        (VerdictCode.NEEDED_MISMATCH, "DATA_MISMATCH", None, False),
    ],
)
def test_a_paper_that_an_officer_did_not_stand_by_is_neither_vouched_for_nor_told_again(
    make, law, code: VerdictCode, reason: str, said: VerdictCode | None, stands: bool
) -> None:
    paper, advised = make.paper("giay_phep_xay_dung", PERMIT), verdict(code, reason)
    kind = DecisionKind.OVERRIDE_VERDICT if said else DecisionKind.ACCEPT_VERDICT
    word = Decision(kind, "officer-1", NOW, "d1", value=said, note="mẫu", about=about_verdict(advised))
    record = record_with(paper, advised, decisions=(word,))
    assert (vouched(record, "d1"), bool(results_of(record, law))) == (stands, stands)


def test_a_word_on_other_advice_neither_vouches_nor_bars(make, law) -> None:
    held = verdict(VerdictCode.NOT_NEEDED_DATA_HELD, "DATA_HELD")
    about = about_verdict(verdict(VerdictCode.UNKNOWN, "DB_INCIDENT"))
    for kind, value in ((DecisionKind.ACCEPT_VERDICT, None), (DecisionKind.OVERRIDE_VERDICT, "needed")):
        word = Decision(kind, "officer-1", NOW, "d1", value=value, note="mẫu", about=about)
        record = record_with(make.paper("giay_phep_xay_dung", PERMIT), held, decisions=(word,))
        assert not vouched(record, "d1")
        assert results_of(record, law)


@pytest.mark.parametrize(
    ("type_", "values", "changes", "found"),
    [
        ("giay_phep_xay_dung", PERMIT, {}, True),
        ("giay_phep_xay_dung", PERMIT, {"cap_cho": "ong nguyen van mau"}, True),
        ("giay_phep_xay_dung", PERMIT, {"so_giay_to": "71/GPXD"}, True),
        ("giay_phep_xay_dung", PERMIT, {"cap_cho": "Ông TRẦN VĂN BỊA"}, True),
        ("giay_phep_xay_dung", PERMIT, {"cap_cho": "Ông TRẦN VĂN BỊA", "ngay_cap": "2026-01-06"}, False),
        ("xac_nhan_tinh_trang_hon_nhan", STATUS, {"ngay_sinh": "15/03/1990"}, True),
        ("xac_nhan_tinh_trang_hon_nhan", STATUS, {"ho_ten": "LÊ THỊ GIẢ", "ngay_sinh": "1991-01-01"}, False),
    ],
)
def test_what_is_kept_is_found_by_the_ways_a_register_finds(make, law, type_, values, changes, found) -> None:
    kept = keys_to_keep(HeldRecord(type_, values), law)
    asked = look_ups([make.paper(type_, values | changes)], (), law, make.received, None)
    (question,) = [each for each in asked if each.register == "kho"]
    assert bool(kept & keys_to_try(question, law)) is found


def test_an_extract_is_found_in_the_certificate_behind_it(make, law) -> None:
    kept = keys_to_keep(HeldRecord("giay_khai_sinh", make.birth), law)
    keys = {name: make.birth[name] for name in ("so_dinh_danh", "ho_ten", "ngay_sinh")}
    assert kept & keys_to_try(LookUp("kho", "trich_luc_khai_sinh", keys, "d1"), law)
    assert not kept & keys_to_try(LookUp("kho", "trich_luc_khai_tu", keys, "d1"), law)


@pytest.fixture
def judged(make, law):
    """The verdict on a confirmation where the register says ``first`` and the store holds ``held``."""

    def _judged(first: Outcome, origin: Origin = ORIGIN, held=RESIDENCE, values=RESIDENCE) -> Verdict:
        paper = make.paper("ct07", values)
        asked, stored = look_ups([paper], (), law, make.received, None)
        kept = HeldRecord(paper.type, held, origin.on)
        said = Answer(asked, first, make.asked)
        known = Answer(stored, Outcome.FOUND, make.asked, (kept,), origins=(origin,))
        return verdicts([paper], [said, known], law, make.received, None)[0]

    return _judged


def test_where_the_register_is_silent_an_earlier_result_speaks(judged) -> None:
    found = judged(Outcome.UNAVAILABLE)
    assert (found.verdict, found.register, found.origin) == ("not_needed_data_held", "kho", ORIGIN)
    assert any("45/2020" in each for each in found.law)
    assert found.asked_at
    assert {row.agreement for row in found.compared} == {"exact"}


def test_a_register_that_lacks_the_record_outweighs_what_nobody_vouched_for(judged) -> None:
    found = judged(Outcome.NOT_FOUND)
    assert (found.verdict, found.reason, found.register) == ("needed", "RECORD_NOT_FOUND", "dan_cu")
    sure = judged(Outcome.NOT_FOUND, replace(ORIGIN, vouched=True))
    assert (sure.verdict, sure.register) == ("not_needed_data_held", "kho")


def test_a_stored_result_never_outweighs_what_the_register_says_against(judged) -> None:
    found = judged(Outcome.PERSON_MISMATCH, replace(ORIGIN, vouched=True))
    assert (found.verdict, found.reason) == ("needed", "SUBJECT_NOT_REQUESTER")


def test_a_stored_result_that_differs_leaves_the_register_its_silence(judged) -> None:
    found = judged(Outcome.UNAVAILABLE, held=RESIDENCE | {"ngay_sinh": "1990-03-16"})
    assert (found.verdict, found.reason) == ("unknown", "DB_INCIDENT")


@pytest.mark.parametrize(
    ("issued", "accepted", "reused"),
    [
        ("2025-11-20", date(2026, 10, 1), True),
        ("2025-11-19", date(2026, 10, 1), False),
        ("2026-09-01", date(2025, 11, 20), True),
        ("2026-09-01", date(2025, 11, 19), False),
    ],
    ids=["twelve-months", "a-day-more", "a-year-in-store", "a-day-longer"],
)
def test_it_speaks_for_twelve_months_and_lies_in_the_store_for_a_year(
    judged, issued: str, accepted: date, reused: bool
) -> None:
    values = RESIDENCE | {"ngay_cap": issued}
    found = judged(Outcome.UNAVAILABLE, replace(ORIGIN, on=accepted), values, values)
    assert (found.verdict is VerdictCode.NOT_NEEDED_DATA_HELD) is reused


@pytest.mark.parametrize(
    ("issued", "reason"), [("2025-11-20", "DATA_HELD"), ("2025-11-19", "EXPIRED_OR_REVOKED")]
)
def test_a_permit_whose_year_is_over_is_not_used_again(judge, make, issued: str, reason: str) -> None:
    values = PERMIT | {"ngay_cap": issued}
    held = {"kho": [make.held("giay_phep_xay_dung", values)]}
    assert judge(make.paper("giay_phep_xay_dung", values), held).reason == reason
