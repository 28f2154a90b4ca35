"""A paper of an earlier dossier is recognised: a second scan, a certified copy or another sheet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.document import UNKNOWN_TYPE, Copy, Document
from domain.geometry import WHOLE_PAGE, Box
from domain.look import Look
from domain.page import PageKind, Quality
from domain.record import Duplicate, Likeness
from domain.text import Line, PageText, Word
from domain.understanding import Earlier, PageReading
from once_only.same_paper.duplicates import duplicates, seen_before
from once_only.same_paper.marks import marks_of

LOOK = Look("0f" * 32)
NEARLY = Look("0f" * 30 + "0000")
OTHER = Look("5a" * 32)
CONTRACT = "Hợp đồng số 17/2026 ngày 12/03/2026 giá 350000000 đồng thời hạn 24 tháng kể từ 01/04/2026"


def page(text: str, look: Look | None, number: int = 1) -> PageReading:
    line = Line(tuple(Word(word, WHOLE_PAGE, 0.9) for word in text.split()))
    read = PageText(number, 0, 100, 140, (line,), (), "trial")
    return PageReading(number, PageKind.CONTENT, 200.0, Quality(1.0, 0.0, 0.1), read, look=look)


def again(
    paper: Document, before: Document, looks: tuple[Look | None, Look | None], text: str = "one two"
) -> Duplicate | None:
    known = {1: looks[1]} if looks[1] else {}
    found = seen_before([paper], [page(text, looks[0])], [Earlier("h7", (before,), {1: "two one"}, known)])
    assert len(found) < 2
    return next(iter(found), None)


def test_a_second_scan_and_another_sheet_are_told_apart(make) -> None:
    card = make.paper("cccd_chip", make.card)
    assert again(card, card, (NEARLY, LOOK)) == Duplicate(
        "d1", "d1", "SAME_NUMBER", Likeness.SAME_SHEET, "h7"
    )
    assert again(card, card, (OTHER, LOOK)).kind is Likeness.SAME_PAPER
    assert again(card, card, (None, LOOK)).kind is Likeness.SAME_PAPER


def test_the_very_picture_is_named_so(make) -> None:
    card = make.paper("cccd_chip", make.card)
    assert again(card, card, (LOOK, LOOK), "two one").kind is Likeness.SAME_IMAGE
    assert again(card, card, (LOOK, LOOK), "two ones").kind is Likeness.SAME_SHEET


def test_a_certified_copy_of_an_original_is_neither(make) -> None:
    birth = make.paper("giay_khai_sinh", make.birth)
    copy = replace(birth, copy=Copy.CERTIFIED_COPY)
    assert again(copy, birth, (NEARLY, LOOK)).kind is Likeness.CERTIFIED_COPY
    assert again(copy, copy, (NEARLY, LOOK)).kind is Likeness.SAME_SHEET


@pytest.mark.parametrize(
    "change",
    [{"ngay_dang_ky": "2024-05-06"}, {"so_giay_to": "46/2020"}, {"ho_ten": "Phạm Văn Khác"}],
    ids=["a newer issue", "another number", "the same blank filled by another"],
)
def test_what_looks_the_same_and_says_otherwise_is_another_paper(make, change) -> None:
    first = make.paper("giay_khai_sinh", make.birth)
    other = make.paper("giay_khai_sinh", {**make.birth, **change})
    assert again(other, first, (LOOK, LOOK), "two one") is None


def test_a_misread_name_weighs_less_than_look_and_figures_together(make) -> None:
    read = {name: value for name, value in make.birth.items() if name != "so_dinh_danh"}
    misread = {**read, "ho_ten": "Trzn Thu Bjjjq"}
    first, other = (make.paper("giay_khai_sinh", each, state="review") for each in (read, misread))
    earlier = Earlier("h7", (first,), {1: CONTRACT}, {1: LOOK})
    (found,) = seen_before([other], [page(CONTRACT, NEARLY)], [earlier])
    assert (found.why, found.kind) == ("SAME_LOOK", Likeness.SAME_SHEET)
    other_figures = CONTRACT.replace("17", "19").replace("12/03", "30/05")
    assert seen_before([other], [page(other_figures, NEARLY)], [earlier]) == ()
    assert seen_before([other], [page(CONTRACT, OTHER)], [earlier]) == ()


def test_two_names_that_were_surely_read_are_two_papers(make) -> None:
    renamed = {**make.birth, "ho_ten": "Phạm Văn Khác"}
    first, other = (make.paper("giay_khai_sinh", each) for each in (make.birth, renamed))
    earlier = Earlier("h7", (first,), {1: CONTRACT}, {1: LOOK})
    assert seen_before([other], [page(CONTRACT, LOOK)], [earlier]) == ()


def test_a_card_whose_name_was_misread_is_known_by_its_number(make) -> None:
    card, misread = make.card, {**make.card, "ho_ten": "NGUYEM VXW MZZZ"}
    first, other = make.paper("cccd_chip", card), make.paper("cccd_chip", misread, state="review")
    assert again(other, first, (OTHER, LOOK)).why == "SAME_NUMBER"
    stranger = make.paper("cccd_chip", {**misread, "so_dinh_danh": "001190054321"}, state="review")
    assert again(stranger, first, (LOOK, LOOK), "two one") is None


def test_twins_forms_look_alike_and_are_two(make) -> None:
    twin = {**make.birth, "so_giay_to": "46/2020", "so_dinh_danh": "001320012347", "ho_ten": "Trần Thị Bía"}
    first, other = (make.paper("giay_khai_sinh", each, state="review") for each in (make.birth, twin))
    earlier = Earlier("h7", (first,), {1: CONTRACT}, {1: LOOK})
    assert seen_before([other], [page(CONTRACT, LOOK)], [earlier]) == ()


def test_a_paper_whose_type_was_seen_only_once_is_known_by_its_look(make) -> None:
    named, unnamed = make.paper("bien_lai", {"so_tien": "350000000"}), Document("d1", UNKNOWN_TYPE, (1,), 0.5)
    earlier = Earlier("h7", (named,), {1: CONTRACT}, {1: LOOK})
    (found,) = seen_before([unnamed], [page(CONTRACT, NEARLY)], [earlier])
    assert found.why == "SAME_LOOK"


def _unnamed(now: str, before: str, look: Look = NEARLY) -> Duplicate | None:
    paper = Document("d1", UNKNOWN_TYPE, (1,), 0.5)
    earlier = Earlier("h7", (paper,), {1: before}, {1: LOOK})
    return next(iter(seen_before([paper], [page(now, look)], [earlier])), None)


def test_a_paper_without_a_type_is_known_by_look_and_figures_together() -> None:
    misread = CONTRACT.replace("Hợp đồng", "Hop đong").replace("24", "Z4")
    assert _unnamed(misread, CONTRACT) == Duplicate("d1", "d1", "SAME_LOOK", Likeness.SAME_SHEET, "h7")
    assert _unnamed(CONTRACT, CONTRACT, OTHER) is None


BENT = Look("0f" * 20 + "5" * 24)
FEW = "Biên lai số 4711 thu phí của người nộp đã nhận đủ số tiền bằng chữ ngày 12/03/2026 giá 350000"


def test_a_bent_sheet_and_one_with_few_figures_are_known_where_all_words_agree() -> None:
    assert 0.16 < BENT.apart(LOOK) < 0.25 < OTHER.apart(LOOK)
    assert _unnamed(CONTRACT, CONTRACT, BENT) is not None
    assert _unnamed(CONTRACT.replace("Hợp đồng", "Hop đong ky"), CONTRACT.replace("24", "36"), BENT) is None
    assert _unnamed(FEW, FEW) is not None
    assert _unnamed(FEW, FEW.replace("4711", "4712")) is None


def test_one_blank_form_with_other_figures_is_two_papers() -> None:
    other = CONTRACT.replace("17", "18").replace("12/03", "30/05").replace("350", "415").replace("24", "36")
    assert _unnamed(other, CONTRACT) is None
    assert _unnamed("một mẫu trống chưa ai điền", "một mẫu trống chưa ai điền") is None


def test_within_a_dossier_a_sheet_scanned_twice_is_named_with_its_kind() -> None:
    papers = [Document(f"d{number}", UNKNOWN_TYPE, (number,), 0.5) for number in (1, 2)]
    pages = [page(CONTRACT, LOOK, 1), page(CONTRACT + " x", NEARLY, 2)]
    assert duplicates(papers, pages) == (Duplicate("d2", "d1", "SAME_LOOK", Likeness.SAME_SHEET),)


def test_of_several_earlier_ones_the_surest_is_named(make) -> None:
    card = make.paper("cccd_chip", make.card)
    far, near = Earlier("h1", (card,), {}, {1: OTHER}), Earlier("h2", (card,), {}, {1: LOOK})
    (found,) = seen_before([card], [page("x", LOOK)], [far, near])
    assert found.dossier == "h2"


def test_marks_do_not_depend_on_tones_or_case_and_leave_bare_names_out(make) -> None:
    birth = make.paper("giay_khai_sinh", make.birth)
    misread = make.paper("giay_khai_sinh", {**make.birth, "ho_ten": "TRẦN THI BIA", "so_giay_to": "46/2020"})
    shared = set(marks_of(birth)) & set(marks_of(misread))
    assert ("giay_khai_sinh", "born", "tran thi bia", "2020-02-03") in shared
    assert ("giay_khai_sinh", "so_giay_to", "45/2020") not in shared
    assert marks_of(make.paper("giay_khai_sinh", {"ho_ten": "Trần Thị Bịa"})) == ()
    assert marks_of(make.paper(UNKNOWN_TYPE, make.birth)) == ()


WORDY = f"{CONTRACT} theo số 88 và số 99"
WEDDING = {
    "so_giay_to": "17/2026",
    "vo.ho_ten": "Lê Thị Bịa",
    "vo.ngay_sinh": "1996-01-02",
    "chong.ho_ten": "Trần Văn Mẫu",
    "chong.ngay_sinh": "1994-03-04",
    "ngay_dang_ky": "2026-03-12",
}
ASTRAY = {"vo.ngay_sinh": "1994-11-30", "chong.ho_ten": "Trân Vãn Mâu"}
"""Values of a worn scan that were read in the wrong place."""


def worn(make, change: dict[str, str], state: str = "review", text: str = WORDY) -> Duplicate | None:
    """A paper whose worn scan says some values otherwise, beside its first scan."""
    before = make.paper("giay_chung_nhan_ket_hon", WEDDING)
    fields = tuple(
        make.field(name, change.get(name, value), state if name in change else "accepted")
        for name, value in WEDDING.items()
    )
    known = Earlier("h7", (before,), {1: WORDY}, {1: LOOK})
    found = seen_before([replace(before, fields=fields)], [page(text, NEARLY)], [known])
    return next(iter(found), None)


def test_a_sheet_of_which_one_reading_went_astray_is_known_by_its_figures(make) -> None:
    found = worn(make, ASTRAY)
    assert found is not None
    assert (found.why, found.kind) == ("SAME_LOOK", Likeness.SAME_SHEET)


@pytest.mark.parametrize(
    ("change", "state", "text"),
    [
        (ASTRAY, "accepted", WORDY),
        (ASTRAY, "review", WORDY.replace("17/2026", "18/2026").replace("12/03", "13/03")),
        (ASTRAY, "review", "một hai ba bốn năm sáu bảy tám"),
    ],
)
def test_what_is_surely_another_or_has_other_figures_is_another_paper(make, change, state, text) -> None:
    text = text.replace("350000000", "7").replace("01/04/2026", "x") if "18/2026" in text else text
    assert worn(make, change, state, text) is None


def test_the_paper_of_a_twin_is_another_however_badly_both_were_read(make) -> None:
    twin = {"so_giay_to": "46/2020", "ho_ten": "Phạm Quốc Khánh", "so_dinh_danh": "001320099999"}
    before = make.paper("giay_khai_sinh", make.birth, state="review")
    paper = make.paper("giay_khai_sinh", {**make.birth, **twin}, state="review")
    known = Earlier("h7", (before,), {1: WORDY}, {1: LOOK})
    assert seen_before([paper], [page(WORDY, NEARLY)], [known]) == ()


def test_a_form_without_any_day_is_no_paper_that_was_there_before(make) -> None:
    """The next request of the same person shares all figures but the day that was read on neither."""
    said = {"ho_ten": "Lê Thị Bịa", "noi_cu_tru": "Số 5 phố Mẫu", "noi_dung": "xin xác nhận cư trú"}
    before = make.paper("ct01", {**said, "thanh_vien.1.ngay_sinh": "1990-01-02"}, state="review")
    paper = make.paper("ct01", {**said, "thanh_vien.1.ngay_sinh": "1960-10-20"}, state="review")
    known = Earlier("h7", (before,), {1: WORDY}, {1: LOOK})
    assert seen_before([paper], [page(WORDY, NEARLY)], [known]) == ()


@pytest.mark.parametrize(
    ("pictures", "found"),
    [({1: 4, 2: 5}, True), ({1: 5, 2: 4}, False), ({1: 4}, False), ({}, False)],
    ids=["all pages", "swapped", "one page of two", "none"],
)
def test_a_drawing_is_known_by_its_pictures_alone(pictures: dict[int, int], found: bool) -> None:
    drawing, before = (Document("d1", UNKNOWN_TYPE, pages, 0.5) for pages in ((1, 2), (4, 5)))
    pages = [replace(page("", None, number), text=None) for number in (1, 2)]
    known = Earlier("h7", (before,), {}, {}, pictures)
    told = (Duplicate("d1", "d1", "SAME_LOOK", Likeness.SAME_IMAGE, "h7"),)
    assert seen_before([drawing], pages, [known]) == (told if found else ())


def test_papers_in_two_parts_of_one_picture_are_two() -> None:
    upper, lower = (
        Document("d1", UNKNOWN_TYPE, (1,), 0.5, region=Box(0, top, 1, top + 0.4)) for top in (0, 0.5)
    )
    known = Earlier("h7", (upper,), {}, {}, {1: 1})
    assert seen_before([lower], [], [known]) == ()
    assert len(seen_before([upper], [], [known])) == 1
