"""Marriage and death: which number belongs to which paper, and whose numbers have to be there."""

from __future__ import annotations

import pytest

from domain.once_only import Verdict

WED = {
    "so_giay_to": "12/2015",
    "vo.ho_ten": "Lê Thị Giả",
    "vo.ngay_sinh": "1992-01-01",
    "vo.giay_to_tuy_than": "CCCD số 001192012347",
    "chong.ho_ten": "Nguyễn Văn Mẫu",
    "chong.ngay_sinh": "1990-03-15",
    "chong.giay_to_tuy_than": "CCCD số 001090012345",
    "ngay_dang_ky": "2015-05-06",
}
DEAD = {
    "so_giay_to": "33/2021",
    "ho_ten": "Nguyễn Văn Mẫu",
    "ngay_sinh": "1940-03-15",
    "ngay_chet": "2021-06-07",
    "so_dinh_danh": "001040012345",
}
COPY_OF_MARRIAGE = {**WED, "so_giay_to": "18/TLKH-BS"}
COPY_OF_DEATH = {**DEAD, "so_giay_to": "18/TLKT-BS"}


def _said(verdict: Verdict) -> tuple[str, str]:
    return verdict.verdict.value, verdict.reason


def _without(values: dict[str, str], *names: str) -> dict[str, str]:
    return {name: value for name, value in values.items() if name not in names}


@pytest.fixture
def told(judge, make):
    def _told(type_: str, paper: dict[str, str], held_type: str, held: dict[str, str]) -> Verdict:
        return judge(make.paper(type_, paper), {"ho_tich": [make.held(held_type, held)]})

    return _told


class TestMarriageExtract:
    """An extract has its own number; the spouses' numbers tie it to the certificate behind it."""

    def test_the_certificate_behind_it_is_enough(self, told) -> None:
        verdict = told("trich_luc_ket_hon", COPY_OF_MARRIAGE, "giay_chung_nhan_ket_hon", WED)
        assert _said(verdict) == ("not_needed_data_held", "DATA_HELD")
        assert "so_giay_to" not in {row.field for row in verdict.compared}

    def test_a_held_extract_must_have_its_number(self, told) -> None:
        other = {**COPY_OF_MARRIAGE, "so_giay_to": "19/TLKH-BS"}
        verdict = told("trich_luc_ket_hon", COPY_OF_MARRIAGE, "trich_luc_ket_hon", other)
        assert verdict.reason == "DATA_MISMATCH"

    def test_a_held_extract_that_names_the_registration_is_not_accused(self, told) -> None:
        verdict = told("trich_luc_ket_hon", COPY_OF_MARRIAGE, "trich_luc_ket_hon", WED)
        assert verdict.reason == "DATA_HELD"

    def test_another_day_of_registration_is_a_difference(self, told) -> None:
        held = {**WED, "ngay_dang_ky": "2015-05-07"}
        verdict = told("trich_luc_ket_hon", COPY_OF_MARRIAGE, "giay_chung_nhan_ket_hon", held)
        assert verdict.reason == "DATA_MISMATCH"


class TestSpousesNumbers:
    """Row 5 of the law's table: both spouses' numbers match."""

    @pytest.mark.parametrize("name", ["vo.giay_to_tuy_than", "chong.giay_to_tuy_than"])
    def test_without_a_number_on_either_side_nothing_is_held(self, told, name: str) -> None:
        values = _without(WED, name)
        verdict = told("giay_chung_nhan_ket_hon", values, "giay_chung_nhan_ket_hon", values)
        assert verdict.verdict == "needed"
        assert verdict.reason in ("RECORD_INCOMPLETE", "PAPER_INCOMPLETE")

    @pytest.mark.parametrize(
        ("paper", "held"),
        [
            ("CMND số 012345678", "CCCD số 001192012347"),
            ("CCCD số 001192012347", "CMND số 012345678"),
        ],
    )
    def test_a_number_of_old_beside_a_new_one_contradicts_nobody(self, told, paper: str, held: str) -> None:
        verdict = told(
            "giay_chung_nhan_ket_hon",
            {**WED, "vo.giay_to_tuy_than": paper},
            "giay_chung_nhan_ket_hon",
            {**WED, "vo.giay_to_tuy_than": held},
        )
        assert _said(verdict) == ("needed", "HISTORIC_VALUE")

    def test_a_number_of_old_hides_no_other_difference(self, told) -> None:
        paper = {**WED, "vo.giay_to_tuy_than": "CMND số 012345678", "vo.ngay_sinh": "1992-01-02"}
        verdict = told("giay_chung_nhan_ket_hon", paper, "giay_chung_nhan_ket_hon", WED)
        assert verdict.reason == "DATA_MISMATCH"

    @pytest.mark.parametrize("number", ["001192012348", "CMND số 012345679"])
    def test_another_number_of_the_same_kind_is_a_difference(self, told, number: str) -> None:
        same = "012345678" if "CMND" in number else "001192012347"
        verdict = told(
            "giay_chung_nhan_ket_hon",
            {**WED, "vo.giay_to_tuy_than": number},
            "giay_chung_nhan_ket_hon",
            {**WED, "vo.giay_to_tuy_than": same},
        )
        assert verdict.reason == "DATA_MISMATCH"


class TestDeathExtract:
    """The suffix of the number tells a copy from the registration (``/TLKT-BS``)."""

    def test_the_registration_behind_a_copy_is_enough(self, told) -> None:
        verdict = told("trich_luc_khai_tu", COPY_OF_DEATH, "trich_luc_khai_tu", DEAD)
        assert _said(verdict) == ("not_needed_data_held", "DATA_HELD")
        assert "so_giay_to" not in {row.field for row in verdict.compared}

    def test_two_copies_are_told_apart(self, told) -> None:
        other = {**COPY_OF_DEATH, "so_giay_to": "19/TLKT-BS"}
        verdict = told("trich_luc_khai_tu", COPY_OF_DEATH, "trich_luc_khai_tu", other)
        assert verdict.reason == "DATA_MISMATCH"

    def test_without_any_number_in_common_nothing_is_held(self, told) -> None:
        paper = _without(COPY_OF_DEATH, "so_dinh_danh")
        verdict = told("trich_luc_khai_tu", paper, "trich_luc_khai_tu", DEAD)
        assert _said(verdict) == ("needed", "PAPER_INCOMPLETE")

    def test_the_registrations_number_alone_is_a_number(self, told) -> None:
        values = _without(DEAD, "so_dinh_danh")
        verdict = told("trich_luc_khai_tu", values, "trich_luc_khai_tu", values)
        assert verdict.reason == "DATA_HELD"
