"""Labels that share one cell, and values that one field of a paper mends in another."""

from __future__ import annotations

import pytest

from domain.spoken_dates import date_in_words, ways_to_say
from extraction.address_parts import part_address
from extraction.agreements import agreed
from extraction.extract import extract
from extraction.spelling import mend_identity
from extraction.values import VALUE_TYPES
from hoso.definitions import definitions_at
from tests.typed_pages import typed_page


def read(type_id: str, page: str) -> dict[str, str]:
    """The values of a typed paper of that type."""
    kind = definitions_at().catalogue.type_named(type_id)
    assert kind is not None
    return {field.name: field.value for field in extract([typed_page(page)], kind)}


@pytest.mark.parametrize(
    "line",
    [
        "Dân tộc, quốc tịch: Kinh, Việt Nam",
        "Dân tộc/Quốc tịch: Kinh; Việt Nam",
        "Dân tộc/Quốc tịch: Kinh/Việt Nam",
        "Dân tộc - Quốc tịch: Kinh - Việt Nam",
        "Dân tộc; Quốc tịch          Kinh Việt Nam",
    ],
)
def test_two_labels_of_one_cell_part_its_value(line: str) -> None:
    assert read("giay_khai_sinh", line) == {"dan_toc": "Kinh", "quoc_tich": "Việt Nam"}


def test_a_shared_cell_is_parted_by_what_each_value_can_be() -> None:
    found = read("giay_khai_sinh", "Ngày sinh, giới tính, dân tộc: 05/03/2020, Nữ, Tày")
    assert found == {"ngay_sinh": "2020-03-05", "gioi_tinh": "Nữ", "dan_toc": "Tày"}


def test_a_date_may_begin_the_line_under_the_one_that_its_label_ends() -> None:
    found = read(
        "giay_uy_quyen",
        """
          Việc ủy quyền này có hiệu lực từ ngày 03/03/2026 cho đến ngày
     30/08/2026 hoặc khi xong việc.
""",
    )
    assert (found["tu_ngay"], found["den_ngay"]) == ("2026-03-03", "2026-08-30")


def test_short_labels_of_a_term_stand_behind_its_heading() -> None:
    found = read("giay_uy_quyen", "Thời hạn: từ 24/03/2026               đến 24/03/2027")
    assert (found["tu_ngay"], found["den_ngay"]) == ("2026-03-24", "2027-03-24")


def test_a_row_of_a_table_is_no_line_of_signing() -> None:
    found = read(
        "ct07",
        """
TT   Họ, chữ đệm và tên     Ngày sinh     Giới tính   Số định danh cá nhân   Quan hệ với chủ hộ
1    Lê Mẫu An              15/04/1988    Nữ          001188000015           Vợ
2    Lê Mẫu Tháng           25/01/1959    Nam         001059000011           Bố
""",
    )
    assert found["thanh_vien.2.ho_ten"] == "Lê Mẫu Tháng"


def test_a_value_in_pieces_goes_on_under_its_first_piece() -> None:
    found = read(
        "giay_khai_sinh",
        """
Quê quán         Thị trấn Mẫu, Huyện Ví Dụ,   Hà
                 Nam
""",
    )
    assert found["que_quan"] == "Thị trấn Mẫu, Huyện Ví Dụ, Hà Nam"


COUPLE = """
Họ, chữ đệm, tên vợ: {wife} Họ, chữ đệm, tên chồng: {husband}
{under}
Ngày, tháng, năm sinh: 16/10/1991  Ngày, tháng, năm sinh: 25/09/1993
"""


def test_a_name_goes_on_before_the_label_of_a_column_that_stands_close() -> None:
    page = COUPLE.format(wife="HOÀNG MẪU PHƯƠNG LAN", husband="ĐOÀN MẪU BẢO", under="THUỶ")
    assert read("giay_chung_nhan_ket_hon", page)["vo.ho_ten"] == "HOÀNG MẪU PHƯƠNG LAN THUỶ"


