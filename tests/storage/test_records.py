"""Records: revisions are added, never changed; publishing happens once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from storage.store import Store
from storage.values import DossierState

if TYPE_CHECKING:
    from tests.storage.conftest import Made


def test_the_newest_revision_is_given_unless_another_is_asked_for(store: Store, made: Made) -> None:
    with store.begin() as session:
        dossier = made.dossier(session)
        assert session.records.record(dossier.id) is None
        session.records.save(dossier.id, made.record(dossier, 1))
        session.records.save(dossier.id, made.record(dossier, 2, tasks=0))
    with store.begin() as session:
        assert session.records.record(dossier.id) == made.record(dossier, 2, tasks=0)
        assert session.records.record(dossier.id, 1) == made.record(dossier, 1)
        assert session.records.record(dossier.id, 3) is None
        assert session.records.record("nowhere") is None
        found = session.intake.dossier(dossier.id)
    assert found is not None
    assert found.revision == 2


def test_a_kept_revision_is_never_changed(store: Store, made: Made) -> None:
    with store.begin() as session:
        dossier = made.dossier(session)
        session.records.save(dossier.id, made.record(dossier))
        session.records.save(dossier.id, replace(made.record(dossier), straight_through=True))
        kept = session.records.record(dossier.id)
    assert kept == made.record(dossier)


def test_a_revision_is_published_once(store: Store, made: Made) -> None:
    with store.begin() as session:
        dossier = made.dossier(session)
        session.records.save(dossier.id, made.record(dossier))
        first = session.records.publish(dossier.id, 1)
        assert session.records.publish(dossier.id, 1) == first
    with store.begin() as session:
        found = session.intake.dossier(dossier.id)
        assert session.records.publications() == (first,)
    assert found is not None
    assert found.state is DossierState.PUBLISHED


def test_publications_are_fetched_by_cursor_and_branch(store: Store, made: Made) -> None:
    with store.begin() as session:
        mine, theirs = made.dossier(session, "a"), made.dossier(session, "b", branch="cn-02")
        for dossier in (mine, theirs):
            session.records.save(dossier.id, made.record(dossier))
            session.records.publish(dossier.id, 1)
    with store.begin() as session:
        every = session.records.publications()
        assert [each.dossier for each in every] == [mine.id, theirs.id]
        assert session.records.publications(after=every[0].sequence) == (every[1],)
        assert session.records.publications(branches={"cn-02"}) == (every[1],)
        assert session.records.publications(limit=1) == (every[0],)
        assert session.records.publications(dossier=theirs.id) == (every[1],)
        assert session.records.publications(after=every[1].sequence, dossier=theirs.id) == ()
