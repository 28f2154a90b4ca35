"""What the trials of advice plant, misread and call false."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from domain.document import Document, Field, FieldState, Provenance, Source
from domain.page import PageKind, Quality
from domain.understanding import PageReading
from hoso.definitions import definitions_at
from lab.bench.lawful import as_the_law_says, shown_only
from lab.bench.misread import misread, other_digit, other_mark
from lab.bench.planted import papers_of, planting
from lab.bench.records import Judged, report, upper_bound
from lab.bench.scanned import kept_scans
from lab.bench.truth import TrueDocument, TrueVerdict, Truth
from lab.bench.verdicts import VerdictAnswer
from lab.specimens.dossier import make_dossier
from storage.codec import READING

RECEIVED = date(2026, 11, 2)


def truth_of(type_: str, verdict: str, reason: str, procedure: str = "1.001193") -> Truth:
    paper = TrueDocument("d1", type_, (1,), "any", {})
    return Truth("mau", "clean", procedure, RECEIVED, (), (paper,), (TrueVerdict("d1", verdict, reason),))


@pytest.mark.parametrize(
    ("type_", "verdict", "reason", "lawful"),
    [
        ("giay_chung_nhan_ket_hon", "needed", "RECORD_NOT_FOUND", "not_needed_present_only"),
        ("giay_chung_nhan_ket_hon", "unknown", "DB_INCIDENT", "not_needed_present_only"),
        ("giay_chung_nhan_ket_hon", "not_needed_data_held", "DATA_HELD", "not_needed_data_held"),
        ("giay_chung_nhan_ket_hon", "needed_mismatch", "DATA_MISMATCH", "needed_mismatch"),
        ("to_khai_khai_sinh", "needed", "NOT_HELD", "needed"),
    ],
)
def test_a_paper_that_is_only_shown_is_never_handed_in(type_, verdict, reason, lawful) -> None:
    truth, law = truth_of(type_, verdict, reason), definitions_at().law
    assert as_the_law_says(truth, law).once_only[0].verdict == lawful
    assert shown_only(truth, "d1", law) is (type_ == "giay_chung_nhan_ket_hon")


def test_without_a_procedure_nothing_is_only_shown() -> None:
    truth = truth_of("giay_chung_nhan_ket_hon", "needed", "RECORD_NOT_FOUND", "9.999999")
    assert as_the_law_says(truth, definitions_at().law) == truth


@pytest.mark.parametrize(
    ("procedure", "reason", "also", "lawful"),
    [
        ("1.000894", "DATA_HELD", (), "not_needed_data_held"),
        ("1.000894", "RECORD_NOT_FOUND", (), "needed"),
        ("1.000894", "RECORD_NOT_FOUND", ("needed_mismatch",), "not_needed_data_held"),
        ("1.013831", "DATA_HELD", (), "needed"),
    ],
    ids=["held", "nobody is found", "a digit of the paper's own number", "not for a marriage"],
)
def test_marital_status_is_looked_up_for_a_marriage_only(procedure, reason, also, lawful) -> None:
    planted = "not_needed_data_held" if reason == "DATA_HELD" else "needed"
    truth = truth_of("xac_nhan_tinh_trang_hon_nhan", planted, reason, procedure)
    truth = replace(truth, once_only=(replace(truth.once_only[0], or_=also),))
    assert as_the_law_says(truth, definitions_at().law).once_only[0].verdict == lawful


def test_papers_say_what_the_drawn_ones_say() -> None:
    drawn = make_dossier(4_410_003, "measure", "clean")
    papers = papers_of(4_410_003)
    assert [paper.type for paper in papers] == [each["type"] for each in drawn.truth["documents"]]
    for paper, true in zip(papers, drawn.truth["documents"], strict=True):
        said = {name: each["value"] for name, each in true["fields"].items() if name in paper.fields}
        assert said and said == {name: paper.fields[name].value for name in said}


def test_an_outage_makes_every_paper_of_its_register_unknown() -> None:
    papers = papers_of(4_410_003)
    documents = tuple(TrueDocument(each.id, each.type, (1,), "any", {}) for each in papers)
    told = tuple(TrueVerdict(each.id, "needed", "NOT_HELD") for each in papers)
    truth = Truth("mau", "clean", "1.001193", RECEIVED, (), documents, told)
    drawn = (planting(papers, truth, Random(turn)) for turn in range(60))
    out = [each for each in drawn if each is not None]
    spoilt = [each for each in out if "dan_cu" in each.out]
    assert spoilt and len(spoilt) < len(out)
    for each in spoilt:
        kinds = {said.document: said for said in each.verdicts}
        cards = [paper.id for paper in papers if paper.type in ("cccd_chip", "can_cuoc_2024", "ct07")]
        assert all(kinds[card].reason == "DB_INCIDENT" and each.kinds[card] == "outage" for card in cards)


def test_slips_change_a_value_and_codes_are_never_misread() -> None:
    dice = Random(1)
    assert all(other_mark("Nguyễn Văn Mẫu", dice) != "Nguyễn Văn Mẫu" for _ in range(50))
    assert all(other_digit("1990-03-15", dice) != "1990-03-15" for _ in range(50))
    sources = (Source.OCR, Source.QR)
    fields = tuple(
        Field(f"{source}.ho_ten", "MẪU", "MẪU", 0.9, FieldState.REVIEW, Provenance(source, 1))
        for source in sources
    )
    worn = misread(Document("d1", "cccd_chip", (1,), 0.9, fields=fields), dice, 1.0)
    assert [each.value for each in worn.fields if each.provenance.source is Source.QR] == ["MẪU"]
    assert all(each.value != "MẪU" for each in worn.fields if each.provenance.source is Source.OCR)


def answer(expected: str, got: str) -> VerdictAnswer:
    return VerdictAnswer("mau", "d1", "cccd_chip", expected, "", got, "")


def test_false_is_what_spares_a_paper_that_the_law_asks_for() -> None:
    judged = [
        Judged("name", answer("needed_mismatch", "not_needed_data_held"), shown=False),
        Judged("absent", answer("needed", "not_needed_present_only"), shown=False),
        Judged("name", answer("needed_mismatch", "not_needed_present_only"), shown=True),
        Judged("held", answer("not_needed_data_held", "needed"), shown=False),
        Judged("held", answer("not_needed_data_held", "not_needed_data_held"), shown=False),
    ]
    told = report(judged)
    assert (told["trials"], told["falsely_not_needed"]) == (3, 2)
    assert told["held_papers_found"]["right"] == 1


def test_the_bound_is_the_rule_of_three_where_nothing_was_false() -> None:
    assert upper_bound(0, 3000) == pytest.approx(3 / 3000, rel=0.01)
    assert upper_bound(1, 3000) == pytest.approx(4.74 / 3000, rel=0.01)


def test_a_set_that_was_read_before_is_judged_without_reading_it_again(tmp_path) -> None:
    specimens, readings = tmp_path / "set", tmp_path / "read"
    specimens.mkdir()
    readings.mkdir()
    truth = {"seed": 7, "family": "train", "profile": "clean", "documents": []}
    (specimens / "train-000007.truth.json").write_text(json.dumps(truth), "utf-8")
    page = PageReading(1, PageKind.BLANK, 200.0, Quality(0.5, 0.1, 0.0))
    (readings / "train-000007.readings").write_text(json.dumps(READING.plain(page)) + "\n", "utf-8")
    (scan,) = kept_scans(specimens, readings)
    assert (scan.seed, scan.family, scan.pages) == (7, "train", (page,))
