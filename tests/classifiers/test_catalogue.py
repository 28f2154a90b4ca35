"""The whole catalogue at once: no paper is taken for another, and each has its example."""

from __future__ import annotations

import tomllib

import pytest

from classifiers.split import split
from domain.definition import DocumentType
from hoso.definitions import DEFINITIONS_ROOT, definitions_at
from tests.typed_pages import typed_page

CATALOGUE = definitions_at().catalogue
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM".center(100)
TITLES = [(kind, title) for kind in CATALOGUE.types for title in kind.recognise.titles]
ALSO_OF = {"CĂN CƯỚC CÔNG DÂN", "GIẤY CHỨNG MINH NHÂN DÂN", "CHỨNG MINH NHÂN DÂN"}
"""Titles that two kinds of cards share; their own tests stand among the traps."""


@pytest.mark.parametrize(
    ("kind", "title"),
    [pair for pair in TITLES if pair[1] not in ALSO_OF and pair[1].isupper()],
    ids=lambda value: value.id if isinstance(value, DocumentType) else None,
)
def test_every_title_over_its_own_labels_names_its_type(kind: DocumentType, title: str) -> None:
    body = "\n".join([*kind.recognise.needs[:1], *kind.recognise.markers[:3]])
    page = typed_page("\n".join([NATION, "", title.center(100), "", body]))
    assert [each.type for each in split([page], CATALOGUE)] == [kind.id]


def test_labels_that_many_forms_print_name_nothing() -> None:
    page = "Họ, chữ đệm, tên: A\nNgày sinh: B\nNơi cư trú: C\nDân tộc: E\nKính gửi: F"
    assert [each.type for each in split([typed_page(page)], CATALOGUE)] == ["unknown"]


def test_every_type_has_an_example() -> None:
    paths = (DEFINITIONS_ROOT / "examples").glob("*.toml")
    shown = {tomllib.loads(path.read_text(encoding="utf-8"))["type"] for path in paths}
    assert {kind.id for kind in CATALOGUE.types} <= shown
