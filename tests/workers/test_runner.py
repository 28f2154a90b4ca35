"""One unit after the other: the way of a dossier through its legs, and what happens when a leg fails."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from domain.review import Decision, DecisionKind
from lab.trial_legs import CANARY
from storage.values import DossierState, Leg, Refusal, UnitState
from workers.children import ChildFailed, Stopping

if TYPE_CHECKING:
    from tests.workers.conftest import Desk, HandClock


def test_a_clear_dossier_goes_straight_through(desk: Desk) -> None:
    dossier = desk.accept("page 1\npage 2\npage 3\n", "page 4\n")
    desk.answer_rings()
    assert desk.now(dossier).state is DossierState.PUBLISHED
    read = [Leg.READ] * 3
    assert desk.rung == [Leg.OPEN, Leg.OPEN, *read, Leg.UNDERSTAND, Leg.COMPLETE]
    with desk.services.store.begin() as session:
        record = session.records.record(dossier.id)
        pages = session.pages.pages(dossier.id)
        assert len(session.records.publications()) == 1
    assert record is not None
    assert (record.id, record.source.sha256, record.straight_through) == (dossier.id, dossier.sha256, True)
    assert [page.text for page in record.pages] == [f"page {n} {CANARY}" for n in (1, 2, 3, 4)]
    assert [page.number for page in record.pages] == [1, 2, 3, 4]
    assert desk.services.objects.get(pages[3].preview) == b"jpeg of page 4"


def test_a_doubtful_dossier_waits_for_a_person_and_is_published_when_settled(desk: Desk) -> None:
    dossier = desk.accept("page 1\ndoubt 2\n")
    desk.answer_rings()
    assert desk.now(dossier).state is DossierState.REVIEW
    decision = Decision(DecisionKind.ACKNOWLEDGE, "reviewer-1", desk.services.clock(), task="t2")
    with desk.services.store.begin() as session:
        assert session.records.publications() == ()
        claim = session.reviews.claim(dossier.id, "reviewer-1")
        revision = session.reviews.decide(dossier.id, claim.token, claim.revision, decision)
        session.reviews.finish(dossier.id, claim.token, revision)
    desk.answer_rings()
    assert desk.now(dossier).state is DossierState.PUBLISHED
    with desk.services.store.begin() as session:
        record = session.records.record(dossier.id)
        assert [each.revision for each in session.records.publications()] == [2]
    assert record is not None
    assert record.decisions == (decision,)


def test_a_review_finished_without_decisions_comes_back(desk: Desk) -> None:
    dossier = desk.accept("doubt 1\n")
    desk.answer_rings()
    with desk.services.store.begin() as session:
        claim = session.reviews.claim(dossier.id, "reviewer-1")
        session.reviews.finish(dossier.id, claim.token, claim.revision)
    desk.answer_rings()
    assert desk.now(dossier).state is DossierState.REVIEW
    with desk.services.store.begin() as session:
        assert session.reviews.review(dossier.id) is not None


def test_registers_are_asked_and_the_question_is_audited(desk: Desk) -> None:
    dossier = desk.accept("ask 1\n")
    desk.answer_rings()
    with desk.services.store.begin() as session:
        record = session.records.record(dossier.id)
        audited = [each for each in session.audit.entries() if each.action.startswith("register.")]
    assert record is not None
    assert record.made_by.engine == "1 answers"
    asked, answered = audited
    assert (asked.action, answered.action) == ("register.ask", "register.answer")
    assert (asked.subject, asked.details["officer"], asked.details["branch"]) == (
        dossier.id,
        "clerk-1",
        "cn-01",
    )
    assert (answered.subject, answered.details["outcome"]) == (dossier.id, "found")


@pytest.mark.parametrize(("orders", "code"), [("", "NO_PAGES"), ("page 1\nrefuse\n", "TRIAL_REFUSED")])
def test_input_that_can_never_be_processed_is_refused_at_once(desk: Desk, orders: str, code: str) -> None:
    dossier = desk.accept(orders)
    desk.answer_rings()
    assert desk.now(dossier).state is DossierState.REFUSED
    assert desk.now(dossier).refusal == Refusal(code, "Scan it again.")
    assert desk.rung.count(Leg.OPEN) == 1


def test_a_failing_leg_is_tried_three_times_with_growing_pauses(desk: Desk, clock: HandClock) -> None:
    dossier = desk.accept("bug\n")
    desk.answer_rings()
    failed = desk.unit(dossier, Leg.READ)
    assert (failed.state, failed.attempt, failed.error) == (UnitState.READY, 1, "ValueError")
    assert failed.next_attempt_at == clock() + timedelta(seconds=10)
    for pause in (10, 40):
        clock.now += timedelta(seconds=pause)
        with desk.services.store.begin() as session:
            assert session.work.sweep(timedelta(minutes=2)).rung == 1
        desk.answer_rings()
    failed = desk.unit(dossier, Leg.READ)
    assert (failed.state, failed.attempt) == (UnitState.QUARANTINED, 3)
    assert desk.now(dossier).state is DossierState.QUARANTINED


def test_the_code_of_a_child_that_failed_is_kept(desk: Desk) -> None:
    def dies(*_: Any) -> Any:
        raise ChildFailed("TIME_LIMIT")

    dossier = desk.accept("page 1\n")
    desk.call = dies
    desk.answer_rings()
    assert desk.unit(dossier, Leg.OPEN).error == "TIME_LIMIT"


def test_work_broken_off_by_a_stop_does_not_count(desk: Desk) -> None:
    def stops(*_: Any) -> Any:
        raise Stopping

    dossier = desk.accept("page 1\n")
    desk.call = stops
    desk.answer_rings()
    given_back = desk.unit(dossier, Leg.OPEN)
    assert (given_back.state, given_back.attempt) == (UnitState.READY, 0)


def test_the_result_of_a_worker_that_lost_its_lease_is_dropped(desk: Desk, clock: HandClock) -> None:
    dossier = desk.accept("page 1\n")
    unit = desk.unit(dossier, Leg.OPEN)

    def slow(_: float, function: Any, *arguments: Any) -> Any:
        clock.now += timedelta(minutes=10)
        with desk.services.store.begin() as session:
            assert session.work.claim(unit.id, timedelta(minutes=1)) is not None
        return function(*arguments)

    desk.call = slow
    desk.runner.run(unit.id)
    with desk.services.store.begin() as session:
        assert session.pages.scans(dossier.id)[0].pages is None
    assert desk.unit(dossier, Leg.OPEN).attempt == 2


def test_a_ring_for_nothing_is_harmless(desk: Desk) -> None:
    dossier = desk.accept("page 1\n")
    desk.answer_rings()
    before = desk.now(dossier)
    with desk.services.store.begin() as session:
        units = session.work.units(dossier.id)
    for unit in units:
        desk.runner.run(unit.id)
    desk.runner.run("nowhere")
    assert desk.now(dossier) == before
    with desk.services.store.begin() as session:
        assert session.work.units(dossier.id) == units


def test_a_database_that_is_gone_is_left_to_the_sweeper(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def down() -> Any:
        raise ConnectionError(CANARY)

    monkeypatch.setattr(desk.services.store, "begin", down)
    desk.runner.run("any")  # would raise into the broker, whose retries are not ours
    assert "ConnectionError" in caplog.text
    assert CANARY not in caplog.text


def test_no_value_of_a_citizen_is_written_down(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for orders in ("page 1\nask 2\n", "doubt 1\n", "bug\n", "refuse\n"):
        desk.accept(orders)
    desk.answer_rings()
    assert "trial_legs.py" in caplog.text
    assert CANARY not in caplog.text
    with desk.services.store.begin() as session:
        assert CANARY not in str(list(session.audit.entries()))
