"""What fills a form: registers without a paper, nothing stale, each value with its time, in one order."""

from __future__ import annotations

from datetime import date

from domain.once_only import Answer, LookUp, Outcome
from domain.record import Mention, Person
from once_only.asking import answer_from
from once_only.checklist.components import Handed, component_look_ups
from tests.once_only.births import FATHER, KNOWN, LIVES, MOTHER, PEOPLE, REQUEST, birth, dossier, form_of


class TestWithoutAPaper:
    """The once-only case: nobody brought a card, and the register tells of the very person."""

    def _told(self, make, law, record=None, as_of=None, **more):
        papers = [make.paper("to_khai_khai_sinh", {**REQUEST, **KNOWN}, "d1")]
        people = [Person("p1", "Trần Văn Giả", None, None, (Mention("d1", "nguoi_yeu_cau"),))]
        asked = component_look_ups(birth(make, law), Handed(papers, people), law, make.received)
        held = make.held("cccd_chip", {**FATHER, "noi_thuong_tru": LIVES, **(record or {})}, as_of)
        found = [answer_from({"dan_cu": [held]}, each, law, make.asked) for each in asked]
        answers = [each for each in found if each is not None]
        return asked, form_of(make, law, papers, people, answers, **more)

    def test_the_register_fills_what_nobody_brought(self, make, law) -> None:
        _, form = self._told(make, law)
        address = form["nguoi_yeu_cau.noi_cu_tru"]
        assert (address.value, address.source.register, address.source.as_of) == (
            LIVES,
            "dan_cu",
            "2026-11-20",
        )
        assert address.source.document is None
        assert form["nguoi_yeu_cau.so_dinh_danh"].value == FATHER["so_dinh_danh"]
        assert form["nguoi_yeu_cau.giay_to.loai"].value == "Thẻ căn cước công dân"

    def test_what_the_form_has_of_that_person_is_asked_for_and_nothing_else(self, make, law) -> None:
        asked, _ = self._told(make, law)
        about = [set(each.wants) for each in asked if each.register == "dan_cu"]
        assert about
        assert all({"noi_thuong_tru", "ngay_cap"} <= wants for wants in about)
        assert not any({"gioi_tinh", "dan_toc", "que_quan"} & wants for wants in about)

    def test_another_persons_record_fills_nothing(self, make, law) -> None:
        _, form = self._told(make, law, {"so_dinh_danh": "001190099999", "ho_ten": "NGÔ VĂN LẠ"})
        assert "nguoi_yeu_cau.noi_cu_tru" not in form

    def test_the_day_of_a_confirmation_of_residence_is_not_the_cards(self, make, law) -> None:
        who = {name: FATHER[name] for name in ("so_dinh_danh", "ho_ten", "ngay_sinh")}
        papers = [dossier(make)[0], make.paper("ct07", who, "d3")]
        for type_, day in (("ct07", None), ("cccd_chip", "2025-02-03")):
            record = make.held(type_, {**who, "ngay_cap": "2025-02-03", "noi_thuong_tru": LIVES})
            answer = Answer(LookUp("dan_cu", "ct07", who, "d3"), Outcome.FOUND, make.asked, (record,))
            form = form_of(make, law, papers, PEOPLE, [answer])
            assert form["nguoi_yeu_cau.noi_cu_tru"].value == LIVES
            found = form.get("nguoi_yeu_cau.ngay_cap")
            assert (found.value if found else None) == day

    def test_it_fills_no_other_person_of_the_form(self, make, law) -> None:
        _, form = self._told(make, law)
        assert "me.noi_cu_tru" not in form

    def test_the_parents_marriage_names_the_wife_as_the_mother(self, make, law) -> None:
        born = {"me.ho_ten": "Lê Thị Giả", "cha.ho_ten": "Trần Văn Giả"}
        papers = [
            make.paper("to_khai_khai_sinh", born, "d1"),
            make.paper("can_cuoc_2024", MOTHER, "d2"),
            make.paper("cccd_chip", FATHER, "d3"),
        ]
        spouses = {
            f"{role}.{name}": card[name]
            for role, card in (("vo", MOTHER), ("chong", FATHER))
            for name in ("ho_ten", "ngay_sinh")
        }
        record = make.held(
            "giay_chung_nhan_ket_hon", spouses | {"vo.dan_toc": "Tày", "chong.dan_toc": "Kinh"}
        )
        look_up = LookUp("ho_tich", "giay_chung_nhan_ket_hon", dict(spouses), "", component="ket_hon_cha_me")
        answer = Answer(look_up, Outcome.FOUND, make.asked, (record,))
        form = form_of(make, law, papers, PEOPLE, [answer])
        assert (form["me.dan_toc"].value, form["cha.dan_toc"].value) == ("Tày", "Kinh")


