"""Papers as other offices print them: heads of two lines, a book's next member, labels of other things."""

from __future__ import annotations

import pytest

from extraction.extract import extract
from extraction.soundness import is_sound
from extraction.spelling import mend_address, mend_identity
from hoso.definitions import definitions_at
from tests.typed_pages import typed_page


def read(type_id: str, *pages: str) -> dict[str, str]:
    """The values of a typed paper of that type."""
    kind = definitions_at().catalogue.type_named(type_id)
    assert kind is not None
    texts = [typed_page(page, number) for number, page in enumerate(pages, start=1)]
    return {field.name: field.value for field in extract(texts, kind)}


def test_heads_of_two_lines_are_no_member() -> None:
    found = read(
        "ct01",
        """
TT    Họ, chữ đệm      Ngày, tháng,    Giới     Số định danh    Mối quan hệ
      và tên           năm sinh        tính     cá nhân         với chủ hộ
1     Trần Mẫu An      05/02/2026      Nam      001226003182    Cháu
2     Trần Mẫu Khang   16/08/2022      Nam      001222010934    Con
""",
    )
    members = [found.get(f"thanh_vien.{number}.ho_ten") for number in (1, 2, 3)]
    assert members == ["Trần Mẫu An", "Trần Mẫu Khang", None]
    assert [found[f"thanh_vien.{number}.quan_he"] for number in (1, 2)] == ["Cháu", "Con"]


def test_what_stands_first_on_a_book_s_next_page_is_the_next_member_s() -> None:
    head = "SỔ HỘ KHẨU\nHọ và tên: NGUYỄN MẪU AN\nNgày, tháng, năm sinh: 05/03/1960\nGiới tính: Nam"
    wife = "Quan hệ với chủ hộ: Vợ\nHọ và tên: TRẦN THỊ MẪU\nNgày, tháng, năm sinh: 06/04/1962"
    child = "Quan hệ với chủ hộ: Con\nHọ và tên: NGUYỄN MẪU BÌNH\nNgày, tháng, năm sinh: 07/05/1990"
    found = read("so_ho_khau", head, wife, child)
    told = {number: found.get(f"thanh_vien.{number}.quan_he") for number in (1, 2, 3)}
    assert told == {1: None, 2: "Vợ", 3: "Con"}


def test_the_applicant_s_birth_is_not_the_child_s() -> None:
    found = read(
        "to_khai_khai_sinh",
        """
Họ, chữ đệm, tên người yêu cầu: Trần Thị Mẫu
Ngày, tháng, năm sinh: 12/04/1998
Nơi cư trú: Thôn Mẫu, xã Mẫu, thành phố Hà Nội
Đề nghị cơ quan đăng ký khai sinh cho người dưới đây:
Họ, chữ đệm, tên: NGUYỄN MẪU AN
Ngày, tháng, năm sinh: 03/05/2026
""",
    )
    assert found["ngay_sinh"] == "2026-05-03"


def test_a_form_s_number_is_not_the_paper_s() -> None:
    assert read("giay_chung_sinh", "Mẫu số: CS-01\nSố: 214")["so_giay_to"] == "214"


def test_where_somebody_signs_the_form_s_hint_is_no_name() -> None:
    found = read("giay_khai_sinh", "Người đi khai sinh: (Ký, ghi rõ họ tên)")
    assert "nguoi_di_khai_sinh" not in found


@pytest.mark.parametrize(
    "line",
    [
        "CMND số 050811476 do Công an tỉnh Sơn La cấp ngày 14/10/2011",
        "CMND số 050811476 do Công an Hà Tây cấp ngày 14/10/2001",
    ],
)
def test_who_issued_a_paper_is_not_made_a_ministry(line: str) -> None:
    assert mend_identity(line) == line


@pytest.mark.parametrize("office", ["Đại sứ quán Việt Nam tại Cộng hòa Séc", "Tổng Lãnh sự quán Việt Nam"])
def test_an_embassy_is_no_district(office: str) -> None:
    assert mend_address(office) == office


