"""Contradictions between papers of one dossier, before and after people decided."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from domain.document import Document, Field, FieldState, Provenance, Source
from domain.record import DossierRecord, ScanSource
from domain.review import Decision, DecisionKind, TaskKind
from domain.understanding import Case, Understanding
from hoso import pipeline
from hoso.definitions import definitions_at
from once_only.comparing.wards import placed

CASE = Case("h1", ScanSource("mau", "0" * 64), date(2026, 3, 2))
NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
PLACES = ("d1.ngay_sinh", "d2.ben_uy_quyen.ngay_sinh")


def _paper(id_: str, type_id: str, sure: bool, **said: str) -> Document:
    place = Provenance(Source.OCR, 1)
    state, reasons = (FieldState.ACCEPTED, ()) if sure else (FieldState.REVIEW, ("LOW_CONFIDENCE",))
    fields = tuple(
        Field(name.replace("__", "."), value, value, 0.995, state, place, reasons=reasons)
        for name, value in said.items()
    )
    return Document(id_, type_id, (1,), 0.99, fields=fields)


def _record(sure: bool) -> DossierRecord:
    card = _paper("d1", "cccd_chip", True, ho_ten="NGUYỄN MẪU BÌNH", ngay_sinh="1990-03-15")
    said = {"ben_uy_quyen__ho_ten": "Nguyễn Mẫu Bình", "ben_uy_quyen__ngay_sinh": "1990-03-16"}
    form = _paper("d2", "giay_uy_quyen", sure, **said)
    return pipeline.complete(Understanding((), (card, form)), (), definitions_at(), CASE)


def _settled(record: DossierRecord, birth: str) -> DossierRecord:
    place = {"document": "d2", "field": "ben_uy_quyen.ngay_sinh"}
    word = Decision(DecisionKind.SET_VALUE, "r1", NOW, value=birth, **place)
    return pipeline.settle(record, [word], definitions_at())


def test_papers_that_surely_differ_are_asked_about() -> None:
    record = _record(sure=True)
    assert [(each.rule, each.places) for each in record.conflicts] == [("papers_differ_birth", PLACES)]
    (task,) = [each for each in record.tasks if each.kind is TaskKind.CONFLICT]
    assert task.reasons == ("papers_differ_birth",)
    assert not record.straight_through


def test_what_people_settled_differently_is_a_contradiction_from_then_on() -> None:
    doubtful = _record(sure=False)
    assert doubtful.conflicts == ()
    settled = _settled(doubtful, "1990-03-16")
    assert [each.places for each in settled.conflicts] == [PLACES]
    assert [each.kind for each in settled.tasks].count(TaskKind.CONFLICT) == 1
    advised = pipeline.advise(settled, (), definitions_at())
    assert advised.conflicts == settled.conflicts


def test_a_contradiction_ends_when_a_person_corrects_the_misread_side() -> None:
    settled = _settled(_record(sure=True), "1990-03-15")
    assert settled.conflicts == ()
    assert TaskKind.CONFLICT not in {each.kind for each in settled.tasks}


@pytest.mark.parametrize(
    ("one", "other", "may_be"),
    [
        (
            "Thôn Hạ, xã Thư Lâm, thành phố Hà Nội",
            "Thôn Hạ, xã Thụy Lâm, huyện Đông Anh, thành phố Hà Nội",
            True,
        ),
        ("Thôn Hạ, xã Thư Lâm, thành phố Hà Nội", "Thôn Hạ, xã Ba Vì, thành phố Hà Nội", False),
        ("Thôn Hạ, xã Thư Lâm, thành phố Hà Nội", "Xã Vũ Lễ, Huyện Kiến Xương, Thái Bình", True),
    ],
)
def test_homes_differ_only_in_communes_that_are_known_to_be_others(
    one: str, other: str, may_be: bool
) -> None:
    assert placed(one) is not None
    assert pipeline.may_be_one_place(one, other) is may_be
