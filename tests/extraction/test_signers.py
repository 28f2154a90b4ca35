"""Whose name stands under an office, and what looks like a name and is none."""

from __future__ import annotations

import pytest

from domain.geometry import Box
from domain.signs import SHORT, SIGNER
from extraction.extract import extract
from extraction.name_shapes import LIKELY, NO_NAME, PLAIN, POSSIBLE, name_within
from extraction.tokens import Token
from hoso.definitions import definitions_at
from tests.typed_pages import typed_page

_INDENT = " " * 60


def words(text: str) -> list[Token]:
    places = [Box(0.1 * index, 0.1, 0.1 * index + 0.08, 0.12) for index in range(len(text.split()))]
    return [
        Token(word, word.lower(), place, place, 0.9, False)
        for word, place in zip(text.split(), places, strict=True)
    ]


@pytest.mark.parametrize(
    ("line", "name", "plainness"),
    [
        ("Trịnh Mẫu An", "Trịnh Mẫu An", PLAIN),
        ("Trinh Mẫu An", "Trinh Mẫu An", LIKELY),
        ("ML Nguyễn Mẫu An", "Nguyễn Mẫu An", PLAIN),
        ("PhạmAn Mẫu", "Phạm An Mẫu", PLAIN),
        ("H'Linh Mẫu", "H'Linh Mẫu", POSSIBLE),
        ("K'Mẫu", "K'Mẫu", POSSIBLE),
        ("MẪU THỬ – KHÔNG CÓ GIÁ TRỊ", "", NO_NAME),
        ("KHÔNG CÓ GIÁ TRỊ", "", NO_NAME),
        ("MANAGEMENT OF SOCIAL ORDER", "", NO_NAME),
        ("QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ", "", NO_NAME),
        ("Hà Nội", "", NO_NAME),
        ("ký và ghi rõ họ tên", "", NO_NAME),
    ],
)
def test_a_name_is_known_by_its_family_name_and_its_capitals(line: str, name: str, plainness: int) -> None:
    found, how = name_within(words(line))
    assert (" ".join(token.text for token in found), how) == (name, plainness)


def signer(type_id: str, *lines: str) -> str | None:
    """Who signed a typed paper of that type, whose lines follow each other."""
    kind = definitions_at().catalogue.type_named(type_id)
    assert kind is not None
    page = "\n".join(["Họ và tên: LÊ MẪU BÌNH", *[""] * 20, *lines])
    found = {field.name: field.value for field in extract([typed_page(page)], kind)}
    return found.get("nguoi_ky", found.get("nguoi_chung_thuc"))


def test_the_name_stands_under_whatever_office_signs() -> None:
    assert signer("ct07", f"{_INDENT}THỦ TRƯỞNG ĐƠN VỊ", "", "", f"{_INDENT}Trịnh Mẫu An") == "Trịnh Mẫu An"
    assert (
        signer("gcn_ho_kinh_doanh", f"{_INDENT}CƠ QUAN ĐĂNG KÝ KINH DOANH", "", f"{_INDENT}Đỗ Mẫu Ý")
        == "Đỗ Mẫu Ý"
    )


def test_a_note_under_an_office_is_nobodys_name() -> None:
    lines = (f"{_INDENT}TRƯỞNG CÔNG AN", "", f"{_INDENT}Trịnh Mẫu An", "", f"{_INDENT}KHÔNG CÓ GIÁ TRỊ")
    assert signer("ct07", *lines) == "Trịnh Mẫu An"


def test_the_name_under_somebody_elses_heading_is_not_the_officers() -> None:
    assert signer("giay_uy_quyen", f"{_INDENT}NGƯỜI ỦY QUYỀN", "", f"{_INDENT}Trịnh Mẫu An") is None


def test_the_value_of_a_label_is_no_signature() -> None:
    assert signer("giay_khai_sinh", f"Họ và tên cha{_INDENT[:40]}Trịnh Mẫu An") is None


def test_a_signers_name_is_told_to_be_one_and_a_short_name_to_be_short() -> None:
    kind = definitions_at().catalogue.type_named("ct07")
    assert kind is not None
    lines = ["Họ và tên: LÊ MẪU BÌNH", *[""] * 20, f"{_INDENT}THỦ TRƯỞNG ĐƠN VỊ", "", f"{_INDENT}Trịnh An"]
    found = {field.name: field for field in extract([typed_page("\n".join(lines))], kind)}
    assert {SIGNER, SHORT} <= {sign.name for sign in found["nguoi_ky"].signs}
    assert not {SIGNER, SHORT} & {sign.name for sign in found["ho_ten"].signs}


def test_the_day_a_copy_was_certified_is_not_the_papers() -> None:
    kind = definitions_at().catalogue.type_named("gcn_qsdd_2009")
    assert kind is not None
    stamp = ["CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH", "Số chứng thực 115", "Ngày 11 tháng 10 năm 2024"]
    own = [
        "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT",
        *[""] * 20,
        f"{_INDENT}Hà Nội, ngày 24 tháng 6 năm 2022",
        *[""] * 20,
    ]

    def issued(*lines: str) -> str | None:
        found = {field.name: field.value for field in extract([typed_page("\n".join(lines))], kind)}
        return found.get("ngay_cap")

    assert issued(*own, *stamp) == "2022-06-24"
    assert issued(*own[:21], *stamp) is None


def test_a_husband_named_under_his_label_is_no_signer() -> None:
    """Where the signer's own name cannot be read, a name elsewhere on the page does not stand in for it."""
    kind = definitions_at().catalogue.type_named("giay_chung_nhan_ket_hon")
    assert kind is not None
    page = typed_page(
        "GIẤY CHỨNG NHẬN KẾT HÔN" + "\n" * 18 + "Họ và tên chồng:\nĐỗ Mẫu Khoa\nDân tộc: Kinh\n"
        "Họ và tên vợ:\nBùi Thị Mẫu Lan\nDân tộc: Mường\n\n\n\n"
        "                                                  CHỦ TỊCH\n\n"
        "                                                  Nghiôn/ Thl Mụ\n"
    )
    found = {field.name: field.value for field in extract([page], kind)}
    assert found["chong.ho_ten"] == "Đỗ Mẫu Khoa"
    assert "nguoi_ky" not in found


def test_whom_a_paper_is_about_is_no_signer() -> None:
    """The red book names its owner under the committee that gives it."""
    office = f"{_INDENT}ỦY BAN NHÂN DÂN HUYỆN MẪU"
    assert signer("gcn_qsdd_do", office, f"{_INDENT}Ông: Trịnh Mẫu Thịnh") is None
    assert signer("gcn_qsdd_do", office, "", f"{_INDENT}Trịnh Mẫu Thịnh") == "Trịnh Mẫu Thịnh"


def test_on_a_later_page_people_sign_wherever_the_text_ends() -> None:
    kind = definitions_at().catalogue.type_named("giay_khai_sinh")
    assert kind is not None
    first = typed_page("GIẤY KHAI SINH\nHọ, chữ đệm, tên: LÊ MẪU BÌNH")
    above = "\n".join(["Tôi cam đoan những lời khai trên là đúng."] * 6)
    second = typed_page(f"{above}\n{_INDENT}NGƯỜI KÝ GIẤY KHAI SINH\n\n{_INDENT}Trịnh Mẫu An", 2)
    found = {field.name: field.value for field in extract([first, second], kind)}
    assert found.get("nguoi_ky") == "Trịnh Mẫu An"
