"""Units of work: claimed by one, counted at the claim, set apart after three, never lost."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from storage.errors import LeaseLost, NotFound
from storage.store import Session, Store
from storage.values import MAX_ATTEMPTS, WORKER_DIED, DossierState, Leg, Refusal, Swept, UnitState

if TYPE_CHECKING:
    from tests.storage.conftest import HandClock, Made

LEASE = timedelta(seconds=60)
RESEND = timedelta(seconds=120)


def planned(session: Session, made: Made, name: str = "mau") -> str:
    """A dossier's only unit, its ring taken out of the outbox."""
    dossier = made.dossier(session, name)
    session.work.rung(100)
    return session.work.units(dossier.id)[0].id


def state_of(session: Session, unit: str) -> UnitState:
    found = session.work.unit(unit)
    assert found is not None
    return found.state


def test_a_unit_is_unique_on_subject_leg_and_input(store: Store, made: Made) -> None:
    with store.begin() as session:
        dossier = made.dossier(session).id
        first = session.work.plan(dossier, Leg.UNDERSTAND, dossier, "input")
        assert session.work.plan(dossier, Leg.UNDERSTAND, dossier, "input") == first
        assert session.work.plan(dossier, Leg.COMPLETE, dossier, "input") != first
        assert session.work.plan(dossier, Leg.UNDERSTAND, dossier, "other") != first
        assert len(session.work.rung(100)) == 4


def test_only_one_claim_at_a_time(store: Store, made: Made) -> None:
    with store.begin() as session:
        unit = planned(session, made)
        claimed = session.work.claim(unit, LEASE)
        assert claimed is not None
        assert (claimed.attempt, claimed.token, claimed.state) == (1, 1, UnitState.RUNNING)
        assert session.work.claim(unit, LEASE) is None
        assert session.work.claim("nowhere", LEASE) is None
        assert session.work.unit(unit) == claimed


def test_a_done_unit_is_never_run_again(store: Store, made: Made, clock: HandClock) -> None:
    with store.begin() as session:
        unit = planned(session, made)
        claimed = session.work.claim(unit, LEASE)
        assert claimed is not None
        session.work.finish(claimed)
        assert state_of(session, unit) is UnitState.DONE
        with pytest.raises(LeaseLost):
            session.work.finish(claimed)
    clock.turn(hours=1)
    with store.begin() as session:
        assert session.work.claim(unit, LEASE) is None
        assert session.work.sweep(RESEND) == Swept(0, 0)


def test_a_late_worker_is_fenced_off(store: Store, made: Made, clock: HandClock) -> None:
    with store.begin() as session:
        unit = planned(session, made)
        slow = session.work.claim(unit, LEASE)
    clock.turn(seconds=61)
    with store.begin() as session:
        quick = session.work.claim(unit, LEASE)
    assert slow is not None
    assert quick is not None
    assert quick.token == slow.token + 1
    with store.begin() as session:
        for change in (
            lambda: session.work.finish(slow),
            lambda: session.work.renew(slow, LEASE),
            lambda: session.work.fail(slow, "SLOW", LEASE),
        ):
            with pytest.raises(LeaseLost):
                change()
        session.work.finish(quick)


def test_renewing_keeps_others_out(store: Store, made: Made, clock: HandClock) -> None:
    with store.begin() as session:
        unit = planned(session, made)
        claimed = session.work.claim(unit, LEASE)
        assert claimed is not None
    clock.turn(seconds=50)
    with store.begin() as session:
        session.work.renew(claimed, LEASE)
    clock.turn(seconds=50)
    with store.begin() as session:
        assert session.work.claim(unit, LEASE) is None
        session.work.finish(claimed)


def test_a_failed_unit_waits_before_it_is_rung_again(store: Store, made: Made, clock: HandClock) -> None:
    with store.begin() as session:
        unit = planned(session, made)
        claimed = session.work.claim(unit, LEASE)
        assert claimed is not None
        assert session.work.fail(claimed, "DATABASE_DOWN", timedelta(seconds=10)) is UnitState.READY
        assert session.work.claim(unit, LEASE) is None
        assert session.work.sweep(RESEND) == Swept(0, 0)
    clock.turn(seconds=11)
    with store.begin() as session:
        assert session.work.sweep(RESEND) == Swept(1, 0)
        assert session.work.rung(10) == ((unit, Leg.OPEN),)
        again = session.work.claim(unit, LEASE)
    assert again is not None
    assert (again.attempt, again.error) == (2, "DATABASE_DOWN")


def test_the_third_failure_sets_the_unit_and_its_dossier_apart(store: Store, made: Made) -> None:
    with store.begin() as session:
        unit = planned(session, made)
        for _ in range(MAX_ATTEMPTS):
            claimed = session.work.claim(unit, LEASE)
            assert claimed is not None
            state = session.work.fail(claimed, "ENGINE_CRASHED", timedelta(0))
        assert state is UnitState.QUARANTINED
        assert session.work.claim(unit, LEASE) is None
        kept = session.work.quarantined()
        assert [(each.id, each.error) for each in kept] == [(unit, "ENGINE_CRASHED")]
        assert session.work.quarantined({"cn-99"}) == ()
        dossier = session.intake.dossier(kept[0].dossier)
    assert dossier is not None
    assert dossier.state is DossierState.QUARANTINED


