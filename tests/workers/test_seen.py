"""A paper that another branch has digitised is named in the record, without a word of what it says."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from domain.document import UNKNOWN_TYPE, Document, Field, FieldState, Provenance, Source
from domain.page import PageKind
from domain.record import Duplicate, Likeness
from domain.understanding import Understanding
from lab.trial_legs import trial_legs
from storage.values import Leg
from workers.seen import SeenBefore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.understanding import PageReading
    from storage.values import Dossier
    from tests.workers.conftest import Desk

VALUES = {"so_dinh_danh": "001090012345", "ho_ten": "NGUYỄN VĂN MẪU", "ngay_sinh": "1990-03-15"}


def understand(pages: Sequence[PageReading]) -> Understanding:
    """Every page is a card of one invented person, its number as the order says."""
    where = Provenance(Source.OCR, 1)
    values = VALUES | {"so_dinh_danh": pages[0].text.text.split()[1]}
    fields = tuple(Field(n, v, v, 0.99, FieldState.ACCEPTED, where) for n, v in values.items())
    return Understanding(tuple(pages), (Document("d1", "cccd_chip", (1,), 0.99, fields=fields),))


def told(desk: Desk, order: str) -> tuple[str, tuple[Duplicate, ...]]:
    dossier = desk.accept(order)
    desk.answer_rings()
    return dossier.id, said_of(desk, dossier)


def said_of(desk: Desk, dossier: Dossier) -> tuple[Duplicate, ...]:
    with desk.services.store.begin() as session:
        record = session.records.record(dossier.id)
    assert record is not None
    return record.duplicates


def run(desk: Desk, dossier: Dossier, *legs: Leg) -> None:
    """The legs of one dossier, whatever else is waiting."""
    for leg in legs:
        desk.runner.run(desk.unit(dossier, leg).id)


@pytest.fixture
def two(desk: Desk) -> tuple[Dossier, Dossier]:
    """The same card in two dossiers, the first accepted before the second."""
    object.__setattr__(desk.services, "legs", replace(trial_legs(), understand=understand))
    return desk.accept("page 001090012345 a"), desk.accept("page 001090012345 b")


TO_UNDERSTAND = (Leg.OPEN, Leg.READ, Leg.UNDERSTAND)


def test_the_dossier_that_is_completed_last_is_told_whichever_came_in_first(desk: Desk, two) -> None:
    first, second = two
    run(desk, second, *TO_UNDERSTAND, Leg.COMPLETE)
    run(desk, first, *TO_UNDERSTAND, Leg.COMPLETE)
    assert said_of(desk, second) == ()
    assert [each.dossier for each in said_of(desk, first)] == [second.id]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_that_are_understood_before_either_is_complete_one_is_told(desk: Desk, two, order) -> None:
    """There is no record to compare with yet; what was understood stands in for it."""
    for each in two:
        run(desk, each, *TO_UNDERSTAND)
    for place in order:
        run(desk, two[place], Leg.COMPLETE)
    told_first, told_last = (said_of(desk, two[place]) for place in order)
    assert [each.dossier for each in told_first] == [two[order[1]].id]
    assert told_last == ()


def test_two_that_are_completed_at_the_same_moment_do_not_miss_each_other(desk: Desk, two) -> None:
    """Both have looked before either has kept its record."""
    both = Barrier(2, timeout=20)
    legs = desk.services.legs

    def complete(*given: object) -> object:
        both.wait()
        return legs.complete(*given)

    object.__setattr__(desk.services, "legs", replace(legs, complete=complete))
    for each in two:
        run(desk, each, *TO_UNDERSTAND)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda each: run(desk, each, Leg.COMPLETE), two))
    assert any(said_of(desk, each) for each in two)


def test_a_paper_of_an_earlier_dossier_is_named_and_one_of_another_number_is_not(desk: Desk) -> None:
    object.__setattr__(desk.services, "legs", replace(trial_legs(), understand=understand))
    first, none = told(desk, "page 001090012345 a")
    _, again = told(desk, "page 001090012345 b")
    _, other = told(desk, "page 001090099999 c")
    assert none == ()
    assert again == (Duplicate("d1", "d1", "SAME_NUMBER", Likeness.SAME_PAPER, first),)
    assert other == ()


def drawings(pages: Sequence[PageReading]) -> Understanding:
    """Every page is a paper on which nothing could be read, but for blank ones."""
    shown = [page for page in pages if "blank" not in page.text.text]
    papers = tuple(Document(f"d{page.number}", UNKNOWN_TYPE, (page.number,), 0.5) for page in shown)
    unread = tuple(
        replace(page, text=None, kind=PageKind.CONTENT if page in shown else PageKind.BLANK) for page in pages
    )
    return Understanding(unread, papers)


def handed_in(desk: Desk, *files: str) -> Dossier:
    dossier = desk.accept(*files)
    desk.answer_rings()
    return dossier


def test_the_file_of_a_drawing_is_known_in_another_batch_and_at_another_place(desk: Desk) -> None:
    object.__setattr__(desk.services, "legs", replace(trial_legs(), understand=drawings))
    first = handed_in(desk, "page drawing 1\npage drawing 2")
    second = handed_in(desk, "page cover", "page drawing 1\npage drawing 2")
    third = handed_in(desk, "page drawing 1, scanned again\npage drawing 2")
    assert said_of(desk, first) == said_of(desk, third) == ()
    assert said_of(desk, second) == (
        Duplicate("d2", "d1", "SAME_LOOK", Likeness.SAME_IMAGE, first.id),
        Duplicate("d3", "d2", "SAME_LOOK", Likeness.SAME_IMAGE, first.id),
    )


def test_the_file_of_a_blank_page_leads_nowhere(desk: Desk) -> None:
    object.__setattr__(desk.services, "legs", replace(trial_legs(), understand=drawings))
    first, second = (handed_in(desk, f"page drawing {turn}", "page blank") for turn in range(2))
    understood = desk.unit(second, Leg.COMPLETE).input_sha256
    with desk.services.store.begin() as session:
        found = session.pages.understanding(second.id, understood)
        earlier = SeenBefore(desk.services.audit_keys).earlier(session, second.id, found)
    assert (said_of(desk, first), said_of(desk, second), earlier) == ((), (), ())


def test_what_people_settled_is_found_by_its_file_too(desk: Desk) -> None:
    object.__setattr__(desk.services, "legs", replace(trial_legs(), understand=drawings))
    first = handed_in(desk, "page drawing")
    seen = SeenBefore(desk.services.audit_keys)
    named = (Document("d1", "ct01", (1,), 1.0),)
    with desk.services.store.begin() as session:
        seen.keeping_too(first.id, named, lambda _: None)(session)
    assert [each.dossier for each in said_of(desk, handed_in(desk, "page drawing"))] == [first.id]
