"""Checkboxes: found by their four sides, told ticked from empty, and put into the text at their place."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import numpy as np
import pytest

from domain.page import Page
from lab.specimens.canvas import Canvas
from lab.specimens.ticks import draw_mark, draw_square
from ocr.checkboxes import Checkbox
from ocr.engine import Engine, load_engine
from ocr.ink import flatten
from ocr.layout import Layout, lay_out
from ocr.pixels import Pixels
from ocr.read import read

SIDE = 30


@pytest.fixture(scope="module")
def own() -> Engine:
    return load_engine("hoso-ctc")


def _text(paper: Any) -> None:
    for row in range(5):
        paper.write(150, 600 + 60 * row, "Các dòng khác của trang mẫu này", 13)


def _square(paper: Any, x: int, y: int, side: int = SIDE, thick: int = 2) -> None:
    paper.draw.rectangle((x, y, x + side, y + side), outline="black", width=thick)


def _cross(paper: Any, x: int, y: int, side: int = SIDE, reach: int = 0) -> None:
    corners = x - reach, y - reach, x + side + reach, y + side + reach
    paper.draw.line(corners, fill="black", width=4)
    paper.draw.line((corners[0], corners[3], corners[2], corners[1]), fill="black", width=4)


def _choice(paper: Any, y: int = 400) -> None:
    """«Giới tính: ☐ Nam ☒ Nữ» with drawn boxes."""
    paper.write(150, y, "3. Giới tính:", 13)
    _square(paper, 330, y - 26)
    paper.write(375, y, "Nam", 13)
    _square(paper, 460, y - 26)
    _cross(paper, 460, y - 26)
    paper.write(505, y, "Nữ", 13)


def _layout(pixels: Pixels) -> Layout:
    return lay_out(flatten(pixels))


def _states(paper: Any) -> list[bool]:
    boxes = sorted(_layout(paper.pixels()).checkboxes, key=lambda box: (box.top // SIDE, box.left))
    return [box.ticked for box in boxes]


def _lines(page: Page, engine: Engine) -> list[str]:
    return [line.text for line in read(page, engine).lines]


def test_a_box_is_found_where_it_is_drawn(paper: Any) -> None:
    _text(paper)
    _square(paper, 330, 374)
    (box,) = _layout(paper.pixels()).checkboxes
    assert not box.ticked
    assert np.abs(np.subtract((box.left, box.top, box.right, box.bottom), (330, 374, 361, 405))).max() <= 2


@pytest.mark.parametrize("side", [21, 26, 34, 40])
@pytest.mark.parametrize("thick", [1, 2, 4])
def test_boxes_of_many_sizes_and_weights(paper: Any, side: int, thick: int) -> None:
    _text(paper)
    _square(paper, 330, 374, side, thick)
    assert _states(paper) == [False]


@pytest.mark.parametrize("mark", ["tick", "cross", "slash", "fill"])
@pytest.mark.parametrize("seed", range(3))
def test_a_pens_mark_ticks_a_box(mark: Any, seed: int) -> None:
    canvas = Canvas(210, 100, 200)
    for column in range(3):
        draw_square(canvas, (30 + 20 * column, 40), 3.6, 0.25)
    draw_mark(canvas, (50, 40), 3.6, mark, (22, 40, 130), Random(seed))
    layout = lay_out(flatten(np.asarray(canvas.image)), 20.0)
    assert [box.ticked for box in sorted(layout.checkboxes, key=lambda box: box.left)] == [False, True, False]


@pytest.mark.parametrize("reach", [0, 8, 14])
def test_a_cross_that_sticks_out_is_taken_off_with_its_box(paper: Any, reach: int) -> None:
    _text(paper)
    _square(paper, 330, 374)
    _cross(paper, 330, 374, reach=reach)
    layout = _layout(paper.pixels())
    assert [box.ticked for box in layout.checkboxes] == [True]
    assert not (layout.marks.labels[350:430, 300:400] > 0)[:22].any()


def test_a_speck_in_a_box_is_no_tick(paper: Any) -> None:
    _text(paper)
    _square(paper, 330, 374)
    paper.draw.ellipse((343, 388, 346, 391), fill="black")
    assert _states(paper) == [False]


def test_a_scanners_streak_through_a_box_is_no_tick(paper: Any) -> None:
    _text(paper)
    _square(paper, 330, 374)
    paper.rule(344, 0, 345, 1100, thick=2)
    assert _states(paper) == [False]


@pytest.mark.parametrize("gap", [(340, 372, 344, 377), (328, 372, 333, 377), (358, 384, 363, 388)])
def test_a_worn_frame_is_a_box(paper: Any, gap: tuple[int, int, int, int]) -> None:
    _text(paper)
    _square(paper, 330, 374)
    paper.draw.rectangle(gap, fill="white")
    assert _states(paper) == [False]


def test_three_sides_are_no_box(paper: Any) -> None:
    _text(paper)
    _square(paper, 330, 374)
    paper.draw.rectangle((328, 372, 362, 377), fill="white")
    assert _states(paper) == []


@pytest.mark.parametrize("look", ["serif", "sans", "mono"])
@pytest.mark.parametrize("size", [9, 13, 20, 28])
def test_letters_are_no_boxes(paper: Any, look: str, size: int) -> None:
    _text(paper)
    for row, text in enumerate(
        ("ĐOÀN ĐỖ DOO 0080 BBB", "Độc lập noun 600 8 a o D n", "HỒ SƠ QUẬN ĐỐNG ĐA [ ] [x]")
    ):
        paper.write(150, 150 + 90 * row, text, size, look)
    assert _states(paper) == []


def test_cells_of_a_comb_are_no_boxes(paper: Any) -> None:
    _text(paper)
    for place in range(12):
        _square(paper, 500 + 46 * place, 400, 46)
        paper.write(513 + 46 * place, 435, "8", 14)
    layout = _layout(paper.pixels())
    assert layout.checkboxes == ()
    assert len(layout.combs) == 1


def test_cells_that_stand_apart_are_no_boxes(paper: Any) -> None:
    _text(paper)
    for place in range(6):
        _square(paper, 500 + 48 * place, 400, 40)
        paper.write(512 + 48 * place, 433, "8", 13)
    assert _layout(paper.pixels()).checkboxes == ()


def test_boxes_beside_a_comb_are_found_and_the_comb_too(paper: Any) -> None:
    _text(paper)
    _choice(paper, 340)
    for place in range(12):
        _square(paper, 500 + 46 * place, 400, 46)
        paper.write(513 + 46 * place, 435, "1", 14)
    layout = _layout(paper.pixels())
    assert sorted(box.ticked for box in layout.checkboxes) == [False, True]
    assert len(layout.combs) == 1


def test_small_cells_of_a_table_are_no_boxes(paper: Any) -> None:
    _text(paper)
    for edge in range(9):
        paper.rule(300 + 40 * edge, 300, 300 + 40 * edge, 460)
    for edge in range(5):
        paper.rule(300, 300 + 40 * edge, 620, 300 + 40 * edge)
    assert _states(paper) == []


def test_a_box_inside_a_tables_cell_is_found(paper: Any) -> None:
    _text(paper)
    for row in range(3):
        paper.draw.rectangle((150, 340 + 60 * row, 420, 400 + 60 * row), outline="black", width=2)
        paper.draw.rectangle((420, 340 + 60 * row, 900, 400 + 60 * row), outline="black", width=2)
    _square(paper, 440, 356)
    _square(paper, 600, 356)
    _cross(paper, 600, 356)
    assert _states(paper) == [False, True]


def test_a_code_a_photograph_and_a_seal_are_no_boxes(paper: Any) -> None:
    _text(paper)
    for side in (70, 110, 160):
        paper.qr(700 + 2 * side, 150, "001180999562||NGUYỄN MẪU AN|01011980|Nam|Hà Nội|01012021", side)
    paper.draw.rectangle((150, 100, 390, 420), outline="black", width=2)
    paper.seal(1200, 800, colour=(60, 60, 60))
    assert _states(paper) == []


def test_a_streak_that_closes_a_d_makes_no_box_of_it(paper: Any) -> None:
    _text(paper)
    left, top, right, bottom = paper.write(300, 400, "D", 16, "sans")
    paper.rule(right, 0, right, paper.height, thick=2)
    for y in (top, bottom - 3):
        paper.rule(left, y, right, y, thick=3)
    assert _states(paper) == []


def test_a_page_without_boxes_is_laid_out_without_any(letter_paper: Any) -> None:
    layout = _layout(letter_paper.pixels())
    assert layout.checkboxes == ()
    assert not any(layout.beside)


def test_boxes_hold_their_words_together_and_are_no_part_of_them(paper: Any) -> None:
    _text(paper)
    _choice(paper)
    layout = _layout(paper.pixels())
    (line,) = [index for index, inside in enumerate(layout.beside) if inside]
    assert len(layout.beside[line]) == 2
    assert not any(_covers(box, layout, line) for box in layout.checkboxes)


def _covers(box: Checkbox, layout: Layout, line: int) -> bool:
    inside = layout.marks.labels[box.top : box.bottom, box.left : box.right]
    return bool(np.isin(inside, layout.lines[line].marks + 1).any())


def test_a_box_is_a_word_of_its_line(paper: Any, own: Engine, page_of: Callable[[Pixels], Page]) -> None:
    _text(paper)
    _choice(paper)
    page = page_of(paper.pixels())
    assert "3. Giới tính: ☐ Nam ☑ Nữ" in _lines(page, own)
    words = [word for line in read(page, own).lines for word in line.words if word.text == "☑"]
    assert abs(words[0].box.left - 460 / paper.width) < 0.003
    assert words[0].confidence > 0.9


def test_boxes_behind_their_words(paper: Any, own: Engine, page_of: Callable[[Pixels], Page]) -> None:
    _text(paper)
    paper.write(150, 400, "Cấp bản sao: Có", 13)
    _square(paper, 400, 374)
    _cross(paper, 400, 374, reach=6)
    paper.write(460, 400, "Không", 13)
    _square(paper, 600, 374)
    assert "Cấp bản sao: Có ☑ Không ☐" in _lines(page_of(paper.pixels()), own)


def test_a_tick_that_touches_the_next_word_leaves_the_word(
    paper: Any, own: Engine, page_of: Callable[[Pixels], Page]
) -> None:
    _text(paper)
    _square(paper, 330, 374)
    paper.draw.line((336, 388, 344, 400, 380, 372), fill="black", width=4)
    paper.write(374, 400, "Nam", 13)
    (line,) = [line for line in _lines(page_of(paper.pixels()), own) if "☑" in line]
    assert line.startswith("☑")
    assert "am" in line


def test_a_box_on_a_leaning_page(paper: Any, own: Engine, page_of: Callable[[Pixels], Page]) -> None:
    _text(paper)
    _choice(paper)
    assert "3. Giới tính: ☐ Nam ☑ Nữ" in _lines(page_of(paper.pixels(skew=2.0)), own)


def test_a_box_far_from_all_print_is_a_line_of_its_own(
    paper: Any, own: Engine, page_of: Callable[[Pixels], Page]
) -> None:
    _text(paper)
    _square(paper, 1300, 300)
    assert "☐" in _lines(page_of(paper.pixels()), own)


def test_signs_that_are_typed_stay_signs(paper: Any, own: Engine, page_of: Callable[[Pixels], Page]) -> None:
    _text(paper)
    paper.write(150, 400, "Cấp bản sao: Có [x] Không [ ]", 13)
    assert not any("☐" in line or "☑" in line for line in _lines(page_of(paper.pixels()), own))
