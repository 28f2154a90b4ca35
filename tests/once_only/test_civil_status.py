"""Civil-status papers: the record of the right child, the number that ties it, and the law of the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.once_only import Verdict


def _said(verdict: Verdict) -> tuple[str, str]:
    return verdict.verdict.value, verdict.reason


class TestBirthCertificate:
    """A record is of the child on the paper, parents included."""

    def test_the_whole_record_agrees(self, judge, make) -> None:
        paper = make.paper("giay_khai_sinh", make.birth)
        assert judge(paper, {"ho_tich": [make.held("giay_khai_sinh", make.birth)]}).reason == "DATA_HELD"

    def test_a_father_only_the_register_knows_is_asked_about(self, judge, make) -> None:
        paper = make.paper("giay_khai_sinh", {k: v for k, v in make.birth.items() if k != "cha.ho_ten"})
        verdict = judge(paper, {"ho_tich": [make.held("giay_khai_sinh", make.birth)]})
        assert _said(verdict) == ("needed", "PAPER_INCOMPLETE")

    def test_a_child_without_father_on_either_side_is_complete(self, judge, make) -> None:
        values = {k: v for k, v in make.birth.items() if k != "cha.ho_ten"}
        verdict = judge(
            make.paper("giay_khai_sinh", values), {"ho_tich": [make.held("giay_khai_sinh", values)]}
        )
        assert verdict.reason == "DATA_HELD"

    def test_another_childs_record_of_the_same_number_does_not_count(self, judge, make) -> None:
        values = {k: v for k, v in make.birth.items() if k != "so_dinh_danh"}
        other = {**values, "ho_ten": "Phạm Văn Khác", "ngay_sinh": "2019-01-01"}
        verdict = judge(
            make.paper("giay_khai_sinh", values), {"ho_tich": [make.held("giay_khai_sinh", other)]}
        )
        assert _said(verdict) == ("needed", "RECORD_NOT_FOUND")


class TestBirthExtract:
    """An extract has its own number; the child's number ties it to the registration behind it."""

    @pytest.fixture
    def extract(self, make) -> dict[str, str]:
        return {**make.birth, "so_giay_to": "812/TLKS-BS"}

    def test_the_certificate_behind_it_is_enough(self, judge, make, extract) -> None:
        verdict = judge(
            make.paper("trich_luc_khai_sinh", extract), {"ho_tich": [make.held("giay_khai_sinh", make.birth)]}
        )
        assert verdict.reason == "DATA_HELD"
        assert "so_giay_to" not in {row.field for row in verdict.compared}

    def test_a_held_extract_must_have_its_number(self, judge, make, extract) -> None:
        held = {"ho_tich": [make.held("trich_luc_khai_sinh", {**extract, "so_giay_to": "813/TLKS-BS"})]}
        assert judge(make.paper("trich_luc_khai_sinh", extract), held).reason == "DATA_MISMATCH"

    def test_a_held_extract_goes_before_the_certificate(self, judge, make, extract) -> None:
        behind = make.held("giay_khai_sinh", {**make.birth, "ngay_dang_ky": "2020-03-01"})
        held = {"ho_tich": [behind, make.held("trich_luc_khai_sinh", extract)]}
        assert judge(make.paper("trich_luc_khai_sinh", extract), held).reason == "DATA_HELD"

    def test_an_extract_says_too_little_about_a_certificate(self, judge, make, extract) -> None:
        held = {"ho_tich": [make.held("trich_luc_khai_sinh", extract)]}
        verdict = judge(make.paper("giay_khai_sinh", make.birth), held)
        assert _said(verdict) == ("needed", "RECORD_NOT_FOUND")


@pytest.mark.parametrize(
    ("received", "reason"),
    [
        (date(2025, 12, 31), "DB_NOT_PUBLISHED"),
        (date(2026, 1, 1), "DATA_HELD"),
        (date(2027, 2, 28), "DATA_HELD"),
        (date(2027, 3, 1), "DB_NOT_PUBLISHED"),
    ],
)
def test_the_date_of_receipt_chooses_the_law(judge, make, law, received: date, reason: str) -> None:
    paper = make.paper("giay_khai_sinh", make.birth)
    answers = make.asked_of([paper], {"ho_tich": [make.held("giay_khai_sinh", make.birth)]}, law)
    moved = [replace(each, asked_at=datetime(*received.timetuple()[:3], 3, tzinfo=UTC)) for each in answers]
    verdict = judge(paper, {}, moved, received=received)
    assert verdict.reason == reason
    assert verdict.law