class TestStale:
    """What a register said for another time is no evidence."""

    def test_it_stands_beside_with_its_time_and_never_fills(self, make, law) -> None:
        old = date(2015, 3, 1)
        card = {**FATHER, "noi_thuong_tru": "Số 2 ngõ Mẫu, Hà Nội"}
        papers = [dossier(make)[0], make.paper("cccd_chip", card, "d3")]
        held = make.held("cccd_chip", {**FATHER, "noi_thuong_tru": "Số 1 phố Cũ, Hà Nội"}, old)
        answers = make.asked_of(papers, {"dan_cu": [held]}, law, procedure="1.001193", people=PEOPLE)
        address = form_of(make, law, papers, PEOPLE, answers)["nguoi_yeu_cau.noi_cu_tru"]
        assert (address.value, address.source.document) == (card["noi_thuong_tru"], "d3")
        assert [(value, source.as_of) for value, source in address.others] == [
            ("Số 1 phố Cũ, Hà Nội", "2015-03-01")
        ]

    def test_alone_it_leaves_the_field_empty(self, make, law) -> None:
        held = make.held("cccd_chip", {**FATHER, "noi_thuong_tru": "Số 1 phố Cũ"}, date(2015, 3, 1))
        papers = dossier(make)
        answers = make.asked_of(papers, {"dan_cu": [held]}, law, procedure="1.001193", people=PEOPLE)
        assert "nguoi_yeu_cau.noi_cu_tru" not in form_of(make, law, papers, PEOPLE, answers)

    def test_it_goes_behind_a_doubtful_reading(self, make, law) -> None:
        card = {**FATHER, "noi_thuong_tru": "Số 2 ngõ Mẫu"}
        papers = [dossier(make)[0], make.paper("cccd_chip", card, "d3", state="review")]
        held = make.held("cccd_chip", {**FATHER, "noi_thuong_tru": "Số 1 phố Cũ"}, date(2015, 3, 1))
        answers = make.asked_of(papers, {"dan_cu": [held]}, law, procedure="1.001193", people=PEOPLE)
        assert form_of(make, law, papers, PEOPLE, answers)["nguoi_yeu_cau.noi_cu_tru"].value == "Số 2 ngõ Mẫu"


class TestTimes:
    """Every value says for which day its source speaks."""

    def test_a_paper_speaks_for_the_day_it_bears_or_was_handed_in(self, make, law) -> None:
        papers = [
            dossier(make)[0],
            make.paper("can_cuoc_2024", {**MOTHER, "ngay_cap": "2025-02-03"}, "d2"),
        ]
        name = form_of(make, law, papers, PEOPLE, ())["me.ho_ten"]
        assert name.source.as_of == "2025-02-03"
        assert [source.as_of for _, source in name.others] == [make.received.isoformat()]

    def test_no_value_of_any_form_is_without_a_source_and_a_time(self, make, law) -> None:
        papers = dossier(make)
        held = {"dan_cu": [make.held("can_cuoc_2024", {**MOTHER, "noi_cu_tru": LIVES})]}
        answers = make.asked_of(papers, held, law, procedure="1.001193", people=PEOPLE)
        form = form_of(make, law, papers, PEOPLE, answers)
        sources = [source for each in form.values() for source in (each.source, *(s for _, s in each.others))]
        assert len(sources) > 20
        assert all(each.as_of and each.field and (each.register or each.document) for each in sources)


