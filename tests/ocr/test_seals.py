"""Seals are told from red print by their rings."""

from __future__ import annotations

from typing import Any

import numpy as np

from ocr.ink import flatten
from ocr.layout import lay_out
from ocr.rings import Ring, find_rings, ring_strokes


def test_red_words_beside_a_seal_stay(paper: Any) -> None:
    red = "#c8202a"
    stamped = [
        paper.write(300, 300, "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH", 11, colour=red),
        paper.write(300, 340, "Số chứng thực 436 quyển số 06 SCT/BS", 11, colour=red),
    ]
    before = flatten(paper.pixels()) < 150
    paper.seal(380, 490)
    after = flatten(paper.pixels()) < 150
    assert after[540:580, 300:460].sum() < 200
    for left, top, right, bottom in stamped:
        assert after[top:bottom, left:right].sum() > 0.9 * before[top:bottom, left:right].sum()


def test_a_page_of_red_words_has_no_rings() -> None:
    words = np.random.default_rng(3).random((200, 200)) < 0.45
    assert find_rings(words.astype(np.uint8), 15, 80) == []


def test_strokes_across_a_ring_stay(paper: Any) -> None:
    paper.draw.ellipse((300, 300, 500, 500), outline="black", width=5)
    paper.draw.line((400, 200, 400, 600), fill="black", width=6)
    ink = (flatten(paper.pixels()) < 150).astype(np.uint8)[250:550, 250:550]
    strokes = ring_strokes(ink, Ring(150, 150, 100))
    left = ink & (1 - strokes)
    assert strokes.sum() > 2500
    assert left.sum() < 1.2 * 6 * 300
    assert left[110:190, 147:153].mean() > 0.8


def test_circles_are_found_where_they_are(paper: Any) -> None:
    paper.draw.ellipse((120, 140, 240, 260), outline="black", width=3)
    ink = (flatten(paper.pixels()) < 150).astype(np.uint8)[100:300, 100:300]
    (ring,) = find_rings(ink, 30, 80)
    assert abs(ring.x - 80) < 2
    assert abs(ring.y - 100) < 2
    assert abs(ring.radius - 60) < 4


def test_a_ring_that_leaves_the_picture_does_not_depend_on_what_the_memory_held() -> None:
    ink = np.zeros((120, 120), np.uint8)
    ink[::3] = 1
    found = []
    for before in (0, 255, 0, 255):
        held = [np.full((side, side), before, np.uint8) for side in (90, 120, 190, 300, 400) * 8]
        del held
        found.append(ring_strokes(ink, Ring(10, 110, 95)))
    assert all((each == found[0]).all() for each in found)


def test_red_words_deeper_than_the_seal_on_them_stay(paper: Any) -> None:
    inside = paper.write(330, 460, "KT. CHỦ TỊCH", 11, colour="#b40a1e")
    before = flatten(paper.pixels()) < 150
    paper.seal(420, 470, colour=(225, 110, 120))
    after = flatten(paper.pixels()) < 150
    left, top, right, bottom = inside
    assert after[top:bottom, left:right].sum() > 0.85 * before[top:bottom, left:right].sum()
    assert after[480:600, 290:550].sum() < 300


def test_circles_within_a_seal_are_no_seals(paper: Any) -> None:
    paper.draw.ellipse((100, 100, 400, 400), outline="black", width=6)
    paper.draw.ellipse((190, 90, 310, 210), outline="black", width=6)
    ink = (flatten(paper.pixels()) < 150).astype(np.uint8)[60:440, 60:440]
    (ring,) = find_rings(ink, 50, 170)
    assert abs(ring.radius - 150) < 6


def test_a_seal_that_is_known_is_taken_off_print_that_hangs_together_with_a_signature(paper: Any) -> None:
    """On a grey scan the signature, the ring and the name are one mark, of which no ring can be made out."""
    name = paper.write(320, 420, "Nguyễn Văn Mẫu", 14)
    strokes = flatten(paper.pixels()) < 40
    paper.seal(400, 400, radius=90, colour=(150, 150, 150))
    scrawl = [(260 + 3 * step, 380 - 45 * np.sin(step / 9)) for step in range(100)]
    paper.draw.line(scrawl, fill="black", width=4)
    grey = flatten(paper.pixels())
    stamped, known = lay_out(grey), lay_out(grey, seals=[Ring(400, 400, 90)])
    left, top, right, bottom = name
    ring = _ring(grey.shape)
    assert (stamped.marks.labels[ring] > 0).mean() > 0.5
    assert (known.marks.labels[ring] > 0).mean() < 0.25
    kept = known.marks.labels[top:bottom, left:right] > 0
    assert kept[strokes[top:bottom, left:right]].mean() > 0.95


def test_where_a_known_seal_left_no_ring_nothing_is_taken_off(paper: Any) -> None:
    paper.write(320, 420, "Nguyễn Văn Mẫu", 14)
    grey = flatten(paper.pixels())
    plain, told = lay_out(grey), lay_out(grey, seals=[Ring(400, 400, 90)])
    assert (plain.removed == told.removed).all()


def _ring(shape: tuple[int, ...]) -> Any:
    """Where the outer circle of a seal at (400, 400) is drawn."""
    down, across = np.ogrid[: shape[0], : shape[1]]
    return np.abs(np.hypot(down - 400, across - 400) - 88) < 2


def test_a_red_frame_around_a_page_takes_no_red_print_off(paper: Any) -> None:
    title = paper.write(300, 300, "BẰNG TỐT NGHIỆP TRUNG HỌC PHỔ THÔNG", 14, colour="#c8202a")
    left, top, right, bottom = title
    before = flatten(paper.pixels()) < 150
    height, width = paper.pixels().shape[:2]
    paper.draw.rectangle((60, 60, width - 60, height - 60), outline="#c8202a", width=8)
    after = flatten(paper.pixels()) < 150
    assert after[top:bottom, left:right].sum() > 0.9 * before[top:bottom, left:right].sum()
