"""Photographs: lines that lean, more and more from the top of the page to its foot."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.geometry import Box
from domain.text import Line, PageText, Word
from extraction.extract import extract
from extraction.lean import LEVEL, lean_of
from hoso.definitions import definitions_at
from tests.typed_pages import typed_page

FORM = """
Họ, chữ đệm, tên                    NGUYỄN MẪU AN
Ngày, tháng, năm sinh               05/03/2020
Giới tính                           Nam
Nơi sinh                            Trạm Y tế xã Mẫu Thử, Hà Nội
Quê quán                            Xã Ví Dụ, tỉnh Hà Nam
Họ, chữ đệm, tên người mẹ           LÊ MẪU BÌNH
Nơi cư trú của mẹ                   Số 1 phố Mẫu Thử, thành phố Hà Nội
Họ, chữ đệm, tên người cha          TRẦN MẪU CƯỜNG
Nơi cư trú của cha                  Số 2 phố Ví Dụ, thành phố Hà Nội
"""


def leaning(text: PageText, fall: float, more: float) -> PageText:
    """The page with lines that fall over its width by ``fall`` and by ``more`` further down."""

    def moved(word: Word) -> Word:
        x, y = word.box.middle
        drop = (fall + more * (y - 0.5)) * (x - 0.5)
        return replace(word, box=replace(word.box, top=word.box.top + drop, bottom=word.box.bottom + drop))

    lines = tuple(Line(tuple(moved(word) for word in line.words)) for line in text.lines)
    return replace(text, lines=lines)


def fields(text: PageText) -> dict[str, str]:
    kind = definitions_at().catalogue.type_named("giay_khai_sinh")
    assert kind is not None
    return {field.name: field.value for field in extract([text], kind)}


@pytest.mark.parametrize(("fall", "more"), [(0.05, 0.0), (-0.06, 0.0), (0.02, 0.08), (-0.03, -0.06)])
def test_a_leaning_page_says_what_it_says_upright(fall: float, more: float) -> None:
    upright = typed_page(FORM)
    assert fields(leaning(upright, fall, more)) == fields(upright)
    assert fields(upright)["que_quan"] == "Xã Ví Dụ, tỉnh Hà Nam"


def test_a_value_is_shown_where_it_stands_on_the_page() -> None:
    page = leaning(typed_page(FORM), 0.05, 0.0)
    kind = definitions_at().catalogue.type_named("giay_khai_sinh")
    assert kind is not None
    name = next(field for field in extract([page], kind) if field.name == "ho_ten")
    words = [word.box for line in page.lines for word in line.words if word.text in ("NGUYỄN", "MẪU", "AN")]
    assert name.provenance.box is not None
    assert name.provenance.box.top == pytest.approx(min(box.top for box in words[:3]))


def test_a_few_lines_tell_no_lean() -> None:
    word = Word("Mẫu", Box(0.1, 0.1, 0.2, 0.12), 0.9)
    assert lean_of([[word]] * 9) == LEVEL
    assert LEVEL.levelled(word.box) == word.box
