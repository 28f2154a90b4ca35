"""Trials in which people have answered: as the paper says, only what was asked, and judged again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.document import Document, Field, FieldState, Provenance, Source
from domain.once_only import HeldRecord
from domain.record import DossierRecord, ScanSource
from domain.understanding import Case, Understanding
from hoso import pipeline
from hoso.definitions import definitions_at
from lab.bench.reviewed import reviewed
from lab.bench.truth import TrueDocument, TrueField
from once_only.asking import answer_from

RECEIVED = date(2026, 11, 2)
ASKED = datetime(2026, 11, 2, 3, tzinfo=UTC)
CARD = {"so_dinh_danh": "001090000001", "ho_ten": "NGUYỄN VĂN MẪU", "ngay_sinh": "1990-03-15"}
TRUE = TrueDocument(
    "p1", "cccd_chip", (1,), "any", {n: TrueField(v, v, 1, "printed") for n, v in CARD.items()}
)


def paper(**read: str) -> Document:
    """A card as it was read; what differs from its print is in doubt."""
    states = {
        name: FieldState.ACCEPTED if CARD[name] == said else FieldState.REVIEW for name, said in read.items()
    }
    where = Provenance(Source.OCR, 1)
    fields = tuple(Field(name, said, said, 0.5, states[name], where) for name, said in read.items())
    return Document("d1", "cccd_chip", (1,), 0.99, fields=fields)


def asked(look_ups):
    held = {"dan_cu": [HeldRecord("cccd_chip", CARD)]}
    found = (answer_from(held, each, definitions_at().law, ASKED) for each in look_ups)
    return [each for each in found if each is not None]


def judged(document: Document) -> DossierRecord:
    understood, case = Understanding((), (document,)), Case("trial", ScanSource("trial", ""), RECEIVED)
    answers = asked(pipeline.look_ups(understood, definitions_at(), case))
    return pipeline.complete(understood, answers, definitions_at(), case)


@pytest.mark.parametrize("read", [{"ho_ten": "NGUYỄN VĂN MẬU"}, {"so_dinh_danh": "001090000007"}])
def test_a_paper_that_was_misread_is_held_once_people_have_answered(read) -> None:
    first = judged(paper(**CARD | read))
    after = reviewed(first, {"d1": TRUE}, definitions_at(), ASKED, asked)
    assert first.once_only[0].verdict != "not_needed_data_held"
    assert after.once_only[0].verdict == "not_needed_data_held"


def test_nobody_corrects_what_was_accepted_or_a_paper_of_no_known_truth() -> None:
    wrong = paper(**CARD | {"ho_ten": "NGUYỄN VĂN MẬU"})
    unseen = replace(wrong, fields=tuple(replace(each, state=FieldState.ACCEPTED) for each in wrong.fields))
    for document, papers in ((unseen, {"d1": TRUE}), (wrong, {})):
        after = reviewed(judged(document), papers, definitions_at(), ASKED, asked)
        assert after.once_only[0].verdict == "needed_mismatch"
