"""From a paper to a verdict through a register on loopback, with the audit chain beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from domain.document import Document, Field, FieldState, Provenance, Source
from domain.once_only import Answer, Purpose, VerdictCode
from domain.record import DossierRecord, ScanSource
from domain.understanding import Case, Understanding
from hoso import pipeline
from hoso.definitions import definitions_at
from hoso.registers.house import RegisterHouse
from hoso.registers.reference import PATH, reference_app
from storage.chain import verify
from storage.inquiries import ASKED, Inquiries
from storage.memory import MemoryStore
from storage.paces import ANSWERED
from storage.registers import HeldRegisters

if TYPE_CHECKING:
    from tests.hoso.conftest import Trial

NOW = datetime.now(UTC)
CASE = Case("h1", ScanSource("mau", "0" * 64), NOW.date(), "1.004222")
PURPOSE = Purpose("h1", CASE.procedure, "clerk-1", "cn-01")


class Desk:
    """One card, the registers it is asked of, and the chain."""

    def __init__(self, trial: Trial, url: str) -> None:
        self.trial = trial
        self.store = MemoryStore()
        here = HeldRegisters({}, definitions_at().law)
        self.house = RegisterHouse({"dan_cu": trial.client(url=url, tries=2)}, here)
        self.inquiries = Inquiries(self.house, self.store, b"a key for trials")

    def card(self) -> Document:
        values = self.trial.question().look_up.keys
        sure = (FieldState.ACCEPTED, Provenance(Source.OCR, 1))
        fields = tuple(Field(name, value, value, 0.99, *sure) for name, value in values.items())
        return Document("d1", "cccd_chip", (1,), 0.99, fields=fields)

    def first(self) -> DossierRecord:
        understood = Understanding((), (self.card(),))
        asked = pipeline.look_ups(understood, definitions_at(), CASE)
        answers = self.inquiries.ask(PURPOSE, "unit-1", asked)
        return pipeline.complete(understood, answers, definitions_at(), CASE)

    def again(self, record: DossierRecord) -> DossierRecord | None:
        answers = self._asked_again(record)
        return pipeline.asked_again(record, answers, definitions_at())

    def _asked_again(self, record: DossierRecord) -> tuple[Answer, ...]:
        asked = pipeline.look_ups_again(record, definitions_at())
        assert all(self.house.connected(each.register) for each in asked)
        return self.inquiries.ask(PURPOSE, "unit-2", asked)


@pytest.fixture
def received() -> list[str]:
    """Ids of all requests the register saw, as they came."""
    return []


@pytest.fixture
def desk(trial: Trial, served: Any, received: list[str]) -> Iterator[Desk]:
    app = reference_app(trial.register, trial.trouble)

    async def counted(scope: Any, receive: Any, send: Any) -> None:
        received.append(dict(scope["headers"])[b"idempotency-key"].decode())
        await app(scope, receive, send)

    with served(counted) as address:
        yield Desk(trial, f"http://{address}{PATH}")


def test_an_outage_is_unknown_is_asked_again_and_then_the_verdict_changes(desk: Desk) -> None:
    desk.trial.trouble.out = True
    record = desk.first()
    assert [(each.verdict, each.reason) for each in record.once_only] == [
        (VerdictCode.UNKNOWN, "DB_INCIDENT")
    ]
    assert desk.again(record) is None
    desk.trial.trouble.out = False
    found = desk.again(record)
    assert found is not None
    (verdict,) = found.once_only
    assert (verdict.verdict, verdict.register) == (VerdictCode.NOT_NEEDED_DATA_HELD, "dan_cu")
    assert verdict.asked_at is not None
    assert verdict.law


def test_no_request_reaches_a_register_without_an_entry_before_it(desk: Desk, received: list[str]) -> None:
    desk.trial.trouble.statuses.extend([500, 503, 503])
    record = desk.first()
    desk.again(record)
    with desk.store.begin() as session:
        entries = list(session.audit.entries())
        assert verify(entries, session.audit.head()) == len(entries) == 4
    asked = [each.details["request"] for each in entries if each.action == ASKED]
    told = [each.details for each in entries if each.action == ANSWERED]
    assert len(received) == 4
    assert set(received) == set(asked)
    assert [(each["request"], each["outcome"], each["fault"]) for each in told] == [
        (asked[0], "unavailable", "STATUS_503"),
        (asked[1], "found", ""),
    ]


def test_data_of_an_old_day_are_no_evidence(desk: Desk) -> None:
    old = date.today() - timedelta(days=30)
    held = desk.trial.register._held
    desk.trial.register._held = {
        name: tuple(replace(each, as_of=old) for each in records) for name, records in held.items()
    }
    record = desk.first()
    assert [(each.verdict, each.reason) for each in record.once_only] == [
        (VerdictCode.UNKNOWN, "ANSWER_STALE")
    ]
    assert [each.document for each in pipeline.look_ups_again(record, definitions_at())] == ["d1"]


def test_a_number_that_is_somebody_elses_gives_no_data_and_keeps_the_paper(desk: Desk) -> None:
    stranger = {"ho_ten": "LÊ VĂN BỊA", "ngay_sinh": "1970-01-01"}
    (held,) = desk.trial.register._held["dan_cu"]
    desk.trial.register._held = {"dan_cu": (replace(held, fields=held.fields | stranger),)}
    (verdict,) = desk.first().once_only
    assert (verdict.verdict, verdict.reason) == (VerdictCode.NEEDED, "SUBJECT_NOT_REQUESTER")
    assert all(row.held is None for row in verdict.compared)