def test_workers_that_die_without_a_word_count(store: Store, made: Made, clock: HandClock) -> None:
    with store.begin() as session:
        unit = planned(session, made)
    for _ in range(MAX_ATTEMPTS):
        with store.begin() as session:
            assert session.work.claim(unit, LEASE) is not None
        clock.turn(seconds=61)
    with store.begin() as session:
        assert session.work.claim(unit, LEASE) is None
        assert session.work.sweep(RESEND) == Swept(0, 1)
        assert session.work.quarantined()[0].error == WORKER_DIED


def test_the_sweep_rings_for_what_a_dead_worker_left(store: Store, made: Made, clock: HandClock) -> None:
    with store.begin() as session:
        unit = planned(session, made)
        session.work.claim(unit, LEASE)
    clock.turn(seconds=61)
    with store.begin() as session:
        assert session.work.sweep(RESEND) == Swept(1, 0)
        assert session.work.rung(10) == ((unit, Leg.OPEN),)


def test_the_sweep_rings_again_when_the_broker_lost_the_message(
    store: Store, made: Made, clock: HandClock
) -> None:
    with store.begin() as session:
        unit = planned(session, made)
        assert session.work.sweep(RESEND) == Swept(0, 0)
    clock.turn(seconds=121)
    with store.begin() as session:
        assert session.work.sweep(RESEND) == Swept(1, 0)
        assert session.work.rung(10) == ((unit, Leg.OPEN),)
        assert session.work.sweep(RESEND) == Swept(0, 0)


def test_a_sweep_rings_for_at_most_so_many(store: Store, made: Made, clock: HandClock) -> None:
    with store.begin() as session:
        for name in ("a", "b", "c"):
            planned(session, made, name)
    clock.turn(seconds=121)
    with store.begin() as session:
        assert session.work.sweep(RESEND, limit=2).rung == 2
        assert session.work.sweep(RESEND, limit=2).rung == 1


def test_rings_come_in_order_and_once(store: Store, made: Made) -> None:
    with store.begin() as session:
        dossier = made.dossier(session, scans=3)
        units = [unit.id for unit in session.work.units(dossier.id)]
    with store.begin() as session:
        assert [unit for unit, _ in session.work.rung(2)] == units[:2]
        assert [unit for unit, _ in session.work.rung(2)] == units[2:]
        assert session.work.rung(2) == ()


def test_a_failed_relay_loses_no_ring(store: Store, made: Made) -> None:
    with store.begin() as session:
        made.dossier(session)
    with pytest.raises(ConnectionError), store.begin() as session:
        assert len(session.work.rung(10)) == 1
        raise ConnectionError
    with store.begin() as session:
        assert len(session.work.rung(10)) == 1


def test_forgotten_leases_are_claimed_at_once(store: Store, made: Made) -> None:
    with store.begin() as session:
        unit = planned(session, made)
        session.work.claim(unit, LEASE)
        assert session.work.expire_leases() == 1
    with store.begin() as session:
        assert session.work.sweep(RESEND) == Swept(1, 0)
        again = session.work.claim(unit, LEASE)
    assert again is not None
    assert again.attempt == 2


def test_a_person_lets_a_quarantined_unit_run_again(store: Store, made: Made) -> None:
    with store.begin() as session:
        unit = planned(session, made)
        for _ in range(MAX_ATTEMPTS):
            claimed = session.work.claim(unit, LEASE)
            assert claimed is not None
            session.work.fail(claimed, "ENGINE_CRASHED", timedelta(0))
        session.work.retry(unit, "operator-1")
        again = session.work.claim(unit, LEASE)
        assert again is not None
        assert again.attempt == 1
        dossier = session.intake.dossier(again.dossier)
        assert dossier is not None
        assert dossier.state is DossierState.ACCEPTED
        assert session.work.rung(10) == ((unit, Leg.OPEN),)
        with pytest.raises(NotFound):
            session.work.retry(unit, "operator-1")


def test_a_refusal_fences_off_work_under_way(store: Store, made: Made) -> None:
    with store.begin() as session:
        claimed = session.work.claim(planned(session, made), LEASE)
        assert claimed is not None
        session.intake.refuse(claimed.dossier, Refusal("BROKEN", "Scan it again."))
        with pytest.raises(LeaseLost):
            session.work.finish(claimed)


def test_work_that_is_given_back_does_not_count(store: Store, made: Made) -> None:
    with store.begin() as session:
        unit = planned(session, made)
        claimed = session.work.claim(unit, LEASE)
        assert claimed is not None
        session.work.give_back(claimed)
        with pytest.raises(LeaseLost):
            session.work.give_back(claimed)
        assert session.work.sweep(RESEND) == Swept(1, 0)
        again = session.work.claim(unit, LEASE)
    assert again is not None
    assert (again.attempt, again.token) == (1, 2)


def test_a_unit_planned_for_later_is_rung_for_when_its_time_has_come(
    store: Store, made: Made, clock: HandClock
) -> None:
    with store.begin() as session:
        dossier = made.dossier(session).id
        session.work.rung(100)
        session.work.claim(session.work.units(dossier)[0].id, timedelta(days=1))
        later = session.work.plan(dossier, Leg.ASK_AGAIN, dossier, "input", timedelta(minutes=1))
        assert session.work.rung(100) == ()
        assert session.work.claim(later, LEASE) is None
    clock.turn(seconds=59)
    with store.begin() as session:
        assert session.work.sweep(RESEND).rung == 0
    clock.turn(seconds=1)
    with store.begin() as session:
        assert session.work.sweep(RESEND).rung == 1
        assert session.work.rung(100) == ((later, Leg.ASK_AGAIN),)
        assert session.work.claim(later, LEASE) is not None
