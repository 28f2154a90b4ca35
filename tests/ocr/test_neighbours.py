"""How neighbours weigh the readings of a word, against all ways of reading the line, counted out."""

from __future__ import annotations

from itertools import pairwise, product
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.neighbours import Weights, marked_otherwise, weighed_together
from ocr.word_shapes import often_together

places = st.lists(
    st.dictionaries(
        st.sampled_from(["quyển", "quyền", "số", "sổ,", "Hợp", "Tiến"]), st.floats(0.1, 1), min_size=1
    ),
    max_size=4,
)


def _counted_out(line: list[Weights]) -> list[Weights]:
    ways = {
        way: prod(place[text] for place, text in zip(line, way, strict=True))
        * prod(30.0 for one, other in pairwise(way) if often_together(one, other))
        for way in product(*line)
    }
    total = sum(ways.values())
    return [
        {text: sum(own for way, own in ways.items() if way[at] == text) / total for text in place}
        for at, place in enumerate(line)
    ]


@given(places)
def test_each_reading_has_its_share_of_all_ways_to_read_the_line(line: list[Weights]) -> None:
    found = weighed_together(line)
    assert len(found) == len(line)
    for own, counted in zip(found, _counted_out(line), strict=True):
        assert own == pytest.approx(counted)


def test_a_neighbour_tells_what_a_word_is() -> None:
    volume = {"quyền": 0.6, "quyển": 0.4}
    alone, beside = weighed_together([volume])[0], weighed_together([volume, {"số": 1.0}])[0]
    assert max(alone, key=alone.__getitem__) == "quyền"
    assert max(beside, key=beside.__getitem__) == "quyển"
    assert weighed_together([{"số": 1.0}, volume])[1] == pytest.approx(volume)


@pytest.mark.parametrize(
    ("one", "other", "known"),
    [
        ("quyển", "số", True),
        ("QUYỂN", "SỐ:", True),
        ("quyển,", "số", False),
        ("quyển", "(số", False),
        ("index", "finger", True),
        ("finger", "index", False),
    ],
)
def test_pairs_are_known_in_their_order_and_without_a_sign_between(one: str, other: str, known: bool) -> None:
    assert often_together(one, other) is known


@pytest.mark.parametrize(
    ("line", "otherwise"),
    [
        ("việc sửa đôi, bổ sung", ["", "", "đổi,", "", ""]),
        ("theo thâm quyên của", ["", "thẩm", "quyền", ""]),
        ("được sửa đổi theo", ["", "", "", ""]),
        ("sửa, đôi bên", ["", "", ""]),
        ("QUYẾT ĐỊNH VỀ VIỆC SỬA ĐÔI QUY CHẾ", ["", "", "", "", "", "ĐỔI", "", ""]),
    ],
    ids=[
        "a tone lost",
        "two words that know each other only mended",
        "a known pair",
        "a sign between",
        "a title",
    ],
)
def test_a_word_that_papers_have_there_with_other_marks_is_told(line: str, otherwise: list[str]) -> None:
    found = marked_otherwise(line.split())
    assert [wanted in own if wanted else not own for own, wanted in zip(found, otherwise, strict=True)] == [
        True
    ] * len(found)


@pytest.mark.parametrize("name", ["Sửa Đôi", "SỬA ĐÔI", "Nguyễn Văn Thâm Quyên"])
def test_what_may_be_a_name_is_left_as_it_is(name: str) -> None:
    assert not any(marked_otherwise(name.split()))
