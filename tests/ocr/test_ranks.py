"""Short medians are numpy's."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.ranks import median, percentile

ROW = st.lists(st.integers(-1000, 5000) | st.floats(-1e3, 1e3), min_size=1, max_size=30)


@given(ROW)
def test_medians_are_numpys(row: list[float]) -> None:
    assert median(np.array(row)) == pytest.approx(float(np.median(row)))


@given(ROW, st.floats(0, 100))
def test_percentiles_are_numpys(row: list[float], share: float) -> None:
    assert percentile(np.array(row), share) == pytest.approx(float(np.percentile(row, share)), abs=1e-6)
