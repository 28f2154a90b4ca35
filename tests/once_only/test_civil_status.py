"""Civil-status papers: the record of the right child, the number that ties it, and the law of the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.once_only import Verdict
from once_only.verdicts import verdicts


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


OLD_LAW, NEW_LAW = date(2027, 2, 28), date(2027, 3, 1)


@pytest.mark.parametrize(
    ("received", "switched_on", "reason"),
    [
        (date(2025, 12, 31), True, "DB_NOT_PUBLISHED"),
        (date(2026, 1, 1), True, "DATA_HELD"),
        (OLD_LAW, True, "DATA_HELD"),
        (NEW_LAW, True, "LAW_UNVERIFIED"),
        (OLD_LAW, False, "DATA_HELD"),
        (NEW_LAW, False, "DATA_HELD"),
    ],
)
def test_the_date_of_receipt_chooses_the_law(make, law, received: date, switched_on, reason: str) -> None:
    book = replace(law, doubts=tuple(replace(each, enabled=switched_on) for each in law.doubts))
    paper = make.paper("giay_khai_sinh", make.birth)
    answers = make.asked_of([paper], {"ho_tich": [make.held("giay_khai_sinh", make.birth)]}, book)
    moved = [replace(each, asked_at=datetime(*received.timetuple()[:3], 3, tzinfo=UTC)) for each in answers]
    (verdict,) = verdicts([paper], moved, book, received, None)
    assert verdict.reason == reason
    assert verdict.law


def test_what_nobody_has_read_is_neither_asked_for_nor_spared(make, law, judge) -> None:
    for rule in law.doubts[0].rules:
        (speaking,) = (each for each in law.rules if each.id == rule)
        for type_ in speaking.types:
            paper, procedure = make.paper(type_, make.birth), next(iter(speaking.procedures), None)
            verdict = judge(paper, {"ho_tich": []}, received=NEW_LAW, procedure=procedure)
            assert _said(verdict) == ("unknown", "LAW_UNVERIFIED"), type_
            assert any("03/2026/QH16" in cite for cite in verdict.law)
            assert not make.asked_of([paper], {"ho_tich": []}, law, received=NEW_LAW, procedure=procedure)


def test_a_procedure_that_takes_the_paper_in_does_so_under_either_law(judge, make) -> None:
    verdict = judge(make.paper("giay_khai_sinh", make.birth), {}, received=NEW_LAW, procedure="1.004859")
    assert _said(verdict) == ("needed", "SPECIALISED_LAW")
