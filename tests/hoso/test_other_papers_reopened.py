"""A corrected number is asked anew of every paper that was asked about by it, not of its own paper alone."""

from __future__ import annotations

from datetime import UTC, date, datetime

from domain.document import Document, Field, FieldState, Provenance, Source
from domain.law import Reason
from domain.once_only import Answer, Outcome, VerdictCode
from domain.record import DossierRecord, ScanSource
from domain.review import Decision, DecisionKind
from domain.understanding import Case, Understanding
from extraction.people import people_of
from hoso import pipeline
from hoso.definitions import definitions_at

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
CASE = Case("h1", ScanSource("mau", "0" * 64), date(2026, 3, 2), "1.001193")
NAME = {"ho_ten": "NGUYỄN MẪU BÌNH", "ngay_sinh": "1990-03-15"}
RIGHT, WRONG = "001090000018", "001090000019"
RESIDENCE = NAME | {"noi_thuong_tru": "Số 5 phố Mẫu, phường Láng, Hà Nội"}
DEFINITIONS = definitions_at()


def paper(id_: str, type_: str, values: dict[str, str]) -> Document:
    where = Provenance(Source.OCR, 1)
    fields = (Field(name, each, each, 0.99, FieldState.ACCEPTED, where) for name, each in values.items())
    return Document(id_, type_, (1,), 0.99, fields=tuple(fields))


def record_of(number: str) -> DossierRecord:
    """A card, and a proof of residence that bears no number of its own."""
    papers = (paper("d1", "cccd_chip", NAME | {"so_dinh_danh": number}), paper("d2", "ct07", RESIDENCE))
    understood = Understanding((), papers, people_of(papers))
    asked = pipeline.look_ups(understood, DEFINITIONS, CASE)
    assert {each.keys.get("so_dinh_danh") for each in asked if each.document} == {number}
    answers = [Answer(each, Outcome.NOT_FOUND, NOW) for each in asked]
    return pipeline.complete(understood, answers, DEFINITIONS, CASE)


def corrected(record: DossierRecord, value: str, name: str = "so_dinh_danh") -> DossierRecord:
    said = Decision(DecisionKind.SET_VALUE, "r1", NOW, document="d1", field=name, value=value)
    return pipeline.settle(record, [said], DEFINITIONS)


def test_the_other_paper_is_asked_about_by_the_right_number() -> None:
    record = record_of(WRONG)
    settled = corrected(record, RIGHT)
    assert [each.personal_number for each in settled.people] == [RIGHT]
    verdicts = {each.document: (each.verdict, each.reason) for each in settled.once_only}
    assert verdicts["d2"] == (VerdictCode.UNKNOWN, Reason.EVIDENCE_CHANGED)
    asked = pipeline.look_ups_again(settled, DEFINITIONS)
    assert {each.document for each in asked if each.document} == {"d1", "d2"}
    assert {each.keys.get("so_dinh_danh") for each in asked if each.document} == {RIGHT}


def test_what_was_asked_by_the_same_keys_stands() -> None:
    record = record_of(RIGHT)
    settled = corrected(record, RIGHT)
    assert settled.people == record.people
    assert settled.once_only[1] == record.once_only[1]


def test_a_value_that_nobody_was_asked_by_reopens_no_other_paper() -> None:
    record = record_of(RIGHT)
    said = Decision(
        DecisionKind.SET_VALUE, "r1", NOW, document="d2", field="noi_thuong_tru", value="Số 6 phố Mẫu"
    )
    settled = pipeline.settle(record, [said], DEFINITIONS)
    assert settled.once_only[0] == record.once_only[0]
