"""What an accepted dossier leaves: cases for registers' owners, once nobody has to look at it any more."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from domain.document import Document, Field, FieldState, Provenance, Source
from domain.once_only import Compared, Verdict, VerdictCode
from domain.record import DossierRecord, MadeBy, ScanSource
from domain.review import ReviewTask, TaskKind
from workers.accepted import Accepted

if TYPE_CHECKING:
    from tests.workers.conftest import Desk

ASKED = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
FIELD = Field("ho_ten", "MẪU", "MẪU", 1.0, FieldState.SETTLED, Provenance(Source.REVIEWER, 1))
AGAINST = Verdict(
    "d1", VerdictCode.NEEDED_MISMATCH, "DATA_MISMATCH", (), "dan_cu", ASKED,
    (Compared("ho_ten", "near", "MẪU", "MẬU"),),
)  # fmt: skip
TASK = ReviewTask("field:d1:ho_ten", TaskKind.FIELD, ("LOW",), "d1", "ho_ten")


@pytest.fixture
def dossier(desk: Desk):
    return desk.accept("page card")


@pytest.fixture
def accept(desk: Desk, dossier):
    """Keeps a revision of the record and gives the cases that stand then."""
    accepted = Accepted(desk.services.definitions.law, desk.services.audit_keys.current)
    source, made = ScanSource("mau", "0" * 64), MadeBy("1", "2", "3")
    paper = Document("d1", "cccd_chip", (1,), 0.99, fields=(FIELD,))
    first = DossierRecord(dossier.id, source, None, dossier.received, (), (paper,), made)

    def accepting(revision: int, **changes):
        record = replace(first, revision=revision, **changes)
        keep = accepted.keeping_too(dossier, record, lambda session: session.records.save(dossier.id, record))
        with desk.services.store.begin() as session:
            keep(session)
        with desk.services.store.begin() as session:
            return [(each.case.document, each.branch, each.state) for each in session.corrections.cases()]

    return accepting


def test_a_register_is_accused_once_nobody_has_to_look_any_more(accept, dossier) -> None:
    assert accept(1, once_only=(AGAINST,), tasks=(TASK,)) == []
    assert accept(2, once_only=(AGAINST,)) == [("d1", dossier.branch, "open")]
    assert accept(3, tasks=(TASK,)) == [("d1", dossier.branch, "open")]
    assert accept(4) == [("d1", dossier.branch, "withdrawn")]
