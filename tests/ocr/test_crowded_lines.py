"""Lines that stand close, touch, hang askew or have something large beside them, and what is cut of them."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import pytest

from ocr.baseline import find_baseline
from ocr.crops import cut
from ocr.ctc import tightened
from ocr.engine import Engine
from ocr.ink import flatten
from ocr.layout import lay_out
from ocr.lines import find_lines
from ocr.marks import find_marks
from ocr.parting import parted
from ocr.rows import one_row_each

UPPER, LOWER = "Ngày gửi giấy quyết nghị", "Nhân dân ấp Bắc đồng ý"


def _tied(paper: Any) -> None:
    """Two lines of a card, a stroke of ink from a tail of the upper one to an accent of the lower one."""
    for row in range(6):
        paper.write(200, 600 + 70 * row, "Các dòng khác của trang mẫu", 13)
    paper.write(200, 300, UPPER, 13)
    paper.write(200, 340, LOWER, 13)
    for x in (262, 380, 470):
        paper.rule(x, 304, x, 324, thick=2)


def test_lines_tied_by_touching_letters_are_two(paper: Any) -> None:
    _tied(paper)
    lines = [line for line in lay_out(flatten(paper.pixels())).lines if line.top < 400]
    assert len(lines) == 2


def test_tied_lines_are_both_read(paper: Any, tesseract: Engine) -> None:
    _tied(paper)
    layout = lay_out(flatten(paper.pixels()))
    readings = tesseract.recognise([cut(layout, line).image for line in layout.lines])
    texts = [reading.text for reading in readings]
    assert sum("giấy" in text for text in texts) == 1
    assert sum("ấp Bắc" in text for text in texts) == 1


def test_a_mark_is_parted_at_its_neck() -> None:
    ink = np.zeros((120, 60), np.uint8)
    ink[10:50, 10:50] = ink[60:100, 10:50] = 1
    ink[50:60, 28:32] = 1
    marks = parted(find_marks(ink), np.array([40.0]))
    assert len(marks) == 2
    assert int(marks.area.sum()) == int(ink.sum())
    for mark in range(2):
        window = marks.labels[marks.top[mark] : marks.bottom[mark], marks.left[mark] : marks.right[mark]]
        assert int((window == mark + 1).sum()) == int(marks.area[mark])


def test_a_tall_mark_without_a_neck_stays_whole() -> None:
    ink = np.zeros((120, 60), np.uint8)
    ink[10:100, 10:40] = 1
    assert len(parted(find_marks(ink), np.array([40.0]))) == 1


def test_level_letters_of_all_heights_stay_one_row(paper: Any) -> None:
    paper.write(200, 300, "Ấp Ẫm gyqp ửng Hộ xem a ơ", 16)
    marks = find_marks((flatten(paper.pixels()) < 150).astype(np.uint8))
    owner = np.zeros(len(marks), np.int64)
    assert set(one_row_each(marks, owner).tolist()) == {0}


@pytest.mark.parametrize("skew", [-1.5, 1.5])
def test_a_tilted_line_is_cut_level(paper: Any, skew: float) -> None:
    paper.write(200, 580, "Một dòng chữ dài nằm nghiêng trên trang giấy mẫu này", 15)
    layout = lay_out(flatten(paper.pixels(skew=skew)))
    (line,) = layout.lines
    base = find_baseline(layout.marks, line)
    assert base.drops is not None
    assert np.sign(base.drops[-1] - base.drops[0]) == np.sign(skew)
    assert tightened(cut(layout, line).image).shape[0] < 0.85 * line.height
    left, right = cut(layout, line).box(0.0, 0.1), cut(layout, line).box(0.9, 1.0)
    assert np.sign(right[1] - left[1]) == np.sign(skew)


def test_a_blot_beside_a_line_does_not_shrink_its_letters(paper: Any) -> None:
    paper.write(200, 600, "Họ và tên người nộp hồ sơ", 13)
    clean = cut(*_only(paper)).image.shape[0]
    paper.draw.ellipse((196, 480, 204, 700), fill="black")
    assert cut(*_only(paper)).image.shape[0] < 1.6 * clean


def _only(paper: Any) -> Any:
    layout = lay_out(flatten(paper.pixels()))
    return layout, max(layout.lines, key=lambda line: line.right)


def test_print_that_runs_together_is_no_rule(paper: Any) -> None:
    box = paper.write(200, 300, "mmmmmmmmmmmmmmmmmmmmmmmm", 10)
    blurred = cv2.GaussianBlur(paper.pixels(), (0, 0), 3.5)
    layout = lay_out(np.asarray(np.where(flatten(blurred) < 190, 0, 255), np.uint8), letter=14.0)
    assert not layout.removed[box[1] : box[3], box[0] : box[2]].any()


def _stamped(paper: Any, tone: int) -> Any:
    """A signer's name with the ring of a stamp across its first letters, in ink of that tone."""
    for row in range(8):
        paper.write(150, 620 + 60 * row, "Các dòng khác của trang mẫu này", 13)
    paper.write(700, 500, "Đặng Thị Mẫu Thử", 13)
    for radius in (90, 82, 50):
        box = (720 - radius, 455 - radius, 720 + radius, 455 + radius)
        paper.draw.ellipse(box, outline=(tone, tone, tone), width=5)
    paper.write(700, 500, "Đặng Thị Mẫu Thử", 13)
    layout = lay_out(flatten(paper.pixels()))
    return layout, max(layout.lines, key=lambda line: line.right)


