"""A register that was silent is asked again until it answers, and never over a person's work."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from domain.once_only import Answer, Inquiry, Outcome, VerdictCode
from domain.record import DossierRecord
from domain.review import Decision, DecisionKind
from storage.values import Dossier, DossierState, Leg, UnitState
from workers.keeping import GIVE_UP

if TYPE_CHECKING:
    from tests.workers.conftest import Desk, HandClock


class Moody:
    """A register that can be put out of order."""

    def __init__(self, clock: HandClock) -> None:
        self._clock = clock
        self.out = True
        self.asked: list[Inquiry] = []

    def connected(self, register: str) -> bool:
        return register == "dan_cu"

    def ask(self, inquiry: Inquiry) -> Answer:
        self.asked.append(inquiry)
        outcome = Outcome.UNAVAILABLE if self.out else Outcome.FOUND
        return Answer(inquiry.look_up, outcome, self._clock())


@pytest.fixture
def register(desk: Desk, clock: HandClock) -> Moody:
    moody = Moody(clock)
    object.__setattr__(desk.services, "registers", moody)
    return moody


def sweep_after(desk: Desk, clock: HandClock, pause: timedelta) -> int:
    clock.now += pause
    with desk.services.store.begin() as session:
        rung = session.work.sweep(timedelta(minutes=2)).rung
    desk.answer_rings()
    return rung


def record_of(desk: Desk, dossier: Dossier) -> DossierRecord:
    with desk.services.store.begin() as session:
        record = session.records.record(dossier.id)
    assert record is not None
    return record


def asking(desk: Desk, dossier: Dossier) -> list[UnitState]:
    with desk.services.store.begin() as session:
        return [unit.state for unit in session.work.units(dossier.id) if unit.leg is Leg.ASK_AGAIN]


def test_an_outage_is_unknown_and_changes_when_the_register_is_back(
    desk: Desk, register: Moody, clock: HandClock
) -> None:
    dossier = desk.accept("ask 1\n")
    desk.answer_rings()
    assert record_of(desk, dossier).once_only[0].verdict is VerdictCode.UNKNOWN
    assert desk.now(dossier).state is DossierState.PUBLISHED
    assert sweep_after(desk, clock, timedelta(seconds=59)) == 0
    assert sweep_after(desk, clock, timedelta(seconds=1)) == 1
    assert record_of(desk, dossier).revision == 1
    register.out = False
    assert sweep_after(desk, clock, timedelta(seconds=119)) == 0
    assert sweep_after(desk, clock, timedelta(seconds=1)) == 1
    record = record_of(desk, dossier)
    assert (record.revision, record.once_only[0].verdict) == (2, VerdictCode.NOT_NEEDED_DATA_HELD)
    with desk.services.store.begin() as session:
        assert [each.revision for each in session.records.publications()] == [1, 2]
    assert asking(desk, dossier) == [UnitState.DONE, UnitState.DONE]
    assert len(register.asked) == 3
    assert len({each.id for each in register.asked}) == 3


def test_a_record_in_a_reviewers_hands_is_left_alone_and_asked_for_after(
    desk: Desk, register: Moody, clock: HandClock
) -> None:
    dossier = desk.accept("ask 1\ndoubt 2\n")
    desk.answer_rings()
    decision = Decision(DecisionKind.ACKNOWLEDGE, "reviewer-1", clock(), task="t2")
    with desk.services.store.begin() as session:
        claim = session.reviews.claim(dossier.id, "reviewer-1")
        revision = session.reviews.decide(dossier.id, claim.token, claim.revision, decision)
    register.out = False
    assert sweep_after(desk, clock, timedelta(minutes=1)) == 1
    assert len(register.asked) == 1
    assert desk.now(dossier).state is DossierState.REVIEW
    with desk.services.store.begin() as session:
        session.reviews.heartbeat(dossier.id, claim.token)
        session.reviews.finish(dossier.id, claim.token, revision)
    desk.answer_rings()
    assert sweep_after(desk, clock, timedelta(minutes=2)) == 1
    record = record_of(desk, dossier)
    assert record.decisions == (decision,)
    assert record.once_only[0].verdict is VerdictCode.NOT_NEEDED_DATA_HELD
    assert desk.now(dossier).state is DossierState.PUBLISHED


def test_a_record_that_changed_while_the_register_thought_is_not_overwritten(
    desk: Desk, register: Moody, clock: HandClock
) -> None:
    dossier = desk.accept("ask 1\ndoubt 2\n")
    desk.answer_rings()
    register.out = False
    ask = register.ask

    def meanwhile(inquiry: Inquiry) -> Answer:
        with desk.services.store.begin() as session:
            session.reviews.claim(dossier.id, "reviewer-1")
        return ask(inquiry)

    register.ask = meanwhile  # type: ignore[method-assign]
    assert sweep_after(desk, clock, timedelta(minutes=1)) == 1
    assert record_of(desk, dossier).revision == 1
    assert asking(desk, dossier) == [UnitState.DONE, UnitState.READY]


def test_a_register_that_has_no_home_here_is_not_waited_for(
    desk: Desk, register: Moody, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register, "connected", lambda _: False)
    dossier = desk.accept("ask 1\n")
    desk.answer_rings()
    assert asking(desk, dossier) == []


def test_asking_ends_when_an_officer_has_long_decided(desk: Desk, register: Moody, clock: HandClock) -> None:
    dossier = desk.accept("ask 1\n")
    desk.answer_rings()
    assert sweep_after(desk, clock, GIVE_UP) == 1
    assert len(register.asked) == 2
    assert asking(desk, dossier) == [UnitState.DONE]


def test_a_crash_between_question_and_record_asks_under_the_same_id(
    desk: Desk, register: Moody, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = desk.accept("ask 1\n")
    ask = register.ask

    def dies(inquiry: Inquiry) -> Answer:
        ask(inquiry)
        raise ConnectionAbortedError

    monkeypatch.setattr(register, "ask", dies)
    desk.answer_rings()
    monkeypatch.setattr(register, "ask", ask)
    sweep_after(desk, clock, timedelta(seconds=10))
    assert desk.now(dossier).state is DossierState.PUBLISHED
    first, second = register.asked
    assert first.id == second.id
    assert second.entry > first.entry
