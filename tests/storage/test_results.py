"""A paper of an accepted dossier is found by its marks, never by its own dossier, until it is taken back."""

from __future__ import annotations

import pytest
from psycopg import Connection

from storage.kept_results import RESULTS_MOST


def test_a_result_is_found_by_any_of_its_marks_and_never_by_its_own_dossier(store, made, clock) -> None:
    with store.begin() as session:
        one, other = made.dossier(session, "a"), made.dossier(session, "b", branch="cn-02")
        session.results.keep(one.id, 2, {"d1": {7, -8}, "d2": {9}})
        (found,) = session.results.near(other.id, {-8, 7})
        assert (found.dossier, found.document, found.revision) == (one.id, "d1", 2)
        assert found.published_at == clock()
        assert session.results.near(other.id, {9})[0].document == "d2"
        assert session.results.near(one.id, {7, 9}) == ()
        assert session.results.near(other.id, {10}) == ()


def test_the_newest_go_first_and_what_is_kept_anew_replaces_what_was(store, made, clock) -> None:
    with store.begin() as session:
        one, other, last = (made.dossier(session, name) for name in "abc")
        session.results.keep(one.id, 1, {"d1": {7}})
        clock.turn(hours=1)
        session.results.keep(other.id, 1, {"d1": {7}})
        assert [each.dossier for each in session.results.near(last.id, {7})] == [other.id, one.id]
        session.results.keep(other.id, 2, {})
        clock.turn(hours=1)
        session.results.keep(one.id, 3, {"d2": {7}})
        (found,) = session.results.near(last.id, {7})
        assert (found.dossier, found.document, found.revision) == (one.id, "d2", 3)


def test_only_the_newest_of_many_are_read(store, made, clock) -> None:
    with store.begin() as session:
        asking = made.dossier(session, "asking")
        kept = [made.dossier(session, str(number)) for number in range(RESULTS_MOST + 2)]
        for each in (asking, *kept):
            clock.turn(minutes=1)
            session.results.keep(each.id, 1, {"d1": {7}})
        found = [each.dossier for each in session.results.near(asking.id, {7})]
    assert found == [each.id for each in kept[: -RESULTS_MOST - 1 : -1]]


@pytest.mark.integration
def test_results_go_with_their_dossier(embedded, embedded_server: str, made) -> None:
    with embedded.begin() as session:
        dossier = made.dossier(session)
        session.results.keep(dossier.id, 1, {"d1": {7}})
    with Connection.connect(embedded_server) as connection:
        connection.execute("delete from outbox; delete from units; delete from scans; delete from dossiers")
        left = connection.execute("select count(*) from result_marks").fetchone()
    assert left == (0,)
