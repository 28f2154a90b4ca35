"""Cases for registers' owners: opened by records, moved by people, never lost, each step in the chain."""

from __future__ import annotations

from dataclasses import replace

import pytest

from once_only.corrections import Correction
from storage.chain import verify
from storage.corrections import CorrectionState
from storage.errors import NotFound

OPEN, TOLD, CORRECTED, WITHDRAWN = CorrectionState


@pytest.fixture
def case(clock):
    return Correction(
        "h1.d1.dan_cu", "h1", "d1", "cccd_chip", "dan_cu", "Bộ Công an", ("ho_ten", "ngay_sinh"), clock()
    )


@pytest.fixture
def kept(store, case):
    with store.begin() as session:
        session.corrections.keep("h1", "cn-01", (case,))
    return store


def steps(store) -> list[tuple[str, str]]:
    with store.begin() as session:
        entries = list(session.audit.entries())
        verify(entries, session.audit.head())
    return [(each.actor, each.action) for each in entries if each.action.startswith("correction.")]


def standing(store, **asked):
    with store.begin() as session:
        return [(each.state, each.by) for each in session.corrections.cases(**asked)]


def test_a_case_is_told_and_corrected_with_who_and_when(kept, case, clock) -> None:
    clock.turn(hours=1)
    with kept.begin() as session:
        told = session.corrections.set_state(case.id, TOLD, "clerk-1", {"cn-01"})
        assert (told.case, told.branch, told.at) == (case, "cn-01", clock())
    clock.turn(days=3)
    with kept.begin() as session:
        session.corrections.set_state(case.id, CORRECTED, "clerk-2")
        session.corrections.set_state(case.id, CORRECTED, "clerk-3")
    assert standing(kept) == [(CORRECTED, "clerk-2")]
    assert steps(kept) == [
        ("system", "correction.open"),
        ("clerk-1", "correction.told"),
        ("clerk-2", "correction.corrected"),
    ]


def test_the_chain_names_the_register_and_no_value(kept, case) -> None:
    with kept.begin() as session:
        (entry,) = list(session.audit.entries())
    assert (entry.subject, entry.details) == (
        case.id,
        {"dossier": "h1", "register": "dan_cu", "fields": "ho_ten,ngay_sinh"},
    )


def test_a_record_that_tells_it_again_changes_nothing(kept, case, clock) -> None:
    with kept.begin() as session:
        session.corrections.set_state(case.id, TOLD, "clerk-1")
        clock.turn(hours=1)
        session.corrections.keep("h1", "cn-01", (replace(case, asked_at=clock(), fields=("ho_ten",)),))
        (found,) = session.corrections.cases()
    assert (found.state, found.by, found.case.fields) == (TOLD, "clerk-1", ("ho_ten",))
    assert len(steps(kept)) == 2


def test_a_case_that_a_later_record_does_not_tell_is_withdrawn_and_may_come_back(kept, case) -> None:
    with kept.begin() as session:
        session.corrections.keep("h1", "cn-01", ())
        with pytest.raises(NotFound):
            session.corrections.set_state(case.id, TOLD, "clerk-1")
    assert standing(kept) == [(WITHDRAWN, "system")]
    with kept.begin() as session:
        session.corrections.keep("h2", "cn-01", ())
        session.corrections.keep("h1", "cn-01", (case,))
    assert standing(kept) == [(OPEN, "system")]
    assert [action for _, action in steps(kept)] == [
        "correction.open",
        "correction.withdrawn",
        "correction.open",
    ]


@pytest.mark.parametrize(("hours", "state"), [(-1, CORRECTED), (1, OPEN)])
def test_a_register_that_still_contradicts_after_it_was_corrected_is_open_again(
    kept, case, clock, hours, state
) -> None:
    clock.turn(hours=2)
    with kept.begin() as session:
        session.corrections.set_state(case.id, CORRECTED, "clerk-1")
        asked = clock()
        clock.turn(hours=2)
        later = asked.replace(hour=asked.hour + hours)
        session.corrections.keep("h1", "cn-01", (replace(case, asked_at=later),))
    assert [each for each, _ in standing(kept)] == [state]


def test_what_was_corrected_is_not_withdrawn(kept, case) -> None:
    with kept.begin() as session:
        session.corrections.set_state(case.id, CORRECTED, "clerk-1")
        session.corrections.keep("h1", "cn-01", ())
    assert standing(kept) == [(CORRECTED, "clerk-1")]


def test_cases_are_listed_by_owner_and_only_to_their_branches(kept, case, clock) -> None:
    clock.turn(hours=1)
    other = replace(
        case, id="h2.d1.dat_dai", dossier="h2", register="dat_dai", owner="Bộ A", asked_at=clock()
    )
    with kept.begin() as session:
        session.corrections.keep("h2", "cn-02", (other,))
        assert [each.case.id for each in session.corrections.cases()] == [other.id, case.id]
        assert [each.case.id for each in session.corrections.cases({"cn-01"})] == [case.id]
        assert session.corrections.cases({"cn-03"}) == ()
        assert session.corrections.cases(states={TOLD}) == ()
        with pytest.raises(NotFound):
            session.corrections.set_state(other.id, TOLD, "clerk-1", {"cn-01"})
        with pytest.raises(NotFound):
            session.corrections.set_state("h9.d1.dan_cu", TOLD, "clerk-1")
