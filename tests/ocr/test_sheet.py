"""How large a page is worked: as large as its small print needs, and no larger."""

from __future__ import annotations

import numpy as np
import pytest

from ocr.orientation import Stand
from ocr.paper import View
from ocr.sheet import straighten


@pytest.mark.parametrize(
    ("longest", "letter", "small", "worked"),
    [
        (3508, 35.0, 26.0, 2400),  # ordinary print at 300 dpi
        (3508, 30.0, 15.0, 3508),  # a copied card among it
        (2339, 24.0, 10.0, 3508),  # the same at 200 dpi
        (2339, 24.0, 20.0, 2339),
        (1600, 12.0, 9.0, 3200),  # all print is small
    ],
)
def test_a_page_is_as_large_as_its_small_print_needs(
    longest: int, letter: float, small: float, worked: int
) -> None:
    view = View(np.full((longest, 400), 255, np.uint8), np.eye(3))
    sheet = straighten(view, Stand(0, 0.0, letter, small))
    assert abs(len(sheet.grey) - worked) <= 110
    assert sheet.box(0, 0, *sheet.grey.shape[::-1]).bottom == pytest.approx(1.0, abs=0.001)
