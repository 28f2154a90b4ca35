"""The printed numbers of a list's rows prove that all of them were found, or that one is missing."""

from __future__ import annotations

import pytest

from domain.document import Field
from extraction.extract import extract
from hoso.definitions import definitions_at
from tests.typed_pages import typed_page

HEAD = """
TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ
1. Họ, chữ đệm và tên: NGUYỄN MẪU AN
11. Những thành viên trong hộ gia đình cùng thay đổi:
TT   Họ, chữ đệm và tên     Ngày, tháng, năm sinh    Giới tính   Số định danh cá nhân   Mối quan hệ với chủ hộ
"""
ROWS = (
    "1    NGUYỄN MẪU BÌNH         15/03/1990               Nam         001090000018           Chồng",
    "2    TRẦN THỊ MẪU CÚC        02/09/1992               Nữ          001192000019           Vợ",
    "3    NGUYỄN MẪU DUNG         07/11/2015               Nữ          001315000017           Con",
)
FOOT = "NGƯỜI KÊ KHAI"


def members(*rows: str) -> list[Field]:
    kind = definitions_at().catalogue.type_named("ct01")
    assert kind is not None
    page = typed_page("\n".join((HEAD.strip("\n"), *rows, "", "", FOOT)))
    return [field for field in extract([page], kind) if field.name.startswith("thanh_vien.")]


def counted(*rows: str) -> set[bool]:
    """What the rows' numbers say, on every value of the list alike."""
    found = members(*rows)
    said = [{check.ok for check in field.checks if check.rule == "rows_counted"} for field in found]
    assert all(each == said[0] for each in said)
    return said[0]


def test_rows_as_many_as_numbered_are_all() -> None:
    assert {field.name.split(".")[1] for field in members(*ROWS)} == {"1", "2", "3"}
    assert counted(*ROWS) == {True}


def test_a_row_of_which_only_the_number_was_read_is_missing() -> None:
    assert counted(ROWS[0], "2", ROWS[2]) == {False}


def test_a_number_that_was_passed_over_is_missing() -> None:
    assert counted(ROWS[0], ROWS[2]) == {False}


@pytest.mark.parametrize(
    "rows",
    [
        tuple(row.replace(row[0], " ", 1) for row in ROWS),
        (ROWS[0], " " + ROWS[1][1:], " " + ROWS[2][1:]),
        (ROWS[0], "1" + ROWS[1][1:], ROWS[2]),
        (ROWS[0], ROWS[1], " " + ROWS[2][1:]),
    ],
    ids=["no numbers", "one number", "a number misread", "the last one lost"],
)
def test_numbers_that_prove_nothing_say_nothing(rows: tuple[str, ...]) -> None:
    assert counted(*rows) == set()


def test_the_first_number_may_be_lost() -> None:
    assert counted(" " + ROWS[0][1:], ROWS[1], ROWS[2]) == {True}


def test_a_list_that_carries_on_from_another_page_begins_later() -> None:
    later = [f"{number}{row[1:]}" for number, row in zip("789", ROWS, strict=True)]
    assert counted(*later) == {True}


def test_a_power_is_no_number_of_a_row() -> None:
    found = members(ROWS[0], "²" + ROWS[1][1:], ROWS[2])
    assert {field.name.split(".")[1] for field in found} >= {"1", "2"}
