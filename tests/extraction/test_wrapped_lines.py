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
    ("raw", "number"),
    [("DN 4)[01[01 234 56789", "DN4010123456789"), ("HS 4 01 0123400026", "HS 4 01 0123400026")],
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


@pytest.mark.parametrize("note", ["(1)", "(Đ", "(2", "(³)"])
def test_the_number_of_a_note_is_no_part_of_a_value(note: str) -> None:
    found = read("to_khai_khai_sinh", f"Kính gửi: {note} UBND phường Mẫu, thành phố Hà Nội")
    assert found["kinh_gui"] == "UBND phường Mẫu, thành phố Hà Nội"


def test_a_note_between_a_label_and_its_cell_parts_them_not() -> None:
    found = read(
        "to_khai_ket_hon",
        """
Thông tin               Bên nữ                             Bên nam
Họ, chữ đệm, tên        HUỲNH THỊ MẪU                      TRẦN MẪU LỘC
Nơi cư trú   (2)        Ấp Tân Mẫu, xã Tân Phước, tỉnh     Ấp 5, xã Mỹ Mẫu, tỉnh Đồng
                        Đồng Tháp                          Tháp
""",
    )
    assert found["vo.noi_cu_tru"] == "Ấp Tân Mẫu, xã Tân Phước, tỉnh Đồng Tháp"
    assert found["chong.noi_cu_tru"] == "Ấp 5, xã Mỹ Mẫu, tỉnh Đồng Tháp"


def test_the_words_of_a_date_stand_as_far_apart_as_its_blanks_are_wide() -> None:
    page = """
Đề nghị cơ quan đăng ký khai tử cho người có tên dưới đây:
Đã chết vào lúc: 03     giờ 15     phút, ngày 26     tháng 4     năm 2026
"""
    assert read("to_khai_khai_tu", page)["ngay_chet"] == "2026-04-26"


def test_the_day_of_a_death_is_not_that_of_the_paper() -> None:
    page = """
                                        Đại Mẫu, ngày 03 tháng 01 năm 2026
GIẤY BÁO TỬ
Đã chết vào lúc 04 giờ 20 phút, ngày 02 tháng 01 năm 2026
"""
    assert read("giay_bao_tu", page)["ngay_cap"] == "2026-01-03"


@pytest.mark.parametrize("name", ["H' Loan Niê", "H'Loan Niê", "Y Thiên Niê"])
def test_names_that_open_with_an_article_are_whole(name: str) -> None:
    assert read("to_khai_khai_sinh", f"Họ, chữ đệm, tên người yêu cầu: {name}") == {
        "nguoi_yeu_cau.ho_ten": name
    }


@pytest.mark.parametrize(
    ("printed", "relation"),
    [("Con ruột", "Con ruột"), ("Cháu họ", "Cháu họ"), ("Con c", "Con"), ("Vợ", "Vợ")],
)
def test_a_relation_goes_on_in_words_and_not_in_smudges(printed: str, relation: str) -> None:
    found = read("to_khai_khai_tu", f"Quan hệ với người đã chết: {printed}")
    assert found["quan_he"] == relation


def test_infirmaries_are_no_communes() -> None:
    page = "Nơi sinh: Trạm xá xã Mẫu Pằn, huyện Yên Châu, tỉnh Sơn La"
    assert read("giay_khai_sinh", page)["noi_sinh"] == "Trạm xá xã Mẫu Pằn, huyện Yên Châu, tỉnh Sơn La"


def test_a_line_that_begins_otherwise_is_no_label() -> None:
    page = """
III. NỘI DUNG ỦY QUYỀN:
Bên A ủy quyền cho Bên B thay mặt Bên A nộp hồ sơ
"""
    assert read("giay_uy_quyen", page)["noi_dung_uy_quyen"].startswith("Bên A ủy quyền cho Bên B")


def test_a_line_about_one_paper_has_no_two_numbers() -> None:
    kind = definitions_at().catalogue.type_named("giay_chung_nhan_ket_hon")
    assert kind is not None
    line = "Giấy tờ tùy thân: CCCD số 001098000017 do CMND số 012996430 cấp ngày 11/06/2022"
    found = extract([typed_page(f"Họ, chữ đệm, tên vợ: TRẦN THỊ MẪU\n{line}")], kind)
    said = {check.rule: check.ok for field in found for check in field.checks if "giay_to" in field.name}
    assert said["one_paper"] is False


def test_a_title_of_two_lines_is_one() -> None:
    page = f"""
{"HỢP ĐỒNG CHUYỂN NHƯỢNG QUYỀN SỬ DỤNG ĐẤT".center(100)}
{"VÀ TÀI SẢN GẮN LIỀN VỚI ĐẤT".center(100)}

Hôm nay, ngày 05 tháng 5 năm 2026, chúng tôi gồm có:
{"BÊN CHUYỂN NHƯỢNG (Bên A):".center(100)}
"""
    whole = "HỢP ĐỒNG CHUYỂN NHƯỢNG QUYỀN SỬ DỤNG ĐẤT VÀ TÀI SẢN GẮN LIỀN VỚI ĐẤT"
    assert read("hop_dong", page)["ten_hop_dong"] == whole


def test_words_of_a_value_that_a_label_has_with_a_capital_are_no_label() -> None:
    page = "đ) Mục đích sử dụng: Đất ở 300 m²; đất trồng cây lâu năm 945,5 m²"
    assert read("gcn_qsdd_2009", page)["muc_dich_su_dung"] == "Đất ở 300 m²; đất trồng cây lâu năm 945,5 m²"


def test_two_labels_of_one_field_share_no_name() -> None:
    found = read("giay_uy_quyen", "Nay tôi ủy quyền cho ông (bà): Quách Mẫu Hiệp\nSinh ngày: 03/01/1972")
    assert "Quách Mẫu Hiệp" in found.values()


def test_a_letter_s_subject_stands_behind_a_label_without_a_colon() -> None:
    page = "Số: 12/UBND-ĐC\nV/v hướng dẫn bổ sung hồ sơ cấp phép xây dựng"
    assert read("cong_van", page)["trich_yeu"] == "hướng dẫn bổ sung hồ sơ cấp phép xây dựng"
