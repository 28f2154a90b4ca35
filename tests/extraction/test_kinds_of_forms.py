"""One kind of layout a test: forms that print the same fields in another way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.text import PageText
from extraction.extract import extract
from hoso.definitions import definitions_at
from tests.typed_pages import typed_page


def read(type_id: str, *pages: str) -> dict[str, str]:
    """The values of a typed paper of that type."""
    kind = definitions_at().catalogue.type_named(type_id)
    assert kind is not None
    texts: list[PageText] = [typed_page(page, number) for number, page in enumerate(pages, start=1)]
    return {field.name: field.value for field in extract(texts, kind)}


def test_a_value_under_its_label_is_that_labels_in_every_column() -> None:
    found = read(
        "xac_nhan_tinh_trang_hon_nhan",
        """
Họ, chữ đệm, tên                                        Giới tính
NGUYỄN MẪU AN                                           Nam

Ngày, tháng, năm sinh          Dân tộc                  Quốc tịch
05/03/1990                     Kinh                     Việt Nam
""",
    )
    assert found == {
        "ho_ten": "NGUYỄN MẪU AN",
        "gioi_tinh": "Nam",
        "ngay_sinh": "1990-03-05",
        "dan_toc": "Kinh",
        "quoc_tich": "Việt Nam",
    }


def test_an_unknown_label_ends_the_value_above_it() -> None:
    found = read(
        "giay_uy_quyen",
        """
BÊN ỦY QUYỀN
Họ và tên: NGUYỄN MẪU AN
Nơi cư trú: Số 1 phố Mẫu Thử, phường Ví Dụ,
thành phố Hà Nội
Đặc điểm riêng: không có
""",
    )
    assert found["ben_uy_quyen.noi_cu_tru"] == "Số 1 phố Mẫu Thử, phường Ví Dụ, thành phố Hà Nội"


def test_a_heading_in_capitals_ends_the_value_above_it() -> None:
    found = read("giay_khai_sinh", "Quê quán: Xã Mẫu Thử, tỉnh Ví Dụ\nPHẦN KHAI VỀ HỌ HÀNG\n")
    assert found["que_quan"] == "Xã Mẫu Thử, tỉnh Ví Dụ"


def test_fields_in_a_sentence_are_found_by_what_stands_beside_their_labels() -> None:
    found = read(
        "giay_uy_quyen",
        """
BÊN ỦY QUYỀN
Ông/Bà: NGUYỄN MẪU AN
Căn cước công dân số: 001090990018 do Cục Cảnh sát mẫu
về việc thử cấp ngày 05/03/2021
Thời hạn ủy quyền từ ngày 01/02/2026 đến ngày 01/08/2026.
Số chứng thực 381 quyển số 03/2026 - SCT/CK,ĐC
""",
    )
    assert found["ben_uy_quyen.so_dinh_danh"] == "001090990018"
    assert found["ben_uy_quyen.noi_cap"] == "Cục Cảnh sát mẫu về việc thử"
    assert found["ben_uy_quyen.ngay_cap"] == "2021-03-05"
    assert (found["tu_ngay"], found["den_ngay"]) == ("2026-02-01", "2026-08-01")
    assert (found["so_chung_thuc"], found["quyen_so"]) == ("381", "03/2026 - SCT/CK,ĐC")


def test_a_sentence_that_leads_to_a_value_is_no_part_of_it() -> None:
    found = read(
        "giay_uy_quyen",
        """
NỘI DUNG ỦY QUYỀN
Người nhận được thay mặt tôi làm công việc sau đây:
Nộp hồ sơ và nhận kết quả
ĐIỀU 2. KHÁC
""",
    )
    assert found["noi_dung_uy_quyen"] == "Nộp hồ sơ và nhận kết quả"


@pytest.mark.parametrize(
    "line",
    [
        "Tên hộ kinh doanh: (ghi bằng chữ in hoa) TIỆM MAY MẪU",
        "Tên hộ kinh doanh (ghi bằng chữ in hoa): TIỆM MAY MẪU",
        "1. Tên hộ kinh doanh viết bằng tiếng Việt (bằng chữ in hoa): TIỆM MAY MẪU",
    ],
)
def test_instructions_between_label_and_value_are_left_out(line: str) -> None:
    assert read("gcn_ho_kinh_doanh", line)["ten_ho_kinh_doanh"] == "TIỆM MAY MẪU"


def test_an_explanation_in_brackets_holds_no_labels() -> None:
    found = read(
        "giay_chung_nhan_ket_hon",
        "Họ và tên vợ: LÊ MẪU BÌNH\nGiấy tờ tùy thân (loại, số, nơi cấp): CCCD số 001",
    )
    assert found["vo.giay_to_tuy_than"] == "CCCD số 001"


def test_the_name_under_the_applicants_is_the_childs() -> None:
    found = read(
        "to_khai_khai_sinh",
        """
