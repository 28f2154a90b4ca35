"""Invented dossiers as the pipeline would hand them to a reviewer. Nobody in them exists."""

from __future__ import annotations

from datetime import UTC, date, datetime

from domain.document import Copy, Document, FieldState, Source
from domain.once_only import Compared, Verdict, VerdictCode
from domain.page import Defect, PageKind, Quality
from domain.record import DossierRecord, MadeBy, RecordPage, ScanSource
from lab.desk.papers import DrawnPage, Row, draw
from review.triage import triage

LOW = ("LOW_CONFIDENCE",)
ASKED_AT = datetime(2026, 11, 20, 2, 15, tzinfo=UTC)
RECEIVED = date(2026, 11, 20)

FORM = (
    Row("Kính gửi", "kinh_gui", "UBND xã Mê Linh, thành phố Hà Nội"),
    Row("Họ, chữ đệm, tên người yêu cầu", "nguoi_yeu_cau.ho_ten", "NGUYỄN VĂN MẪU"),
    Row("Họ, chữ đệm, tên trẻ", "ho_ten", "NGUYỄN THỊ THẢO MẪU", read="NGUYỄN THỊ THÁO MẪU", reasons=LOW),
    Row("Ngày, tháng, năm sinh", "ngay_sinh", "05/03/2026", "2026-03-05", reasons=LOW),
    Row("Giới tính", "gioi_tinh", "Nữ"),
    Row("Nơi sinh", "noi_sinh", "Bệnh viện đa khoa Mê Linh, Hà Nội"),
    Row(
        "Họ, chữ đệm, tên người mẹ",
        "me.ho_ten",
        "TRẦN THỊ MẪU",
        read="TRÀN THỊ MẪU",
        reasons=LOW,
        others=((Source.QR, "TRẦN THỊ MẪU"),),
    ),
    Row("Nơi cư trú của mẹ", "me.noi_cu_tru", "Thôn Hạ Lôi, xã Mê Linh, Hà Nội"),
)

CARD = (
    Row("Số / No.", "so_dinh_danh", "001196000123", reasons=("CHECK_FAILED:number_agrees_with_birth",)),
    Row("Họ và tên / Full name", "ho_ten", "TRẦN THỊ MẪU"),
    Row("Ngày sinh / Date of birth", "ngay_sinh", "12/08/1996", "1996-08-12"),
    Row("Giới tính / Sex", "gioi_tinh", "Nữ"),
    Row("Quê quán / Place of origin", "que_quan", "Mê Linh, Hà Nội"),
)


def birth_dossier(dossier: str, name: str = "khai-sinh-mau.pdf") -> tuple[DossierRecord, list[DrawnPage]]:
    """Form and identity card: four doubtful values, a card that the register already holds."""
    pages = [draw("TỜ KHAI ĐĂNG KÝ KHAI SINH", FORM, 1), draw("CĂN CƯỚC CÔNG DÂN", CARD, 2)]
    documents = (
        Document("d1", "to_khai_khai_sinh", (1,), 0.97, Copy.ORIGINAL, pages[0].fields),
        Document("d2", "cccd_chip", (2,), 0.99, Copy.COPY, pages[1].fields),
    )
    compared = (
        Compared("so_dinh_danh", "exact", "001196000123", "001196000123"),
        Compared("ho_ten", "exact", "TRẦN THỊ MẪU", "TRẦN THỊ MẪU"),
        Compared("ngay_sinh", "exact", "1996-08-12", "1996-08-12"),
    )
    law = ("Khoản 2a Điều 4 Nghị định 118/2025/NĐ-CP (sửa đổi 2026)", "Nghị quyết 66.7/2025/NQ-CP")
    held = Verdict("d2", VerdictCode.NOT_NEEDED_DATA_HELD, "DATA_HELD", law, "dan_cu", ASKED_AT, compared)
    asks = Verdict("d1", VerdictCode.NEEDED, "NOT_HELD", ())
    return _record(dossier, name, documents, (asks, held), len(pages)), pages


def odd_dossier(dossier: str, name: str = "ho-so-la-mau.pdf") -> tuple[DossierRecord, list[DrawnPage]]:
    """A page to scan again and a paper whose type nobody knows yet."""
    pages = [draw("GIẤY TỜ MẪU", (Row("Nội dung", "noi_dung", "Giấy tờ mẫu để thử"),), 1)]
    documents = (Document("d1", "unknown", (1,), 0.2),)
    return _record(dossier, name, documents, (), 1, (Defect.BLURRED,)), pages


def plain_dossier(dossier: str, flagged: int) -> tuple[DossierRecord, list[DrawnPage]]:
    """One form with so many doubtful values, all of them read rightly, and no advice to speak about."""
    rows = [
        Row(row.label, row.name, row.printed, row.value, LOW if place < flagged else ())
        for place, row in enumerate(FORM)
    ]
    page = draw("TỜ KHAI ĐĂNG KÝ KHAI SINH", rows, 1)
    documents = (Document("d1", "to_khai_khai_sinh", (1,), 0.97, Copy.ORIGINAL, page.fields),)
    return _record(dossier, "to-khai-mau.pdf", documents, (), 1), [page]


def _record(
    dossier: str,
    name: str,
    documents: tuple[Document, ...],
    verdicts: tuple[Verdict, ...],
    pages: int,
    defects: tuple[Defect, ...] = (),
) -> DossierRecord:
    quality = Quality(0.9, 0.05, 0.04, defects)
    shown = tuple(
        RecordPage(number, PageKind.CONTENT, 0, 150, quality, "MẪU") for number in range(1, pages + 1)
    )
    tasks, straight_through = triage(documents, shown)
    accepted = all(field.state is FieldState.ACCEPTED for each in documents for field in each.fields)
    return DossierRecord(
        id=dossier,
        source=ScanSource(name, "0" * 64),
        procedure="1.001193",
        received=RECEIVED,
        pages=shown,
        documents=documents,
        made_by=MadeBy("trial", "trial", "trial"),
        once_only=verdicts,
        tasks=tasks,
        straight_through=straight_through and accepted,
    )