def test_a_name_that_had_room_for_the_next_word_does_not_go_on() -> None:
    page = COUPLE.format(wife="HOÀNG LAN                          ", husband="ĐOÀN MẪU BẢO", under="THUỶ")
    assert read("giay_chung_nhan_ket_hon", page)["vo.ho_ten"] == "HOÀNG LAN"


def test_smudges_are_no_line_of_a_value() -> None:
    found = read("cccd_chip", "Quê quán / Place of origin:\nMẫu Thử, Ví Dụ, Hà Nam\n  )\nQuốc tịch: Việt Nam")
    assert found["que_quan"] == "Mẫu Thử, Ví Dụ, Hà Nam"


JUNE = "tháng sáu năm hai nghìn không trăm hai mươi sáu"


@pytest.mark.parametrize(
    ("read_as", "said"),
    [
        ("Ngày mười lăm tháng sáu năm hai nghìn không trăm hai", f"Ngày mười lăm {JUNE}"),
        ("ngay muời lam thang sáu năm hai nghin khòng tràm hai mươi sáu", f"ngày mười lăm {JUNE}"),
        (f"ngày mười sáu {JUNE}", f"ngày mười sáu {JUNE}"),
        ("không đọc được", "không đọc được"),
    ],
)
def test_words_are_mended_by_the_date_in_figures_unless_they_say_another(read_as: str, said: str) -> None:
    found = read("giay_khai_sinh", f"Ngày sinh: 15/06/2026\nGhi bằng chữ: {read_as}")
    assert found["ngay_sinh_chu"] == said


def test_the_raw_reading_of_mended_words_is_kept() -> None:
    kind = definitions_at().catalogue.type_named("giay_khai_sinh")
    assert kind is not None
    page = typed_page(
        "Ngày sinh: 01/04/2026\nGhi bằng chữ: ngày mồng một thang tư năm hai nghìn không trăm hai"
    )
    words = next(field for field in extract([page], kind) if field.name == "ngay_sinh_chu")
    assert words.raw.endswith("không trăm hai")
    assert words.value.endswith("không trăm hai mươi sáu")


def test_a_date_in_words_completes_figures_that_lost_a_part() -> None:
    page = "Ngày sinh: 2026\nGhi bằng chữ: ngày mồng một tháng tư năm hai nghìn không trăm hai mươi sáu"
    assert read("giay_khai_sinh", page)["ngay_sinh"] == "2026-04-01"


@pytest.mark.parametrize("date", ["2026-04-01", "1995-12-15", "2005-01-24", "1981-11-21", "2020-10-30"])
def test_every_way_to_say_a_date_is_understood(date: str) -> None:
    assert {date_in_words(f"ngày {way}") for way in ways_to_say(date)} == {date}


def test_the_addresses_of_a_paper_vote_on_a_place() -> None:
    kind = definitions_at().catalogue.type_named("giay_khai_sinh")
    assert kind is not None
    found = read(
        "giay_khai_sinh",
        """
Nơi sinh: Trạm Y tế, xã Mẫu Thửng, Hà Nam
Quê quán: Xã Mẫu Thừng, Hà Nam
Nơi đăng ký: xã Mẫu Thửng, Hà Nam
""",
    )
    assert found["que_quan"] == "Xã Mẫu Thửng, Hà Nam"
    assert agreed([], kind) == []


@pytest.mark.parametrize(
    ("read_as", "parted"),
    [
        ("Thôn Mẫu. xã Ví Dụ. thành phố Hà Nội", "Thôn Mẫu, xã Ví Dụ, thành phố Hà Nội"),
        ("Thôn Mẫu xã Ví Dụ, thành phố Hà Nội", "Thôn Mẫu, xã Ví Dụ, thành phố Hà Nội"),
        ("Cụm 5 xã Ví Dụ, Hà Nội", "Cụm 5, xã Ví Dụ, Hà Nội"),
        ("Số 1, P. Mẫu Thử, Q. Ví Dụ, TP. Hà Nội", "Số 1, P. Mẫu Thử, Q. Ví Dụ, TP. Hà Nội"),
        ("UBND xã Ví Dụ, thành phố Hà Nội", "UBND xã Ví Dụ, thành phố Hà Nội"),
        ("Trạm Y tế xã Mẫu, Hà Nội", "Trạm Y tế xã Mẫu, Hà Nội"),
        ("Thôn Mẫu xã Ví Dụ", "Thôn Mẫu xã Ví Dụ"),
    ],
)
def test_commas_of_an_address_are_put_where_nothing_else_can_be(read_as: str, parted: str) -> None:
    assert part_address(read_as) == parted


