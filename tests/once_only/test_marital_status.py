"""Marital status: the agency looks it up and asks the commune; who marries is never asked for the paper."""

from __future__ import annotations

from datetime import date

import pytest

from domain.once_only import Verdict

MARRIAGE = "1.000894"
TYPE = "xac_nhan_tinh_trang_hon_nhan"
STATUS = {
    "so_giay_to": "12/2026/UBND-XNTTHN",
    "ho_ten": "NGUYỄN VĂN MẪU",
    "ngay_sinh": "1990-03-15",
    "tinh_trang_hon_nhan": "Chưa đăng ký kết hôn với ai",
    "giay_to_tuy_than": "CCCD số 001090012345",
    "quoc_tich": "Việt Nam",
    "ngay_cap": "2026-09-01",
}


def _said(verdict: Verdict) -> tuple[str, str]:
    return verdict.verdict.value, verdict.reason


@pytest.fixture
def told(judge, make):
    def _told(held: dict[str, str] | None, procedure: str | None = MARRIAGE, **paper: str) -> Verdict:
        values = {name: value for name, value in {**STATUS, **paper}.items() if value}
        records = [make.held(TYPE, held)] if held is not None else []
        registers = {"ho_tich": records, "kho": records}
        return judge(make.paper(TYPE, values), registers, procedure=procedure)

    return _told


class TestMarriage:
    def test_the_persons_own_record_is_enough_whatever_its_number(self, told) -> None:
        verdict = told({**STATUS, "so_giay_to": "1/1999"})
        assert _said(verdict) == ("not_needed_data_held", "DATA_HELD")
        assert verdict.register == "ho_tich"

    def test_where_nothing_is_found_the_commune_is_asked(self, told) -> None:
        verdict = told(None)
        assert (*_said(verdict), verdict.otherwise) == ("needed", "RECORD_NOT_FOUND", "ASK_COMMUNE")
        assert any("87/2020" in cite for cite in verdict.law)
        assert (verdict.register, verdict.asked_at is not None) == ("ho_tich", True)

    @pytest.mark.parametrize(
        "change",
        [{"tinh_trang_hon_nhan": ""}, {"ho_ten": "NGUYỄN VĂN THỬ", "ho_ten_cu": "NGUYỄN VĂN MẪU"}],
        ids=["incomplete", "former name"],
    )
    def test_a_record_that_tells_too_little_is_no_reason_to_ask_the_citizen(self, told, change) -> None:
        assert told({**STATUS, **change}).otherwise == "ASK_COMMUNE"

    def test_an_old_confirmation_is_not_asked_for_anew(self, told) -> None:
        assert told(STATUS, ngay_cap="2025-01-01").reason == "DATA_HELD"

    @pytest.mark.parametrize("name", ["tinh_trang_hon_nhan", "giay_to_tuy_than"])
    def test_what_could_not_be_read_is_no_reason_either(self, told, name: str) -> None:
        assert told(STATUS, **{name: ""}).reason in ("PAPER_INCOMPLETE", "REGISTER_NOT_ASKED")

    def test_another_status_is_for_an_officer(self, told) -> None:
        assert told({**STATUS, "tinh_trang_hon_nhan": "Đang có vợ"}).reason == "DATA_MISMATCH"

    def test_a_foreigner_is_outside_of_it(self, told) -> None:
        assert _said(told(STATUS, quoc_tich="Lào")) == ("needed", "FOREIGN_SUBJECT")


WEDDING = {
    "so_giay_to": "88/2026",
    "ngay_dang_ky": "2026-10-02",
    "chong.ho_ten": "Nguyễn Văn Mẫu",
    "chong.ngay_sinh": "1990-03-15",
    "chong.giay_to_tuy_than": "CCCD 001090012345",
    "vo.ho_ten": "Lê Thị Giả",
    "vo.ngay_sinh": "1992-01-02",
    "vo.giay_to_tuy_than": "CCCD 001192012346",
}


class TestMarriedSince:
    """The status is looked up, not the paper: who married after the day of the record is single no more."""

    @pytest.fixture
    def told(self, judge, make):
        def _told(**wedding: str) -> Verdict:
            married = make.held("giay_chung_nhan_ket_hon", {**WEDDING, **wedding})
            registers = {"ho_tich": [make.held(TYPE, STATUS), married]}
            return judge(make.paper(TYPE, STATUS), registers, procedure=MARRIAGE)

        return _told

    def test_a_later_marriage_speaks_against_it(self, told) -> None:
        verdict = told()
        assert _said(verdict) == ("needed_mismatch", "DATA_MISMATCH")
        (event,) = (row for row in verdict.compared if row.field == "ngay_dang_ky")
        assert (event.agreement, event.paper, event.held) == ("different", None, "2026-10-02")

    @pytest.mark.parametrize(
        "wedding",
        [
            {"ngay_dang_ky": "2015-10-02"},
            {"ngay_dang_ky": ""},
            {"chong.giay_to_tuy_than": "CCCD 001090012399", "chong.ngay_sinh": "1990-03-16"},
        ],
        ids=["before, and divorced since", "no day", "somebody else's"],
    )
    def test_another_marriage_does_not(self, told, wedding: dict[str, str]) -> None:
        assert told(**wedding).reason == "DATA_HELD"

    @pytest.mark.parametrize("number", ["CMND 012345678", ""], ids=["an old card", "no number"])
    def test_who_married_by_another_card_is_known_by_name_and_birth(self, told, number: str) -> None:
        assert told(**{"chong.giay_to_tuy_than": number}).reason == "DATA_MISMATCH"


class TestOtherPurposes:
    """Only an earlier result of this city speaks there, as long as it is valid."""

    def test_an_earlier_result_is_used_again(self, told) -> None:
        verdict = told(STATUS, None)
        assert (verdict.reason, verdict.register) == ("DATA_HELD", "kho")

    def test_without_one_the_paper_is_needed(self, told) -> None:
        assert _said(told(None, "1.013831")) == ("needed", "RECORD_NOT_FOUND")

    def test_an_old_one_has_expired(self, told) -> None:
        assert told(STATUS, None, ngay_cap="2026-05-19").reason == "EXPIRED_OR_REVOKED"


def test_until_2025_it_was_asked_for(judge, make) -> None:
    verdict = judge(make.paper(TYPE, STATUS), {}, received=date(2025, 12, 31), procedure=MARRIAGE)
    assert verdict.verdict == "needed"
