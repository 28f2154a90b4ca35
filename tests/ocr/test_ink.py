"""The paper goes white, seals go, print stays."""

from __future__ import annotations

from typing import Any

import numpy as np

from ocr.ink import INK_BELOW, flatten, ink_levels
from ocr.marks import binarised


def test_a_seal_goes_and_the_black_text_under_it_stays(paper: Any) -> None:
    left, top, right, bottom = paper.write(300, 400, "KT. CHỦ TỊCH PHÓ CHỦ TỊCH")
    paper.write(100, 900, "Chữ ở chỗ khác trên trang này.")
    before = flatten(paper.pixels()) < 128
    paper.seal(480, 400)
    after = flatten(paper.pixels()) < 128
    assert (after & before)[top:bottom, left:right].sum() > 0.9 * before[top:bottom, left:right].sum()
    assert (after & ~before).sum() < 0.02 * before.sum()


def test_red_print_stays(paper: Any) -> None:
    left, top, right, bottom = paper.write(300, 400, "Số: BM 123456", 16, colour="#c8202a")
    assert (flatten(paper.pixels()) < 150)[top:bottom, left:right].mean() > 0.08


def test_a_shadow_is_lifted(paper: Any) -> None:
    left, top, right, bottom = paper.write(1100, 600, "Chữ trong bóng tối")
    shade = np.linspace(1.0, 0.45, paper.width)[None, :, None]
    flat = flatten((paper.pixels() * shade).astype(np.uint8))
    assert np.median(flat[:, -200:]) > 240
    assert (flat[top:bottom, left:right] < 128).mean() > 0.08


def test_weak_ink_becomes_dark(paper: Any) -> None:
    place = paper.write(200, 600, "Bản sao rất mờ của một trang giấy", colour="#b4b4b4")
    flat = flatten(paper.pixels())
    assert np.percentile(flat[place[1] : place[3], place[0] : place[2]], 3) < 110


def test_an_empty_or_tiny_page_is_white() -> None:
    for shape in ((1, 1), (7, 2000), (50, 60, 3)):
        assert (flatten(np.full(shape, 200, np.uint8)) > 240).all()


def test_pale_print_beside_dark_labels_is_ink(paper: Any) -> None:
    paper.write(200, 400, "Họ và tên / Full name:", 18)
    left, top, right, bottom = paper.write(200, 600, "Mẫu Thử Nghiệm", 16, colour="#989898")
    flat = np.where(paper.pixels()[..., 0] < 250, paper.pixels()[..., 0], np.uint8(250))
    part = slice(top, bottom), slice(left, right)
    assert (flat[part] < INK_BELOW).mean() < 0.01
    assert binarised(flat)[part].mean() > 0.08


def test_what_shines_through_and_bare_paper_are_no_ink(paper: Any) -> None:
    left, top, right, bottom = paper.write(200, 600, "Mặt sau của tờ giấy", 12, colour="#c8c8c8")
    grey = np.ascontiguousarray(paper.pixels()[..., 0])
    assert not binarised(grey)[top:bottom, left:right].any()
    assert (ink_levels(np.full((60, 90), 250, np.uint8)) == INK_BELOW).all()
