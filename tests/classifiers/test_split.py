"""Where one paper ends and the next begins, and what no type explains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from classifiers.split import split
from domain.document import Copy, Document
from domain.geometry import Box
from domain.opinion import PageOpinion
from domain.text import Symbol, SymbolKind
from hoso.definitions import definitions_at
from tests.typed_pages import typed_page

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM".center(100) + "\n"
CARD = "CĂN CƯỚC CÔNG DÂN\nCitizen Identity Card\nHọ và tên / Full name:\nQuê quán / Place of origin:"
BACK = (
    "Đặc điểm nhận dạng / Personal identification:\nNgón trỏ trái\nLeft index finger\nCỤC TRƯỞNG CỤC CẢNH SÁT"
)
BIRTH = (
    NATION
    + "GIẤY KHAI SINH".center(100)
    + ("\nNơi sinh: Hà Nội\nQuê quán: Hà Nội\nHọ, chữ đệm, tên người mẹ: A\nHọ, chữ đệm, tên người cha: B")
)
LETTER = NATION + "THƯ MỜI HỌP PHỤ HUYNH".center(100) + "\nKính mời quý phụ huynh đến dự họp." * 6


def _found(*pages: str, breaks: frozenset[int] = frozenset()) -> list[tuple[str, tuple[int, ...]]]:
    return [(each.type, each.pages) for each in _split(*pages, breaks=breaks)]


def _split(
    *pages: str, breaks: frozenset[int] = frozenset(), opinions: Sequence[PageOpinion] = ()
) -> tuple[Document, ...]:
    texts = [typed_page(page, number) for number, page in enumerate(pages, start=1)]
    asked = {each.page: each for each in opinions}
    return split(texts, definitions_at().catalogue, breaks, asked)


def test_both_sides_of_a_card_are_one_document() -> None:
    assert _found(CARD, BACK) == [("cccd_chip", (1, 2))]


def test_two_cards_one_after_the_other_are_two() -> None:
    assert _found(CARD, BACK, CARD, BACK) == [("cccd_chip", (1, 2)), ("cccd_chip", (3, 4))]


def test_a_back_without_its_front_stands_alone_and_less_surely() -> None:
    alone, together = _split(BACK)[0], _split(CARD, BACK)[0]
    assert alone.type == "cccd_chip"
    assert alone.confidence < together.confidence


def test_two_cards_on_one_sheet_share_its_page() -> None:
    found = _split(CARD + "\n" * 12 + CARD)
    assert [(each.type, each.pages) for each in found] == [("cccd_chip", (1,))] * 2
    first, second = (each.region for each in found)
    assert first is not None
    assert second is not None
    assert first.bottom <= second.top + 1e-9


def test_the_new_card_is_not_the_old_one() -> None:
    new = "CĂN CƯỚC\nIDENTITY CARD\nSố định danh cá nhân / Personal identification number:\nFull name:"
    assert _found(new) == [("can_cuoc_2024", (1,))]


def test_the_application_is_not_the_certificate_it_asks_for() -> None:
    form = (
        NATION
        + "TỜ KHAI CẤP GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN".center(100)
        + "\nHọ, chữ đệm, tên:\nNơi cư trú:" * 8
    )
    assert _found(form)[0][0] != "xac_nhan_tinh_trang_hon_nhan"


def test_a_stranger_is_unknown_and_ends_the_paper_before_it() -> None:
    assert _found(BIRTH, LETTER) == [("giay_khai_sinh", (1,)), ("unknown", (2,))]


def test_a_separator_begins_something_new_whatever_the_page_looks_like() -> None:
    prose = "Tiếp theo trang trước, không có tiêu đề nào ở đây cả."
    assert _found(LETTER, prose) == [("unknown", (1, 2))]
    assert _found(LETTER, prose, breaks=frozenset({2})) == [("unknown", (1,)), ("unknown", (2,))]


def test_a_certified_copy_is_a_layer_over_the_type() -> None:
    certified = BIRTH + "\nCHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH\nSố chứng thực 12 quyển số 1 SCT/BS"
    assert [(each.type, each.copy) for each in _split(certified)] == [("giay_khai_sinh", Copy.CERTIFIED_COPY)]
    assert _split(BIRTH)[0].copy is Copy.UNKNOWN


def test_no_pages_are_no_documents() -> None:
    assert _found() == []


ANNEX = "Danh sách các hộ trong xóm\nMột hộ ở đầu ngõ, hai hộ ở giữa, ba hộ ở cuối."


def _opinion(page: int, first: float, **types: float) -> PageOpinion:
    return PageOpinion(page, {"giay_khai_sinh": 0.0, "quyet_dinh": 0.0, "unknown": 0.0} | types, first, ())


def test_a_page_on_which_the_model_sees_a_beginning_leaves_a_long_paper() -> None:
    decision = NATION + "QUYẾT ĐỊNH".center(100) + "\nĐiều 1. Công nhận.\nĐiều 2. Thi hành."
    own = _opinion(1, 0.99, quyet_dinh=0.99)
    assert [each.pages for each in _split(decision, ANNEX, opinions=[own])] == [(1, 2)]
    other = _opinion(2, 0.98, unknown=0.97)
    assert [each.pages for each in _split(decision, ANNEX, opinions=[own, other])] == [(1,), (2,)]


def test_a_page_on_which_the_model_sees_no_beginning_carries_a_short_paper_on() -> None:
    kind = next(each for each in definitions_at().catalogue.types if each.id == "giay_khai_sinh")
    assert kind.recognise.max_pages > 1
    assert len(_split(BIRTH, ANNEX)) == 2
    carried = _opinion(2, 0.01, giay_khai_sinh=0.4, unknown=0.3)
    assert [each.pages for each in _split(BIRTH, ANNEX, opinions=[carried])] == [(1, 2)]


def test_a_book_s_last_page_may_be_scanned_before_its_first() -> None:
    last = (
        "IV. NHỮNG THAY ĐỔI SAU KHI CẤP GIẤY CHỨNG NHẬN\nNội dung thay đổi và cơ sở pháp lý\n"
        "Xác nhận của cơ quan có thẩm quyền"
    )
    first = (
        NATION
        + "GIẤY CHỨNG NHẬN".center(100)
        + "\n"
        + "QUYỀN SỬ DỤNG ĐẤT QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT".center(100)
        + "\nNgười sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất\nÔng: A\nNăm sinh: 1960"
        + "\nĐịa chỉ thường trú: B"
    )
    assert _found(last, first) == [("gcn_qsdd_2009", (1, 2))]
    assert [pages for _, pages in _found(last, first, breaks=frozenset({2}))] == [(1,), (2,)]


def test_the_red_book_has_one_plan_and_one_list_of_changes() -> None:
    owner = (
        "I. Tên người sử dụng đất\nHộ ông A\nII. Thửa đất được quyền sử dụng\nThời hạn sử dụng đất: lâu dài"
    )
    plan = (
        "III. Tài sản gắn liền với đất\nIV. Ghi chú\nV. Sơ đồ thửa đất\n"
        "Vào sổ cấp giấy chứng nhận\nquyền sử dụng đất"
    )
    changes = (
        "VI. Những thay đổi sau khi cấp giấy chứng nhận\nNội dung thay đổi và cơ sở pháp lý\n"
        "NGƯỜI ĐƯỢC CẤP GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT CẦN CHÚ Ý"
    )
    assert _found(owner, plan, changes) == [("gcn_qsdd_do", (1, 2, 3))]


LAND_COVER = NATION + "\n" * 12 + "GIẤY CHỨNG NHẬN".center(100) + "\n" + "QUYỀN SỬ DỤNG ĐẤT".center(100)
LAND_FIRST = (
    NATION
    + "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT".center(100)
    + "\nI- Tên người sử dụng đất:\nHộ ông: A\nII- Thửa đất được quyền sử dụng:\n1. Thửa đất số: 1"
)


def test_a_books_cover_opens_it() -> None:
    assert _found(BIRTH, LAND_COVER, LAND_FIRST) == [("giay_khai_sinh", (1,)), ("gcn_qsdd_do", (2, 3))]


def test_two_books_with_their_covers_are_two() -> None:
    found = _found(LAND_COVER, LAND_FIRST, LAND_COVER, LAND_FIRST)
    assert found == [("gcn_qsdd_do", (1, 2)), ("gcn_qsdd_do", (3, 4))]


def test_two_first_pages_are_of_two_books() -> None:
    assert _found(LAND_FIRST, LAND_FIRST) == [("gcn_qsdd_do", (1,)), ("gcn_qsdd_do", (2,))]


def test_a_letter_s_wide_head_is_not_its_title() -> None:
    head = f"{' ' * 12}ỦY BAN NHÂN DÂN PHƯỜNG MẪU{' ' * 8}CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    letter = f"""
{head}
{" " * 14}Số: 12/UBND-ĐC{" " * 18}Hà Nội, ngày 05 tháng 5 năm 2026
V/v trả lời đơn của công dân
{" " * 40}Kính gửi: Ông Mẫu
Phường nhận được đơn của ông.
Nơi nhận:
- Như trên;
- Lưu: VT.
"""
    assert _found(letter) == [("cong_van", (1,))]


def test_the_back_of_the_certificate_of_2024_is_no_older_certificate() -> None:
    front = NATION + "GIẤY CHỨNG NHẬN".center(100) + "\n"
    front += "QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT".center(100)
    front += "\n1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:\n2. Thông tin thửa đất:\n"
    back = """
