"""Two cards side by side: the boundary lies in the white between them."""

from __future__ import annotations

import pytest

from domain.geometry import Box
from domain.text import Line, PageText, Word
from extraction.corridors import between_cards


def line(left: float, right: float, top: float) -> Line:
    step = (right - left) / 4
    boxes = [Box(left + i * step, top, left + (i + 0.9) * step, top + 0.01) for i in range(4)]
    return Line(tuple(Word("Mẫu", box, 0.9) for box in boxes))


PAGE = PageText(
    1,
    0,
    1654,
    2339,
    (
        line(0.3, 0.7, 0.005),
        *(line(0.08, 0.44, 0.1 * n) for n in range(1, 9)),
        *(line(0.54, 0.9, 0.1 * n) for n in range(1, 9)),
    ),
    (),
    "typed",
)


@pytest.mark.parametrize("edge", [0.62, 0.55, 0.5])
def test_an_edge_within_a_card_moves_to_the_white_beside_it(edge: float) -> None:
    right = between_cards(PAGE, Box(edge, 0.0, 1.0, 1.0))
    left = between_cards(PAGE, Box(0.0, 0.0, edge, 1.0))
    assert 0.43 < right.left < 0.54
    assert left.right == right.left
    assert (left.left, right.right) == (0.0, 1.0)
