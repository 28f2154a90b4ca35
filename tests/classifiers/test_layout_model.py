"""The shipped layout model: what it says of typed pages, and what it must never depend on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from classifiers.layout_model import STRETCH, LayoutModel, load_layout_model
from domain.document import UNKNOWN_TYPE
from domain.text import Line, PageText
from hoso.definitions import definitions_at
from tests.typed_pages import typed_page

BIRTH = """
                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                         Độc lập - Tự do - Hạnh phúc

                              GIẤY KHAI SINH

Họ, chữ đệm, tên: LÝ THỊ MẪU
Ngày, tháng, năm sinh: 12/03/2024
Giới tính: Nữ      Dân tộc: Kinh      Quốc tịch: Việt Nam
Nơi sinh: Bệnh viện Mẫu, phường Láng, thành phố Hà Nội
Quê quán: phường Láng, thành phố Hà Nội
Họ, chữ đệm, tên người mẹ: TRẦN THỊ THỬ
Họ, chữ đệm, tên người cha: LÝ VĂN MẪU
"""


@pytest.fixture(scope="module")
def model() -> LayoutModel:
    return load_layout_model()


@pytest.fixture(scope="module")
def page() -> PageText:
    return _typed(BIRTH)


def _typed(text: str) -> PageText:
    """With three rows of the page to a line, as a certificate fills its page."""
    return typed_page(text.replace("\n", "\n\n\n"), 1)


def test_a_certificate_is_known_and_begins(model: LayoutModel, page: PageText) -> None:
    opinion = model.opinion(page)
    assert opinion is not None
    assert max(opinion.types, key=lambda name: opinion.types[name]) == "giay_khai_sinh"
    assert opinion.first > 0.9
    assert sum(opinion.types.values()) == pytest.approx(1, abs=0.01)


def test_every_word_keeps_its_place_and_values_get_their_field(model: LayoutModel, page: PageText) -> None:
    opinion = model.opinion(page)
    assert opinion is not None
    assert [each.word for each in opinion.words] == [word for line in page.lines for word in line.words]
    day = next(each for each in opinion.words if each.word.text == "12/03/2024")
    assert max(day.tags, key=lambda name: day.tags[name]) == "ngay_sinh"
    label = next(each for each in opinion.words if each.word.text == "tháng,")
    assert not any(share > 0.5 for share in label.tags.values())


def test_a_page_without_words_has_no_opinion(model: LayoutModel, page: PageText) -> None:
    assert model.opinion(replace(page, lines=())) is None
    assert model.opinions([replace(page, lines=())]) == {}


def test_a_page_longer_than_a_stretch_keeps_all_its_words(model: LayoutModel, page: PageText) -> None:
    lines = tuple(Line(line.words) for _ in range(8) for line in page.lines)
    opinion = model.opinion(replace(page, lines=lines))
    assert opinion is not None
    assert len(opinion.words) == sum(len(line.words) for line in lines) > STRETCH


def test_the_figures_of_a_value_do_not_show(model: LayoutModel, page: PageText) -> None:
    other = _typed(BIRTH.replace("12/03/2024", "25/11/2019"))
    first, second = model.opinion(page), model.opinion(other)
    assert first is not None
    assert second is not None
    assert first.types == second.types
    assert [each.tags for each in first.words] == [each.tags for each in second.words]


def test_it_knows_all_types_and_fields_that_were_defined_when_it_was_taught(model: LayoutModel) -> None:
    defined = {each.id for each in definitions_at().catalogue.types}
    assert {UNKNOWN_TYPE} < set(model.types) <= defined | {UNKNOWN_TYPE}
    assert model.tags[0] == ""
