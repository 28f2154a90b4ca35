"""The JSON of records is the contract with agencies: nothing may be lost or renamed on the way."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.document import Document, Field, FieldState, Provenance, Source
from domain.geometry import Box
from domain.page import PageKind, Quality
from domain.record import DossierRecord, FormSource, FormValue, MadeBy, RecordPage, ScanSource
from domain.review import Decision, DecisionKind, ReviewTask, TaskKind
from domain.understanding import PageReading, Understanding
from storage.codec import DECISION, READING, RECORD, UNDERSTANDING

st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))
quick = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


def small(kind: type) -> st.SearchStrategy[Any]:
    return st.from_type(kind)


@pytest.fixture
def record() -> DossierRecord:
    name = Field(
        name="ho_ten",
        raw="NGUYỄN THỊ MẪU",
        value="Nguyễn Thị Mẫu",
        confidence=0.9,
        state=FieldState.REVIEW,
        provenance=Provenance(Source.OCR, page=1, box=Box(0.1, 0.2, 0.3, 0.25)),
        reasons=("LOW_CONFIDENCE",),
    )
    page = RecordPage(1, PageKind.CONTENT, 90, 300.0, Quality(0.9, 0.1, 0.05), "MẪU")
    paper = Document("d1", "cccd_chip", (1,), 0.99, fields=(name,), region=Box(0.0, 0.0, 1.0, 0.5))
    return DossierRecord(
        id="x",
        source=ScanSource("mau", "0" * 64),
        procedure=None,
        received=date(2026, 3, 2),
        pages=(page,),
        documents=(paper,),
        made_by=MadeBy("1", "2", "3"),
        form={"ho_ten": FormValue("Mẫu", FormSource(Source.OCR, "d1", "ho_ten"))},
        tasks=(ReviewTask("t1", TaskKind.FIELD, ("LOW_CONFIDENCE",), "d1", "ho_ten"),),
    )


def test_the_record_is_written_as_the_contract_says(record: DossierRecord) -> None:
    written = json.loads(RECORD.dump(record))
    assert list(written)[:5] == ["schema", "id", "source", "procedure", "received"]
    assert written["schema"] == "hoso.dossier/1"
    assert written["procedure"] is None
    assert written["received"] == "2026-03-02"
    field = written["documents"][0]["fields"][0]
    assert field["provenance"] == {"source": "ocr", "page": 1, "box": [0.1, 0.2, 0.3, 0.25]}
    assert field["state"] == "review"
    assert written["documents"][0]["region"] == [0.0, 0.0, 1.0, 0.5]
    assert written["pages"][0]["rotation"] == 90
    assert written["straight_through"] is False


def test_absent_values_are_left_out(record: DossierRecord) -> None:
    written = json.loads(RECORD.dump(record))
    assert "page" not in written["tasks"][0]
    assert "register" not in written["form"]["ho_ten"]["source"]


def test_the_schema_describes_what_is_written(record: DossierRecord) -> None:
    jsonschema.Draft202012Validator(RECORD.schema()).validate(RECORD.plain(record))
    broken = RECORD.plain(record)
    broken["documents"][0]["region"] = [0.0, 0.0, 1.0]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(RECORD.schema()).validate(broken)


def test_letters_stay_letters(record: DossierRecord) -> None:
    assert "Nguyễn Thị Mẫu" in RECORD.dump(record)


def test_digests_tell_values_apart() -> None:
    first = Decision(DecisionKind.ACKNOWLEDGE, "a", datetime(2026, 1, 1, tzinfo=UTC))
    other = Decision(DecisionKind.ACKNOWLEDGE, "b", datetime(2026, 1, 1, tzinfo=UTC))
    assert DECISION.digest(first) == DECISION.digest(first) != DECISION.digest(other)


def test_a_decision_of_before_there_were_reasons_is_read_and_written_as_it_was() -> None:
    old = {"kind": "override_verdict", "by": "a", "at": "2026-01-01T00:00:00Z", "document": "d1", "note": "m"}
    read = DECISION.from_plain(old)
    assert read.reason is None
    assert "reason" not in DECISION.plain(read)
    assert DECISION.plain(replace(read, reason="misread"))["reason"] == "misread"


def test_a_number_that_json_cannot_carry_is_refused() -> None:
    page = PageReading(1, PageKind.BLANK, float("nan"), Quality(0.0, 0.0, 0.0), None)
    with pytest.raises(ValueError, match="JSON compliant"):
        READING.dump(page)


@quick
@given(small(DossierRecord))
def test_a_record_comes_back_as_it_was(value: DossierRecord) -> None:
    assert RECORD.parse(RECORD.dump(value)) == value


@quick
@given(small(Understanding))
def test_an_understanding_comes_back_as_it_was(value: Understanding) -> None:
    assert UNDERSTANDING.parse(UNDERSTANDING.dump(value)) == value


@quick
@given(small(PageReading))
def test_a_reading_comes_back_as_it_was(value: PageReading) -> None:
    assert READING.parse(READING.dump(value)) == value
