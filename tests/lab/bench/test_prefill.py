"""What the bench of forms calls right, wrong, sure and lacking."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from domain.document import Document, Field, FieldState, Provenance, Source
from domain.law import FormField, Manner
from domain.record import DossierRecord, FormSource, FormValue, MadeBy, ScanSource
from hoso.definitions import definitions_at
from lab.bench.prefill import Known, kind_of, report
from lab.bench.truth import TrueDocument, TrueField, Truth

NAME = FormField("me.ho_ten", "Mẹ", "Mother", Manner.NAME, ("cccd_chip.ho_ten",), "mother")


def _record(state: FieldState, value: str = "LÊ THỊ MẪU") -> DossierRecord:
    read = Field("ho_ten", value, value, 0.9, state, Provenance(Source.OCR, 1))
    form = {"me.ho_ten": FormValue(value, FormSource(Source.OCR, "d1", "ho_ten", as_of="2026-01-01"))}
    paper = Document("d1", "cccd_chip", (1,), 0.9, fields=(read,))
    made, source = MadeBy("1", "1", "1"), ScanSource("mau", "0" * 64)
    return DossierRecord("h1", source, None, date(2026, 1, 1), (), (paper,), made, form=form)


@pytest.mark.parametrize(
    ("state", "true", "kind"),
    [
        (FieldState.ACCEPTED, ["Lê Thị Mẫu"], "right_and_sure"),
        (FieldState.REVIEW, ["Lê Thị Mẫu"], "right"),
        (FieldState.ACCEPTED, ["Lê Thị Mậu"], "wrong_and_sure"),
        (FieldState.REVIEW, [], "wrong"),
    ],
)
def test_a_filled_field_is_right_as_somebody_truly_says_it(state, true, kind) -> None:
    assert kind_of(NAME, _record(state), true) == kind


def test_an_empty_field_is_lacking_where_somebody_says_it() -> None:
    other = FormField("cha.ho_ten", "Cha", "Father", Manner.NAME, ("cccd_chip.ho_ten",), "father")
    record = _record(FieldState.ACCEPTED)
    assert kind_of(other, record, ["Trần Văn Mẫu"]) == "empty_though_known"
    assert kind_of(other, record, []) == "empty_and_unknown"


def test_only_the_fields_own_person_is_known() -> None:
    def paper(id_: str, type_: str, **values: str) -> TrueDocument:
        fields = {name: TrueField(value, value, 1, "printed") for name, value in values.items()}
        return TrueDocument(id_, type_, (1,), "mau", fields)

    request = paper("d1", "to_khai_khai_sinh", **{"me.ho_ten": "Lê Thị Mẫu"})
    cards = (
        paper("d2", "cccd_chip", ho_ten="LÊ THỊ MẪU", noi_thuong_tru="Phố Mẫu"),
        paper("d3", "cccd_chip", ho_ten="NGÔ VĂN LẠ", noi_thuong_tru="Phố Lạ"),
    )
    truth = Truth("a", "clean", "1.001193", date(2026, 11, 20), (), (request, *cards))
    procedure = definitions_at().law.procedure_on("1.001193", truth.received)
    assert procedure is not None
    field = procedure.form_field("me.noi_cu_tru")
    assert field is not None
    assert Known.of(procedure, truth, {}, ()).values(field) == ["Phố Mẫu"]
    assert Known.of(procedure, truth, {}, ("to_khai_khai_sinh",)).values(field) == []


def test_a_report_tells_shares_of_what_is_filled_and_of_what_is_known() -> None:
    counts = Counter({"right_and_sure": 6, "wrong": 2, "empty_though_known": 2, "empty_and_unknown": 5})
    told = report(counts, Counter(x=2), Counter(y=2))
    assert (told["fields"], told["filled"]) == (15, 8)
    assert (told["right_of_filled"], told["right_of_known"]) == (0.75, 0.6)
    assert (told["wrong_by_field"], told["lacking_by_field"]) == ({"x": 2}, {"y": 2})
