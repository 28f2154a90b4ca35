from __future__ import annotations

from dataclasses import replace

import pytest

from domain.document import Document, Field, FieldState, Provenance, Source
from extraction.contradictions import (
    LOW_CONFIDENCE,
    PAPERS_AGREE,
    SURE,
    UNSURE_PAPER,
    anywhere,
    contradictions,
    differences,
    disputed,
)
from extraction.facts import Fact

NUMBER = "001090000018"
Said = dict[str, str]


def _field(name: str, value: str, sure: bool = True) -> Field:
    state, reasons = (FieldState.ACCEPTED, ()) if sure else (FieldState.REVIEW, (LOW_CONFIDENCE,))
    return Field(name, value, value, 0.995, state, Provenance(Source.OCR, 1), reasons=reasons)


def _paper(id_: str, type_id: str, said: Said, sure: bool = True) -> Document:
    fields = tuple(_field(name, value, sure) for name, value in said.items())
    return Document(id_, type_id, (1,), 0.99, fields=fields)


def _card(**said: str) -> Document:
    own = {"so_dinh_danh": NUMBER, "ho_ten": "NGUYỄN MẪU HÒA", "ngay_sinh": "1990-03-15", "gioi_tinh": "Nam"}
    return _paper("d1", "cccd_chip", own | said)


def _places(*papers: Document) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.rule, each.places) for each in contradictions(papers, anywhere)]


FORM = {"ben.ho_ten": "Nguyễn Mẫu Hoà", "ben.so_dinh_danh": NUMBER, "ben.ngay_sinh": "1990-03-15"}


def test_papers_that_say_the_same_in_other_spellings_do_not_contradict() -> None:
    year = _paper("d3", "gcn_qsdd_2009", {"chu.1.ho_ten": "nguyễn mẫu hoà", "chu.1.nam_sinh": "1990"})
    assert _places(_card(), _paper("d2", "giay_uy_quyen", FORM), year) == []


OTHERS = [
    ({"ben.ngay_sinh": "1990-03-16"}, Fact.BIRTH, "ngay_sinh"),
    ({"ben.so_dinh_danh": "001090000019"}, Fact.NUMBER, "so_dinh_danh"),
    ({"ben.ho_ten": "Nguyễn Mẫu Hoá"}, Fact.NAME, "ho_ten"),
    ({"ben.ho_ten": "Nguyễn Mẫu Bình"}, Fact.NAME, "ho_ten"),
    ({"ben.gioi_tinh": "Nữ"}, Fact.SEX, "gioi_tinh"),
]


@pytest.mark.parametrize(("said", "fact", "name"), OTHERS)
def test_another_fact_of_one_person_is_told_with_both_places(said: Said, fact: Fact, name: str) -> None:
    form = _paper("d2", "giay_uy_quyen", FORM | said)
    assert _places(_card(), form) == [(f"papers_differ_{fact}", (f"d1.{name}", f"d2.ben.{name}"))]


def test_two_children_of_one_name_are_two_people() -> None:
    other = _paper(
        "d2", "giay_uy_quyen", FORM | {"ben.so_dinh_danh": "001215000007", "ben.ngay_sinh": "2015-01-01"}
    )
    assert _places(_card(), other) == []


def test_another_father_is_told_of_one_child() -> None:
    child = {"ho_ten": "Nguyễn Mẫu Tí", "ngay_sinh": "2020-02-02"}
    papers = [
        _paper("d1", "giay_khai_sinh", child | {"cha.ho_ten": "Nguyễn Mẫu An"}),
        _paper("d2", "trich_luc_khai_sinh", child | {"cha.ho_ten": "Nguyễn Mẫu Long"}),
    ]
    assert _places(*papers) == [("papers_differ_father", ("d1.cha.ho_ten", "d2.cha.ho_ten"))]


def test_whoever_reported_a_birth_is_not_the_child() -> None:
    birth = {
        "ho_ten": "Nguyễn Mẫu Tí",
        "nguoi_di_khai_sinh": "Nguyễn Mẫu Hòa",
        "giay_to_tuy_than": f"CCCD số {NUMBER}",
    }
    wrong = birth | {"giay_to_tuy_than": "CCCD số 001090000019"}
    assert _places(_card(), _paper("d2", "giay_khai_sinh", birth)) == []
    found = _places(_card(), _paper("d2", "giay_khai_sinh", wrong))
    assert found == [("papers_differ_number", ("d1.so_dinh_danh", "d2.giay_to_tuy_than"))]


