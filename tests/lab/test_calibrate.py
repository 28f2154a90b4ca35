"""From confidences and truths to the table the engine answers with."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from lab.training.recogniser.calibrate import judged, table
from lab.training.recogniser.specimen_lines import SpecimenLine
from ocr.engine import LineReading, WordReading


def test_words_are_judged_by_the_line_they_stand_on() -> None:
    line = SpecimenLine(np.zeros((4, 4), np.uint8), "Hà Nội – 2025", False, "clean", True)
    words = tuple(WordReading(text, 0, 1, sure) for text, sure in (("Hà", 0.9), ("Nộí", 0.4), ("-", 0.8)))
    assert judged([line], [LineReading(words)]) == [(0.9, True), (0.4, False), (0.8, True)]


def test_the_table_rises_from_nothing_to_almost_sure() -> None:
    random = np.random.default_rng(1)
    sure = random.uniform(0, 1, 4000)
    words = [(float(each), bool(random.uniform() < each**0.5)) for each in sure]
    points = table(words)
    assert points[0] == (0.0, 0.0)
    assert points[-1][0] == 1.0
    assert all(one[0] <= two[0] and one[1] <= two[1] for one, two in pairwise(points))
    assert np.interp(0.25, [x for x, _ in points], [y for _, y in points]) == pytest.approx(0.5, abs=0.06)
