"""One printed form filled in by two people is two papers, however few words differ."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.document import UNKNOWN_TYPE, Document
from domain.look import Look
from once_only.same_paper.pages import Paper
from once_only.same_paper.papers import sameness
from once_only.same_paper.shared_text import shared_text
from once_only.same_paper.told_apart import are_of_two

LOOK, NEARLY = Look("0f" * 32), Look("0f" * 30 + "0000")
UNDERTAKING = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc GIẤY CAM ĐOAN Kính gửi: Công an xã Mẫu "
    "Tôi tên là: {name}. {person} Căn cứ Luật Cư trú số 68/2020/QH14, Nghị định số 154/2024/NĐ-CP ngày 26 "
    "tháng 11 năm 2024 của Chính phủ và Thông tư số 53/2025/TT-BCA ngày 01/7/2025 của Bộ trưởng Bộ Công an, "
    "khoản 12 Điều 10, Điều 21, mẫu số 08-CĐ, tôi cam đoan những lời khai trên là đúng sự thật, chỗ ở nêu "
    "trong tờ khai thuộc quyền sử dụng hợp pháp của tôi, không có tranh chấp và không bị cưỡng chế. Tôi đã "
    "đọc kỹ quy định về trách nhiệm của người khai và xin chịu hoàn toàn trách nhiệm trước pháp luật về lời "
    "cam đoan này. Làm tại Hà Nội, ngày 02 tháng 11 năm 2026 Người cam đoan {name}"
)
BORN = "Sinh ngày: {born} Số CCCD: {number}."


def said(name: str, born: str = "", number: str = "") -> str:
    person = BORN.format(born=born, number=number) if born else ""
    return UNDERTAKING.format(name=name, person=person)


def paper(text: str, look: Look = LOOK, type_: str = UNKNOWN_TYPE) -> Paper:
    return Paper(Document("d1", type_, (1,), 0.5), (look,), text)


MINE = said("Nguyễn Văn Mẫu", "15/03/1990", "001090012345")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (said("Nguyễn Văn Mẫu"), said("Trần Thị Bịa")),
        (said("Nguyễn Văn Mẫu"), said("Nguyễn Văn Thử")),
        (MINE, said("Trần Thị Bịa", "20/10/1992", "001192054321")),
        (MINE, said("Nguyễn Văn Mẫu", "15/03/1990", "001090012346")),
        (MINE, said("Nguyễn Văn Mẫu", "16/03/1990", "001090012345")),
        (MINE, MINE.replace("ngày 02 tháng 11", "ngày 03 tháng 11")),
    ],
    ids=["names", "given names", "all but the form", "a number", "a birth date", "the day of writing"],
)
def test_one_undertaking_of_two_people_or_days_is_two_papers(one, other) -> None:
    assert shared_text(one, other).words > 0.9
    assert sameness(paper(one), paper(other, NEARLY)) is None
    assert sameness(paper(one), paper(other, NEARLY, "quyet_dinh")) is None


def test_an_undertaking_that_was_scanned_again_is_known_by_what_is_its_own() -> None:
    again = MINE.replace("Mẫu.", "Mâu .").replace("trách nhiệm", "trach nhiêm") + " ƯỜI"
    found = sameness(paper(MINE), paper(again, NEARLY))
    assert found is not None
    assert found.why == "SAME_LOOK"


def test_what_one_reading_lacks_tells_nothing() -> None:
    assert not are_of_two(MINE, MINE.replace("001090012345", "00109001").replace("15/03/1990", "15/03"))
    assert not are_of_two(said("Nguyễn Văn Mẫu"), said(""))
    assert not are_of_two(said("Nguyễn Văn Hiển"), said("Nguyễn Văn Hiên:"))


def test_a_name_beside_the_same_number_is_the_readers_slip() -> None:
    assert not are_of_two(MINE, MINE.replace("Nguyễn Văn Mẫu", "Nguyễn Vin Ixw"))


def test_a_heading_that_was_read_in_another_order_is_no_other_name() -> None:
    first, other = said("Nguyễn Văn Mẫu"), said("Nguyễn Văn Mẫu")
    heading = "GIẤY CAM ĐOAN"
    assert not are_of_two(first, heading + " " + other.replace(heading, "ỤƠ IV ĂX"))
    assert are_of_two(first, heading + " " + other.replace("Nguyễn Văn Mẫu", "Lê Thị Bịa"))


def test_law_and_form_numbers_are_no_figures_of_a_paper() -> None:
    assert shared_text(said("Nguyễn Văn Mẫu"), said("Trần Thị Bịa")).figure_count == 3  # the day below it
    decided = "Quyết định số 1234/QĐ-UBND ngày 12/03/2024"
    assert shared_text(decided, decided).figure_count == 2


RECEIPT = (
    "HỢP TÁC XÃ VÍ DỤ PHIẾU THU ngày 24 tháng 8 năm 2026 họ và tên người nộp tiền: {name} địa chỉ: "
    "đội 18, xã Mẫu, thành phố Hà Nội lý do nộp: phí dịch vụ vệ sinh số tiền: {sum} đồng kèm theo chứng từ "
    "gốc giám đốc người nộp thủ quỹ đã nhận đủ số tiền viết bằng chữ một triệu hai trăm đồng chẵn"
)


def receipt(sum_: str, name: str = "Chu Đình Mẫu", day: str = "24 tháng 8") -> Paper:
    return paper(RECEIPT.format(name=name, sum=sum_).replace("24 tháng 8", day))


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (receipt("12411.347"), True),
        (receipt("1241341"), True),
        (receipt("1241348"), False),
        (receipt("12411.347", name="Lê Thị Bịa"), False),
        (receipt("12411.347", day="25 tháng 8"), False),
        (receipt("12411.347", day="2- tháng 8"), False),
    ],
    ids=["a digit too many", "digits alike by hand", "another sum", "another payer", "another day", "no day"],
)
def test_a_receipt_in_hand_is_known_by_its_run_of_digits_and_its_day(other, same) -> None:
    assert (sameness(receipt("1241347"), replace(other, looks=(NEARLY,))) is not None) is same


def test_a_number_of_which_a_digit_was_lost_is_still_that_persons() -> None:
    lost = MINE.replace("001090012345", "01090012345").replace("Nguyễn Văn Mẫu", "Ngjx Vin Ixw")
    assert not are_of_two(MINE, lost)
    assert are_of_two(MINE, lost.replace("01090012345", "01092"))