def test_facts_without_a_role_are_of_the_one_person_a_paper_names() -> None:
    licence = {"chu_ho.ho_ten": "NGUYỄN MẪU HOÀ", "so_dinh_danh": NUMBER, "ngay_sinh": "1991-03-15"}
    found = _places(_card(), _paper("d2", "gcn_ho_kinh_doanh", licence))
    assert found == [("papers_differ_birth", ("d1.ngay_sinh", "d2.ngay_sinh"))]


def test_a_doubtful_reading_explains_a_difference_and_is_asked_about() -> None:
    form = _paper("d2", "giay_uy_quyen", FORM | {"ben.ngay_sinh": "1990-03-16"}, sure=False)
    assert _places(_card(), form) == []
    failed = disputed(differences([_card(), form], anywhere))
    assert list(failed) == ["d2.ben.ngay_sinh"]
    assert failed["d2.ben.ngay_sinh"].rule == PAPERS_AGREE
    assert "d1.ngay_sinh" in failed["d2.ben.ngay_sinh"].message


def test_what_a_person_settled_contradicts_although_it_was_read_badly() -> None:
    form = _paper("d2", "giay_uy_quyen", FORM | {"ben.ngay_sinh": "1990-03-16"}, sure=False)
    settled = tuple(replace(field, state=FieldState.SETTLED) for field in form.fields)
    assert len(_places(_card(), replace(form, fields=settled))) == 1


def test_values_of_a_paper_that_may_be_another_one_contradict_nothing() -> None:
    form = _paper("d2", "giay_uy_quyen", FORM | {"ben.ngay_sinh": "1990-03-16"})
    doubtful = tuple(replace(field, reasons=(UNSURE_PAPER,)) for field in form.fields)
    assert _places(_card(), replace(form, fields=doubtful)) == []


def test_homes_are_compared_by_somebody_who_knows_places() -> None:
    home = _card(noi_thuong_tru="Thôn Hạ, xã Một, thành phố Mẫu")
    form = _paper("d2", "giay_uy_quyen", FORM | {"ben.noi_cu_tru": "Thôn Hạ, xã Hai, thành phố Mẫu"})
    assert _places(home, form) == []
    (told,) = contradictions([home, form], lambda one, other: one == other)
    assert told.places == ("d1.noi_thuong_tru", "d2.ben.noi_cu_tru")


def test_one_paper_does_not_contradict_itself() -> None:
    twice = {f"thanh_vien.1.{name.split('.')[1]}": value for name, value in FORM.items()}
    assert _places(_paper("d1", "ct01", FORM | twice | {"thanh_vien.1.ngay_sinh": "1990-03-16"})) == []


def test_a_failed_check_itself_does_not_make_a_reading_doubtful() -> None:
    number = replace(
        _field("ben.so_dinh_danh", "001091000018"), reasons=("CHECK_FAILED:number_agrees_with_birth",)
    )
    form = _paper("d2", "giay_uy_quyen", {"ben.ho_ten": "Nguyễn Mẫu Hoà"})
    assert len(_places(_card(), replace(form, fields=(*form.fields, number)))) == 1


def test_a_child_whose_name_was_misread_on_one_paper_is_still_that_child() -> None:
    birth = {"ho_ten": "Nguyễn Mẫu Khánh", "ngay_sinh": "2020-02-02"}
    badly = _field("ho_ten", "Nguyễn Mẫu Khán", sure=False)
    extract = Document(
        "d2", "trich_luc_khai_sinh", (1,), 0.99, fields=(badly, _field("ngay_sinh", "2021-02-02"))
    )
    assert ("papers_differ_birth", ("d1.ngay_sinh", "d2.ngay_sinh")) in _places(
        _paper("d1", "giay_khai_sinh", birth), extract
    )
    surely = replace(extract, fields=(_field("ho_ten", "Nguyễn Mẫu Khán"), extract.fields[1]))
    assert _places(_paper("d1", "giay_khai_sinh", birth), surely) == []