4. Sơ đồ thửa đất, tài sản gắn liền với đất:
5. Ghi chú:
6. Những thay đổi sau khi cấp giấy chứng nhận:
Nội dung thay đổi và cơ sở pháp lý          Xác nhận của cơ quan có thẩm quyền
"""
    assert _found(front, back) == [("gcn_qsdd_2024", (1, 2))]


def test_a_leaf_of_the_insurance_book_carries_it_on() -> None:
    cover = NATION + "SỔ BẢO HIỂM XÃ HỘI".center(100) + "\nMã số: 0123456789\nHọ và tên: Mẫu"
    leaf = (
        "QUÁ TRÌNH ĐÓNG BẢO HIỂM XÃ HỘI".center(100)
        + "\nTừ tháng năm   Đến tháng năm   Diễn giải\nCăn cứ đóng\nTổng thời gian đóng"
    )
    assert [kind for kind, _ in _found(cover, leaf)] == ["so_bhxh"]


FIRST, SECOND = "001090000018", "001192000015"


def _with_backs(*numbers: str) -> list[tuple[str, tuple[int, ...], bool]]:
    """Two fronts under one another on page 1, and on page 2 backs with these numbers, from the top."""
    fronts = "".join(f"{CARD}\nSố / No.: {number}\n" + "\n" * 20 for number in (FIRST, SECOND))
    backs = "".join(f"{BACK}\n" + "\n" * 20 for _ in numbers)
    zones = [
        Symbol(SymbolKind.MRZ, f"IDVNM{number[3:]}0{number}<<2\nx\ny", Box(0.1, top, 0.6, top + 0.04))
        for number, top in zip(numbers, (0.25, 0.6), strict=True)
    ]
    pages = [typed_page(fronts), replace(typed_page(backs, 2), symbols=tuple(zones))]
    found = split(pages, definitions_at().catalogue)
    return [(each.type, each.pages, each.region is None) for each in found]


def test_backs_on_one_page_are_those_of_the_cards_with_their_numbers() -> None:
    assert _with_backs(FIRST, SECOND) == [("cccd_chip", (1, 2), False), ("cccd_chip", (1, 2), False)]


def test_backs_in_another_order_stand_under_nobody_s_name() -> None:
    alone = ("cccd_chip", (2,), False)
    assert _with_backs(SECOND, FIRST) == [("cccd_chip", (1,), False)] * 2 + [alone, alone]


@pytest.mark.parametrize("asked", ["GIÁM HỘ", "NHẬN CHA, MẸ, CON", "VIỆC THAY ĐỔI, CẢI CHÍNH HỘ TỊCH"])
def test_another_request_at_the_registry_is_no_registration_of_a_birth(asked: str) -> None:
    form = NATION + f"TỜ KHAI ĐĂNG KÝ {asked}".center(100)
    form += "\nKính gửi:\nHọ, chữ đệm, tên người yêu cầu:\nNơi cư trú:\nTôi cam đoan"
    assert _found(form)[0][0] != "to_khai_khai_sinh"


def test_a_zone_that_was_found_twice_is_one_back() -> None:
    zone = Symbol(SymbolKind.MRZ, f"IDVNM{FIRST[3:]}0{FIRST}<<2\nx\ny", Box(0.1, 0.25, 0.6, 0.29))
    pages = [typed_page(CARD), replace(typed_page(BACK, 2), symbols=(zone, zone))]
    assert [each.pages for each in split(pages, definitions_at().catalogue)] == [(1, 2)]