def test_print_under_a_weaker_stamp_is_whole(paper: Any, tesseract: Engine) -> None:
    layout, line = _stamped(paper, 110)
    assert layout.removed[400:510, 640:800].sum() > 1000
    assert 690 < line.left < 712
    (reading,) = tesseract.recognise([cut(layout, line).image])
    assert reading.text.startswith("Đặng")


def test_rings_in_the_tone_of_print_go_and_the_line_under_them_is_whole(paper: Any) -> None:
    layout, line = _stamped(paper, 0)
    assert layout.removed[400:510, 640:800].sum() > 1000
    assert 690 < line.left < 712


def test_a_scrawl_in_the_tone_of_print_is_no_stamp(paper: Any) -> None:
    for row in range(8):
        paper.write(150, 620 + 60 * row, "Các dòng khác của trang mẫu này", 13)
    paper.write(700, 500, "Đặng Thị Mẫu Thử", 13)
    points = [(690 + 30 * step, 400 if step % 2 else 560) for step in range(9)]
    paper.draw.line(points, fill="black", width=5)
    assert lay_out(flatten(paper.pixels())).removed[380:580, 640:1000].sum() < 200


def test_an_accent_goes_to_the_print_below_it_and_not_to_a_signature_around_it() -> None:
    ink = np.zeros((400, 900), np.uint8)
    for x in range(100, 600, 40):
        ink[200:225, x : x + 20] = 1
    for x in (145, 225, 305, 385):  # strokes of a pen, five times as high as the print
        ink[66:197, x : x + 30] = 1
    ink[188:195, 265:274] = 1
    marks = find_marks(ink)
    accent = int(np.flatnonzero(marks.height == 7)[0])
    lines = find_lines(marks, np.zeros(len(marks), np.bool_), 25.0, np.zeros_like(ink))
    (owner,) = [line for line in lines if accent in line.marks]
    assert (owner.top, owner.bottom) == (188, 225)


def test_small_print_beside_a_photograph_is_lines_of_its_own(paper: Any) -> None:
    for row in range(4):
        paper.write(200, 900 + 60 * row, "Các dòng khác của trang mẫu này", 10)
    texts = ("Số định danh mẫu / Mẫu thử", "001234567890", "Họ tên / Mẫu", "MẪU THỬ", "Nơi sinh / Mẫu")
    for place in ((200, 160, 330, 290), (220, 330, 310, 470), (200, 480, 340, 570)):
        paper.draw.ellipse(place, fill="black")
    places = [paper.write(370, 330 + 28 * row, text, 6) for row, text in enumerate(texts)]
    lines = [line for line in lay_out(flatten(paper.pixels()), letter=20.0).lines if line.right > 350]
    for left, top, right, bottom in places:
        (line,) = [each for each in lines if top <= (each.top + each.bottom) / 2 <= bottom]
        assert abs(line.left - left) < 8
        assert abs(line.right - right) < 8
