"""A paper that lies in two dossiers of one call is named in the record of the one that ended later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.document import UNKNOWN_TYPE, Document, Field, FieldState, Provenance, Source
from domain.look import Look
from domain.record import DossierRecord, Likeness, MadeBy, ScanSource
from domain.understanding import Earlier
from hoso.among import Among
from hoso.legs import Outcomes
from hoso.process import Processed, _beside
from storage.codec import RECORD

LOOK, STRANGE = Look("0f" * 32), Look("3c" * 32)
TEXT = "Hợp đồng số 17/2026 ngày 12/03/2026 giá 350000000 đồng thời hạn 24 tháng kể từ 01/04/2026"
CARD = {"so_dinh_danh": "001090012345", "ho_ten": "NGUYỄN VĂN MẪU", "ngay_sinh": "1990-03-15"}


def seen(dossier: str, text: str = TEXT, look: Look | None = LOOK) -> Earlier:
    paper = Document("d1", UNKNOWN_TYPE, (1,), 0.5)
    return Earlier(dossier, (paper,), {1: text}, {1: look} if look else {})


def card(dossier: str) -> Earlier:
    where = Provenance(Source.OCR, 1)
    fields = tuple(
        Field(name, value, value, 0.99, FieldState.ACCEPTED, where) for name, value in CARD.items()
    )
    return replace(
        seen(dossier, look=None), documents=(Document("d1", "cccd_chip", (1,), 0.9, fields=fields),)
    )


@pytest.mark.parametrize("made", [seen, card], ids=["by its look", "by its values"])
def test_the_later_one_is_told_and_a_third_too(made) -> None:
    among = Among()
    assert among.told(made("a")) == ()
    assert [(each.document, each.dossier) for each in among.told(made("b"))] == [("d1", "a")]
    assert len(among.told(made("c"))) == 1


def test_another_page_and_other_words_are_another_paper() -> None:
    among = Among()
    among.told(seen("a"))
    assert among.told(seen("b", look=STRANGE)) == ()
    assert (
        among.told(seen("c", TEXT.replace("17/", "19/").replace("12/03", "30/05").replace("24", "36"))) == ()
    )


def test_what_a_call_finds_stands_in_the_record_that_is_written() -> None:
    made_by = MadeBy("1", "1", "trial")
    record = DossierRecord("x", ScanSource("mau", "0"), None, date(2026, 11, 2), (), (), made_by)
    among, said = Among(), []
    for name in "ab":
        outcomes = Outcomes(RECORD.dump(replace(record, id=name)), b"", 1, 1, 0, 0, (), seen(name))
        ended = _beside(among, Processed(name, outcomes)).outcomes
        assert ended is not None
        said.append(RECORD.parse(ended.record).duplicates)
    assert said[0] == ()
    ((found,),) = said[1:]
    assert (found.dossier, found.kind) == ("a", Likeness.SAME_IMAGE)
