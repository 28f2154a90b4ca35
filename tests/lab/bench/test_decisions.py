from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import img2pdf
import pytest
from PIL import Image, ImageDraw

from lab.bench.decisions import Decision, answer, report_decisions, report_texts
from lab.bench.degraded import as_scan
from lab.bench.seen import NOTHING, Seen, SeenDocument, SeenField, SeenProvenance
from lab.bench.tally import Tally

FIELDS = {
    "so_giay_to": "120/QĐ-UBND",
    "ngay_ban_hanh": "2025-02-20",
    "co_quan_ban_hanh": "Ủy ban nhân dân tỉnh Mẫu",
    "trich_yeu": "Về việc công bố mẫu",
}
DECISION = Decision(
    file="x/mau.pdf",
    pages=1,
    kind="scan",
    doc_type="quyet_dinh",
    number="120/QĐ-UBND",
    date="2025-02-19",
    issuing_agency="ỦY BAN NHÂN DÂN TỈNH MẪU",
    title="Về việc công bố MẪU",
)


@pytest.fixture
def record() -> Seen:
    fields = tuple(
        SeenField(name, value, 0.9, "accepted", SeenProvenance("ocr")) for name, value in FIELDS.items()
    )
    return Seen((), (SeenDocument("d1", "quyet_dinh", (1,), fields),))


def test_numbers_and_dates_are_exact_and_titles_alike(record: Seen) -> None:
    judged = answer(DECISION, record)
    right = {name: value.right for name, value in judged.fields.items()}
    assert judged.type == Tally(1, 1)
    assert right == dict.fromkeys(FIELDS, False) | {"so_giay_to": True}
    assert (judged.fields["co_quan_ban_hanh"].likeness, judged.fields["trich_yeu"].likeness) == (1.0, 1.0)


def test_an_annex_is_rightly_unknown_and_asked_nothing_more(record: Seen) -> None:
    annex = replace(DECISION, doc_type="phu_luc", number=None, date=None, issuing_agency=None, title=None)
    judged = answer(annex, record)
    assert (judged.type, judged.fields) == (Tally(0, 1), {})


def test_a_wrong_value_that_nobody_would_see_again_stands_out(record: Seen) -> None:
    told = report_decisions([answer(DECISION, record)])
    assert told["accepted_right"] == told["exact"]
    wrong = "mau ngay_ban_hanh ACCEPTED: '2025-02-19' read as '2025-02-20'"
    assert isinstance(told["not_exact"], list)
    assert wrong in told["not_exact"]


def test_without_a_record_all_that_is_asked_is_wrong() -> None:
    told = report_decisions([answer(DECISION, NOTHING)])
    assert told["likeness"] == dict.fromkeys(FIELDS, 0.0)
    assert told["accepted_right"] == {}


def test_neither_words_nor_characters_mind_the_order() -> None:
    told = report_texts([("một hai ba\nbốn năm", "bốn năm\nmột hai ba"), ("sáu", "sau")])
    assert told["word_recall"] == Tally(5, 6).shown()
    assert told["character_error_rate"] == round(1 / 20, 4)


def test_a_born_digital_file_becomes_the_same_scan_every_time(tmp_path: Path) -> None:
    page = Image.new("L", (400, 560), 255)
    ImageDraw.Draw(page).text((40, 40), "MAU", fill=0)
    page.save(tmp_path / "page.png", dpi=(100, 100))
    source = tmp_path / "page.pdf"
    source.write_bytes(img2pdf.convert(str(tmp_path / "page.png")))
    first, second = (as_scan(source, tmp_path / name) for name in ("one.pdf", "two.pdf"))
    assert first.read_bytes().count(b"/DCTDecode") == 1
    assert len(first.read_bytes()) == len(second.read_bytes())
