"""Invented pages for the layout model: every type, every field, and what reading makes of them."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from domain.document import UNKNOWN_TYPE
from hoso.definitions import definitions_at
from lab.training.layout.cards import Composed
from lab.training.layout.compose import compose
from lab.training.layout.labels import tags_of, types_of
from lab.training.layout.noise import bruised, moved
from lab.training.layout.sheet import Placed, Sheet
from lab.training.layout.values import value_of

CATALOGUE = definitions_at().catalogue


@pytest.fixture(scope="module")
def pages() -> list[Composed]:
    random = Random(5)
    return [page for _ in range(1500) for page in compose(CATALOGUE, {}, random)]


def test_every_type_and_strangers_are_invented(pages: list[Composed]) -> None:
    seen = {name for page in pages for name in page.types}
    assert seen == {UNKNOWN_TYPE, *(each.id for each in CATALOGUE.types)}


def test_nearly_every_field_with_a_label_is_filled_in_somewhere(pages: list[Composed]) -> None:
    filled = {word.tag for page in pages for word in page.words}
    labelled = {spec.name for each in CATALOGUE.types for spec in each.fields if spec.labels}
    assert len(labelled - filled) <= 0.05 * len(labelled)
    assert filled <= set(tags_of(CATALOGUE))


def test_words_lie_on_the_page(pages: list[Composed]) -> None:
    for page in pages:
        for word in page.words:
            left, top, right, bottom = word.box
            assert 0 <= left < right <= 1
            assert 0 <= top < bottom


def test_values_of_strangers_belong_to_no_field(pages: list[Composed]) -> None:
    strangers = [page for page in pages if UNKNOWN_TYPE in page.types]
    assert strangers
    assert all(not word.tag for page in strangers for word in page.words)


def test_papers_begin_and_go_on(pages: list[Composed]) -> None:
    begins = Counter(page.first for page in pages)
    assert begins[False] > 0.05 * len(pages)
    assert begins[True] > 0.5 * len(pages)


def test_the_same_seed_invents_the_same_pages() -> None:
    assert compose(CATALOGUE, {}, Random(3)) == compose(CATALOGUE, {}, Random(3))


@pytest.mark.parametrize("kind", sorted({t for each in CATALOGUE.types for t in each.value_types().values()}))
def test_every_value_type_has_values(kind: str) -> None:
    random = Random(1)
    assert all(value_of("field", kind, {"field": ("mẫu",)}, random).strip() for _ in range(50))


def test_reading_keeps_most_words_and_their_fields() -> None:
    words = [Placed(f"chữ{n}", (0.1, 0.02 * n, 0.2, 0.02 * n + 0.01), "ho_ten") for n in range(1, 40)]
    kept = Counter(len([w for w in bruised(words, Random(seed)) if w.tag == "ho_ten"]) for seed in range(40))
    assert max(kept) >= 39
    assert min(kept) >= 25


def test_moved_words_keep_their_order_and_stay_on_the_page() -> None:
    words = [Placed("a", (0.1, 0.02 * n, 0.2, 0.02 * n + 0.01)) for n in range(1, 40)]
    after = moved(words, Random(2))
    tops = [word.box[1] for word in after]
    assert tops == sorted(tops)
    assert all(0 <= side <= 1 for word in after for side in word.box)


def test_a_line_that_is_too_long_wraps_under_its_own_beginning() -> None:
    sheet = Sheet(0.1, 0.5, 0.1, 0.9, 0.02, 1.5, 1.0)
    sheet.write([("một hai ba bốn năm sáu bảy tám chín mười mười một mười hai mười ba", "")], at=0.2)
    assert len({word.box[1] for word in sheet.words}) > 1
    assert min(word.box[0] for word in sheet.words) == 0.2
    assert max(word.box[2] for word in sheet.words) <= 0.5


def test_the_lists_begin_with_nothing_known() -> None:
    assert types_of(CATALOGUE)[0] == UNKNOWN_TYPE
    assert tags_of(CATALOGUE)[0] == ""
