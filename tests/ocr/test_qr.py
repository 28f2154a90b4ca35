"""Damaged QR codes: what is known of them beforehand, and what their guards can mend."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
import segno
from numpy.typing import NDArray

from ocr.qr_grid import Grid
from ocr.qr_matrix import blocks, data_places, format_places, formats, masked, patterns
from ocr.qr_mending import _whole

PAYLOAD = "001099012345||Nguyễn Văn Mẫu|15031999|Nam|Số 5 ngõ 10, Phường Thử, Hà Nội|10052021"


def modules(version: int, level: str) -> NDArray[np.int64]:
    """1 dark, -1 light, as a writer of codes has them."""
    code = segno.make_qr(PAYLOAD.encode(), version=version, error=level, boost_error=False)
    return np.where(np.array([list(row) for row in code.matrix]) > 0, 1, -1)


@pytest.mark.parametrize(("version", "level"), [(6, "m"), (7, "m"), (9, "q"), (10, "l"), (12, "h")])
def test_the_patterns_the_format_and_the_guards_are_those_that_writers_draw(version: int, level: str) -> None:
    code = modules(version, level)
    known = patterns(version)
    assert np.array_equal(code[known != 0], known[known != 0])
    near, far = (tuple((code[tuple(copy.T)] > 0).astype(int)) for copy in format_places(version))
    (kind,) = [each for each in formats() if each.bits == near]
    assert near == far
    places = data_places(version)
    words = np.packbits((code[tuple(places.T)] > 0) ^ masked(kind.mask, places))
    for block in blocks(version, kind.level):
        own = words[block.own]
        whole = _whole(own, np.zeros(len(own)), block)
        assert whole is not None and np.array_equal(whole, own)


def test_what_is_known_to_be_hardly_seen_may_be_twice_as_much() -> None:
    block = blocks(7, 0)[0]
    code = modules(7, "m")
    kind = next(
        each for each in formats() if each.bits == tuple((code[tuple(format_places(7)[0].T)] > 0).astype(int))
    )
    places = data_places(7)
    right = np.packbits((code[tuple(places.T)] > 0) ^ masked(kind.mask, places))[block.own]
    wrong = Random(3).sample(range(len(right)), 13)  # of 18 guards, which mend 9 unknown ones
    seen = right.copy()
    seen[wrong] ^= 0x5A
    trust = np.zeros(len(right))
    assert _whole(seen, trust, block) is None
    trust[wrong] = -1.0
    mended = _whole(seen, trust, block)
    assert mended is not None and np.array_equal(mended, right)


def test_a_filter_learnt_from_the_patterns_undoes_blur() -> None:
    code = modules(7, "m").astype(np.float64)
    wide = np.pad(code, 1, mode="edge")
    around = np.stack(
        [wide[row : row + 45, column : column + 45] for row in range(3) for column in range(3)], axis=2
    )
    smeared = around @ np.array([0.05, 0.12, 0.05, 0.12, 0.3, 0.12, 0.05, 0.12, 0.05])
    wide = np.pad(smeared, 1, mode="edge")
    seen = np.stack(
        [wide[row : row + 45, column : column + 45] for row in range(3) for column in range(3)], axis=2
    )
    told = Grid(7, 1.0, seen).signs(patterns(7).astype(np.float64))
    wrong_at_first, wrong = ((np.sign(each) != code).mean() for each in (smeared, told))
    assert wrong < 0.4 * wrong_at_first
