"""The review queue: one holder at a time, no silent overwrite."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from psycopg import Connection

from storage.chain import verify
from storage.decisions import decision_details
from storage.errors import LeaseLost, NotFound, ReviewTaken, RevisionMissing, RevisionStale
from storage.store import Session, Store
from storage.values import REVIEW_LEASE, Dossier, DossierState, Leg

if TYPE_CHECKING:
    from tests.storage.conftest import HandClock, Made


def waiting_dossier(
    session: Session, made: Made, clock: HandClock, name: str = "mau", due: float = 4, branch: str = "cn-01"
) -> Dossier:
    dossier = made.dossier(session, name, branch=branch)
    record = made.record(dossier)
    session.records.save(dossier.id, record)
    session.reviews.open(dossier.id, record, clock() + timedelta(hours=due))
    return dossier


def test_a_review_shows_the_tasks_of_its_record(store: Store, made: Made, clock: HandClock) -> None:
    with store.begin() as session:
        dossier = waiting_dossier(session, made, clock)
    with store.begin() as session:
        review = session.reviews.review(dossier.id)
        assert session.reviews.waiting() == (review,)
        assert session.reviews.waiting({"cn-02"}) == ()
    assert review is not None
    assert review.tasks == made.record(dossier).tasks
    assert (review.record_revision, review.claimed_by) == (1, None)


def test_the_most_urgent_review_is_claimed_first(store: Store, made: Made, clock: HandClock) -> None:
    with store.begin() as session:
        late = waiting_dossier(session, made, clock, "late", due=9)
        soon = waiting_dossier(session, made, clock, "soon", due=1)
        other = waiting_dossier(session, made, clock, "other", due=0, branch="cn-02")
    with store.begin() as session:
        claims = [session.reviews.claim_next(f"reviewer-{n}", {"cn-01"}) for n in range(3)]
        everywhere = session.reviews.claim_next("reviewer-9")
    assert [claim and claim.dossier for claim in claims] == [soon.id, late.id, None]
    assert everywhere is not None
    assert everywhere.dossier == other.id


def test_a_held_review_is_not_given_to_another(store: Store, made: Made, clock: HandClock) -> None:
    with store.begin() as session:
        dossier = waiting_dossier(session, made, clock)
        session.reviews.claim(dossier.id, "reviewer-1")
    with store.begin() as session, pytest.raises(ReviewTaken):
        session.reviews.claim(dossier.id, "reviewer-2")
    with store.begin() as session:
        assert session.reviews.claim_next("reviewer-2") is None
        shown = session.reviews.review(dossier.id)
        assert shown is not None
        assert shown.claimed_by == "reviewer-1"


def test_a_new_claim_of_the_same_person_ends_the_old_one(store: Store, made: Made, clock: HandClock) -> None:
    with store.begin() as session:
        dossier = waiting_dossier(session, made, clock)
        first = session.reviews.claim(dossier.id, "reviewer-1")
        second = session.reviews.claim(dossier.id, "reviewer-1")
        assert session.reviews.heartbeat(dossier.id, second.token).token == second.token
        with pytest.raises(LeaseLost):
            session.reviews.heartbeat(dossier.id, first.token)


def test_without_heartbeats_a_claim_ends(store: Store, made: Made, clock: HandClock) -> None:
    with store.begin() as session:
        dossier = waiting_dossier(session, made, clock)
        claim = session.reviews.claim(dossier.id, "reviewer-1")
    clock.turn(minutes=4)
    with store.begin() as session:
        assert session.reviews.heartbeat(dossier.id, claim.token).lease_until == clock() + REVIEW_LEASE
    clock.turn(minutes=4)
    with store.begin() as session:
        session.reviews.decide(dossier.id, claim.token, claim.revision, made.decision(clock))
    clock.turn(minutes=1, seconds=1)
    with store.begin() as session:
        with pytest.raises(LeaseLost):
            session.reviews.decide(dossier.id, claim.token, claim.revision + 1, made.decision(clock))
        shown = session.reviews.review(dossier.id)
        assert shown is not None
        assert shown.claimed_by is None
        other = session.reviews.claim_next("reviewer-2")
    assert other is not None
    assert other.dossier == dossier.id


def test_a_save_names_the_revision_it_was_made_from(store: Store, made: Made, clock: HandClock) -> None:
    with store.begin() as session:
        dossier = waiting_dossier(session, made, clock)
        claim = session.reviews.claim(dossier.id, "reviewer-1")
        word = made.decision(clock)
        with pytest.raises(RevisionMissing):
            session.reviews.decide(dossier.id, claim.token, None, word)
        with pytest.raises(LeaseLost):
            session.reviews.decide(dossier.id, "forged", claim.revision, word)
        with pytest.raises(LeaseLost):
            session.reviews.decide(dossier.id, "", claim.revision, word)
        saved = session.reviews.decide(dossier.id, claim.token, claim.revision, word)
        assert saved == claim.revision + 1
        with pytest.raises(RevisionStale) as stale:
            session.reviews.decide(dossier.id, claim.token, claim.revision, word)
        assert stale.value.current == saved
    with store.begin() as session:
        assert session.reviews.decisions(dossier.id) == (word,)


def test_the_last_decision_can_be_taken_back(store: Store, made: Made, clock: HandClock) -> None:
    with store.begin() as session:
        dossier = waiting_dossier(session, made, clock)
        claim = session.reviews.claim(dossier.id, "reviewer-1")
        revision = session.reviews.decide(dossier.id, claim.token, claim.revision, made.decision(clock, "A"))
        revision = session.reviews.decide(dossier.id, claim.token, revision, made.decision(clock, "B"))
        revision = session.reviews.undo(dossier.id, claim.token, revision)
        assert session.reviews.decisions(dossier.id) == (made.decision(clock, "A"),)
        revision = session.reviews.undo(dossier.id, claim.token, revision)
        assert session.reviews.undo(dossier.id, claim.token, revision) == revision
        assert session.reviews.decisions(dossier.id) == ()


def test_a_released_review_keeps_its_decisions(store: Store, made: Made, clock: HandClock) -> None:
    with store.begin() as session:
        dossier = waiting_dossier(session, made, clock)
        claim = session.reviews.claim(dossier.id, "reviewer-1")
        session.reviews.decide(dossier.id, claim.token, claim.revision, made.decision(clock))
        session.reviews.release(dossier.id, claim.token)
        with pytest.raises(LeaseLost):
            session.reviews.release(dossier.id, claim.token)
        taken = session.reviews.claim_next("reviewer-2")
        assert taken is not None
        assert taken.revision == claim.revision + 1
        assert len(session.reviews.decisions(dossier.id)) == 1


def test_finishing_closes_the_review_and_plans_settle(store: Store, made: Made, clock: HandClock) -> None:
    with store.begin() as session:
        dossier = waiting_dossier(session, made, clock)
        claim = session.reviews.claim(dossier.id, "reviewer-1")
        revision = session.reviews.decide(dossier.id, claim.token, claim.revision, made.decision(clock))
        session.reviews.finish(dossier.id, claim.token, revision)
    with store.begin() as session:
        found = session.intake.dossier(dossier.id)
        assert found is not None
        assert found.state is DossierState.COMPLETING
        assert session.reviews.review(dossier.id) is None
        assert session.reviews.waiting() == ()
        assert session.reviews.decisions(dossier.id) == (made.decision(clock),)
        assert [unit.leg for unit in session.work.units(dossier.id)] == [Leg.OPEN, Leg.SETTLE]
        with pytest.raises(NotFound):
            session.reviews.claim(dossier.id, "reviewer-1")
        with pytest.raises(LeaseLost):
            session.reviews.heartbeat(dossier.id, claim.token)


def test_a_next_round_starts_empty_and_its_revision_goes_on(
    store: Store, made: Made, clock: HandClock
) -> None:
    with store.begin() as session:
        dossier = waiting_dossier(session, made, clock)
        claim = session.reviews.claim(dossier.id, "reviewer-1")
        revision = session.reviews.decide(dossier.id, claim.token, claim.revision, made.decision(clock))
        session.reviews.finish(dossier.id, claim.token, revision)
        session.reviews.open(dossier.id, made.record(dossier, 2), clock())
        session.reviews.open(dossier.id, made.record(dossier, 2), clock())
    with store.begin() as session:
        review = session.reviews.review(dossier.id)
        assert review is not None
        assert (review.record_revision, review.revision) == (2, revision + 1)
        assert session.reviews.decisions(dossier.id) == ()


def test_a_review_that_settled_nothing_opens_again_and_can_be_finished_again(
    store: Store, made: Made, clock: HandClock
) -> None:
    with store.begin() as session:
        dossier = waiting_dossier(session, made, clock)
        for _ in range(2):
            claim = session.reviews.claim(dossier.id, "reviewer-1")
            session.reviews.finish(dossier.id, claim.token, claim.revision)
            session.reviews.open(dossier.id, made.record(dossier), clock())
        review = session.reviews.review(dossier.id)
        assert review is not None
        assert (review.record_revision, review.revision) == (1, 3)
        settling = [unit for unit in session.work.units(dossier.id) if unit.leg is Leg.SETTLE]
    assert len(settling) == 2


def test_a_review_is_untouched_until_somebody_holds_it_or_has_said_something(
    store: Store, made: Made, clock: HandClock
) -> None:
    with store.begin() as session:
        dossier = waiting_dossier(session, made, clock)
        assert session.reviews.untouched(dossier.id)
        assert session.reviews.untouched("nowhere")
        claim = session.reviews.claim(dossier.id, "reviewer-1")
        assert not session.reviews.untouched(dossier.id)
        session.reviews.release(dossier.id, claim.token)
        assert session.reviews.untouched(dossier.id)
        claim = session.reviews.claim(dossier.id, "reviewer-1")
        session.reviews.decide(dossier.id, claim.token, claim.revision, made.decision(clock))
        session.reviews.release(dossier.id, claim.token)
        assert not session.reviews.untouched(dossier.id)


def audited(session: Session, dossier: Dossier) -> list[tuple[str, str, dict[str, str]]]:
    entries = (each for each in session.audit.entries() if each.subject == dossier.id)
    return [(each.actor, each.action, each.details) for each in entries if "decision." in each.action]


def test_every_decision_and_every_undo_stands_in_the_chain_without_its_value(
    store: Store, made: Made, clock: HandClock
) -> None:
    said = replace(made.decision(clock), note="theo lời bà Mẫu")
    with store.begin() as session:
        dossier = waiting_dossier(session, made, clock)
        claim = session.reviews.claim(dossier.id, "reviewer-1")
        revision = session.reviews.decide(dossier.id, claim.token, claim.revision, said)
        revision = session.reviews.undo(dossier.id, claim.token, revision)
        assert session.reviews.undo(dossier.id, claim.token, revision) == revision  # nothing was undone
        session.reviews.decide(dossier.id, claim.token, revision, said)
        session.reviews.finish(dossier.id, claim.token, revision + 1)
    with store.begin() as session:
        found = audited(session, dossier)
        assert verify(session.audit.entries(), session.audit.head())
    assert [(actor, action) for actor, action, _ in found] == [
        ("reviewer-1", "decision.save"),
        ("reviewer-1", "decision.undo"),
        ("reviewer-1", "decision.save"),
    ]
    details = found[0][2]
    assert details.pop("said") == found[1][2]["said"] == found[2][2]["said"]
    assert details == {
        "kind": "set_value", "record": "1", "document": "d1", "field": "ho_ten", "task": "t0"
    }  # fmt: skip
    assert "Mẫu" not in repr(found)


def test_another_value_has_another_digest_and_no_key_no_digest(made: Made, clock: HandClock) -> None:
    one, other = made.decision(clock, "A"), made.decision(clock, "B")
    assert decision_details(b"k", one, 1)["said"] != decision_details(b"k", other, 1)["said"]
    assert decision_details(b"k", one, 1)["said"] != decision_details(b"l", one, 1)["said"]


@pytest.mark.integration
def test_what_was_taken_back_stays_in_the_database(
    embedded_server: str, embedded: Store, made: Made, clock: HandClock
) -> None:
    with embedded.begin() as session:
        dossier = waiting_dossier(session, made, clock)
        claim = session.reviews.claim(dossier.id, "reviewer-1")
        revision = session.reviews.decide(dossier.id, claim.token, claim.revision, made.decision(clock, "A"))
        revision = session.reviews.undo(dossier.id, claim.token, revision)
        revision = session.reviews.decide(dossier.id, claim.token, revision, made.decision(clock, "B"))
        assert session.reviews.decisions(dossier.id) == (made.decision(clock, "B"),)
        session.reviews.undo(dossier.id, claim.token, revision)
        assert session.reviews.decisions(dossier.id) == ()
    with Connection.connect(embedded_server) as connection:
        rows = connection.execute("select position, undone_at from decisions order by position").fetchall()
    assert rows == [(1, clock()), (2, clock())]
