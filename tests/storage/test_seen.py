"""A page or a paper that was there before is found, in dossiers that came in earlier and in no others."""

from __future__ import annotations

from dataclasses import replace

import pytest
from psycopg import Connection

from domain.document import Document, Field, FieldState, Provenance, Source
from domain.look import Look
from storage.marks import kept_marks, picture_marks, pictures_of
from storage.values import Scan


def _look(*ranks: int, weak: tuple[int, ...] = ()) -> Look:
    return Look(f"{sum(1 << rank for rank in ranks):064x}", f"{sum(1 << rank for rank in weak):064x}")


EVEN = range(0, 255, 2)
KEPT = _look(*EVEN)
SCANNED_AGAIN = _look(*(rank for rank in EVEN if rank % 30), 3, 9, weak=(0, 60, 90, 3, 9))
STRANGE = _look(*range(1, 255, 2))
COUNTED = "select (select count(*) from page_looks), (select count(*) from paper_marks)"


def _paper(number: str) -> Document:
    where = Provenance(Source.OCR, 1)
    field = Field("so_giay_to", number, number, 0.99, FieldState.ACCEPTED, where)
    return Document("d1", "giay_khai_sinh", (1,), 0.99, fields=(field,))


def test_a_page_that_looks_nearly_the_same_leads_to_its_dossier(store, made) -> None:
    with store.begin() as session:
        first, second = made.dossier(session, "a"), made.dossier(session, "b", branch="cn-02")
        session.seen.keep_looks(first.id, {1: STRANGE, 2: KEPT})
        assert session.seen.near(second.id, (SCANNED_AGAIN,), ()) == (first.id,)
        assert session.seen.near(second.id, (_look(*range(0, 255, 3)),), ()) == ()


def test_looks_come_back_as_they_were_kept(store, made) -> None:
    with store.begin() as session:
        dossier = made.dossier(session)
        session.seen.keep_looks(dossier.id, {1: SCANNED_AGAIN, 2: KEPT})
        session.seen.keep_looks(dossier.id, {1: STRANGE})
        assert session.seen.looks(dossier.id) == {1: Look(SCANNED_AGAIN.bits), 2: KEPT}


def test_each_dossier_finds_the_other_whichever_came_in_first(store, made) -> None:
    """A branch may complete the later one first; a dossier never finds itself."""
    with store.begin() as session:
        first, second = made.dossier(session, "a"), made.dossier(session, "b")
        for each in (first, second):
            session.seen.keep_looks(each.id, {1: KEPT})
            session.seen.keep_marks(each.id, {7})
        for one, other in ((first, second), (second, first)):
            assert session.seen.near(one.id, (KEPT,), ()) == (other.id,)
            assert session.seen.near(one.id, (), {7}) == (other.id,)


def test_the_dossier_that_shares_most_goes_first_and_marks_are_replaced(store, made) -> None:
    with store.begin() as session:
        one, other, last = (made.dossier(session, name) for name in "abc")
        session.seen.keep_marks(one.id, {1, 2, -3})
        session.seen.keep_marks(other.id, {1})
        assert session.seen.near(last.id, (), {1, 2, -3}) == (one.id, other.id)
        session.seen.keep_marks(one.id, {5})
        assert session.seen.near(last.id, (), {1, 2, -3}) == (other.id,)


def test_marks_depend_on_the_key_and_hold_no_value() -> None:
    marks = kept_marks(b"one", [_paper("45/2020")])
    assert len(marks) == 1
    assert marks == kept_marks(b"one", [_paper("45/2020")])
    assert not marks & kept_marks(b"two", [_paper("45/2020")])
    assert not marks & kept_marks(b"one", [_paper("46/2020")])
    assert all(-(2**63) <= mark < 2**63 for mark in marks)


def test_pictures_are_numbered_through_all_files_and_only_those_of_papers_are_marked() -> None:
    scans = [Scan(f"s{place}", "h1", place, "mau", f"{place}" * 64, "k", 9, pages=2) for place in (1, 2)]
    assert pictures_of(scans) == {
        1: ("1" * 64, "1"), 2: ("1" * 64, "2"), 3: ("2" * 64, "1"), 4: ("2" * 64, "2")
    }  # fmt: skip
    assert pictures_of([scans[0], replace(scans[1], pages=None)]) == {}
    marks = picture_marks(b"one", [Document("d1", "unknown", (2, 3), 0.5)], scans)
    assert len(marks) == 2 and not picture_marks(b"one", [], scans)
    assert not marks & picture_marks(b"two", [Document("d1", "unknown", (1, 2, 3, 4), 0.5)], scans)


@pytest.mark.integration
def test_what_finds_papers_goes_with_its_dossier(embedded_server, embedded, made) -> None:
    with embedded.begin() as session:
        dossier = made.dossier(session)
        session.seen.keep_looks(dossier.id, {1: KEPT})
        session.seen.keep_marks(dossier.id, {7})
    with Connection.connect(embedded_server) as connection:
        before = connection.execute(COUNTED).fetchone()
        connection.execute("delete from outbox; delete from units; delete from scans; delete from dossiers")
        left = connection.execute(COUNTED).fetchone()
    assert (before, left) == ((1, 1), (0, 0))
