"""Blind samples are counted, and what they bring down or back is told, in every store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.standing import Sampled, StandingKind, Subject
from storage.store import Store

if TYPE_CHECKING:
    from tests.storage.conftest import HandClock, Made

SCANNER = Subject(StandingKind.SCANNER, "cn-01", "canon dr-c225")
CARD = Subject(StandingKind.TYPE, "", "cccd_chip")


def samples(outcomes: str, *subjects: Subject) -> list[Sampled]:
    """r: a right sample, w: a wrong one."""
    return [Sampled(frozenset(subjects), each == "r") for each in outcomes]


def test_samples_add_up_and_a_step_down_is_told_once(store: Store, clock: HandClock) -> None:
    with store.begin() as session:
        assert session.standings.count(samples("rrrw", SCANNER, CARD)) == ()
    clock.turn(hours=1)
    with store.begin() as session:
        (told,) = session.standings.count(samples("w", SCANNER))
        assert (told.subject, told.seen, told.wrong, told.since) == (SCANNER, 5, 2, clock.now)
    with store.begin() as session:
        assert session.standings.count(samples("rw", SCANNER)) == ()
        first, second = session.standings.standings()
    assert (first.subject, first.stepped_down, first.seen) == (SCANNER, True, 7)
    assert (second.subject, second.stepped_down, second.wrong) == (CARD, False, 1)


def test_right_samples_bring_it_back(store: Store) -> None:
    with store.begin() as session:
        session.standings.count(samples("ww", SCANNER))
        assert session.standings.down("cn-01") == {SCANNER}
        (told,) = session.standings.count(samples("r" * 240, SCANNER))
        assert not told.stepped_down
        assert session.standings.down("cn-01") == frozenset()


def test_a_type_is_down_everywhere_and_a_scanner_at_its_branch(store: Store) -> None:
    with store.begin() as session:
        session.standings.count(samples("ww", SCANNER, CARD))
        assert session.standings.down("cn-01") == {SCANNER, CARD}
        assert session.standings.down("cn-02") == {CARD}
        assert [each.subject for each in session.standings.standings(["cn-02"])] == [CARD]


def test_what_is_undone_is_not_counted(store: Store) -> None:
    class Undone(Exception):
        pass

    try:
        with store.begin() as session:
            session.standings.count(samples("ww", SCANNER))
            raise Undone
    except Undone:
        pass
    with store.begin() as session:
        assert session.standings.standings() == ()


def test_a_batch_keeps_the_device_that_its_branch_says(store: Store, made: Made) -> None:
    with store.begin() as session:
        plain = made.batch(session)
        told = session.intake.open_batch("cn-01", "sáng", "clerk-1", "canon dr-c225")
    with store.begin() as session:
        kept = session.intake.batch(told.id), session.intake.batch(plain.id)
    assert [each.scanner if each else "" for each in kept] == ["canon dr-c225", None]
