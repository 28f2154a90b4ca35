"""A sheet that was badly read or bent is known again; what stands on both papers tells none of them apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.document import UNKNOWN_TYPE, Document
from domain.geometry import Box
from domain.look import Look
from once_only.same_paper.duplicates import duplicates
from once_only.same_paper.pages import Paper
from once_only.same_paper.papers import Sameness, sameness
from once_only.same_paper.shared_text import alike_by_hand, has_words, shared_text, stands_on

LOOK, NEARLY = Look("0f" * 32), Look("0f" * 30 + "0000")
BENT = Look("0f" * 16 + "5" * 32)
FORM = {
    "ho_ten": "Lương Thị Bịa",
    "so_dinh_danh": "062193998650",
    "ngay_lam": "2026-11-02",
    "chu_ho.ho_ten": "Trần Văn Mẫu",
    "chu_ho.so_dinh_danh": "001095993027",
}
SAID = (
    "tờ khai 062193998650 họ tên lương thị bịa chủ hộ trần văn mẫu 001095993027 điện thoại 0990015838 "
    "thành viên 022096996990 sinh 19/07/1996 và 001229991366 sinh 03/09/2022 ngày 02/11/2026 "
    "kính gửi công an nội dung đề nghị đăng ký thường trú ý kiến của chủ hộ quan hệ với chủ hộ "
    "họ chữ đệm và tên giới tính mối quan hệ người kê khai ghi rõ nội dung ký ghi rõ họ tên"
)
MISREAD = SAID.translate(str.maketrans("9", "7"))
INVITED = (
    "tổ dân phố giấy mời họp kính gửi trân trọng kính mời tới dự cuộc họp vào 19 giờ 30 tại nhà văn hóa "
    "nội dung phổ biến việc cấp thẻ căn cước {} tháng {} năm 2025 tổ trưởng"
)


def seen(make, values: dict[str, str], text: str, look: Look = LOOK, state: str = "accepted") -> Paper:
    return Paper(make.paper("ct01", values, state=state), (look,), text)


def unnamed(text: str, look: Look = LOOK) -> Paper:
    return Paper(Document("d1", UNKNOWN_TYPE, (1,), 0.5), (look,), text)


def told(found: Sameness | None) -> str | None:
    return found.why if found else None


def test_a_form_of_which_every_nine_was_read_as_seven_is_the_same_sheet(make) -> None:
    sevens = {
        name: value.replace("9", "7") if name.endswith("dinh_danh") else value for name, value in FORM.items()
    }
    worn = seen(make, {**sevens, "ho_ten": "ương Thị Bia"}, MISREAD, NEARLY, "review")
    assert told(sameness(seen(make, FORM, SAID), worn)) == "SAME_LOOK"


@pytest.mark.parametrize(("day", "same"), [("02 tháng 11", True), ("03 tháng 11", False)])
def test_a_day_that_was_read_on_one_paper_may_stand_on_the_other_without_its_year(make, day, same) -> None:
    """The next form of the same person shares all but that day."""
    first = make.paper("ct01", {**FORM, "ngay_lam": "ngày 02 tháng 11 năm 2026"})
    undated = {name: value for name, value in FORM.items() if name != "ngay_lam"}
    other = make.paper("ct01", {**undated, "ho_ten": "ương Thị Bia"}, state="review")
    text = SAID.replace("ngày 02/11/2026", f"ngày {day}")
    misread = text.replace("19/07/1996", "10/07/1906").replace("0990015838", "099001538")
    found = sameness(Paper(first, (LOOK,), SAID), Paper(other, (NEARLY,), misread))
    assert (found is not None) is same


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({"so_dinh_danh": "062173998650"}, "accepted"),
        ({"so_dinh_danh": "062193555651", "ho_ten": "Lương Thị Bia"}, "review"),
        ({"ngay_lam": "2026-11-09"}, "review"),
    ],
    ids=["a number that was surely read", "a twin", "another day"],
)
def test_a_form_that_says_another_person_or_day_is_another(make, change, state) -> None:
    changed = {**FORM, **change}
    assert sameness(seen(make, FORM, SAID), seen(make, changed, MISREAD, NEARLY, state)) is None


def test_a_strangers_form_on_the_same_blank_is_another(make) -> None:
    """All that was read of it is in doubt, and its digits are its own."""
    theirs = {**FORM, "so_dinh_danh": "035084120333", "chu_ho.so_dinh_danh": "035160225844"}
    said = (
        SAID.replace("062193998650", "035084120333").replace("001095993027", "035160225844")
        .replace("0990015838", "0348662210").replace("022096996990", "035268420051")
        .replace("001229991366", "035302184425").replace("19/07/1996", "25/10/1968")
    )  # fmt: skip
    assert sameness(seen(make, FORM, SAID), seen(make, theirs, said, NEARLY, "review")) is None


def test_a_day_that_stands_on_both_papers_tells_none_of_them_apart(make) -> None:
    """A certificate carries the day of issue and the day of a later change; readings took another of them."""
    text = f"{SAID} ngày 17 tháng 05 năm 2014 thay đổi ngày 11 tháng 08 năm 2024."
    first = make.paper("gcn_qsdd_2009", {**CERTIFICATE, "ngay_cap": "ngày 17 tháng 05 năm 2014"})
    other = make.paper("gcn_qsdd_2009", {**CERTIFICATE, "ngay_cap": "Ngày 11 tháng 08 năm 2024"})
    one_sheet = Paper(first, (LOOK,), text), Paper(other, (NEARLY,), text)
    assert told(sameness(*one_sheet)) == "SAME_NUMBER"
    elsewhere = Paper(other, (NEARLY,), text.replace("17 tháng 05", "16 tháng 06"))
    assert sameness(one_sheet[0], elsewhere) is None


CERTIFICATE = {"so_seri": "BA 120045", "so_vao_so": "CH00123", "thua_dat_so": "45", "to_ban_do_so": "12"}


def test_a_name_of_which_a_line_was_lost_is_the_name_where_the_words_stand_on_the_paper(make) -> None:
    card = {
        "so_dinh_danh": "062193998650",
        "ho_ten": "LƯƠNG THỊ BỊA CHI",
        "ngay_cap": "2024-05-06",
        "gioi_tinh": "Nữ",
    }
    whole = Paper(make.paper("cccd_chip", card), (LOOK,), "LƯƠNG THỊ BỊA CHI 062193998650")
    short = make.paper("cccd_chip", {**card, "ho_ten": "LƯƠNG THỊ BỊA"})
    assert sameness(whole, Paper(short, (NEARLY,), "LƯƠNG THỊ BỊA 062193998650 CHI")) is not None
    assert sameness(whole, Paper(short, (NEARLY,), "LƯƠNG THỊ BỊA 062193998650")) is None


def test_two_invitations_to_two_meetings_are_two() -> None:
    first = INVITED.format("ngày 26/11/2025 hà nội ngày 06", 11)
    other = INVITED.format("ngày 24/11/2025 hà nội ngày 04", 11)
    assert shared_text(first, other).figures > 0.6
    assert sameness(unnamed(first), unnamed(other, NEARLY)) is None
    assert told(sameness(unnamed(first), unnamed(first, NEARLY))) == "SAME_LOOK"


def test_of_many_figures_one_may_be_read_otherwise_on_a_bent_sheet() -> None:
    assert 0.25 < BENT.apart(LOOK) < 0.35
    many = " ".join(f"thửa số {number} diện tích" for number in range(100, 138))
    few = " ".join(f"thửa số {number} diện tích" for number in range(100, 110))
    assert told(sameness(unnamed(many), unnamed(many.replace("137", "187"), BENT))) == "SAME_LOOK"
    assert sameness(unnamed(few), unnamed(few.replace("109", "189"), BENT)) is None
    assert told(sameness(unnamed(few), unnamed(few, BENT))) == "SAME_LOOK"


def test_what_two_texts_share() -> None:
    shared = shared_text("Số 19 ngày 02/11, Mẫu", "so 17 ngay 02/11 khac")
    assert (shared.figures, shared.words, shared.digits) == (0.5, 0.6, 1.0)
    assert (shared.figure_count, shared.digit_count, shared.same_figures) == (2, 6, False)
    assert alike_by_hand("0019", "0077")
    assert not alike_by_hand("0019", "0016")


def test_phrases_in_a_text() -> None:
    text = "Hà Nội, ngày 17 tháng 05 năm 2014."
    assert stands_on(text, "Ngày 17 tháng 05 năm 2014")
    assert not stands_on(text, "tháng 17")
    assert not stands_on(text, " . ")
    assert has_words(text, "2014 Hà Nội")
    assert not has_words(text, "Nội Nội")


LETTER = {
    "ben_uy_quyen.ho_ten": "Trần Văn Mẫu",
    "ben_uy_quyen.so_dinh_danh": "001095993027",
    "ben_uy_quyen.ngay_sinh": "1984-02-13",
    "ngay_lap": "2026-11-02",
}


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({"ben_uy_quyen.ngay_sinh": "1984-02-01"}, True),
        ({"ben_uy_quyen.ho_ten": "Trần Quốc Khánh"}, False),
        ({"ben_uy_quyen.so_dinh_danh": "001095993622"}, False),
        ({"ngay_lap": "2026-11-03"}, False),
        ({"ngay_lap": ""}, False),
    ],
    ids=["a day cut short", "another name", "another number", "another day", "no day"],
)
def test_a_long_run_of_digits_outweighs_a_day_that_was_surely_misread(make, change, same) -> None:
    changed = {name: value for name, value in {**LETTER, **change}.items() if value}
    first, other = (make.paper("giay_uy_quyen", each) for each in (LETTER, changed))
    found = sameness(Paper(first, (LOOK,), SAID), Paper(other, (BENT,), SAID.replace("19/07/1996", "19/07")))
    assert told(found) == ("SAME_LOOK" if same else None)


def test_a_card_that_was_cut_in_two_is_no_paper_twice(make) -> None:
    """Two cards on one page each carry their number; a piece of one has it in doubt, or from the other's."""
    half, rest = Box(0.0, 0.0, 1.0, 0.5), Box(0.0, 0.5, 1.0, 1.0)
    whole = replace(make.paper("cccd_chip", make.card), region=half)
    piece = replace(make.paper("cccd_chip", make.card, "d2", "review"), region=rest)
    assert duplicates([whole, piece]) == ()
    assert duplicates([whole, replace(piece, pages=(2,))]) != ()
    assert duplicates([whole, replace(make.paper("cccd_chip", make.card, "d2"), region=rest)]) != ()
