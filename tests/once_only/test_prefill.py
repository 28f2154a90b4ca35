"""The form is filled from the right person's papers, and what else was said stays beside each value."""

from __future__ import annotations

from dataclasses import replace

from domain.document import Source
from domain.once_only import Outcome
from domain.record import FormSource, FormValue, Mention, Person
from once_only.form.conflicts import conflicts
from once_only.form.prefill import prefill
from once_only.form.proposals import Told
from once_only.verdicts import verdicts
from tests.once_only.births import FATHER, MOTHER, PEOPLE, REQUEST, birth, dossier, form_of


def test_each_person_gets_the_values_of_the_own_card(make, law) -> None:
    form = form_of(make, law, dossier(make), PEOPLE, ())
    assert form["me.so_dinh_danh"].value == MOTHER["so_dinh_danh"]
    assert form["cha.so_dinh_danh"].value == FATHER["so_dinh_danh"]
    assert form["nguoi_yeu_cau.so_dinh_danh"].value == FATHER["so_dinh_danh"]
    assert form["me.so_dinh_danh"].source.document == "d2"


def test_the_card_goes_before_the_declaration_which_stays_beside_it(make, law) -> None:
    form = form_of(make, law, dossier(make), PEOPLE, ())
    born = form["me.ngay_sinh"]
    assert (born.value, born.source.field) == ("1992-01-01", "ngay_sinh")
    assert [(value, source.field) for value, source in born.others] == [("1992", "me.nam_sinh")]


def test_a_doubtful_reading_goes_behind_a_sure_one(make, law) -> None:
    papers = [dossier(make)[0], make.paper("can_cuoc_2024", MOTHER, "d2", state="review")]
    name = form_of(make, law, papers, PEOPLE, ())["me.ho_ten"]
    assert name.value == "Lê Thị Giả"
    assert name.others[0][0] == "LÊ THỊ GIẢ"


def test_a_register_value_carries_its_register_and_day(make, law) -> None:
    papers = dossier(make)
    held = {"dan_cu": [make.held("can_cuoc_2024", {**MOTHER, "noi_cu_tru": "Số 1 ngõ Mẫu, Hà Nội"})]}
    form = form_of(
        make,
        law,
        papers,
        PEOPLE,
        make.asked_of(papers, held, law, procedure="1.001193", people=PEOPLE),
    )
    address = form["me.noi_cu_tru"]
    assert address.value == "Số 1 ngõ Mẫu, Hà Nội"
    assert (address.source.source, address.source.register) == (Source.REGISTER, "dan_cu")
    assert address.source.as_of == "2026-11-20"
    assert "cha.noi_cu_tru" not in form


def test_an_answer_about_somebody_else_fills_nothing(make, law) -> None:
    papers = dossier(make)
    stranger = make.held(
        "can_cuoc_2024", {**MOTHER, "so_dinh_danh": "001192099999", "noi_cu_tru": "Số 9 ngõ Lạ, Hà Nội"}
    )
    answers = make.asked_of(papers, {"dan_cu": [stranger]}, law, procedure="1.001193", people=PEOPLE)
    assert any(answer.outcome is Outcome.FOUND for answer in answers)
    assert "me.noi_cu_tru" not in form_of(make, law, papers, PEOPLE, answers)


def test_a_name_that_is_merely_near_lends_nothing(make, law) -> None:
    """Readings that lost their tones may put two people together; their values must not mix."""
    papers = [
        make.paper("to_khai_khai_sinh", {**REQUEST, "me.ho_ten": "Lê Thị Già"}, "d1"),
        make.paper("can_cuoc_2024", {k: v for k, v in MOTHER.items() if k != "so_dinh_danh"}, "d2"),
    ]
    merged = [Person("p1", "Lê Thị Già", None, None, (Mention("d1", "me"), Mention("d2", "")))]
    form = form_of(make, law, papers, merged, ())
    assert form["me.ho_ten"].value == "Lê Thị Già"
    assert form["me.ngay_sinh"].value == "1992"


def test_two_cards_and_no_declaration_leave_the_requester_open(make, law) -> None:
    papers = dossier(make)[1:]
    form = form_of(make, law, papers, PEOPLE, ())
    assert "nguoi_yeu_cau.ho_ten" not in form


def test_one_card_alone_is_the_requesters(make, law) -> None:
    form = form_of(make, law, dossier(make)[2:], PEOPLE, ())
    assert form["nguoi_yeu_cau.ho_ten"].value == "TRẦN VĂN GIẢ"
    assert "cha.ho_ten" not in form


