"""A paper that another branch has digitised is named in the record, without a word of what it says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from domain.document import Document, Field, FieldState, Provenance, Source
from domain.record import Duplicate, Likeness
from domain.understanding import Understanding
from lab.trial_legs import trial_legs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.understanding import PageReading
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
    with desk.services.store.begin() as session:
        record = session.records.record(dossier.id)
    assert record is not None
    return dossier.id, record.duplicates


def test_a_paper_of_an_earlier_dossier_is_named_and_one_of_another_number_is_not(desk: Desk) -> None:
    object.__setattr__(desk.services, "legs", replace(trial_legs(), understand=understand))
    first, none = told(desk, "page 001090012345 a")
    _, again = told(desk, "page 001090012345 b")
    _, other = told(desk, "page 001090099999 c")
    assert none == ()
    assert again == (Duplicate("d1", "d1", "SAME_NUMBER", Likeness.SAME_PAPER, first),)
    assert other == ()