class TestDerived:
    """Values made of others carry the source of what they are made of."""

    def _child(self, make, law, name: str, born: str):
        papers = [make.paper("to_khai_khai_sinh", {**REQUEST, "ho_ten": name, "ngay_sinh": born}, "d1")]
        return form_of(make, law, papers, PEOPLE, ())

    def test_a_day_in_words_and_the_parts_of_a_name(self, make, law) -> None:
        form = self._child(make, law, "Trần Thị Thu Bịa", "2026-02-15")
        assert form["con.ngay_sinh_chu"].value == (
            "Ngày mười lăm tháng hai năm hai nghìn không trăm hai mươi sáu"
        )
        assert form["con.ngay_sinh_chu"].source == form["con.ngay_sinh"].source
        assert [form[f"con.{part}"].value for part in ("ho", "chu_dem", "ten")] == ["Trần", "Thị Thu", "Bịa"]
        assert form["con.ho"].source == form["con.ho_ten"].source

    def test_what_a_value_does_not_say_is_not_made_up(self, make, law) -> None:
        form = self._child(make, law, "Bịa", "2026")
        assert not {"con.ngay_sinh_chu", "con.ho", "con.chu_dem", "con.ten"} & set(form)

    def test_a_birth_year_stays_a_year(self, make, law) -> None:
        form = form_of(make, law, [make.paper("to_khai_khai_sinh", REQUEST, "d1")], PEOPLE, ())
        assert form["me.sinh.nam"].value == "1992"
        assert not {"me.sinh.ngay", "me.sinh.thang"} & set(form)

    def test_the_identity_paper_is_told_by_its_kind_number_day_and_issuer(self, make, law) -> None:
        papers = [dossier(make)[0], make.paper("can_cuoc_2024", {**MOTHER, "ngay_cap": "2025-02-03"}, "d2")]
        form = form_of(make, law, papers, PEOPLE, ())
        told = [
            form[f"me.{name}"].value for name in ("giay_to.loai", "giay_to.so", "ngay_cap", "giay_to.noi_cap")
        ]
        assert told == ["Thẻ căn cước", MOTHER["so_dinh_danh"], "2025-02-03", "Bộ Công an"]


RANKS = (
    {"can_cuoc_2024", "cccd_chip", "cccd_ma_vach", "cmnd_12", "cmnd_9", "ho_chieu"}
    | {"dan_cu", "ct07", "so_ho_khau"},
    {"ho_tich", "giay_khai_sinh", "trich_luc_khai_sinh", "giay_chung_nhan_ket_hon", "trich_luc_ket_hon"}
    | {"trich_luc_khai_tu", "trich_luc_ho_tich_khac", "xac_nhan_tinh_trang_hon_nhan"},
    {"to_khai_khai_sinh", "to_khai_ket_hon", "to_khai_khai_tu", "to_khai_tinh_trang_hon_nhan"}
    | {"to_khai_trich_luc", "to_khai_thue_dat", "ct01", "don_bien_dong_dat_dai", "don_khac"},
    {"giay_bao_tu", "giay_chung_sinh", "giay_kham_suc_khoe", "gplx", "dat_dai", "doanh_nghiep"}
    | {"gcn_qsdd_2024", "gcn_qsdd_2009", "gcn_qsdd_do", "gcn_ho_kinh_doanh", "hop_dong"}
    | {"quyet_dinh", "cong_van"},
)
"""Identity papers and residence, then civil status, then what is declared, then papers of a field."""


def test_sources_follow_one_order_in_every_form(law) -> None:
    rank = {name: number for number, names in enumerate(RANKS) for name in names}
    tried = 0
    for procedure in law.procedures:
        for field in procedure.form:
            order = [rank[place.type or place.register or ""] for place in field.places()]
            assert order == sorted(order), (procedure.code, field.name)
            tried += len(set(order)) > 1
    assert tried > 80
