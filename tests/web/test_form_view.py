"""The form on a dossier's page: values with sources and times in words, and what differs beside them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.document import Source
from domain.record import Conflict, DossierRecord, FormSource, FormValue
from domain.review import TaskKind
from lab.desk.dossiers import birth_dossier
from review.triage import triage
from web.labels import Labels
from web.language import Words, words_in
from web.views.form import FormView, form_view
from web.views.review import items_of

HELD = FormSource(Source.REGISTER, "d2", "ho_ten", "dan_cu", "2026-11-20")
CARD = FormSource(Source.OCR, "d2", "ho_ten", as_of="2021-05-10")
FORM = FormSource(Source.OCR, "d1", "me.ho_ten", as_of="2026-11-20")
BORN = FormSource(Source.OCR, "d1", "ngay_sinh")
SAID = {
    "me.ho_ten": FormValue("TRẦN THỊ MẪU", CARD, (("Trần Thị Mẫu", HELD), ("TRÀN THỊ MẪU", FORM))),
    "con.ngay_sinh": FormValue("2026-03-05", BORN),
}


def _record() -> DossierRecord:
    record, _ = birth_dossier("h1")
    return replace(record, procedure="1.001193", form=SAID)


def _view(services, words: Words) -> FormView:
    found = form_view(_record(), Labels(words, services.definitions))
    assert found is not None
    return found


def test_each_value_tells_its_source_and_time_in_words(services) -> None:
    _, mother = _view(services, words_in("vi")).rows
    assert mother.label == "Họ, chữ đệm, tên của mẹ"
    assert mother.proposed.source.endswith("Chữ đọc trên giấy (ngày 10/05/2021)")
    assert mother.others[0].source == ("Cơ sở dữ liệu quốc gia về dân cư (ngày 20/11/2026)")


def test_what_differs_is_told_from_what_is_only_written_otherwise(services) -> None:
    _, mother = _view(services, words_in("vi")).rows
    assert [each.differs for each in mother.others] == [False, True]


def test_a_record_of_before_has_a_source_without_a_day(services) -> None:
    born, _ = _view(services, words_in("vi")).rows
    assert born.proposed.value == "05/03/2026"
    assert "ngày" not in born.proposed.source
    assert born.doubtful


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_fields_without_a_source_are_named_and_nothing_is_said_twice(services, lang) -> None:
    view = _view(services, words_in(lang))
    labels = [each.label for each in view.rows]
    assert view.empty
    assert not set(labels) & set(view.empty)


def test_the_page_shows_the_form_and_escapes_what_papers_say(client, services) -> None:
    said = {"con.noi_sinh": FormValue("<b>Láng</b>", FORM)}

    def made(dossier: str, name: str = "x.pdf"):
        record, pages = birth_dossier(dossier, name)
        return replace(record, procedure="1.001193", form=SAID | said), pages

    text = client.get(f"/dossiers/{services.review(made)}").text
    assert "Tờ khai điền sẵn" in text
    assert "<b>Láng</b>" not in text and "&lt;b&gt;Láng" in text


def test_a_reviewer_sees_what_the_register_says_where_the_form_disagrees(services) -> None:
    held = replace(HELD, field="ngay_sinh")
    said = FormSource(Source.OCR, "d1", "me.nam_sinh")
    value = FormValue("1996-08-12", held, (("1995", said),))
    conflict = Conflict("form_different", ("d1.me.nam_sinh", "dan_cu.ngay_sinh"), "…")
    tasks, _ = triage((), (), (conflict,))
    record = replace(_record(), form={"me.ngay_sinh": value}, conflicts=(conflict,), tasks=tasks)
    items = items_of(record, (), Labels(words_in("vi"), services.definitions))
    (item,) = [each for each in items if each.kind == TaskKind.CONFLICT]
    shown = [(each.source, each.shown) for each in item.sources]
    assert shown == [(Source.REGISTER, "12/08/1996")]
    assert item.sources[0].text == "Cơ sở dữ liệu quốc gia về dân cư (ngày 20/11/2026)"


def test_no_form_without_a_procedure(services) -> None:
    unknown = replace(_record(), procedure=None)
    assert form_view(unknown, Labels(words_in("vi"), services.definitions)) is None
