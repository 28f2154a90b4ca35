from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from lab.bench.acceptance import report_acceptance
from lab.bench.acceptance_plot import draw
from lab.bench.samples import Sample, Samples
from lab.bench.scoring import (
    CURVE_POINTS,
    auroc,
    auroc_bounds,
    calibration_error,
    coverage,
    curve,
    reliability,
)

SURE = [(0.999, True)] * 8 + [(0.95, True), (0.95, False)]


def _sample(kind: str, confidence: float, right: bool, accepted: bool = False, source: str = "ocr") -> Sample:
    place = ("one", "office", "d1", "giay_khai_sinh", kind, source)
    reasons = () if accepted else ("LOW_CONFIDENCE",)
    return Sample(*place, {}, confidence, right, "printed", accepted, reasons)


SAMPLES = Samples(
    (_sample("giay_khai_sinh", 0.99, True, source="document"),),
    (
        _sample("name", 0.999, True, accepted=True),
        _sample("name", 0.6, True),
        _sample("date", 0.3, False),
        _sample("date", 0.999, True, accepted=True, source="qr"),
    ),
    (_sample("name", 0.0, False, source="none"),),
)


@pytest.mark.parametrize(
    ("values", "area"),
    [
        ([(0.9, True), (0.1, False)], 1.0),
        ([(0.1, True), (0.9, False)], 0.0),
        ([(0.5, True), (0.5, False)], 0.5),
        ([(0.5, True)], None),
        ([(0.9, True), (0.5, True), (0.5, False), (0.1, False)], 0.875),
    ],
)
def test_the_area_under_the_curve_counts_ties_half(
    values: list[tuple[float, bool]], area: float | None
) -> None:
    assert auroc(values) == area


def test_bins_hold_what_was_said_beside_what_is_true() -> None:
    bins = reliability(SURE)
    assert [(each.low, round(each.said, 3), each.true.right, each.true.of) for each in bins] == [
        (0.95, 0.95, 1, 2),
        (0.998, 0.999, 8, 8),
    ]
    assert calibration_error(SURE) == pytest.approx(0.0908)
    assert calibration_error([]) is None


def test_values_of_one_confidence_are_covered_together_or_not_at_all() -> None:
    assert coverage(SURE, 0.998, 10).share == 0.8
    assert coverage(SURE, 0.9, 10).share == 1.0
    assert coverage([], 0.9, 0).share is None


def test_few_values_have_wide_bounds() -> None:
    few = [(0.9, True), (0.5, True), (0.5, False), (0.1, False)]
    bounds = auroc_bounds(few)
    assert bounds is not None and bounds[0] < 0.5 and bounds[1] == 1.0
    many = auroc_bounds(few * 100)
    assert many is not None and 0.83 < many[0] < 0.875 < many[1] < 0.92
    assert auroc_bounds([(0.5, True)]) is None


def test_the_curve_goes_from_the_surest_values_to_all_of_them() -> None:
    (sure, first, precise), (last, covered, right) = curve(SURE, 20)
    assert (sure, first.share, precise.share) == (0.999, 0.4, 1.0)
    assert (last, covered.share, right.share) == (0.95, 0.5, 0.9)
    many = [(n / 1000, n % 3 > 0) for n in range(1000)]
    drawn = curve(many, 1000)
    assert len(drawn) <= CURVE_POINTS + 1 and drawn[-1][1].share == 1.0
    assert [each[0] for each in drawn] == sorted((each[0] for each in drawn), reverse=True)


def test_the_report_counts_what_was_never_found_as_not_accepted() -> None:
    report = report_acceptance(SAMPLES, 0.9)
    fields = report["fields"]
    assert isinstance(fields, dict)
    assert (fields["accepted_right"]["right"], fields["accepted_right"]["of"]) == (2, 2)
    assert (fields["printed_accepted"]["right"], fields["printed_accepted"]["of"]) == (2, 5)
    assert fields["by_value_type"]["printed_accepted"]["name"]["of"] == 3
    assert fields["by_source"]["accepted_right"]["qr"]["right"] == 1
    assert fields["right_but_held_because"] == {"LOW_CONFIDENCE": 1}
    assert fields["read_from_print"]["found"] == 3


def test_each_group_has_its_own_curve_area_and_coverage() -> None:
    fields = report_acceptance(SAMPLES, 0.9)["fields"]
    assert isinstance(fields, dict)
    for cut in ("by_value_type", "by_type", "by_profile"):
        assert set(fields[cut]) == {"accepted_right", "printed_accepted", "confidence"}
    name = fields["by_value_type"]["confidence"]["name"]
    assert (name["found"], name["auroc"], len(name["reliability"])) == (2, None, 2)
    assert (name["coverage_at"]["0.998"]["right"], name["coverage_at"]["0.998"]["of"]) == (2, 3)
    assert fields["by_profile"]["confidence"]["office"]["auroc"] == 1.0
    right = fields["by_value_type"]["accepted_right"]["name"]
    assert right["low"] < right["share"] == right["high"] == 1.0


def test_what_no_paper_carries_is_counted_among_what_could_be_accepted() -> None:
    made_up = replace(_sample("name", 0.999, False), filled="spurious")
    fields = report_acceptance(Samples((), (made_up,) * 3), 0.9)["fields"]
    assert isinstance(fields, dict)
    points = fields["by_value_type"]["confidence"]["name"]["precision_by_coverage"]
    assert [(each["coverage"]["share"], each["precision"]["share"]) for each in points] == [(1.0, 0.0)]


def test_papers_are_cut_too_and_sure_from_their_own_threshold() -> None:
    doubtful = replace(SAMPLES.documents[0], confidence=0.7, right=False, profile="fax")
    papers = report_acceptance(replace(SAMPLES, documents=(*SAMPLES.documents, doubtful)), 0.9)["documents"]
    assert isinstance(papers, dict)
    assert (papers["sure"]["right"], papers["sure"]["of"], papers["sure_right"]["of"]) == (1, 2, 1)
    assert papers["by_profile"]["sure"]["fax"]["right"] == 0
    assert papers["by_type"]["confidence"]["giay_khai_sinh"]["auroc"] == 1.0


def test_the_pictures_are_drawn(tmp_path: Path) -> None:
    for path in draw(report_acceptance(SAMPLES, 0.9), tmp_path / "pictures"):
        text = path.read_text(encoding="utf-8")
        assert text.startswith("<svg")
        assert text.count("<text") == text.count("</text>") > 1
        assert "nan" not in text
        ElementTree.fromstring(text)  # noqa: S314 -- our own pictures
