"""The form of a record follows what people settle, and keeps what it proposed before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from domain.document import Document, Field, FieldState, Provenance, Source
from domain.once_only import Answer, HeldRecord, Outcome
from domain.record import ScanSource
from domain.review import Decision, DecisionKind
from domain.understanding import Case, Understanding
from extraction.people import people_of
from hoso import pipeline
from hoso.definitions import definitions_at

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


def _field(name: str, value: str) -> Field:
    return Field(name, value, value, 0.99, FieldState.ACCEPTED, Provenance(Source.OCR, 1))


def _paper(type_: str, **values: str) -> Document:
    fields = tuple(_field(name, value) for name, value in values.items())
    return Document("d1", type_, (1,), 0.99, fields=fields)


def _said(document: str, field: str, value: str) -> Decision:
    return Decision(DecisionKind.SET_VALUE, "r1", NOW, document=document, field=field, value=value)


REQUEST = _paper("to_khai_khai_sinh", ho_ten="Trần Mẫu Thu", ngay_sinh="2026-02-15")
CARD = _paper(
    "cccd_chip",
    so_dinh_danh="001090000018",
    ho_ten="NGUYỄN MẪU BÌNH",
    ngay_sinh="1990-03-15",
    gioi_tinh="Nam",
    nguoi_ky="Ngô Mẫu Ky",
)
BIRTH_CASE = Case("h1", ScanSource("mau", "0" * 64), NOW.date(), "1.001193")


def test_a_value_that_a_person_settles_fills_the_form_and_what_is_made_of_it() -> None:
    definitions = definitions_at()
    record = pipeline.complete(Understanding((), (REQUEST,)), (), definitions, BIRTH_CASE)
    assert record.form["con.ngay_sinh"].value == "2026-02-15"
    assert record.form["con.ngay_sinh_chu"].value.startswith("Ngày mười lăm")
    form = pipeline.settle(record, [_said("d1", "ngay_sinh", "2026-02-16")], definitions).form
    born = form["con.ngay_sinh"]
    assert (born.value, born.source.source) == ("2026-02-16", Source.REVIEWER)
    assert [value for value, _ in born.others] == ["2026-02-15"]
    assert form["con.ngay_sinh_chu"].value.startswith("Ngày mười sáu")


def test_a_settled_doubt_goes_before_what_was_only_surer() -> None:
    definitions = definitions_at()
    doubted = replace(_field("gioi_tinh", "Nữ"), state=FieldState.REVIEW)
    request = replace(REQUEST, fields=(*REQUEST.fields, doubted))
    notice = Document("d2", "giay_chung_sinh", (2,), 0.99, fields=(_field("gioi_tinh", "Nam"),))
    record = pipeline.complete(Understanding((), (request, notice)), (), definitions, BIRTH_CASE)
    assert record.form["con.gioi_tinh"].value == "Nam"
    form = pipeline.settle(record, [_said("d1", "gioi_tinh", "Nữ")], definitions).form
    sex = form["con.gioi_tinh"]
    assert (sex.value, [value for value, _ in sex.others]) == ("Nữ", ["Nam"])


def test_a_record_of_another_person_leaves_the_form_when_a_person_says_who_it_is() -> None:
    definitions = definitions_at()
    case = Case("h1", ScanSource("mau", "0" * 64), NOW.date(), "1.004222")
    understood = Understanding((), (CARD,))
    held = {each.name: each.value for each in CARD.fields} | {"quan_he_chu_ho": "Chủ hộ"}
    answers = [
        Answer(each, Outcome.FOUND, NOW, (HeldRecord("cccd_chip", held),))
        for each in pipeline.look_ups(understood, definitions, case)
    ]
    record = pipeline.complete(understood, answers, definitions, case)
    assert record.form["quan_he_chu_ho"].value == "Chủ hộ"
    kept = pipeline.settle(record, [_said("d1", "nguoi_ky", "Ngô Mẫu Ký")], definitions)
    assert kept.form["quan_he_chu_ho"] == record.form["quan_he_chu_ho"]
    changed = pipeline.settle(record, [_said("d1", "so_dinh_danh", "001090099990")], definitions)
    assert "quan_he_chu_ho" not in changed.form


def _spouse(role: str, number: str, name: str) -> dict[str, str]:
    said = {"ho_ten": name, "ngay_sinh": "1990-03-15", "giay_to_tuy_than": f"CCCD {number}"}
    return {f"{role}.{key}": value for key, value in said.items()}


def test_one_spouses_record_stays_when_the_other_turns_out_to_be_somebody_else() -> None:
    definitions = definitions_at()
    case = Case("h1", ScanSource("mau", "0" * 64), NOW.date(), "1.000894")
    wife, husband = ("001190000019", "LÊ THỊ MẪU"), ("001090000018", "NGUYỄN MẪU BÌNH")
    said = _spouse("vo", *wife) | _spouse("chong", *husband)
    request = _paper("to_khai_ket_hon", **said)
    understood = Understanding((), (request,), people_of((request,)))
    lives = {wife[0]: "Số 1 phố Mẫu", husband[0]: "Số 2 phố Mẫu"}
    asked = pipeline.look_ups(understood, definitions, case)
    answers = [
        Answer(each, Outcome.FOUND, NOW, (HeldRecord(each.type, {**each.keys, "noi_thuong_tru": home}),))
        for each in asked
        if (home := lives.get(each.keys.get("so_dinh_danh", ""))) is not None
    ]
    record = pipeline.complete(understood, answers, definitions, case)
    homes = {role: record.form[f"{role}.noi_cu_tru"].value for role in ("vo", "chong")}
    assert homes == {"vo": "Số 1 phố Mẫu", "chong": "Số 2 phố Mẫu"}
    other = _said("d1", "vo.giay_to_tuy_than", "CCCD 001190000027")
    form = pipeline.settle(record, [other], definitions).form
    assert "vo.noi_cu_tru" not in form
    assert form["chong.noi_cu_tru"] == record.form["chong.noi_cu_tru"]
