from __future__ import annotations

from pathlib import Path

import pytest

from lab.bench.acceptance import auroc, calibration_error, coverage, reliability, report_acceptance
from lab.bench.acceptance_plot import draw
from lab.bench.samples import Sample, Samples

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
    assert coverage(SURE, 0.998, 10) == 0.8
    assert coverage(SURE, 0.9, 10) == 1.0
    assert coverage([], 0.9, 0) is None


def test_the_report_counts_what_was_never_found_as_not_accepted() -> None:
    report = report_acceptance(SAMPLES)
    fields = report["fields"]
    assert isinstance(fields, dict)
    assert (fields["accepted_right"]["right"], fields["accepted_right"]["of"]) == (2, 2)
    assert (fields["printed_accepted"]["right"], fields["printed_accepted"]["of"]) == (2, 5)
    assert fields["by_value_type"]["printed_accepted"]["name"]["of"] == 3
    assert fields["by_source"]["accepted_right"]["qr"]["right"] == 1
    assert fields["right_but_held_because"] == {"LOW_CONFIDENCE": 1}
    assert fields["read_from_print"]["found"] == 3


def test_the_pictures_are_drawn(tmp_path: Path) -> None:
    for path in draw(report_acceptance(SAMPLES), tmp_path / "pictures"):
        text = path.read_text(encoding="utf-8")
        assert text.startswith("<svg")
        assert text.count("<text") == text.count("</text>") > 1
        assert "nan" not in text
