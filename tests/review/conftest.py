"""A small record with something to decide of every kind; the people in it are invented."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.document import Check, Document, Field, FieldState, Provenance, Source
from domain.geometry import Box
from domain.once_only import Compared, Verdict, VerdictCode
from domain.page import Defect, PageKind, Quality
from domain.record import Conflict, DossierRecord, FormSource, FormValue, MadeBy, RecordPage, ScanSource
from domain.review import Decision, DecisionKind
from review.triage import triage

NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
PLACE = Provenance(Source.OCR, 1, Box(0.1, 0.2, 0.4, 0.25))


def _field(name: str, value: str, *reasons: str, check: bool = True) -> Field:
    state = FieldState.REVIEW if reasons else FieldState.ACCEPTED
    checks = () if check else (Check("birth_in_number", ok=False),)
    return Field(name, value, value, 0.7 if reasons else 0.99, state, PLACE, checks, reasons)


CARD = Document(
    "d1",
    "cccd_chip",
    (1,),
    0.97,
    fields=(
        _field("so_dinh_danh", "001090012345"),
        _field("ho_ten", "NGUYỄN VĂN MẬU", "LOW_CONFIDENCE"),
        _field("ngay_sinh", "1990-03-15", check=False),
    ),
)
FORM = Document("d2", "ct01", (2,), 0.55, fields=(_field("ho_ten", "Nguyễn Văn Mẫu"),))
ODD = Document("d3", "unknown", (3,), 0.4)
CONFLICT = Conflict("register_near", ("d1.ho_ten", "dan_cu.ho_ten"), "The paper and the register disagree.")
VERDICTS = (
    Verdict(
        "d1",
        VerdictCode.NEEDED_MISMATCH,
        "DATA_MISMATCH",
        ("Nghị quyết 66.7/2025/NQ-CP",),
        "dan_cu",
        NOON,
        (Compared("ho_ten", "near", "NGUYỄN VĂN MẬU", "NGUYỄN VĂN MẪU"),),
    ),
    Verdict("d2", VerdictCode.NEEDED, "NOT_HELD", ("Nghị định 118/2025/NĐ-CP",)),
)


def page(number: int, *defects: Defect, kind: PageKind = PageKind.CONTENT) -> RecordPage:
    return RecordPage(number, kind, 0, 300.0, Quality(0.9, 0.1, 0.1, tuple(defects)), "")


class Maker:
    """Makes decisions and records."""

    noon = NOON
    card = CARD
    form = FORM
    odd = ODD
    conflict = CONFLICT

    def page(self, number: int, *defects: Defect, kind: PageKind = PageKind.CONTENT) -> RecordPage:
        return page(number, *defects, kind=kind)

    def decision(self, kind: str, by: str = "thu", minutes: int = 0, **what: str) -> Decision:
        return Decision(DecisionKind(kind), by, NOON + timedelta(minutes=minutes), **what)


@pytest.fixture(scope="session")
def make() -> Maker:
    return Maker()


@pytest.fixture(scope="session")
def record() -> DossierRecord:
    pages = (page(1), page(2), page(3, Defect.BLURRED), page(4, kind=PageKind.BLANK))
    documents = (CARD, FORM, ODD)
    tasks, straight_through = triage(documents, pages, (CONFLICT,))
    return DossierRecord(
        id="h1",
        source=ScanSource("mau.pdf", "0" * 64),
        procedure="1.004222",
        received=date(2026, 11, 20),
        pages=pages,
        documents=documents,
        made_by=MadeBy("1", "1", "test"),
        form={"nguoi_ke_khai.ho_ten": FormValue("NGUYỄN VĂN MẬU", FormSource(Source.OCR, "d1", "ho_ten"))},
        once_only=VERDICTS,
        conflicts=(CONFLICT,),
        tasks=tasks,
        straight_through=straight_through,
    )