I. NGƯỜI YÊU CẦU
Họ và tên: NGUYỄN MẪU BÌNH
Nơi ở hiện nay: Số 1 phố Mẫu Thử
II. NGƯỜI ĐƯỢC KHAI SINH
Họ và tên: NGUYỄN MẪU AN
""",
    )
    assert found["nguoi_yeu_cau.ho_ten"] == "NGUYỄN MẪU BÌNH"
    assert found["ho_ten"] == "NGUYỄN MẪU AN"


def test_one_label_serves_both_columns_of_a_table_whatever_follows_it() -> None:
    found = read(
        "to_khai_khai_sinh",
        """
                           Người mẹ                      Người cha
Họ, chữ đệm và tên         LÊ MẪU BÌNH                   NGUYỄN MẪU CƯỜNG
Năm sinh                   1990                          1988
Nơi cư trú                 Số 1 phố Mẫu Thử,             Số 2 phố Ví Dụ,
                           phường Thử                    phường Dụ

                                             Làm tại: Hà Nội, ngày 05 tháng 3 năm 2026
""",
    )
    assert (found["me.ho_ten"], found["cha.ho_ten"]) == ("LÊ MẪU BÌNH", "NGUYỄN MẪU CƯỜNG")
    assert (found["me.nam_sinh"], found["cha.nam_sinh"]) == ("1990", "1988")
    assert found["me.noi_cu_tru"] == "Số 1 phố Mẫu Thử, phường Thử"
    assert found["cha.noi_cu_tru"] == "Số 2 phố Ví Dụ, phường Dụ"


def test_a_book_may_list_its_members_in_a_table_that_ends_with_the_text_under_it() -> None:
    found = read(
        "so_ho_khau",
        """
Họ tên chủ hộ: NGUYỄN MẪU AN

TT   Họ và tên            Quan hệ    Ngày sinh      Giới tính
1    Nguyễn Mẫu An        Chủ hộ     05/03/1980     Nam
2    Lê Mẫu               Vợ         06/04/1982     Nữ
     Bình
                                             Mẫu Thử, ngày 05 tháng 3 năm 2010
""",
    )
    assert found["thanh_vien.1.quan_he"] == "Chủ hộ"
    assert found["thanh_vien.2.ho_ten"] == "Lê Mẫu Bình"
    assert "thanh_vien.3.ho_ten" not in found
    assert found["ngay_cap"] == "2010-03-05"


def test_owners_are_known_by_their_title_and_a_family_name() -> None:
    found = read(
        "gcn_qsdd_2009",
        """
Ông NGUYỄN MẪU AN
Sinh năm 1970, CMND số 010998479
Địa chỉ thường trú: Số 1 phố
Bà Huyện Mẫu, phường Thử
và vợ là bà: LÊ MẪU BÌNH
""",
    )
    assert found["chu_su_dung.1.ho_ten"] == "NGUYỄN MẪU AN"
    assert found["chu_su_dung.1.so_giay_to"] == "010998479"
    assert found["chu_su_dung.1.dia_chi"] == "Số 1 phố Bà Huyện Mẫu, phường Thử"
    assert found["chu_su_dung.2.ho_ten"] == "LÊ MẪU BÌNH"


def test_a_relation_may_be_what_is_a_label_elsewhere() -> None:
    assert read("ct07", "13. Quan hệ với chủ hộ: Chủ hộ")["quan_he_chu_ho"] == "Chủ hộ"


def test_a_title_over_two_lines_is_no_label() -> None:
    found = read(
        "xac_nhan_tinh_trang_hon_nhan",
        "GIẤY XÁC NHẬN\nTÌNH TRẠNG HÔN NHÂN\nỦY BAN MẪU\nTình trạng hôn nhân: Chưa đăng ký kết hôn với ai",
    )
    assert found["tinh_trang_hon_nhan"] == "Chưa đăng ký kết hôn với ai"


@pytest.mark.parametrize(
    ("head", "agency"),
    [
        ("ỦY BAN NHÂN DÂN XÃ\nTRƯỜNG THỊNH", "ỦY BAN NHÂN DÂN XÃ TRƯỜNG THỊNH"),
        ("THÀNH PHỐ HÀ NỘI\nỦY BAN NHÂN DÂN PHƯỜNG MẪU", "ỦY BAN NHÂN DÂN PHƯỜNG MẪU"),
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI\nSỞ TƯ PHÁP", "SỞ TƯ PHÁP"),
        ("ỦY BAN NHÂN DÂN XÃ MẪU CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTHỬ", "ỦY BAN NHÂN DÂN XÃ MẪU THỬ"),
    ],
)
def test_an_agencys_name_may_go_on_under_itself(head: str, agency: str) -> None:
    assert read("quyet_dinh", head)["co_quan_ban_hanh"] == agency


def test_a_semicolon_between_labels_may_be_read_as_a_colon() -> None:
    found = read(
        "giay_khai_sinh",
        """