def test_every_procedure_fills_from_an_empty_dossier_nothing(make, law) -> None:
    assert [prefill(each, Told((), (), (), law, make.received)) for each in law.procedures] == [{}] * len(
        law.procedures
    )


class TestConflicts:
    """Disagreements are named by place and never by value."""

    def _differing(self, make, law):
        papers = dossier(make)
        held = {"dan_cu": [make.held("can_cuoc_2024", {**MOTHER, "ho_ten": "LÊ THỊ KHÁC"})]}
        return papers, make.asked_of(papers, held, law)

    def test_paper_and_register_are_named(self, make, law) -> None:
        papers, answers = self._differing(make, law)
        (found,) = conflicts(verdicts(papers, answers, law, make.received, None))
        assert found.places == ("d2.ho_ten", "dan_cu.ho_ten")
        assert found.rule == "register_different"
        assert "KHÁC" not in found.message

    def test_the_form_adds_no_second_conflict_about_the_same_places(self, make, law) -> None:
        papers, answers = self._differing(make, law)
        procedure = birth(make, law)
        form = form_of(make, law, papers, PEOPLE, answers)
        found = conflicts(verdicts(papers, answers, law, make.received, procedure.code), form, procedure)
        assert [each.places for each in found].count(("d2.ho_ten", "dan_cu.ho_ten")) == 1

    def test_agreement_is_no_conflict(self, make, law) -> None:
        papers = dossier(make)
        answers = make.asked_of(papers, {"dan_cu": [make.held("can_cuoc_2024", MOTHER)]}, law)
        procedure = birth(make, law)
        form = form_of(make, law, papers, PEOPLE, answers)
        assert conflicts(verdicts(papers, answers, law, make.received, None), form, procedure) == ()

    def test_a_declared_birth_year_is_held_against_the_register(self, law, make) -> None:
        procedure = birth(make, law)
        held = FormSource(Source.REGISTER, "d2", "ngay_sinh", "dan_cu")
        declared = FormSource(Source.OCR, "d1", "me.nam_sinh")
        form = {"me.ngay_sinh": FormValue("1992-01-01", held, (("1991", declared),))}
        (found,) = conflicts((), form, procedure)
        assert (found.rule, found.places) == ("form_different", ("d1.me.nam_sinh", "dan_cu.ngay_sinh"))

    def test_a_year_beside_the_date_of_that_year_is_no_conflict(self, law, make) -> None:
        held = FormSource(Source.REGISTER, "d2", "ngay_sinh", "dan_cu")
        declared = FormSource(Source.OCR, "d1", "me.nam_sinh")
        form = {"me.ngay_sinh": FormValue("1992-01-01", held, (("1992", declared),))}
        assert conflicts((), form, birth(make, law)) == ()

    def test_two_registers_that_disagree_are_a_conflict(self, law, make) -> None:
        people = FormSource(Source.REGISTER, None, "ho_ten", "dan_cu")
        civil = FormSource(Source.REGISTER, "d5", "vo.ho_ten", "ho_tich")
        form = {"me.ho_ten": FormValue("LÊ THỊ GIẢ", people, (("LÊ THỊ KHÁC", civil),))}
        (found,) = conflicts((), form, birth(make, law))
        assert found.rule == "registers_different"
        assert found.places == ("dan_cu.ho_ten", "ho_tich.vo.ho_ten")
        assert "KHÁC" not in found.message
        same = {"me.ho_ten": FormValue("LÊ THỊ GIẢ", people, (("Lê Thị Giả", civil),))}
        assert conflicts((), same, birth(make, law)) == ()

    def test_a_day_of_issue_is_a_papers_own(self, law, make) -> None:
        procedure = birth(make, law)
        card = FormSource(Source.OCR, "d2", "ngay_cap")
        other = FormSource(Source.REGISTER, "d9", "ngay_cap", "dan_cu")
        form = {"nguoi_yeu_cau.ngay_cap": FormValue("2022-07-19", card, (("2025-02-02", other),))}
        assert conflicts((), form, procedure) == ()
        own = replace(other, document="d2")
        form = {"nguoi_yeu_cau.ngay_cap": FormValue("2022-07-19", card, (("2025-02-02", own),))}
        assert [each.rule for each in conflicts((), form, procedure)] == ["form_different"]
