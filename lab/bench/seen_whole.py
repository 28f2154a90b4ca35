"""A whole look-up as a dossier is completed: the index, the records it leads to, and the comparison."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.document import Document, Field, FieldState, Provenance, Source
from domain.geometry import WHOLE_PAGE
from domain.look import Look
from domain.page import PageKind, Quality
from domain.record import DossierRecord, MadeBy, RecordPage, ScanSource
from domain.text import Line, PageText, Word
from domain.understanding import Earlier, PageReading, Understanding
from once_only.same_paper.duplicates import seen_before
from storage.keys import KeyRing
from storage.store import Store
from workers.seen import SeenBefore

PAGES, FIELDS = 7, 14
"""Of an ordinary dossier: its pages, and what is read of each paper."""
_KEYS = KeyRing(b"a key for measuring")
_QUALITY = Quality(1.0, 0.0, 0.1)
_SAID = " ".join(f"dòng {number} của một trang giấy in sẵn và điền tay" for number in range(40))


def prepare_whole(store: Store, asking: str, dossier: str, look: Look) -> Understanding:
    """What is asked with, that dossier holding the same papers; all that the index leads to have a record."""
    understanding = _understanding(int(dossier[1:]), look)
    with store.begin() as session:
        SeenBefore(_KEYS).keep(session, dossier, replace(understanding, pages=()))
        found = session.seen.near(asking, (look,), ())
        for each in {dossier, *found}:
            if session.records.record(each) is None:
                session.records.save(each, _record(each, understanding))
    return understanding


def look_up_whole(store: Store, asking: str, understanding: Understanding) -> bool:
    """The look-up and the comparison of all papers, as the service does them; whether any was known."""
    with store.begin() as session:
        earlier: tuple[Earlier, ...] = SeenBefore(_KEYS).earlier(session, asking, understanding)
    return bool(seen_before(understanding.documents, understanding.pages, earlier))


def _understanding(number: int, look: Look) -> Understanding:
    line = Line(tuple(Word(word, WHOLE_PAGE, 0.9) for word in _SAID.split()))
    text = PageText(1, 0, 1000, 1400, (line,), (), "trial")
    pages = (PageReading(1, PageKind.CONTENT, 300.0, _QUALITY, text, look=look),)
    return Understanding(pages, tuple(_paper(number, place) for place in range(1, PAGES, 2)))


def _paper(number: int, place: int) -> Document:
    """A card of nobody: its number is that of the dossier and of the paper in it."""
    where = Provenance(Source.OCR, place)
    told = {
        "so_dinh_danh": f"{number:010d}{place:02d}",
        "ho_ten": "NGUYỄN VĂN MẪU",
        "ngay_sinh": "1990-03-15",
    }
    values = told | {f"dong_{rank}": f"Giá trị mẫu {rank} của giấy {number}" for rank in range(FIELDS)}
    fields = tuple(Field(name, said, said, 0.99, FieldState.ACCEPTED, where) for name, said in values.items())
    return Document(f"d{place}", "cccd_chip", (place,), 0.99, fields=fields)


def _record(dossier: str, understanding: Understanding) -> DossierRecord:
    pages = (RecordPage(page, PageKind.CONTENT, 0, 300.0, _QUALITY, _SAID) for page in range(1, PAGES + 1))
    return DossierRecord(
        id=dossier,
        source=ScanSource("mau", dossier),
        procedure=None,
        received=date(2026, 11, 2),
        pages=tuple(pages),
        documents=understanding.documents,
        made_by=MadeBy("1", "1", "trial"),
    )
