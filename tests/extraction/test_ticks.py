"""Checkboxes in the text of a value: what stands at the ticked ones, and nothing where none is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.document import Field
from domain.opinion import PageOpinion, Tagged
from domain.text import Line, PageText, Word
from extraction.belief import belief_in
from extraction.extract import extract
from extraction.values import VALUE_TYPES
from extraction.values.ticks import ticked_text
from hoso.definitions import definitions_at
from tests.typed_pages import typed_page

HEAD = """TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ
1. Họ, chữ đệm và tên: NGUYỄN MẪU AN
"""


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("☐ Nam ☑ Nữ", "Nữ"),
        ("☒ Nam ☐ Nữ", "Nam"),
        ("Nam ☐ Nữ ☑", "Nữ"),
        (": Nam ☑ / Nữ ☐.", "Nam"),
        ("[x] Có [ ] Không", "Có"),
        ("Có [ ] Không [X]", "Không"),
        ("□ Có ✓ Không", "Không"),
        ("(đánh dấu vào ô) ☐ Nam ☑ Nữ", "Nữ"),
        ("Nam ☐ Nữ ☑ (đánh dấu vào ô)", "Nữ"),
        ("☐ Chưa có vợ ☑ Đã ly hôn, chưa kết hôn lại", "Đã ly hôn, chưa kết hôn lại"),
        ("☑ Nhập khẩu ☐ Tách hộ ☑ Xóa đăng ký", "Nhập khẩu; Xóa đăng ký"),
        ("☐ Nam ☐ Nữ", None),
        ("Nam ☐ Nữ ☐", None),
        ("☑", None),
        ("Nam ☑ Nữ", None),  # the first or the last box was lost
        ("☐ Nam ☑", None),
        ("không có ô nào", "không có ô nào"),
        ("Số 3 [2] ngõ 10", "Số 3 [2] ngõ 10"),
    ],
)
def test_what_stands_at_the_ticked_boxes(raw: str, text: str | None) -> None:
    assert ticked_text(raw) == text


@pytest.mark.parametrize(
    ("value_type", "raw", "value"),
    [
        ("sex", "Nam [x] Nữ [ ]", "Nam"),
        ("sex", "Nam Nữ x", "Nữ"),
        ("sex", "☑ Nam ☑ Nữ", None),
        ("nationality", "☑ Việt Nam ☐ Khác", "Việt Nam"),
        ("ethnicity", "☐ Kinh ☑ Tày", "Tày"),
        ("count", "☐ 02 ☑ 05", "05"),
        ("text", "☐ Có ☑ Không", "Không"),
        ("text", "☐ Có ☐ Không", None),
    ],
)
def test_a_value_type_reads_what_is_ticked(value_type: str, raw: str, value: str | None) -> None:
    parsed = VALUE_TYPES[value_type](raw)
    assert (parsed.value if parsed else None) == value


@pytest.mark.parametrize(
    ("raw", "certainty"), [("☑ Có", 0.5), ("Có ☑", 0.5), ("☑ Có ☐ Không", 1.0), ("Có", 1.0)]
)
def test_a_lone_box_may_be_one_of_several(raw: str, certainty: float) -> None:
    parsed = VALUE_TYPES["text"](raw)
    assert parsed is not None
    assert parsed.certainty == certainty


def _fields(text: PageText, type_id: str = "ct01") -> dict[str, Field]:
    kind = definitions_at().catalogue.type_named(type_id)
    assert kind is not None
    return {field.name: field for field in extract([text], kind)}


@pytest.mark.parametrize(
    "printed",
    [
        "3. Giới tính: ☐ Nam ☑ Nữ",
        "3. Giới tính: Nam ☐ Nữ ☑",
        "Giới tính ☐ Nam ☑ Nữ",
        "2. Ngày, tháng, năm sinh: 12/08/1997   3. Giới tính: ☐ Nam ☑ Nữ",
        "3. Giới tính:   ☐ Nam   ☑ Nữ",
        "3. Giới tính: ☐ Nam\n              ☑ Nữ",
        "3. Giới tính\n☐ Nam ☑ Nữ",
        "3. Giới tính: ☐ Nam ☑ Nữ   4. Số định danh cá nhân: 002197000011",
    ],
)
def test_a_ticked_sex_wherever_its_label_stands(printed: str) -> None:
    fields = _fields(typed_page(f"{HEAD}{printed}\n5. Số điện thoại liên hệ: 0990012345"))
    assert fields["gioi_tinh"].value == "Nữ"
    assert fields["gioi_tinh"].raw.split() in (["☐", "Nam", "☑", "Nữ"], ["Nam", "☐", "Nữ", "☑"])
    assert fields["so_dien_thoai"].value == "0990012345"


def test_where_nothing_is_ticked_there_is_no_value() -> None:
    assert "gioi_tinh" not in _fields(typed_page(f"{HEAD}3. Giới tính: ☐ Nam ☐ Nữ"))


def _doubted(word: Word) -> Word:
    return replace(word, confidence=0.5) if word.text == "☑" else word


def test_a_doubtful_box_makes_the_value_doubtful() -> None:
    sure = typed_page(f"{HEAD}3. Giới tính: ☐ Nam ☑ Nữ")
    lines = [Line(tuple(map(_doubted, line.words))) for line in sure.lines]
    doubtful = PageText(1, 0, sure.width, sure.height, tuple(lines), (), "typed")
    assert _fields(doubtful)["gioi_tinh"].confidence < 0.8 < _fields(sure)["gioi_tinh"].confidence


def test_a_ticked_cell_of_a_list() -> None:
    page = typed_page("""TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ
TT   Họ, chữ đệm và tên   Ngày, tháng, năm sinh   Giới tính           Quan hệ với chủ hộ
1    NGUYỄN MẪU AN        12/08/1997              ☐ Nam ☑ Nữ          Con
2    NGUYỄN MẪU BÌNH      01/02/2001              ☑ Nam ☐ Nữ          Con
""")
    fields = _fields(page)
    assert [fields[f"thanh_vien.{row}.gioi_tinh"].value for row in (1, 2)] == ["Nữ", "Nam"]


@pytest.mark.parametrize(("printed", "value"), [("☐ Nam ☑ Nữ", "Nữ"), ("☐ Nam ☐ Nữ", None)])
def test_the_layout_model_does_not_choose_among_what_is_offered(printed: str, value: str | None) -> None:
    page = typed_page(f"{HEAD}3. Giới tính: {printed}")
    words = [word for line in page.lines for word in line.words]
    tagged = tuple(Tagged(word, {"gioi_tinh": 0.99} if word.text == "Nam" else {}) for word in words)
    belief = belief_in([page], {1: _opinion(tagged)}, frozenset({"gioi_tinh"}), None)
    kind = definitions_at().catalogue.type_named("ct01")
    assert kind is not None
    found = {field.name: field.value for field in extract([page], kind, belief=belief)}
    assert found.get("gioi_tinh") == value


def _opinion(words: tuple[Tagged, ...]) -> PageOpinion:
    return PageOpinion(1, {"ct01": 1.0}, 1.0, words)