def test_a_birth_and_all_but_a_digit_of_a_number_tell_one_person_whatever_the_name() -> None:
    said = {"ben.so_dinh_danh": "001090000019", "ben.ho_ten": "Trần Mẫu Long"}
    found = _places(_card(), _paper("d2", "giay_uy_quyen", FORM | said))
    assert [rule for rule, _ in found] == ["papers_differ_name", "papers_differ_number"]


def test_a_birth_and_the_beginning_of_a_number_tell_one_person_whatever_the_name() -> None:
    said = {"ben.so_dinh_danh": NUMBER[:9], "ben.ho_ten": "Trần Mẫu Long"}
    found = _places(_card(), _paper("d2", "giay_uy_quyen", FORM | said))
    assert [rule for rule, _ in found] == ["papers_differ_name"]
    born_otherwise = {**said, "ben.ngay_sinh": "1991-03-15"}
    assert _places(_card(), _paper("d2", "giay_uy_quyen", FORM | born_otherwise)) == []


def test_a_doubtful_number_does_not_make_another_person() -> None:
    said = {"ben.ho_ten": "Nguyễn Mẫu Hòa", "ben.ngay_sinh": "1990-03-16"}
    form = _paper("d2", "giay_uy_quyen", said)
    number = _field("ben.so_dinh_danh", "001077000077", sure=False)
    found = _places(_card(), replace(form, fields=(*form.fields, number)))
    assert found == [("papers_differ_birth", ("d1.ngay_sinh", "d2.ben.ngay_sinh"))]


def test_what_may_be_accepted_may_still_be_too_doubtful_to_contradict_another_paper() -> None:
    form = _paper("d2", "giay_uy_quyen", FORM | {"ben.ngay_sinh": "1990-03-16"})
    doubtful = tuple(replace(field, confidence=SURE - 0.01) for field in form.fields)
    assert _places(_card(), replace(form, fields=doubtful)) == []
    failed = disputed(differences([_card(), replace(form, fields=doubtful)], anywhere))
    assert list(failed) == ["d2.ben.ngay_sinh"]
    judged = tuple(replace(field, checks=(failed["d2.ben.ngay_sinh"],)) for field in doubtful)
    assert len(_places(_card(), replace(form, fields=judged))) == 1


def test_a_name_that_differs_by_marks_alone_from_two_papers_is_asked_about_and_accuses_nobody() -> None:
    other, third = "Nguyễn Mẫu Hoá", _paper("d3", "ct01", FORM)
    form = _paper("d2", "giay_uy_quyen", FORM | {"ben.ho_ten": other})
    assert _places(_card(), form) == [("papers_differ_name", ("d1.ho_ten", "d2.ben.ho_ten"))]
    assert _places(_card(), form, third) == []
    failed = disputed(differences([_card(), form, third], anywhere))
    assert set(failed) == {"d1.ho_ten", "d2.ben.ho_ten", "d3.ben.ho_ten"}
    settled = tuple(replace(each, state=FieldState.SETTLED) for each in form.fields)
    assert len(_places(_card(), replace(form, fields=settled), third)) == 2


def test_a_code_bears_a_name_out_and_another_name_is_no_lost_tone() -> None:
    coded = tuple(replace(each, provenance=Provenance(Source.QR, 1)) for each in _card().fields)
    card = replace(_card(), fields=coded)
    assert _places(card, _paper("d2", "giay_uy_quyen", FORM | {"ben.ho_ten": "Nguyễn Mẫu Hoá"})) == []
    another = _paper("d2", "giay_uy_quyen", FORM | {"ben.ho_ten": "Nguyễn Mẫu Bình"})
    assert _places(card, another) == [("papers_differ_name", ("d1.ho_ten", "d2.ben.ho_ten"))]


def test_a_given_name_that_differs_by_more_than_a_letter_is_somebody_else_s() -> None:
    """Mother and grandmother of one family name: neither is accused of the other's number."""
    birth = {"me.ho_ten": "Nguyễn Thị Mẫu Ngân", "me.so_dinh_danh": "001190000019"}
    badly = _field("nguoi_yeu_cau.ho_ten", "Nguyễn Thị Mẫu Hạnh", sure=False)
    asked = Document(
        "d2",
        "to_khai_khai_sinh",
        (1,),
        0.99,
        fields=(badly, _field("nguoi_yeu_cau.so_dinh_danh", "001165000013")),
    )
    assert _places(_paper("d1", "giay_khai_sinh", birth), asked) == []
