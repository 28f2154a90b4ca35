"""Batches and dossiers: accepted once, counted, refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from storage.errors import NotFound
from storage.store import Store
from storage.values import DossierState, Leg, Refusal, UnitState

if TYPE_CHECKING:
    from tests.storage.conftest import Made


def test_an_accepted_dossier_is_found_again_with_its_scans(store: Store, made: Made) -> None:
    with store.begin() as session:
        dossier = made.dossier(session, scans=2)
    with store.begin() as session:
        assert session.intake.dossier(dossier.id) == dossier
        assert [scan.position for scan in session.pages.scans(dossier.id)] == [1, 2]
        assert session.pages.scan(session.pages.scans(dossier.id)[1].id) == session.pages.scans(dossier.id)[1]
    assert dossier.state is DossierState.ACCEPTED
    assert dossier.branch == "cn-01"
    assert dossier.revision is None


def test_accepting_plans_the_opening_of_every_scan(store: Store, made: Made) -> None:
    with store.begin() as session:
        dossier = made.dossier(session, scans=2)
    with store.begin() as session:
        units = session.work.units(dossier.id)
        scans = session.pages.scans(dossier.id)
        rung = session.work.rung(10)
    assert [(unit.leg, unit.subject) for unit in units] == [(Leg.OPEN, scan.id) for scan in scans]
    assert rung == tuple((unit.id, Leg.OPEN) for unit in units)


def test_the_same_content_in_the_same_batch_is_the_same_dossier(store: Store, made: Made) -> None:
    with store.begin() as session:
        batch = made.batch(session)
        first = session.intake.accept(batch.id, made.new_dossier(), "clerk-1")
        again = session.intake.accept(batch.id, made.new_dossier(), "clerk-2")
        other = session.intake.accept(made.batch(session).id, made.new_dossier(), "clerk-1")
    assert again == first
    assert other.id != first.id
    with store.begin() as session:
        assert len(session.work.units(first.id)) == 1


def test_nothing_is_kept_of_a_session_that_failed(store: Store, made: Made) -> None:
    with pytest.raises(ZeroDivisionError), store.begin() as session:
        dossier = made.dossier(session)
        raise ZeroDivisionError
    with store.begin() as session:
        assert session.intake.dossier(dossier.id) is None
        assert session.intake.batches() == ()
        assert session.work.rung(10) == ()
        assert session.audit.head() == (0, "")


def test_an_unknown_batch_accepts_nothing(store: Store, made: Made) -> None:
    with store.begin() as session, pytest.raises(NotFound):
        session.intake.accept("nowhere", made.new_dossier(), "clerk-1")


def test_a_branch_sees_its_own_batches_newest_first(store: Store, made: Made) -> None:
    with store.begin() as session:
        mine = [made.batch(session, "cn-01"), made.batch(session, "cn-01")]
        theirs = made.batch(session, "cn-02")
    mine.sort(key=lambda batch: batch.id, reverse=True)
    with store.begin() as session:
        assert session.intake.batches({"cn-01"}) == tuple(mine)
        assert session.intake.batches({"cn-01"}, limit=1) == (mine[0],)
        assert session.intake.batches({"cn-01"}, before=mine[0].id) == (mine[1],)
        assert session.intake.batches(set()) == ()
        assert len(session.intake.batches()) == 3
        assert session.intake.batch(theirs.id) == theirs
        assert session.intake.batch("nowhere") is None


def test_progress_counts_dossiers_and_pages(store: Store, made: Made) -> None:
    with store.begin() as session:
        batch = made.batch(session)
        first = session.intake.accept(batch.id, made.new_dossier("a"), "clerk-1")
        session.intake.accept(batch.id, made.new_dossier("b"), "clerk-1")
        scan = session.pages.scans(first.id)[0]
        session.pages.set_pages(scan.id, 3)
        session.pages.save(scan.id, [made.page(1), made.page(2)])
        session.intake.set_state(first.id, DossierState.READING)
    with store.begin() as session:
        progress = session.intake.progress(batch.id)
    assert progress.dossiers == {DossierState.READING: 1, DossierState.ACCEPTED: 1}
    assert (progress.total, progress.pages, progress.pages_read) == (2, 3, 2)
    assert not progress.at_rest


def test_a_refused_dossier_stays_refused_and_its_work_stops(store: Store, made: Made) -> None:
    refusal = Refusal("PDF_ENCRYPTED", "Send it without a password.")
    with store.begin() as session:
        dossier = made.dossier(session, scans=2)
        session.intake.refuse(dossier.id, refusal)
        session.intake.set_state(dossier.id, DossierState.READING)
    with store.begin() as session:
        found = session.intake.dossier(dossier.id)
        states = {unit.state for unit in session.work.units(dossier.id)}
    assert found is not None
    assert (found.state, found.refusal) == (DossierState.REFUSED, refusal)
    assert states == {UnitState.CANCELLED}
