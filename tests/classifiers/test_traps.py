"""Papers that look like others: a title inside another title, a mention, a copy, a card beside a card."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from classifiers.split import split
from domain.document import Copy, Document
from domain.geometry import Box
from domain.text import PageText, Symbol, SymbolKind
from hoso.definitions import definitions_at
from tests.typed_pages import typed_page

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM".center(100) + "\n" + "Độc lập - Tự do - Hạnh phúc".center(100)
PROSE = "\n".join(["Các bên đã đọc lại và thống nhất với những điều ghi ở trên đây."] * 9)
CHIP = """CĂN CƯỚC CÔNG DÂN
Citizen Identity Card
Số / No.: 001090000018
Họ và tên / Full name:
Ngày sinh / Date of birth: 15/03/1990
Quê quán / Place of origin:
Nơi thường trú / Place of residence:"""
BARCODE = """CĂN CƯỚC CÔNG DÂN
Số: 001085000014
Họ và tên: TRẦN MẪU CƯỜNG
Ngày, tháng, năm sinh: 02/09/1985
Quê quán: Mẫu Thử, Thanh Oai, Hà Nội
Nơi thường trú: Ba Đình, Hà Nội"""
NEW_CARD = """CĂN CƯỚC
IDENTITY CARD
Số định danh cá nhân / Personal identification number:
Họ, chữ đệm và tên khai sinh / Full name:
Ngày, tháng, năm sinh / Date of birth:"""
OLD_9 = "GIẤY CHỨNG MINH NHÂN DÂN\nSỐ 012000018\nHọ tên: A\nSinh ngày: 08-03-1958\nNguyên quán: Hà Tây"
OLD_12 = "GIẤY CHỨNG MINH NHÂN DÂN\nSố 001080000019\nHọ và tên khai sinh: A\nGiới tính: Nam\nQuê quán: Hà Nội"
PASSPORT = "HỘ CHIẾU / PASSPORT\nSố hộ chiếu / Passport No: C0000018\nDate of issue:\nP<VNMVU<<MAU<<<"


def _sheet(*lines: str) -> str:
    """A sheet with the national heading and the lines in its middle, the first two of them its title."""
    return "\n".join([NATION, "", *(line.center(100) for line in lines[:2]), *lines[2:]])


def _split(*pages: str | PageText) -> tuple[Document, ...]:
    texts = [
        typed_page(page, number) if isinstance(page, str) else page for number, page in enumerate(pages, 1)
    ]
    return split(texts, definitions_at().catalogue)


def _types(*pages: str | PageText) -> list[str]:
    return [each.type for each in _split(*pages)]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (CHIP, "cccd_chip"),
        (BARCODE, "cccd_ma_vach"),
        (NEW_CARD, "can_cuoc_2024"),
        (OLD_9, "cmnd_9"),
        (OLD_12, "cmnd_12"),
        (PASSPORT, "ho_chieu"),
    ],
)
def test_cards_with_one_title_are_told_apart(page: str, expected: str) -> None:
    assert _types(page) == [expected]


def test_a_chip_card_whose_small_print_is_lost_stays_a_chip_card() -> None:
    bruised = "CĂN CƯỚC CÔNG DÂN\nSố: 001090000018\nNGUYỄN MẪU BÌNH\nQuê quán:\nNơi thường trú:"
    assert _types(bruised) == ["cccd_chip"]
    code = Symbol(SymbolKind.QR, "001090000018||A|15031990|Nam|B|10052021", Box(0.8, 0.0, 0.9, 0.1))
    assert _types(replace(typed_page(BARCODE), symbols=(code,))) == ["cccd_chip"]


@pytest.mark.parametrize(
    "title",
    [
        ("GIẤY CHỨNG NHẬN CĂN CƯỚC", ""),
        ("GIẤY CHỨNG NHẬN", "CĂN CƯỚC"),
        ("TỜ KHAI CĂN CƯỚC CÔNG DÂN", ""),
        ("TỜ KHAI", "CĂN CƯỚC CÔNG DÂN"),
        ("PHIẾU THU NHẬN THÔNG TIN CĂN CƯỚC CÔNG DÂN", ""),
        ("TRÍCH LỤC BẢN ĐỒ ĐỊA CHÍNH", ""),
        ("GIẤY CHỨNG NHẬN QUYỀN SỞ HỮU NHÀ Ở", "VÀ QUYỀN SỬ DỤNG ĐẤT Ở"),
        ("GIẤY MỜI HỌP", "V/V CẤP GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT"),
        ("THÔNG BÁO", "VỀ VIỆC CẤP GIẤY PHÉP XÂY DỰNG"),
        ("TỜ KHAI ĐĂNG KÝ LẠI KHAI SINH", ""),
        ("BẢNG KÊ BIÊN LAI THU TIỀN", ""),
        ("GIẤY CHỨNG NHẬN TỐT NGHIỆP TẠM THỜI", ""),
        ("TỜ KHAI ĐĂNG KÝ THUẾ", ""),
    ],
)
def test_papers_outside_the_catalogue_stay_unknown(title: tuple[str, str]) -> None:
    assert _types(_sheet(*title, "Họ, chữ đệm và tên: NGUYỄN MẪU BÌNH", "Số CCCD: 001090000018", PROSE)) == [
        "unknown"
    ]


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        (
            "TỜ KHAI CẤP GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN",
            "Mục đích sử dụng: A",
            "to_khai_tinh_trang_hon_nhan",
        ),
        ("TỜ KHAI ĐĂNG KÝ KHAI TỬ", "Nguyên nhân chết: A", "to_khai_khai_tu"),
        ("TỜ KHAI ĐĂNG KÝ KẾT HÔN", "Kết hôn lần thứ mấy: A", "to_khai_ket_hon"),
        ("TỜ KHAI CẤP BẢN SAO TRÍCH LỤC HỘ TỊCH", "Số lượng bản sao: 02", "to_khai_trich_luc"),
        ("ĐƠN ĐỀ NGHỊ CẤP GIẤY PHÉP XÂY DỰNG", "Tôi xin cam đoan", "don_khac"),
        ("ĐƠN XIN XÁC NHẬN TÌNH TRẠNG HÔN NHÂN", "Tôi tên là: A", "don_khac"),
        ("ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI", "Nội dung biến động: A", "don_bien_dong_dat_dai"),
        ("HỢP ĐỒNG CHUYỂN NHƯỢNG QUYỀN SỬ DỤNG ĐẤT", "Hai bên ký hợp đồng này", "hop_dong"),
        ("HỢP ĐỒNG ỦY QUYỀN", "Hai bên ký hợp đồng này", "hop_dong"),
    ],
)
def test_who_asks_for_a_paper_is_not_the_paper(title: str, body: str, expected: str) -> None:
    page = _sheet(title, "", "Kính gửi: Ủy ban nhân dân phường Mẫu Thử", body, "Nơi cư trú: B", PROSE)
    assert _types(page) == [expected]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (("GIẤY KHAI SINH", ""), "giay_khai_sinh"),
        (("GIẤY KHAI SINH", "(BẢN SAO)"), "trich_luc_khai_sinh"),
        (("TRÍCH LỤC KHAI SINH", "(BẢN SAO)"), "trich_luc_khai_sinh"),
        (("GIẤY CHỨNG NHẬN KẾT HÔN", ""), "giay_chung_nhan_ket_hon"),
        (("TRÍCH LỤC KẾT HÔN", "(BẢN SAO)"), "trich_luc_ket_hon"),
        (("TRÍCH LỤC GHI CHÚ KẾT HÔN", ""), "trich_luc_ho_tich_khac"),
        (("TRÍCH LỤC KHAI TỬ", "(BẢN SAO)"), "trich_luc_khai_tu"),
        (("GIẤY CHỨNG TỬ", ""), "trich_luc_khai_tu"),
        (("TRÍCH LỤC THAY ĐỔI, CẢI CHÍNH", "BỔ SUNG HỘ TỊCH"), "trich_luc_ho_tich_khac"),
        (("TRÍCH LỤC ĐĂNG KÝ NHẬN CHA, MẸ, CON", ""), "trich_luc_ho_tich_khac"),
    ],
)
def test_an_extract_is_not_the_certificate(title: tuple[str, str], expected: str) -> None:
    body = "Họ, chữ đệm, tên: A\nNơi sinh: B\nNơi đăng ký kết hôn: C\nNguyên nhân chết: D\nNơi đăng ký: E"
    assert _types(_sheet(*title, body)) == [expected]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT", "Tên người sử dụng đất"), "gcn_qsdd_do"),
        (
            (
                "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT",
                "QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT",
                "I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất",
            ),
            "gcn_qsdd_2009",
        ),
        (
            (
                "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT,",
                "QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT",
                "2. Thông tin thửa đất:",
            ),
            "gcn_qsdd_2024",
        ),
    ],
)
def test_three_generations_of_land_certificates(lines: tuple[str, ...], expected: str) -> None:
    assert _types(_sheet(*lines)) == [expected]


def test_the_broken_title_of_a_2009_certificate_is_no_red_book() -> None:
    lost = "QUYEN SO HUU NHA vA TAI SAN xHAC"
    page = _sheet("GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT", lost, "Người sử dụng đất, chủ sở hữu nhà ở", PROSE)
    assert "gcn_qsdd_do" not in _types(page)


def test_a_folded_certificate_opens_with_its_last_page_beside_its_first() -> None:
    left = "IV. Những thay đổi sau khi cấp giấy chứng nhận".ljust(60)
    opened = "\n".join(
        [
            left + "GIẤY CHỨNG NHẬN",
            "Nội dung thay đổi và cơ sở pháp lý".ljust(60) + "QUYỀN SỬ DỤNG ĐẤT",
            "Xác nhận của cơ quan có thẩm quyền".ljust(60) + "QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC",
            "".ljust(60) + "GẮN LIỀN VỚI ĐẤT",
            "".ljust(60) + "Người sử dụng đất, chủ sở hữu nhà ở",
        ]
    )
    inner = "Mục đích sử dụng: Đất ở".ljust(60) + "III. Sơ đồ thửa đất\nNguồn gốc sử dụng: Giao đất"
    assert [(each.type, each.pages) for each in _split(opened, inner)] == [("gcn_qsdd_2009", (1, 2))]


def test_a_certificate_named_in_a_letter_is_a_mention() -> None:
    letter = _sheet("THƯ NGỎ CỦA NHÀ TRƯỜNG", "", "Kính gửi: Quý phụ huynh", PROSE)
    named = letter + "\nMang theo bản sao GIẤY KHAI SINH, CĂN CƯỚC CÔNG DÂN, THẺ BẢO HIỂM Y TẾ của con."
    assert _types(named) == ["unknown"]


@pytest.mark.parametrize("heading", ["TỜ TRÌNH", "BÁO CÁO", "KẾ HOẠCH", "THÔNG BÁO"])
def test_a_paper_with_a_name_of_its_own_is_no_official_letter(heading: str) -> None:
    page = _sheet(heading, "", "Kính gửi: Sở Tư pháp", "Nơi nhận:", "- Như trên;", "- Lưu: VT.")
    assert _types(page) == ["unknown"]


def test_a_judgment_is_no_decision_of_an_office() -> None:
    court = "TÒA ÁN NHÂN DÂN KHU VỰC MẪU\n"
    divorce = court + _sheet("QUYẾT ĐỊNH", "CÔNG NHẬN THUẬN TÌNH LY HÔN", "Căn cứ Điều 212", "Thẩm phán: A")
    assert _types(divorce) == ["ban_an_quyet_dinh_toa"]
    office = _sheet("QUYẾT ĐỊNH", "Về việc thu hồi đất", "Căn cứ Luật Đất đai;", "Điều 1. Thu hồi.")
    assert _types(office) == ["quyet_dinh"]


def test_a_tax_return_on_wages_is_none_on_land() -> None:
    wages = _sheet("TỜ KHAI THUẾ THU NHẬP CÁ NHÂN", "", "Kỳ tính thuế: Năm 2025", "Mã số thuế: A", PROSE)
    assert _types(wages) == ["unknown"]
    land = wages + "\n(Áp dụng đối với cá nhân có thu nhập từ chuyển nhượng bất động sản)"
    assert _types(land) == ["to_khai_thue_dat"]


def test_different_cards_on_one_sheet_are_different_documents() -> None:
    found = _split(CHIP + "\n" * 10 + BARCODE)
    assert [(each.type, each.pages) for each in found] == [("cccd_chip", (1,)), ("cccd_ma_vach", (1,))]
    assert _types(OLD_9 + "\n" * 10 + OLD_12) == ["cmnd_9", "cmnd_12"]


def test_cards_side_by_side_are_different_documents() -> None:
    rows = zip(BARCODE.split("\n"), NEW_CARD.split("\n"), strict=False)
    assert sorted(_types("\n".join(left.ljust(56) + right for left, right in rows))) == [
        "can_cuoc_2024",
        "cccd_ma_vach",
    ]


def test_a_head_that_reads_like_a_title_again_makes_no_second_card() -> None:
    head, *rest = NEW_CARD.split("\n")
    smudged = "\n".join((f"{head}     IDENTITY", " " * (len(head) + 9) + "CĂN CƯỚC", *rest))
    assert _types(smudged) == ["can_cuoc_2024"]


def test_the_head_of_a_card_that_fills_its_page_makes_no_second_card() -> None:
    """Its lines stand further apart than the titles of cards on one line of a sheet."""
    title, english, *rest = NEW_CARD.split("\n")
    head = [title, *[""] * 3, title, *[""] * 4, english]
    found = _split("\n".join(line.center(60) for line in head) + "\n" + "\n\n\n".join(rest))
    assert [(each.type, each.region) for each in found] == [("can_cuoc_2024", None)]


def test_a_certified_copy_of_a_card_is_a_layer() -> None:
    copied = OLD_9 + "\n" * 12 + "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH\nSố chứng thực 12 quyển số 1 SCT/BS"
    assert [(each.type, each.copy) for each in _split(copied)] == [("cmnd_9", Copy.CERTIFIED_COPY)]


def test_one_bundle_holds_several_papers() -> None:
    form = _sheet("TỜ KHAI ĐĂNG KÝ KHAI TỬ", "", "Kính gửi: A", "Nguyên nhân chết: B")
    notice = _sheet("GIẤY BÁO TỬ", "", "Đã tử vong vào lúc: 08 giờ", "Nguyên nhân tử vong: B")
    assert _types(form, notice, CHIP, OLD_9) == ["to_khai_khai_tu", "giay_bao_tu", "cccd_chip", "cmnd_9"]


@pytest.mark.parametrize(
    "page", [OLD_12, PASSPORT, _sheet("GIẤY CHỨNG SINH", "", "Dự định đặt tên con là: A")]
)
def test_letters_that_come_apart_and_lost_tones_name_the_same_type(page: str) -> None:
    expected = _types(page)
    assert expected != ["unknown"]
    assert _types(unicodedata.normalize("NFD", page)) == expected
    bare = unicodedata.normalize("NFD", page.replace("Đ", "D").replace("đ", "d"))
    assert _types("".join(sign for sign in bare if not unicodedata.combining(sign))) == expected


def test_a_title_that_a_seal_cut_off_still_names_its_card() -> None:
    cut = CHIP.replace("CĂN CƯỚC CÔNG DÂN", "CĂN CƯỚC CÔNG D")
    (paper,) = split([typed_page(cut)], definitions_at().catalogue)
    assert paper.type == "cccd_chip"


def test_a_back_without_its_front_says_that_it_stands_alone() -> None:
    back = "Đặc điểm nhận dạng / Personal identification: Nốt ruồi\nNgón trỏ trái / Left index finger"
    (paper,) = split([typed_page(back)], definitions_at().catalogue)
    assert paper.type == "cccd_chip"
    assert {sign.name for sign in paper.signs} >= {"evidence", "lone"}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("GIẤY CHỨNG NHẬN|QUYỀN SỬ DỤNG ĐẤT", "do"),
        ("GIẤY CHỨNG NHẬN|QUYỀN SỞ HỮU NHÀ Ở VÀ QUYỀN SỬ DỤNG ĐẤT Ở", "do"),
        ("GIẤY CHỨNG NHẬN QUYỀN SỞ HỮU NHÀ Ở|VÀ QUYỀN SỬ DỤNG ĐẤT Ở", "do"),
        ("GIẤY CHỨNG NHẬN|QUYỀN SỬ DỤNG ĐẤT|QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT", "2009"),
        ("GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT|QUYỀN SỞ HỮU NHÀ Ở VÀ|TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT", "2009"),
        ("GIẤY CHỨNG NHẬN|QUYỀN SỬ DỤNG ĐẤT|QUYỀN SỞ HỮU NHÀ Ở VẢ TAI SAN KHAC GAN LIÊN VƠI ĐAT", "2009"),
        ("GIẤY CHỨNG NHẬN|QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU|TÀI SẢN GẮN LIỀN VỚI ĐẤT", "2024"),
    ],
)
def test_land_certificates_of_four_times_are_told_apart(title: str, expected: str) -> None:
    lines = (line.center(100) for line in title.split("|"))
    assert _types("\n".join([NATION, "", "", *lines])) == [f"gcn_qsdd_{expected}"]


def test_who_asks_for_a_house_certificate_hands_in_none() -> None:
    asked = "ĐƠN ĐỀ NGHỊ CẤP GIẤY CHỨNG NHẬN", "QUYỀN SỞ HỮU NHÀ Ở VÀ QUYỀN SỬ DỤNG ĐẤT Ở"
    assert _types(_sheet(*asked, "Kính gửi: Ủy ban nhân dân phường Mẫu Thử")) != ["gcn_qsdd_do"]