@pytest.mark.parametrize(
    ("value_type", "raw", "value"),
    [
        ("body_mark", "Seo chấm C 2cm trên sau cánh mùi trái", "Sẹo chấm C: 2cm trên sau cánh mũi trái"),
        ("body_mark", "Nổt ruồiC: 1cm dưới sau đuôi mất phải", "Nốt ruồi C: 1cm dưới sau đuôi mắt phải"),
        ("body_mark", "Nốt ruồi C: Tạm dưới sau đuôi mắt phải", "Nốt ruồi C: 1cm dưới sau đuôi mắt phải"),
        ("body_mark", "Nốt ruồi C: 0,Scm trước mép phải", "Nốt ruồi C: 0,5cm trước mép phải"),
        ("body_mark", "00", None),
        ("identity_paper", "CMND SỐ 001179395", "CMND số 001179395"),
        ("identity_paper", "CMTND số 001179395", "CMTND số 001179395"),
        ("identity_paper", "GCMND số 001179395", "GCMND số 001179395"),
        ("identity_paper", "MND số 001179395", "CMND số 001179395"),
        ("identity_paper", "Thé CCCD số 001179999395", "Thẻ CCCD số 001179999395"),
        ("identity_paper", "CCCD số 001179395", "CCCD số 001179395"),
        (
            "identity_paper",
            "CCCD số 001179999395 cấp ngày. 01/07/2022",
            "CCCD số 001179999395 cấp ngày 01/07/2022",
        ),
        ("address", "Đội 8. phường Định Công, thành phố Hà Nội", "Đội 8, phường Định Công, thành phố Hà Nội"),
        ("nationality", "Nationolity Việt Nam", "Việt Nam"),
        ("nationality", "Nam", "Việt Nam"),
        ("text", "0011 77990609", "001177990609"),
        ("identity_paper", "Thẻ căn cước số 001 179999395", "Thẻ căn cước số 001179999395"),
        ("address", "Huyên Mẫu Thử, HHà Nội", "Huyện Mẫu Thử, Hà Nội"),
        ("address", "Bênh viện Mẫu, Tô Hiệu, Hà Nội", "Bệnh viện Mẫu, Tô Hiệu, Hà Nội"),
    ],
)
def test_values_are_mended_where_one_form_alone_is_possible(
    value_type: str, raw: str, value: str | None
) -> None:
    parsed = VALUE_TYPES[value_type](raw)
    assert (parsed.value if parsed is not None else None) == value


def test_an_authority_is_known_by_nearly_all_of_its_name() -> None:
    line = "CCCD số 001179000011 do Cục Cành sát quản lú hành chính về trật tự xã hội cấp ngày 01/02/2022"
    assert "do Cục Cảnh sát quản lý hành chính về trật tự xã hội cấp" in mend_identity(line)
    assert mend_identity("Bô Công an") == "Bộ Công an"
    assert mend_identity("Công an huyện Mẫu") == "Công an huyện Mẫu"


def test_courts_of_a_region_keep_its_number_and_papers_lose_theirs() -> None:
    page = """
TÒA ÁN NHÂN DÂN                     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
KHU VỰC 5 - HÀ NỘI                  Độc lập - Tự do - Hạnh phúc
SỐ: 12/2025/QĐST-HNGĐ
"""
    assert read("ban_an_quyet_dinh_toa", page)["toa_an"] == "TÒA ÁN NHÂN DÂN KHU VỰC 5 - HÀ NỘI"