Họ, chữ đệm, tên người mẹ         TRẦN THỊ MẪU
Dân tộc: Quốc tịch của mẹ         Tày; Việt Nam
""",
    )
    assert (found["me.dan_toc"], found["me.quoc_tich"]) == ("Tày", "Việt Nam")


def test_a_line_under_its_label_goes_on_past_the_labels_end() -> None:
    found = read("ct07", "9. Nơi thường trú:\nThôn Mẫu,   xã Yên Mỹ,   thành phố Hà Nội\n10. Nơi tạm trú:")
    assert found["noi_thuong_tru"] == "Thôn Mẫu, xã Yên Mỹ, thành phố Hà Nội"


def test_a_rank_is_no_part_of_a_signers_name() -> None:
    indent = " " * 45
    page = "\n".join(
        ("Quê quán: Mẫu", *[""] * 20, f"{indent}TRƯỞNG CÔNG AN", "", f"{indent}Trung tá Nguyễn Mẫu An")
    )
    assert read("ct07", page)["nguoi_ky"] == "Nguyễn Mẫu An"


def test_a_member_whose_name_was_not_read_keeps_the_row_and_gives_it_to_nobody_else() -> None:
    found = read(
        "ct01",
        """
11. Những thành viên trong hộ gia đình cùng thay đổi:
TT   Họ, chữ đệm và tên     Ngày, tháng, năm sinh   Giới tính   Số định danh cá nhân   Mối quan hệ với chủ hộ
1                           01/12/1995              Nữ          001195000015           Vợ
2    Nguyễn Mẫu An          05/03/2025              Nữ          001325000017           Con
3                           07/08/2020              Nam         001220000016           Con
""",
    )
    assert found["thanh_vien.1.ngay_sinh"] == "1995-12-01"
    assert "thanh_vien.1.ho_ten" not in found
    assert found["thanh_vien.2.ho_ten"] == "Nguyễn Mẫu An"
    assert found["thanh_vien.2.ngay_sinh"] == "2025-03-05"
    assert (found["thanh_vien.3.gioi_tinh"], found["thanh_vien.3.quan_he"]) == ("Nam", "Con")


def test_the_rest_of_a_name_in_capitals_without_marks_carries_it_on() -> None:
    """The line over it is twice as high by its marks and leans."""
    kind = definitions_at().catalogue.type_named("giay_chung_nhan_ket_hon")
    assert kind is not None
    page = typed_page("Họ, chữ đệm, tên chồng: NGUYỄN GIA MẪU\nMINH\nNgày, tháng, năm sinh: 10/04/1979")
    first, rest, last = page.lines
    low = tuple(
        replace(each, box=replace(each.box, left=0.0, top=each.box.bottom - 0.45 * each.box.height))
        for each in rest.words
    )
    texts = [replace(page, lines=(first, replace(rest, words=low), last))]
    assert {each.name: each.value for each in extract(texts, kind)}["chong.ho_ten"] == "NGUYỄN GIA MẪU MINH"


def test_a_number_close_before_a_name_is_the_rows() -> None:
    found = read(
        "ct07",
        """
TT    Họ, chữ đệm và tên     Ngày sinh      Giới tính
1 Trần Thị Mẫu               04/03/1992     Nữ
2 Đỗ Mẫu Ngọc                10/10/1968     Nữ
""",
    )
    assert (found["thanh_vien.1.ho_ten"], found["thanh_vien.2.ho_ten"]) == ("Trần Thị Mẫu", "Đỗ Mẫu Ngọc")


def test_a_districts_name_is_no_heading_of_a_spouse() -> None:
    found = read(
        "giay_chung_nhan_ket_hon", "Nơi đăng ký: UBND xã Trung Hòa, huyện\nChương Mỹ, thành phố Hà Nội"
    )
    assert found["noi_dang_ky"] == "UBND xã Trung Hòa, huyện Chương Mỹ, thành phố Hà Nội"
