"""A paper that nobody brought, on the whole way: looked up, spared, forgotten when its ground is gone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.checklist import ComponentCheck, ComponentState
from domain.definition import Definitions
from domain.document import Document, Field, FieldState, Provenance, Source
from domain.once_only import Answer, HeldRecord, LookUp, Outcome
from domain.record import DossierRecord, Mention, Person, ScanSource
from domain.review import Decision, DecisionKind
from domain.understanding import Case, Understanding
from hoso import pipeline
from hoso.definitions import definitions_at
from once_only.asking import answer_from
from storage.codec import RECORD

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
CASE = Case("h1", ScanSource("mau", "0" * 64), date(2026, 3, 2), "1.001193")
CARD = {"so_dinh_danh": "001090000018", "ho_ten": "NGUYỄN MẪU BÌNH", "ngay_sinh": "1990-03-15"}
RESIDENCE = HeldRecord("ct07", {**CARD, "noi_thuong_tru": "Số 5 phố Mẫu, phường Láng, Hà Nội"})
HELD = {"dan_cu": (HeldRecord("cccd_chip", CARD), RESIDENCE)}

Ask = Callable[[Sequence[LookUp]], list[Answer]]


@pytest.fixture
def definitions() -> Definitions:
    return definitions_at()


@pytest.fixture
def understood() -> Understanding:
    """One card, and nothing else on the desk."""
    where = Provenance(Source.OCR, 1)
    fields = (Field(name, each, each, 0.99, FieldState.ACCEPTED, where) for name, each in CARD.items())
    card = Document("d1", "cccd_chip", (1,), 0.99, fields=tuple(fields))
    holder = Person("p1", CARD["ho_ten"], CARD["so_dinh_danh"], CARD["ngay_sinh"], (Mention("d1", ""),))
    return Understanding((), (card,), (holder,))


@pytest.fixture
def ask(definitions: Definitions) -> Ask:
    def _ask(asked: Sequence[LookUp]) -> list[Answer]:
        found = (answer_from(HELD, each, definitions.law, NOW) for each in asked)
        return [each for each in found if each is not None]

    return _ask


@pytest.fixture
def record(understood: Understanding, definitions: Definitions, ask: Ask) -> DossierRecord:
    return pipeline.complete(
        understood, ask(pipeline.look_ups(understood, definitions, CASE)), definitions, CASE
    )


def residence(record: DossierRecord) -> ComponentCheck:
    assert record.checklist is not None
    return next(each for each in record.checklist.components if each.component == "noi_cu_tru")


def test_the_record_carries_law_register_time_and_compared_fields(record: DossierRecord) -> None:
    assert residence(record).state is ComponentState.NOT_NEEDED
    plain = RECORD.plain(record)["checklist"]["components"]
    evidence = next(each for each in plain if each["component"] == "noi_cu_tru")["evidence"]
    assert evidence["register"] == "dan_cu"
    assert evidence["law"]
    assert evidence["asked_at"].startswith("2026-03-02T03:00:00")
    assert [row["agreement"] for row in evidence["compared"]] == ["exact"] * 3
    assert RECORD.parse(RECORD.dump(record)) == record


def test_what_was_told_stands_and_is_not_asked_for_again(
    record: DossierRecord, definitions: Definitions
) -> None:
    settled = pipeline.settle(record, [], definitions)
    assert pipeline.look_ups_again(settled, definitions) == ()
    assert pipeline.advise(settled, (), definitions) == settled
    assert residence(settled) == residence(record)


def test_a_person_who_corrects_a_value_takes_its_ground_from_it(
    record: DossierRecord, definitions: Definitions, ask: Ask
) -> None:
    word = Decision(DecisionKind.SET_VALUE, "r1", NOW, document="d1", field="ngay_sinh", value="1990-03-16")
    settled = pipeline.settle(record, [word], definitions)
    assert (residence(settled).state, residence(settled).evidence) == (ComponentState.LOOK_UP, None)
    asked = pipeline.look_ups_again(settled, definitions)
    assert {each.component for each in asked} == {"", "noi_cu_tru"}
    advised = pipeline.advise(settled, ask(asked), definitions)
    assert (residence(advised).state, residence(advised).reason) == (ComponentState.TO_CHECK, "DATA_MISMATCH")


def test_a_case_that_is_told_later_is_looked_up_then(record: DossierRecord, definitions: Definitions) -> None:
    told = Decision(DecisionKind.TELL_CASE, "r1", NOW, field="if_parents_married", value="yes")
    settled = pipeline.settle(record, [told], definitions)
    mother_unknown = pipeline.look_ups_again(settled, definitions)
    assert mother_unknown == ()
    assert residence(settled).evidence is not None


def test_silence_is_no_evidence_and_a_later_answer_makes_a_new_revision(
    understood: Understanding, definitions: Definitions, ask: Ask
) -> None:
    asked = pipeline.look_ups(understood, definitions, CASE)
    silent = [
        replace(each, outcome=Outcome.UNAVAILABLE, records=(), fault="TIMEOUT")
        if each.look_up.component
        else each
        for each in ask(asked)
    ]
    record = pipeline.complete(understood, silent, definitions, CASE)
    assert (residence(record).state, residence(record).documents) == (ComponentState.COMPLETE, ("d1",))
    told = residence(record).evidence
    assert told is not None
    assert told.reason == "DB_INCIDENT"
    again = pipeline.look_ups_again(record, definitions)
    assert [each.component for each in again] == ["noi_cu_tru"]
    assert (
        pipeline.asked_again(record, [each for each in silent if each.look_up.component], definitions) is None
    )
    anew = pipeline.asked_again(record, ask(again), definitions)
    assert anew is not None
    assert anew.revision == record.revision + 1
    assert residence(anew).state is ComponentState.NOT_NEEDED
