"""A doubtful reading that another paper, or another reading of the same place, bears out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.document import Document, FieldState, Provenance, Reading, Source
from domain.record import Mention, Person
from once_only.comparing.agreement import Agreement, addresses, texts
from once_only.verdicts import verdicts
from once_only.witnesses import names_elsewhere

RESIDENCE = {
    "so_dinh_danh": "001090012345",
    "ho_ten": "NGUYỄN VĂN MẪU",
    "ngay_sinh": "1990-03-15",
    "noi_thuong_tru": "Thôn 3, xã Kim Nỗ, huyện Đông Anh, thành phố Hà Nội",
}
BOTH = (Person("p1", mentions=(Mention("d1", ""), Mention("d2", ""))),)


def doubted(paper: Document, name: str, confidence: float = 0.5) -> Document:
    """The paper with one value that was hardly read."""
    fields = tuple(
        replace(each, state=FieldState.REVIEW, confidence=confidence) if each.name == name else each
        for each in paper.fields
    )
    return replace(paper, fields=fields)


@pytest.fixture
def card(make) -> Document:
    return doubted(make.paper("cccd_chip", make.card), "ho_ten", 0.1)


@pytest.fixture
def said(make, law):
    """The verdict on the first of the papers, beside the others and the given record."""

    def _said(papers, held, people=BOTH):
        answers = make.asked_of([papers[0]], held, law)
        names = names_elsewhere(papers, people)
        (verdict,) = verdicts([papers[0]], answers, law, make.received, None, names)
        return verdict.verdict.value, verdict.reason

    return _said


def test_a_name_that_is_likelier_wrong_than_right_is_held_where_another_paper_says_the_same(
    make, card, said
) -> None:
    held = {"dan_cu": [make.held("cccd_chip", make.card)]}
    form = make.paper("ct07", RESIDENCE, "d2")
    assert said([card], held) == ("needed", "PAPER_IN_DOUBT")
    assert said([card, form], held) == ("not_needed_data_held", "DATA_HELD")


def test_what_was_not_read_at_all_is_borne_out_by_nothing(make, card, said) -> None:
    held = {"dan_cu": [make.held("cccd_chip", make.card)]}
    form = make.paper("ct07", RESIDENCE, "d2")
    assert said([doubted(card, "ho_ten", 0.01), form], held)[1] == "PAPER_IN_DOUBT"


@pytest.mark.parametrize(
    "other",
    [
        {"ho_ten": "NGUYỄN VĂN MẬU"},
        {"so_dinh_danh": "001090012346"},
        {"ngay_sinh": "1991-03-15"},
    ],
)
def test_another_name_or_another_person_bears_nothing_out(make, card, said, other) -> None:
    held = {"dan_cu": [make.held("cccd_chip", make.card)]}
    assert said([card, make.paper("ct07", {**RESIDENCE, **other}, "d2")], held)[1] == "PAPER_IN_DOUBT"


def test_a_doubtful_paper_and_a_stranger_of_that_name_bear_nothing_out(make, card, said) -> None:
    held = {"dan_cu": [make.held("cccd_chip", make.card)]}
    form = make.paper("ct07", RESIDENCE, "d2")
    assert said([card, doubted(form, "ho_ten", 0.9)], held)[1] == "PAPER_IN_DOUBT"
    apart = (Person("p1", mentions=(Mention("d1", ""),)), Person("p2", mentions=(Mention("d2", ""),)))
    assert said([card, form], held, apart)[1] == "PAPER_IN_DOUBT"


def test_a_name_that_differs_stays_different_whatever_other_papers_say(make, card, said) -> None:
    """The paper itself may be wrong: the register and the form agree, and this paper does not."""
    true = {**make.card, "ho_ten": "NGUYỄN VĂN MẬU"}
    form = make.paper("ct07", {**RESIDENCE, "ho_ten": "NGUYỄN VĂN MẬU"}, "d2")
    held = {"dan_cu": [make.held("cccd_chip", true)]}
    assert said([card, form], held) == ("needed_mismatch", "DATA_MISMATCH")


def residence(make, read: str, fuller: str, confidence: float = 0.8) -> Document:
    """A confirmation of residence whose address was read twice."""
    paper = doubted(make.paper("ct07", {**RESIDENCE, "noi_thuong_tru": read}), "noi_thuong_tru")
    other = Reading(fuller, confidence, Provenance(Source.OCR, 1))
    fields = (
        replace(each, others=(other,)) if each.name == "noi_thuong_tru" else each for each in paper.fields
    )
    return replace(paper, fields=tuple(fields))


@pytest.mark.parametrize(
    ("read", "fuller", "confidence", "reason"),
    [
        ("Thôn 3, xã Kim Nỗ", RESIDENCE["noi_thuong_tru"], 0.8, "DATA_HELD"),
        ("Thôn 3, xã Kim Nỗ", RESIDENCE["noi_thuong_tru"], 0.4, "DATA_MISMATCH"),
        ("Thôn 2, xã Kim Nỗ", RESIDENCE["noi_thuong_tru"], 0.8, "DATA_MISMATCH"),
        ("Thôn 3, xã Kim Nổ", RESIDENCE["noi_thuong_tru"], 0.8, "DATA_MISMATCH"),
        ("Thôn 3", "Thôn 3, xã Kim Nổ, huyện Đông Anh, thành phố Hà Nội", 0.8, "DATA_MISMATCH"),
    ],
)
def test_an_address_cut_short_is_the_fuller_one_that_was_read_too(
    make, said, read, fuller, confidence, reason
) -> None:
    held = {"dan_cu": [make.held("ct07", RESIDENCE)]}
    assert said([residence(make, read, fuller, confidence)], held)[1] == reason


def test_what_a_person_settled_is_no_shorter_reading(make, said) -> None:
    paper = residence(make, "Thôn 3, xã Kim Nỗ", RESIDENCE["noi_thuong_tru"])
    fields = tuple(replace(each, state=FieldState.SETTLED) for each in paper.fields)
    held = {"dan_cu": [make.held("ct07", RESIDENCE)]}
    assert said([replace(paper, fields=fields)], held)[1] == "DATA_MISMATCH"


def test_stops_between_words_mean_nothing() -> None:
    married = "Đã đăng ký kết hôn, có vợ/chồng là Trần Thị Mẫu"
    assert texts(married, "Đã đăng ký kết hôn. có vợ/ chồng là Trần Thị Mẫu") is Agreement.EXACT
    assert texts(married, married.replace("Mẫu", "Mậu")) is Agreement.NEAR
    place = "Thôn Đồi 2, xã Sơn Đồng, thành phố Hà Nội"
    assert addresses(place, place.replace("2,", "2.")) is Agreement.EXACT
    assert addresses(place, place.replace("Đồi 2", "Đồi 3")) is not Agreement.EXACT


BOOK = {
    "so_giay_to": "230123456",
    "chu_ho.ho_ten": "Trần Văn Mẫu",
    "thanh_vien.1.ngay_sinh": "1970-02-03",
    "noi_thuong_tru": RESIDENCE["noi_thuong_tru"],
}
WEDDING = {
    "so_giay_to": "12/2020",
    "vo.ho_ten": "Lê Thị Bịa",
    "vo.ngay_sinh": "1990-01-02",
    "chong.ho_ten": "Trần Văn Mẫu",
    "chong.ngay_sinh": "1988-03-04",
    "ngay_dang_ky": "2020-05-06",
    "vo.giay_to_tuy_than": "CCCD số 001190012347",
    "chong.giay_to_tuy_than": "CCCD số 001090012345",
}


@pytest.mark.parametrize(
    ("type_", "register", "values", "name"),
    [
        ("so_ho_khau", "dan_cu", BOOK, "chu_ho.ho_ten"),
        ("giay_chung_nhan_ket_hon", "ho_tich", WEDDING, "vo.ho_ten"),
    ],
)
def test_a_name_read_wrong_still_finds_the_record_it_contradicts(
    make, judge, type_: str, register: str, values: dict[str, str], name: str
) -> None:
    paper = make.paper(type_, {**values, name: "Lê Thị Khác"})
    verdict = judge(paper, {register: [make.held(type_, values)]})
    assert (verdict.verdict.value, verdict.reason) == ("needed_mismatch", "DATA_MISMATCH")
    bare = {key: value for key, value in values.items() if not key.endswith("ngay_sinh")}
    assert judge(make.paper(type_, bare), {register: [make.held(type_, values)]}).reason == "PAPER_INCOMPLETE"
