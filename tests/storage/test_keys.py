"""Audit keys: one is current for all hosts, the next is registered, and marks are made again with it."""

from __future__ import annotations

import time
from dataclasses import replace
from threading import Thread

import pytest
from psycopg import Connection

from domain.document import Document, Field, FieldState, Provenance, Source
from domain.record import DossierRecord
from domain.understanding import Understanding
from hoso.definitions import definitions_at
from storage import marking_anew
from storage.chain import verify
from storage.key_register import (
    FormerKeyMissing,
    KeyRefused,
    Standing,
    missing,
    rotate,
    standing,
)
from storage.keys import KeyRing, key_id
from storage.marking_anew import MarkedAnew, mark_anew
from storage.marks import kept_marks, marks_to_try, picture_marks
from storage.store import Store
from storage.values import Leg

OLD, NEW, OTHER = b"old" * 12, b"new" * 12, b"another" * 5
BEFORE, DURING, AFTER = KeyRing(OLD), KeyRing(NEW, (OLD,)), KeyRing(NEW)
LAW = definitions_at().law


def paper(number: str) -> Document:
    where = Provenance(Source.OCR, 1)
    field = Field("so_giay_to", number, number, 0.99, FieldState.ACCEPTED, where)
    return Document("d1", "giay_khai_sinh", (1,), 0.99, fields=(field,))


def actions(store: Store) -> list[tuple[str, str, str, dict[str, str]]]:
    with store.begin() as session:
        found = list(session.audit.entries())
        assert verify(found, session.audit.head()) == len(found)
    return [(each.actor, each.action, each.subject, each.details) for each in found]


def test_an_id_says_nothing_of_its_key_and_a_ring_shows_none() -> None:
    assert key_id(OLD) != key_id(NEW) and len(key_id(OLD)) == 12
    assert (DURING.id, DURING.named(key_id(OLD)), DURING.named(key_id(OTHER))) == (key_id(NEW), OLD, None)
    assert "old" not in repr(DURING) and "new" not in repr(DURING)


def test_the_first_start_registers_its_key_and_a_host_with_another_is_known(store: Store) -> None:
    assert standing(store, BEFORE) is Standing.CURRENT
    assert standing(store, BEFORE) is Standing.CURRENT
    assert standing(store, KeyRing(OTHER)) is Standing.UNKNOWN
    assert missing(store, KeyRing(OTHER)) == (key_id(OLD),)
    assert actions(store) == [("system", "audit.key", key_id(OLD), {"former": ""})]


def test_a_new_key_is_registered_once_and_the_chain_says_so(store: Store, clock) -> None:
    standing(store, BEFORE)
    with pytest.raises(FormerKeyMissing, match=key_id(OLD)):
        rotate(store, AFTER, "admin-1")
    clock.turn(hours=1)
    made = rotate(store, DURING, "admin-1")
    assert (made.id, made.from_sequence, made.made_at) == (key_id(NEW), 2, clock.now)
    assert (standing(store, DURING), standing(store, BEFORE)) == (Standing.CURRENT, Standing.FORMER)
    for ring, said in ((DURING, Standing.CURRENT), (KeyRing(OLD, (NEW,)), Standing.FORMER)):
        with pytest.raises(KeyRefused) as refused:
            rotate(store, ring, "admin-1")
        assert refused.value.standing is said
    assert actions(store)[1:] == [("admin-1", "audit.key", key_id(NEW), {"former": key_id(OLD)})]
    rotate(store, KeyRing(OTHER), "admin-1", former_lost=True)
    assert standing(store, KeyRing(OTHER)) is Standing.CURRENT


def test_what_was_kept_before_keys_had_ids_is_the_oldest_keys(store: Store) -> None:
    """Upgraded and given a new key in one step: the new key must not pass for the one of the old marks."""
    assert standing(store, DURING) is Standing.UNKNOWN
    rotate(store, DURING, "admin-1")
    with store.begin() as session:
        assert [each.id for each in session.keys.registered()] == [key_id(OLD), key_id(NEW)]


@pytest.fixture
def papers(store: Store, made):
    """Keeps dossiers of one paper each; gives a function that says what is found under a ring."""
    standing(store, BEFORE)
    record = made.record

    def keep(name: str, number: str, key: str, revisions: int = 1) -> str:
        with store.begin() as session:
            dossier = made.dossier(session, name)
            for revision in range(1, revisions + 1):
                said = paper(number if revision == revisions else "0")
                kept: DossierRecord = replace(record(dossier, revision), documents=(said,))
                session.records.save(dossier.id, kept)
            session.seen.keep_marks(dossier.id, kept_marks(OLD, [paper(number)]), key)
        return dossier.id

    def found(keys: KeyRing, number: str) -> tuple[str, ...]:
        with store.begin() as session:
            asking = made.dossier(
                session, f"asking-{number}-{keys.id}-{len(keys.all)}-{session.audit.head()[0]}"
            )
            return session.seen.near(asking.id, (), marks_to_try(keys, [paper(number)]))

    return keep, found


