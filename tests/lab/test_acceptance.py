from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from domain.definition import Calibration
from domain.signs import DOCUMENT, EVIDENCE, LETTERS
from hoso.definitions import definitions_at
from lab.bench.samples import Sample, Samples
from lab.training.acceptance import DOCUMENT_SIGNS, FIELD_SIGNS, LOWEST, TARGET, measure, threshold
from lab.training.acceptance_file import written
from lab.training.logistic import Prior, fit, held_out, probabilities
from storage.definitions import parse_strictly

SLIGHT = 0.2
"""A weight so near to nothing may fall on either side of it."""


def test_the_threshold_is_the_lowest_confidence_that_keeps_the_precision() -> None:
    scored = [(0.99, True)] * 30 + [(0.9, True)] * 20 + [(0.8, False)] * 5
    assert threshold(scored, target=0.99, fewest=25) == (0.9, 1.0, 50)


def test_values_of_one_confidence_are_taken_together() -> None:
    scored = [(0.9, True)] * 30 + [(0.9, False)] * 10
    assert threshold(scored, target=0.99, fewest=25) is None


@pytest.mark.parametrize("scored", [[], [(0.99, True)] * 24, [(LOWEST - 0.01, True)] * 100])
def test_few_or_doubtful_values_give_no_threshold(scored: list[tuple[float, bool]]) -> None:
    assert threshold(scored, target=0.99, fewest=25) is None


def test_shipped_measurements_are_of_known_types_and_high() -> None:
    catalogue = definitions_at().catalogue
    known = {value_type for kind in catalogue.types for value_type in kind.value_types().values()}
    assert catalogue.acceptance
    for each in catalogue.acceptance:
        assert each.value_type in known | {DOCUMENT}
        if each.source in ("ocr", "document"):
            assert each.threshold >= LOWEST
            assert each.precision >= 0.99


def test_shipped_weights_are_of_known_signs_and_point_the_right_way() -> None:
    calibrations = {each.of: each for each in definitions_at().catalogue.calibration}
    field, document = calibrations["field"], calibrations["document"]
    assert set(field.weights) == set(FIELD_SIGNS)
    assert set(document.weights) == set(DOCUMENT_SIGNS)
    for weights, believed in ((field.weights, FIELD_SIGNS), (document.weights, DOCUMENT_SIGNS)):
        for name, weight in weights.items():
            assert weight == 0 or (weight > 0) == (believed[name] > 0) or abs(weight) < SLIGHT, name


def _sample(number: int, right: bool, letters: float, kind: str = "name") -> Sample:
    dossier = f"dossier-{number}"
    return Sample(dossier, "office", "d1", "giay_khai_sinh", kind, "ocr", {LETTERS: letters}, 0.9, right)


def _samples() -> Samples:
    """Sixty dossiers of a paper and ten names; the doubtful letters of every sixth are wrong."""
    documents = tuple(
        replace(_sample(number, True, 0.0), kind="giay_khai_sinh", source="document", signs={EVIDENCE: 4.0})
        for number in range(60)
    )
    fields = tuple(
        _sample(number, place % 6 != 5, 5.0 - place % 6) for number in range(60) for place in range(12)
    )
    return Samples(documents, fields)


def test_what_was_measured_accepts_sure_letters_alone() -> None:
    found = measure(_samples(), "typed")
    (name,) = [row for row in found.acceptance if row.value_type == "name"]
    assert name.precision >= TARGET
    assert name.measured_on >= 300
    assert found.accepted.share is not None
    assert found.accepted.share >= TARGET
    assert 0.4 < (found.covered.share or 0.0) < 0.9


def test_no_dossier_is_judged_by_weights_that_saw_it() -> None:
    columns = np.array([[1.0, 1.0], [1.0, 0.0]] * 10)
    right = np.array([1.0, 0.0] * 10)
    prior = Prior(np.zeros(2), np.ones(2))
    inside = probabilities(columns, fit(columns, right, prior))
    outside = held_out(columns, right, [index // 2 for index in range(20)], prior, folds=10)
    assert (outside[::2] < inside[::2]).all()
    assert (outside[1::2] > inside[1::2]).all()


def test_the_file_that_is_written_is_the_one_that_is_read(tmp_path: Path) -> None:
    found = measure(_samples(), "typed")
    path = tmp_path / "acceptance.toml"
    path.write_text(written(found.calibration, found.acceptance), encoding="utf-8")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    read = tuple(parse_strictly(each, Calibration, path.name) for each in data["calibration"])
    assert read == found.calibration
    assert [row["value_type"] for row in data["acceptance"]] == ["document", "name"]
