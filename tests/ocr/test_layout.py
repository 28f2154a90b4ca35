"""Lines found on a page: what belongs together, what is kept apart, what is no writing."""

from __future__ import annotations

from typing import Any

import pytest

from ocr.ink import flatten
from ocr.layout import Layout, lay_out
from ocr.lines import PrintLine

Place = tuple[int, int, int, int]


def _layout(paper: Any) -> Layout:
    return lay_out(flatten(paper.pixels()))


def _line_at(layout: Layout, place: Place) -> PrintLine:
    """The only line whose middle lies in that place."""
    left, top, right, bottom = place
    found = [
        line
        for line in layout.lines
        if left <= (line.left + line.right) / 2 <= right and top <= (line.top + line.bottom) / 2 <= bottom
    ]
    assert len(found) == 1
    return found[0]


def _covers(line: PrintLine, place: Place, slack: int = 4) -> bool:
    left, top, right, bottom = place
    horizontal = abs(line.left - left) <= slack and abs(line.right - right) <= slack
    return horizontal and abs(line.top - top) <= slack and abs(line.bottom - bottom) <= slack


@pytest.mark.parametrize("size", [7, 10, 14, 28])
def test_a_line_holds_its_accents_and_points(paper: Any, size: int) -> None:
    place = paper.write(120, 300, "ẪM ỘT Ệ, nghị quyết: ẩn ữ.", size)
    assert _covers(_line_at(_layout(paper), place), place, slack=max(4, size // 4))


def test_small_and_large_print_share_a_page(paper: Any) -> None:
    places = [paper.write(100, 150, "GIẤY CHỨNG NHẬN", 26)]
    places += [paper.write(100, 300 + 24 * row, f"Dòng chữ nhỏ thứ {row} của thẻ", 7) for row in range(6)]
    layout = _layout(paper)
    assert all(_covers(_line_at(layout, place), place) for place in places)
    assert len(layout.lines) == len(places)


def test_two_columns_side_by_side_are_two_lines(paper: Any) -> None:
    left = paper.write(100, 150, "ỦY BAN NHÂN DÂN", 13)
    right = paper.write(left[2] + 48, 150, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13)
    layout = _layout(paper)
    assert _covers(_line_at(layout, left), left)
    assert _covers(_line_at(layout, right), right)


def test_wide_word_gaps_of_a_justified_line_are_no_columns(paper: Any) -> None:
    first = paper.write(100, 150, "được lưu giữ", 13)
    last = paper.write(first[2] + 26, 150, "tại trụ sở", 13)
    layout = _layout(paper)
    assert len(layout.lines) == 1
    assert _covers(layout.lines[0], (first[0], min(first[1], last[1]), last[2], max(first[3], last[3])))


def test_cells_of_a_table_stay_apart(paper: Any) -> None:
    for y in (200, 260, 320):
        paper.rule(100, y, 900, y)
    for x in (100, 320, 540, 900):
        paper.rule(x, 200, x, 320)
    places = [
        paper.write(x + 8, y, text)
        for y in (245, 305)
        for x, text in ((100, "Họ tên mẹ"), (320, "Số nhà 12"), (540, "Phường Mẫu"))
    ]
    layout = _layout(paper)
    assert len(layout.lines) == 6
    assert all(_covers(_line_at(layout, place), place) for place in places)


def test_a_figure_that_lost_its_middle_stays_on_its_line(paper: Any) -> None:
    before = paper.write(100, 300, "Thôn Mẫu", 13)
    figure = paper.write(before[2] + 14, 300, "2", 13)
    after = paper.write(figure[2] + 14, 300, "xã Ví Dụ", 13)
    foot = round(figure[3] - 0.25 * (figure[3] - figure[1]))
    paper.draw.rectangle((figure[0], foot - 5, figure[2], foot), fill="white")
    layout = _layout(paper)
    assert len(layout.lines) == 1
    assert _covers(layout.lines[0], (before[0], min(before[1], after[1]), after[2], max(before[3], after[3])))


def test_specks_before_a_line_are_none_of_it(paper: Any) -> None:
    line = paper.write(140, 300, "Xã Mẫu", 13)
    paper.draw.rectangle((112, line[1], 122, line[1] + 14), fill="black")
    assert _layout(paper).lines[0].left >= line[0] - 2


def test_leader_dots_are_no_writing_but_full_stops_are(paper: Any) -> None:
    label = paper.write(100, 300, "Họ và tên:")
    paper.dots(label[2] + 10, 1500, 300)
    stop = paper.write(100, 400, "Kết thúc.")
    layout = _layout(paper)
    assert len(layout.lines) == 2
    assert _covers(_line_at(layout, label), label)
    assert _covers(_line_at(layout, stop), stop)


def test_writing_on_leader_dots_is_one_line_without_them(paper: Any) -> None:
    paper.dots(100, 1500, 304)
    value = paper.write(400, 300, "Nguyễn Thị Mẫu")
    layout = _layout(paper)
    assert len(layout.lines) == 1
    assert _covers(layout.lines[0], value, slack=6)


def test_digits_in_boxes_are_read_without_the_boxes(paper: Any) -> None:
    side = 46
    for x in range(200, 200 + 13 * side, side):
        paper.rule(x, 300, x, 300 + side)
    for y in (300, 300 + side):
        paper.rule(200, y, 200 + 12 * side, y)
    for place, digit in enumerate("001099012345"):
        paper.write(200 + place * side + 14, 300 + 36, digit)
    layout = _layout(paper)
    ink = layout.grey.copy()
    ink[layout.removed > 0] = 255
    assert (ink[296:304, 190:780] > 150).all()
    assert (ink[308:338, 198:204] > 150).all()
    assert all(line.bottom - line.top < side for line in layout.lines)


def test_an_underline_goes_and_the_letters_on_it_stay(paper: Any) -> None:
    place = paper.write(200, 300, "Độc lập - Tự do - Hạnh phúc")
    paper.rule(place[0], 306, place[2], 306)
    layout = _layout(paper)
    below = [mark for mark in range(len(layout.marks)) if layout.marks.bottom[mark] > 300]
    assert below, "the dots under the letters and the tails are kept"
    assert len(layout.lines) == 1
    assert layout.marks.width.max() < 100


def test_specks_are_no_lines(paper: Any) -> None:
    for x, y in ((300, 200), (900, 700), (1500, 90), (40, 1100)):
        paper.draw.rectangle((x, y, x + 2, y + 2), fill="black")
    assert _layout(paper).lines == ()


def test_a_large_title_keeps_its_hooks_on_a_page_of_small_print(paper: Any) -> None:
    place = paper.write(400, 300, "SỔ HỘ KHẨU", 30)
    for row in range(12):
        paper.write(100, 420 + 40 * row, "Dòng chữ cỡ thường đứng dưới tên của quyển sổ này", 9)
    assert _covers(_line_at(_layout(paper), place), place, slack=6)


def test_a_colon_in_front_of_a_value_stands_on_its_line(paper: Any) -> None:
    colon = paper.write(600, 300, ":", 13)
    value = paper.write(colon[2] + 24, 300, "Nam", 13)
    line = _line_at(_layout(paper), (colon[0], value[1], value[2], value[3]))
    assert abs(line.left - colon[0]) <= 4


def test_a_leader_goes_and_small_print_beside_large_stays(paper: Any) -> None:
    for row in range(6):
        paper.write(100, 150 + 90 * row, "MỘT DÒNG CHỮ LỚN CỦA TRANG", 16)
    small = paper.write(900, 800, "nex sum aver cove nex sum aver cove", 7)
    paper.dots(100, 700, 900)
    layout = _layout(paper)
    assert layout.removed[896:902, 100:700].any()
    assert not layout.removed[small[1] : small[3], small[0] : small[2]].any()


def test_dashes_are_known_by_their_shape(paper: Any) -> None:
    paper.write(300, 300, "ỦY BAN NHÂN DÂN XÃ THỬ NGHIỆM", 13)
    paper.write(420, 340, "-------", 13)
    paper.write(300, 400, "Độc lập - Tự do", 13)
    for left, right in ((300, 800), (800, 1300)):
        paper.rule(left, 500, right, 500, right, 560, left, 560, left, 500)
        paper.write(left + 10, 540, "-", 13)
    paper.write(300, 700, "-", 13)
    layout = _layout(paper)
    assert sorted(len(row.marks) for row in layout.dashes) == [1, 1, 7]
    assert all(row.top < 600 for row in layout.dashes)
    assert len(layout.lines) == 2


def test_fibres_and_dots_are_no_dashes(paper: Any) -> None:
    paper.dots(300, 700, 300)
    for x in range(300, 700, 30):
        paper.draw.line((x, 500, x + 14, 506), fill="black", width=2)
    assert _layout(paper).dashes == ()
