"""What the layout model sees of a page."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifiers.layout_features import NEAR, PIECES, PLACES, SHAPES, SIZES, features_of, shape_of
from domain.geometry import Box


def _cut(words: Sequence[str]) -> list[list[int]]:
    return [[3 + index for index in range(len(word))] for word in words]


def test_the_page_itself_stands_before_its_words() -> None:
    made = features_of(["ab"], [Box(0.5, 0.25, 0.75, 0.3)], _cut)
    assert made.pieces[0].tolist() == [1, 0, 0, 0, 0, 0]
    assert made.pieces[1].tolist() == [3, 4, 0, 0, 0, 0]
    assert made.places[0].tolist() == [0, 0, PLACES - 1, PLACES - 1]
    assert made.places[1, 0] == PLACES // 2


def test_a_long_word_keeps_its_first_pieces() -> None:
    made = features_of(["a" * 20], [Box(0, 0, 0.5, 0.1)], _cut)
    assert (made.pieces[1] > 0).sum() == PIECES


@pytest.mark.parametrize(
    ("one", "other"),
    [("Nguyễn", "NGUYỄN"), ("nguyễn", "Nguyễn"), ("12", "1a"), ("tên", "tên:"), ("A", "AB"), ("-", "1")],
)
def test_shapes_tell_words_apart_that_have_the_same_pieces(one: str, other: str) -> None:
    assert shape_of(one) != shape_of(other)


def test_right_and_left_are_opposite_steps() -> None:
    boxes = [Box(0.1, 0.5, 0.2, 0.52), Box(0.6, 0.5, 0.7, 0.52)]
    made = features_of(["a", "b"], boxes, _cut)
    assert made.across[1, 2] - NEAR // 2 == -(made.across[2, 1] - NEAR // 2) > 0
    assert made.down[1, 2] == made.down[2, 1] == NEAR // 2


def test_a_word_below_is_further_down_the_further_it_is() -> None:
    boxes = [Box(0.1, top, 0.2, top + 0.01) for top in (0.1, 0.12, 0.5)]
    made = features_of(["a", "b", "c"], boxes, _cut)
    assert NEAR // 2 < made.down[1, 2] < made.down[1, 3]


_SIDE = st.floats(0, 1, allow_nan=False)


@given(st.lists(st.tuples(st.text(max_size=9), _SIDE, _SIDE, _SIDE, _SIDE), max_size=12))
def test_every_number_fits_its_table(page: list[tuple[str, float, float, float, float]]) -> None:
    words = [word for word, *_ in page]
    boxes = [Box(min(a, c), min(b, d), max(a, c), max(b, d)) for _, a, b, c, d in page]
    made = features_of(words, boxes, lambda each: [[2]] * len(each))
    for numbers, limit in (
        (made.places, PLACES), (made.shapes, SHAPES), (made.sizes, SIZES),
        (made.across, NEAR), (made.down, NEAR),
    ):  # fmt: skip
        assert np.all((numbers >= 0) & (numbers < limit))