def test_papers_are_found_during_and_after_the_change(store: Store, papers) -> None:
    keep, found = papers
    ancient, later = keep("a", "1/2020", ""), keep("b", "2/2020", key_id(OLD), revisions=2)
    rotate(store, DURING, "admin-1")
    assert found(DURING, "1/2020") == (ancient,) and found(AFTER, "1/2020") == ()
    assert mark_anew(store, DURING, LAW) == MarkedAnew(2, 0, (key_id(OLD),))
    assert (found(AFTER, "1/2020"), found(AFTER, "2/2020")) == ((ancient,), (later,))
    assert found(BEFORE, "1/2020") == ()
    assert missing(store, AFTER) == ()
    assert mark_anew(store, AFTER, LAW) == MarkedAnew(0, 0, ())


def test_pictures_are_marked_anew_too(store: Store, papers, made) -> None:
    keep, _ = papers
    kept = keep("a", "1/2020", key_id(OLD))
    rotate(store, DURING, "admin-1")
    with store.begin() as session:
        for scan in session.pages.scans(kept):
            session.pages.set_pages(scan.id, 1)
    mark_anew(store, DURING, LAW)
    with store.begin() as session:
        asking, scans = made.dossier(session, "b"), session.pages.scans(kept)
        shown = picture_marks(NEW, [paper("1/2020")], scans)
        assert shown and session.seen.near(asking.id, (), shown) == (kept,)


def test_a_job_that_is_killed_midway_goes_on(store: Store, papers, monkeypatch) -> None:
    keep, found = papers
    kept = [keep(str(number), f"{number}/2020", "") for number in range(5)]
    rotate(store, DURING, "admin-1")
    monkeypatch.setattr(marking_anew, "AT_ONCE", 2)
    made = 0

    def killed(key: bytes, documents):
        nonlocal made
        made += 1
        if made == 4:
            raise KeyboardInterrupt
        return kept_marks(key, documents)

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(marking_anew, "kept_marks", killed)
        mark_anew(store, DURING, LAW)
    with store.begin() as session:
        assert session.keys.registered()[0].retired_at is None
    assert [bool(found(AFTER, f"{n}/2020")) for n in range(5)] == [True, True, True, False, False]
    assert [found(DURING, f"{n}/2020") for n in range(5)] == [(each,) for each in kept]
    assert mark_anew(store, DURING, LAW) == MarkedAnew(2, 0, (key_id(OLD),))
    assert [found(AFTER, f"{n}/2020") for n in range(5)] == [(each,) for each in kept]


def test_a_dossier_under_way_is_marked_from_what_was_understood(store: Store, made, papers) -> None:
    _, found = papers
    with store.begin() as session:
        dossier, bare = made.dossier(session, "under way"), made.dossier(session, "bare")
        session.work.plan(dossier.id, Leg.COMPLETE, dossier.id, "input")
        session.pages.save_understanding(dossier.id, "input", Understanding((), (paper("7/2020"),)))
        for each in (dossier, bare):
            session.seen.keep_marks(each.id, {7}, key_id(OLD))
    rotate(store, DURING, "admin-1")
    assert mark_anew(store, DURING, LAW) == MarkedAnew(1, 1, ())
    assert found(AFTER, "7/2020") == (dossier.id,)


@pytest.mark.integration
def test_a_worker_that_keeps_a_newer_revision_meanwhile_has_the_last_word(
    embedded: Store, embedded_server: str, made, monkeypatch
) -> None:
    monkeypatch.setattr(marking_anew, "marks_of_results", lambda *_: {"d1": {9}})
    standing(embedded, BEFORE)
    with embedded.begin() as session:
        dossier, asking = made.dossier(session, "a"), made.dossier(session, "b")
        session.records.save(dossier.id, made.record(dossier, 1))
        session.results.keep(dossier.id, 1, {"d1": {7}}, key_id(OLD))
    rotate(embedded, DURING, "admin-1")
    with embedded.begin() as session:
        session.records.save(dossier.id, made.record(dossier, 2))
        session.results.keep(dossier.id, 2, {"d1": {8}}, key_id(NEW))
        job = Thread(target=mark_anew, args=(embedded, DURING, LAW))
        job.start()
        until_somebody_waits(embedded_server)
    job.join()
    with embedded.begin() as session:
        assert [each.revision for each in session.results.near(asking.id, {7, 8, 9})] == [2]
        assert session.keys.registered()[0].retired_at is not None


def until_somebody_waits(conninfo: str) -> None:
    waiting = b"select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
    with Connection.connect(conninfo, autocommit=True) as connection:
        for _ in range(2000):
            if connection.execute(waiting).fetchone() != (0,):
                return
            time.sleep(0.01)
    pytest.fail("nobody waits")


def test_only_the_current_key_marks(store: Store) -> None:
    standing(store, BEFORE)
    with pytest.raises(KeyRefused):
        mark_anew(store, DURING, LAW)
    rotate(store, DURING, "admin-1")
    with pytest.raises(KeyRefused):
        mark_anew(store, BEFORE, LAW)