CARD = "CĂN CƯỚC CÔNG DÂN\nHọ và tên / Full name: TRẦN MẪU AN"


def test_an_address_goes_on_behind_a_card_s_last_day() -> None:
    joined = "Có giá trị đến: 09/11/2045 Mẫu Thành, Thanh Hóa, Thanh Hóa"
    found = read("cccd_chip", f"{CARD}\n{' ' * 28}Nơi thường trú / Place of residence: Tổ 5,\n{joined}")
    assert found["noi_thuong_tru"] == "Tổ 5, Mẫu Thành, Thanh Hóa, Thanh Hóa"
    assert found["gia_tri_den"] == "2045-11-09"


def test_a_label_over_its_day_claims_no_line_beside_it() -> None:
    found = read(
        "cmnd_12",
        """
                    Nơi thường trú: Khu tập thể Mẫu,
Có giá trị đến:     Nam Đồng, Đống Đa, Hà Nội
23/06/2034
""",
    )
    assert found["noi_thuong_tru"] == "Khu tập thể Mẫu, Nam Đồng, Đống Đa, Hà Nội"


def test_a_machine_readable_zone_beside_a_front_is_no_place() -> None:
    zone = "IDVNM0900000180001090000018<<2"
    front = f"{CARD}\nQuê quán / Place of origin:"
    found = read("cccd_chip", f"{front}{' ' * 20}{zone}\nMẫu Yên, Ý Yên, Nam Định")
    assert found["que_quan"] == "Mẫu Yên, Ý Yên, Nam Định"


def test_a_line_that_opens_with_a_unit_s_letter_goes_on_with_an_address() -> None:
    found = read("gplx", "Nơi cư trú / Address: P. Mẫu Châu, TP. Hải Dương,\nT. Hải Dương")
    assert found["noi_cu_tru"] == "P. Mẫu Châu, TP. Hải Dương, T. Hải Dương"


@pytest.mark.parametrize(
    ("printed", "value"), [("TC-05", "TC-05"), ("số 12", "12"), ("6H-II-24", "6H-II-24")]
)
def test_a_map_sheet_keeps_its_letters(printed: str, value: str) -> None:
    assert read("gcn_qsdd_do", f"Tờ bản đồ số: {printed}")["to_ban_do_so"] == value


def test_a_listed_use_of_land_has_capitals_behind_its_signs() -> None:
    assert is_sound("text", "Đất ở: Lâu dài; Đất trồng cây: 2043")
    assert is_sound("text", "Đất ở: Lâu dài; đất trồng cây: 2043")
    assert not is_sound("text", "Đất ở. lâu dài")


def test_a_name_opens_with_its_article() -> None:
    assert read("don_khac", "Tên tôi là: K' Brếu Mẫu")["ho_ten"] == "K' Brếu Mẫu"


def test_uses_of_land_in_a_list_are_no_labels() -> None:
    origin = "Nhận chuyển nhượng đất được Nhà nước giao đất có thu tiền sử dụng đất: 60,0 m²"
    found = read(
        "gcn_qsdd_2009",
        f"""
đ) Mục đích sử dụng: Đất ở tại nông thôn: 60,0 m²; đất trồng cây lâu năm: 245,5 m²
g) Nguồn gốc sử dụng: {origin[:48]}
{origin[49:]}
""",
    )
    assert found["muc_dich_su_dung"] == "Đất ở tại nông thôn: 60,0 m²; đất trồng cây lâu năm: 245,5 m²"
    assert found["nguon_goc"] == origin


def test_of_a_name_in_two_languages_the_one_with_its_marks_is_read() -> None:
    page = """
Upon: Ms Ton Nu Mau Tran                      Cho: Tôn Nữ Mẫu Trân
Date of birth: 05 January 1990                Ngày sinh: 05/01/1990
"""
    assert read("bang_tot_nghiep", page)["ho_ten"] == "Tôn Nữ Mẫu Trân"
