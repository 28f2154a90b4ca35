"""Notes at a form's foot, which use the words of its labels."""

from __future__ import annotations

from extraction.footnotes import without_footnotes
from extraction.tokens import rows_of
from tests.typed_pages import typed_page


def _kept(page: str) -> list[str]:
    return [row.text for row in without_footnotes(rows_of([typed_page(page)]))]


def test_notes_are_left_out_and_who_signs_beside_them_is_not() -> None:
    page = """
Họ, chữ đệm, tên: Trần Mẫu Thử
Chú thích:                                                    Người khai
(1) Ghi rõ họ, chữ đệm, tên của người yêu cầu                 Trần Mẫu Thử
"""
    assert _kept(page) == ["Họ, chữ đệm, tên: Trần Mẫu Thử", "Người khai", "Trần Mẫu Thử"]


def test_a_first_note_may_stand_behind_the_heading() -> None:
    assert _kept("Chú thích: (1) Nơi cư trú: ghi theo thẻ") == []


def test_the_words_within_a_line_are_no_heading() -> None:
    line = "Chú thích ảnh và bản vẽ kèm theo đơn"
    assert _kept(f"{line}\nNơi cư trú: Hà Nội") == [line, "Nơi cư trú: Hà Nội"]


def test_notes_of_one_page_end_with_it() -> None:
    pages = [typed_page("Chú thích:\n(1) Nơi cư trú"), typed_page("Nơi cư trú: Hà Nội", 2)]
    assert [row.text for row in without_footnotes(rows_of(pages))] == ["Nơi cư trú: Hà Nội"]
