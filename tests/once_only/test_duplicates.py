"""The same paper twice is found; two papers that look alike are two."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.attestation import Attestation, AttestationKind
from domain.document import Copy
from domain.geometry import WHOLE_PAGE
from domain.record import Duplicate, Likeness
from once_only.same_paper.duplicates import duplicates, duplicates_settled, handed_in_twice

FORM = {
    "ho_ten": "Nguyễn Văn Mẫu",
    "so_dinh_danh": "001090012345",
    "ngay_sinh": "1990-03-15",
    "gioi_tinh": "Nam",
    "noi_dung_de_nghi": "Đăng ký thường trú cùng gia đình",
    "ngay_lam": "2026-11-02",
}


def _pair(make, type_, one, other, state="accepted"):
    return [make.paper(type_, one, "d1", state), make.paper(type_, other, "d2", state)]


def test_a_second_scan_of_a_card_is_the_same_paper(make) -> None:
    (found,) = duplicates(_pair(make, "cccd_chip", make.card, {**make.card, "gioi_tinh": "Nan"}))
    assert (found.document, found.of, found.why) == ("d2", "d1", "SAME_NUMBER")


def test_a_doubtful_slip_in_the_number_is_still_the_same_paper(make) -> None:
    slip = {**make.card, "so_dinh_danh": "001090012845"}
    (found,) = duplicates(_pair(make, "cccd_chip", make.card, slip, "review"))
    assert found.why == "SAME_VALUES"


def test_three_copies_name_the_first(make) -> None:
    found = duplicates([make.paper("cccd_chip", make.card, f"d{number}") for number in (1, 2, 3)])
    assert [(each.document, each.of) for each in found] == [("d2", "d1"), ("d3", "d1")]


@pytest.mark.parametrize(
    ("type_", "change"),
    [
        ("cccd_chip", {"so_dinh_danh": "001190054321", "ho_ten": "LÊ THỊ KHÁC", "gioi_tinh": "Nữ"}),
        ("cccd_chip", {"so_dinh_danh": "001090012346"}),
        ("cccd_chip", {"ngay_sinh": "1990-03-16"}),
    ],
)
def test_another_number_or_person_is_another_paper(make, type_, change) -> None:
    assert duplicates(_pair(make, type_, make.card, {**make.card, **change})) == ()


def test_twins_have_two_birth_certificates_even_when_read_badly(make) -> None:
    """All but one number and one tone of the name is the same on their papers."""
    shared = {name: value for name, value in make.birth.items() if name != "so_dinh_danh"}
    shared |= {"noi_sinh": "Bệnh viện Mẫu", "que_quan": "Hà Nội", "dan_toc": "Kinh", "me.dan_toc": "Kinh"}
    twin = {**shared, "so_giay_to": "46/2020", "ho_ten": "Trần Thị Bía"}
    assert duplicates(_pair(make, "giay_khai_sinh", shared, twin, "review")) == ()


def test_an_owners_number_does_not_make_two_certificates_one(make) -> None:
    first = {
        "so_seri": "BM 123456",
        "chu_su_dung.1.so_giay_to": "001090012345",
        "thua_dat_so": "12",
        "to_ban_do_so": "7",
        "dien_tich": "81.5",
    }
    second = {**first, "so_seri": "BM 123457"}
    assert duplicates(_pair(make, "gcn_qsdd_2009", first, second, "review")) == ()


def test_a_renewed_card_is_another_paper(make) -> None:
    old, new = {**make.card, "ngay_cap": "2016-05-05"}, {**make.card, "ngay_cap": "2022-07-19"}
    assert duplicates(_pair(make, "cccd_chip", old, new)) == ()


@pytest.mark.parametrize(("other_day", "same"), [({}, True), ({"ngay_cap": "2022-05-04"}, False)])
def test_a_badly_worn_card_is_known_by_number_and_day_of_issue(make, other_day, same) -> None:
    """Half of what it says was misread; with another day it may be the card before it."""
    card = {"so_dinh_danh": "001090012345", "ngay_sinh": "1990-03-15", "ngay_cap": "2021-05-04"}
    read = {
        "ho_ten": "NGUYỄN VĂN MẪU",
        "que_quan": "Xã Mẫu, Hà Nội",
        "noi_thuong_tru": "Số 1 phố Mẫu, Hà Nội",
    }
    worn = {"ho_ten": "NGU VĂN", "que_quan": "Xa Mu", "noi_thuong_tru": "56 phô"}
    found = duplicates(_pair(make, "cccd_chip", card | read, card | worn | other_day, "review"))
    assert [each.why for each in found] == (["SAME_NUMBER"] if same else [])


@pytest.mark.parametrize("changes", [{"ngay_lam": "2026-11-12"}, {"ngay_lam": ""}])
@pytest.mark.parametrize("number", [True, False])
def test_a_form_that_the_same_person_fills_in_anew_is_another_paper(make, changes, number) -> None:
    """All but the day may agree; a day that was doubtfully read, or not at all, leaves it open."""
    first = {**FORM, "chu_ho.ho_ten": "Nguyễn Văn Mẫu", "dan_toc": "Kinh"}
    first = first if number else {name: value for name, value in first.items() if name != "so_dinh_danh"}
    anew = {name: value for name, value in (first | changes).items() if value}
    assert duplicates(_pair(make, "ct01", first, anew, "review")) == ()
    assert len(duplicates(_pair(make, "ct01", first, first, "review"))) == 1


def test_the_same_form_for_two_requests_is_two_papers(make) -> None:
    other = {**FORM, "noi_dung_de_nghi": "Xóa tạm trú tại nơi ở cũ"}
    assert duplicates(_pair(make, "ct01", FORM, other)) == ()
    assert duplicates(_pair(make, "ct01", FORM, FORM)) != ()


def test_papers_of_two_types_or_of_none_are_not_compared(make) -> None:
    papers = [make.paper("cccd_chip", make.card, "d1"), make.paper("can_cuoc_2024", make.card, "d2")]
    assert duplicates(papers) == ()
    assert duplicates(_pair(make, "unknown", make.card, make.card)) == ()


def test_too_little_in_common_is_no_proof(make) -> None:
    little = {"so_dinh_danh": "001090012345", "ho_ten": "NGUYỄN VĂN MẪU"}
    assert duplicates(_pair(make, "cccd_chip", little, little)) == ()


@pytest.mark.parametrize(("confidence", "same"), [(0.05, True), (0.3, False)])
def test_what_was_hardly_read_is_silent(make, confidence: float, same: bool) -> None:
    """A worn card of which what could be read agrees; values that were read otherwise speak against it."""
    card = {"so_dinh_danh": "001090012345", "ngay_sinh": "1990-03-15", "gioi_tinh": "Nam"}
    read = {"que_quan": "Xã Mẫu, Hà Nội", "noi_thuong_tru": "Số 1 phố Mẫu, Hà Nội"}
    worn = make.paper("cccd_chip", {**card, "que_quan": "Xu Mai", "noi_thuong_tru": "56 pho"}, "d2", "review")
    faint = (replace(each, confidence=confidence) for each in worn.fields)
    found = duplicates([make.paper("cccd_chip", card | read), replace(worn, fields=tuple(faint))])
    assert bool(found) is same


def test_a_signer_whose_first_words_were_lost_contradicts_nothing(make) -> None:
    cut = {**make.card, "nguoi_ky": "Thị Mẫu"}
    (found,) = duplicates(_pair(make, "cccd_chip", {**make.card, "nguoi_ky": "Đoàn Hải Lan Thị Mẫu"}, cut))
    assert found.why == "SAME_NUMBER"


@pytest.mark.parametrize(("state", "same"), [("review", True), ("accepted", False)])
def test_a_name_of_which_words_were_lost_contradicts_only_where_it_was_surely_read(make, state, same) -> None:
    whole = {**make.card, "me.ho_ten": "Âu Thị Mẫu"}
    lost = make.paper("giay_khai_sinh", {**make.card, "me.ho_ten": "Mẫu"}, "d2", state)
    assert bool(duplicates([make.paper("giay_khai_sinh", whole), lost])) is same


@pytest.mark.parametrize(("other", "same"), [("02150", True), ("CH 02150", False), ("02151", False)])
def test_a_number_whose_letters_were_lost_is_the_number(make, other, same) -> None:
    book = {"so_seri": "BX123456", "thua_dat_so": "12", "to_ban_do_so": "7", "dien_tich": "81.5"}
    read = [{**book, "so_vao_so": number} for number in ("CS 02150", other)]
    assert bool(duplicates(_pair(make, "gcn_qsdd_2009", *read))) is same


@pytest.mark.parametrize("copy_first", [True, False])
@pytest.mark.parametrize("original", [Copy.ORIGINAL, Copy.UNKNOWN])
def test_an_original_is_never_the_duplicate_of_its_copy(make, original, copy_first) -> None:
    papers = [
        replace(make.paper("cccd_chip", make.card, "original"), copy=original),
        replace(make.paper("cccd_chip", make.card, "copy"), copy=Copy.COPY),
    ]
    (found,) = duplicates(papers[::-1] if copy_first else papers)
    assert (found.document, found.of) == ("copy", "original")
    assert handed_in_twice([found]) == {"copy"}


@pytest.mark.parametrize("places", [(0, 1, 2), (1, 0, 2), (2, 1, 0), (1, 2, 0)])
def test_a_certified_copy_is_named_beside_its_original_and_counts_once(make, places) -> None:
    """Two certified copies are one too many; the original and one of them are not."""
    copies = [Copy.ORIGINAL, Copy.CERTIFIED_COPY, Copy.CERTIFIED_COPY]
    papers = [
        replace(make.paper("cccd_chip", make.card, f"d{place}"), copy=copies[place]) for place in places
    ]
    found = duplicates(papers)
    twice, beside = found
    assert twice.kind is not Likeness.CERTIFIED_COPY
    assert (beside.of, beside.kind) == ("d0", Likeness.CERTIFIED_COPY)
    assert handed_in_twice(found) == {twice.document} != {beside.document}
    assert "d0" not in {twice.document, beside.document}


@pytest.mark.parametrize("sealed", ["d1", "d2"])
def test_of_two_papers_the_one_with_a_seal_stays(make, sealed) -> None:
    """Print does not prove an original; a seal that is seen on one alone speaks for it."""
    seal = Attestation(AttestationKind.SEAL, 1, WHOLE_PAGE)
    papers = _pair(make, "cccd_chip", make.card, make.card)
    marked = [replace(each, attestations=(seal,)) if each.id == sealed else each for each in papers]
    (found,) = duplicates(marked)
    assert found.of == sealed


def test_a_corrected_value_makes_papers_one_or_two(make) -> None:
    slip = {**make.card, "so_dinh_danh": "001090012399", "ngay_sinh": "1990-03-18"}
    read, right = (make.paper("cccd_chip", each, "d2") for each in (slip, make.card))
    first = make.paper("cccd_chip", make.card)
    assert duplicates([first, read]) == ()
    (found,) = duplicates_settled([first, read], [first, right], ())
    assert (found.document, found.of) == ("d2", "d1")
    assert duplicates_settled([first, right], [first, read], [found]) == ()
    assert duplicates_settled([first, right], [first, right], [found]) == (found,)


def test_what_people_did_not_touch_stays_as_it_was_told(make) -> None:
    """Looks are gone by then, and another dossier's papers are not at hand."""
    first, other, third = (
        make.paper("ct01", {**FORM, "ngay_lam": f"2026-11-0{n}"}, f"d{n}") for n in (1, 2, 3)
    )
    by_look = Duplicate("d2", "d1", "SAME_LOOK", Likeness.SAME_SHEET)
    elsewhere = Duplicate("d3", "d1", "SAME_NUMBER", Likeness.SAME_SHEET, "h7")
    changed = replace(third, type="to_khai_khai_sinh")
    found = duplicates_settled([first, other, third], [first, other, changed], [by_look, elsewhere])
    assert found == (by_look, elsewhere)


def test_a_paper_of_another_type_is_no_paper_twice_any_more(make) -> None:
    papers = _pair(make, "cccd_chip", make.card, make.card)
    (told,) = duplicates(papers)
    retyped = [papers[0], replace(papers[1], type="can_cuoc_2024")]
    assert duplicates_settled(papers, retyped, [told]) == ()
