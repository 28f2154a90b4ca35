from __future__ import annotations

import pytest

from hoso.definitions import definitions_at
from lab.training.acceptance import LOWEST, threshold


def test_the_threshold_is_the_lowest_confidence_that_keeps_the_precision() -> None:
    scored = [(0.99, True)] * 30 + [(0.9, True)] * 20 + [(0.8, False)] * 5
    assert threshold(scored, target=0.99, fewest=25) == (0.9, 1.0, 50)


def test_values_of_one_confidence_are_taken_together() -> None:
    scored = [(0.9, True)] * 30 + [(0.9, False)] * 10
    assert threshold(scored, target=0.99, fewest=25) is None


@pytest.mark.parametrize("scored", [[], [(0.99, True)] * 24, [(LOWEST - 0.01, True)] * 100])
def test_few_or_doubtful_values_give_no_threshold(scored: list[tuple[float, bool]]) -> None:
    assert threshold(scored, target=0.99, fewest=25) is None


def test_shipped_thresholds_are_of_known_value_types_and_high() -> None:
    catalogue = definitions_at().catalogue
    known = {value_type for kind in catalogue.types for value_type in kind.value_types().values()}
    assert catalogue.acceptance
    for each in catalogue.acceptance:
        assert each.value_type in known
        assert each.threshold >= LOWEST
        assert each.precision >= 0.99
