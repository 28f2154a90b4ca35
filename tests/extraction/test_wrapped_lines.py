"""Which line under a value carries it on, as offices print cards, forms and lists."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.geometry import Box
from domain.text import Line, PageText
from extraction.extract import extract
from hoso.definitions import definitions_at
from tests.typed_pages import typed_page


def read(type_id: str, page: str | PageText) -> dict[str, str]:
    """The values of a typed paper of that type."""
    kind = definitions_at().catalogue.type_named(type_id)
    assert kind is not None
    text = typed_page(page) if isinstance(page, str) else page
    return {field.name: field.value for field in extract([text], kind)}


def test_a_card_s_label_that_has_its_day_claims_no_line_of_the_address_beside_it() -> None:
    found = read(
        "cccd_chip",
        """
Có giá trị đến: 12/12/2035        Nơi thường trú / Place of residence: 168/5 khu vực 3, An
Date of expiry:                   Mẫu, Ninh Kiều, Cần Thơ
""",
    )
    assert found["noi_thuong_tru"] == "168/5 khu vực 3, An Mẫu, Ninh Kiều, Cần Thơ"
    assert found["gia_tri_den"] == "2035-12-12"


def test_a_province_is_no_label_that_differs_by_a_letter() -> None:
    found = read("so_ho_khau", "Nơi thường trú: Xóm 5, xã Mẫu Khánh, huyện Ý Yên, tỉnh\nNam Định")
    assert found["noi_thuong_tru"] == "Xóm 5, xã Mẫu Khánh, huyện Ý Yên, tỉnh Nam Định"


def test_the_day_of_issue_under_an_address_is_not_of_it() -> None:
    page = """
Nơi cư trú/Address: P. Láng Mẫu, Q. Đống Đa,
TP. Hà Nội
Hà Nội, ngày/date 19 tháng/month 07 năm/year 2021
"""
    assert read("gplx", page)["noi_cu_tru"] == "P. Láng Mẫu, Q. Đống Đa, TP. Hà Nội"


def test_what_a_form_tells_in_brackets_under_a_text_is_not_of_it() -> None:
    page = "Kết luận: Đủ sức khỏe lái xe hạng B2\n(Đủ điều kiện / Không đủ điều kiện)"
    assert read("giay_kham_suc_khoe", page)["ket_luan"] == "Đủ sức khỏe lái xe hạng B2"


def test_a_class_of_licence_is_a_class() -> None:
    assert "hang" not in read("gplx", "Hạng                Ngày trúng tuyển")
    assert read("gplx", "Hạng/Class: B2, C")["hang"] == "B2, C"


def test_an_identity_paper_s_number_is_no_number_of_the_certificate() -> None:
    page = "8. Giấy CMND/CCCD/Hộ chiếu: Căn cước công dân Số: 036088000017"
    assert read("phieu_ly_lich_tu_phap", page)["so_dinh_danh"] == "036088000017"


@pytest.mark.parametrize(
    ("raw", "number"), [("DN 4)[01[01 234 56789", "DN4010123456789"), ("HS 4 01 0123400026", "HS 4 01 0123400026")]
)
def test_boxes_around_figures_are_none_of_an_insurance_number(raw: str, number: str) -> None:
    assert read("the_bhyt", f"Mã số: {raw}")["ma_so"] == number


LIST = """
11. Những thành viên trong hộ gia đình cùng thay đổi:
TT   Họ, chữ đệm và tên     Ngày, tháng, năm sinh    Giới tính   Số định danh cá nhân   Mối quan hệ với chủ hộ
     VŨ THỊ MẪU
1                            21/11/1990               Nữ          001190000012           Vợ
     ÁNH
2    TRẦN MẪU HUY            17/09/2015               Nam         001215000011           Con
     LÊ HOÀNG MẪU
3                            02/03/2018               Nữ          001318000015           Con
     AN
NGƯỜI KÊ KHAI
"""


def test_a_name_of_two_lines_about_the_middle_of_its_row_is_one_person() -> None:
    found = read("ct01", _centred(typed_page(LIST)))
    names = {key: value for key, value in found.items() if key.endswith("ho_ten")}
    assert names == {
        "thanh_vien.1.ho_ten": "VŨ THỊ MẪU ÁNH",
        "thanh_vien.2.ho_ten": "TRẦN MẪU HUY",
        "thanh_vien.3.ho_ten": "LÊ HOÀNG MẪU AN",
    }
    numbers = [found[f"thanh_vien.{row}.so_dinh_danh"] for row in (1, 2, 3)]
    assert numbers == ["001190000012", "001215000011", "001318000015"]


def _centred(page: PageText) -> PageText:
    """The same with the halves of a name drawn to the line between them, as in cells set in the middle."""
    return replace(page, lines=tuple(_drawn(line) for line in page.lines))


def _drawn(line: Line) -> Line:
    shift = {"VŨ": 0.45, "LÊ": 0.45, "ÁNH": -0.45, "AN": -0.45}.get(line.words[0].text, 0.0)
    down = shift * line.box.height

    def moved(box: Box) -> Box:
        return Box(box.left, box.top + down, box.right, box.bottom + down)

    return replace(line, words=tuple(replace(word, box=moved(word.box)) for word in line.words))
