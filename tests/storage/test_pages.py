"""Pages: read once, numbered through the dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.understanding import Understanding
from storage.store import Store

if TYPE_CHECKING:
    from tests.storage.conftest import Made


def test_pages_are_numbered_through_the_dossier_whatever_was_read_first(store: Store, made: Made) -> None:
    with store.begin() as session:
        dossier = made.dossier(session, scans=2)
        first, second = session.pages.scans(dossier.id)
        session.pages.save(second.id, [made.page(1, words=False)])
        session.pages.save(first.id, [made.page(2)])
        session.pages.save(first.id, [made.page(1)])
    with store.begin() as session:
        pages = session.pages.pages(dossier.id)
    assert [(page.number, page.scan, page.page) for page in pages] == [
        (1, first.id, 1),
        (2, first.id, 2),
        (3, second.id, 1),
    ]
    assert [page.reading.number for page in pages] == [1, 2, 3]
    assert [page.reading.text.page for page in pages if page.reading.text] == [1, 2]
    assert pages[2].preview == "previews/1"


def test_a_page_that_was_read_stays_as_it_was(store: Store, made: Made) -> None:
    with store.begin() as session:
        dossier = made.dossier(session)
        scan = session.pages.scans(dossier.id)[0]
        session.pages.save(scan.id, [made.page(1)])
        session.pages.save(scan.id, [made.page(1, words=False)])
        pages = session.pages.pages(dossier.id)
    assert pages[0].reading == made.page(1).reading


def test_all_is_read_only_when_every_scan_was_opened_and_every_page_read(store: Store, made: Made) -> None:
    with store.begin() as session:
        dossier = made.dossier(session, scans=2)
        first, second = session.pages.scans(dossier.id)
        assert not session.pages.all_read(dossier.id)
        session.pages.set_pages(first.id, 1)
        session.pages.save(first.id, [made.page(1)])
        assert not session.pages.all_read(dossier.id)
        session.pages.set_pages(second.id, 2)
        session.pages.save(second.id, [made.page(2)])
        assert not session.pages.all_read(dossier.id)
        session.pages.save(second.id, [made.page(1)])
        assert session.pages.all_read(dossier.id)


def test_a_page_unit_is_planned_once(store: Store, made: Made) -> None:
    with store.begin() as session:
        scan = session.pages.scans(made.dossier(session).id)[0]
        unit = session.pages.add_page_unit(scan.id, 1, 4)
        assert session.pages.add_page_unit(scan.id, 1, 4) == unit
        assert session.pages.add_page_unit(scan.id, 5, 8).id != unit.id
        assert session.pages.page_unit(unit.id) == unit
        assert session.pages.page_unit("nowhere") is None


def test_the_first_understanding_of_an_input_stays(store: Store, made: Made) -> None:
    with store.begin() as session:
        dossier = made.dossier(session)
        first = Understanding((made.page(1).reading,), ())
        session.pages.save_understanding(dossier.id, "input", first)
        session.pages.save_understanding(dossier.id, "input", Understanding((), ()))
    with store.begin() as session:
        assert session.pages.understanding(dossier.id, "input") == first
        assert session.pages.understanding(dossier.id, "other") is None
