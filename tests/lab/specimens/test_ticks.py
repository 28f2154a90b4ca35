"""Squares ticked by hand on invented forms."""

from __future__ import annotations

from datetime import date
from random import Random

import numpy as np
import pytest

from lab.bench.ticked_forms import ticked_layouts
from lab.specimens import mix
from lab.specimens.canvas import Word
from lab.specimens.markup import EDITION, Layout, layouts_of
from lab.specimens.papers import Binder, Paper
from lab.specimens.people import invent_family
from lab.specimens.ticks import EMPTY, TICKED, Ticks

EVERY = [*ticked_layouts("train"), *ticked_layouts("measure")]


def _drawn(layout: Layout, seed: int) -> tuple[Binder, Paper]:
    rng = Random(seed)
    household = invent_family(rng, date(2026, 3, 4))
    binder = Binder(rng, "measure" if layout.family == "measure" else "train", 200)
    content = mix.BUILDERS[layout.options.get("content", layout.type)](household, rng)
    return binder, binder.add_paper(layout, content, "original")


def _squares(binder: Binder) -> list[tuple[Word, np.ndarray]]:
    found = []
    for leaf in binder.leaves:
        pixels = np.asarray(leaf.canvas.image.convert("L"))
        for word in leaf.canvas.words:
            if word.text in (EMPTY, TICKED):
                left, top, right, bottom = (round(edge) for edge in word.box)
                deep = (right - left) // 4
                found.append((word, pixels[top + deep : bottom - deep, left + deep : right - deep]))
    return found


@pytest.mark.parametrize("layout", EVERY, ids=lambda each: f"{each.type}/{each.name}")
def test_squares_are_drawn_with_a_mark_in_the_values_own(layout: Layout) -> None:
    binder, paper = _drawn(layout, 3)
    squares = _squares(binder)
    assert sum(word.text == TICKED for word, _ in squares) * 2 == len(squares) >= 2
    for word, inside in squares:
        assert bool((inside < 200).any()) == (word.text == TICKED)
    filled = paper.fields["gioi_tinh"]
    assert filled.value in ("Nam", "Nữ")
    behind = layout.options.get("tick_place") == "behind"
    assert filled.raw.split() == Ticks.told(layout.options).printed("gioi_tinh", filled.value)
    assert filled.raw.startswith("Nam") == behind


def test_forms_with_squares_are_of_the_third_edition_and_in_both_families() -> None:
    assert {layout.edition for layout in EVERY} == {EDITION}
    for type_id in ("ct01", "to_khai_khai_sinh", "xac_nhan_tinh_trang_hon_nhan"):
        assert {layout.family for layout in EVERY if layout.type == type_id} == {"train", "measure"}
        for family in ("train", "measure"):
            earlier = layouts_of(type_id, family, edition=2)
            assert not any(layout in earlier for layout in EVERY)


def test_measured_squares_look_otherwise_than_trained_ones() -> None:
    looks = [
        {(each.options["tick_side"], each.options["tick_line"]) for each in EVERY if each.family == family}
        for family in ("train", "measure")
    ]
    assert not looks[0] & looks[1]
