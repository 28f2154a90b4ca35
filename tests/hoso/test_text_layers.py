"""Born-digital papers on their way through reading: what comes from the file, what from its picture."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from fpdf import FPDF
from PIL import Image, ImageDraw, ImageFont

from domain.document import Document, Provenance, Source
from domain.record import ScanSource
from domain.text import TEXT_LAYER, PageText
from domain.understanding import Case
from hoso.definitions import definitions_at
from hoso.legs import read_pages
from hoso.pipeline import complete, understand
from lab.specimens.fonts import faces
from storage.codec import RECORD

NUMBER = "120/QĐ-UBND"
PARAGRAPHS = (
    "Căn cứ Luật Tổ chức chính quyền địa phương và các quy định hướng dẫn thi hành;",
    "Xét đề nghị của Giám đốc Sở Tư pháp về việc công bố danh mục thủ tục hành chính,",
    "Điều 1. Công bố kèm theo Quyết định này danh mục thủ tục hành chính mới ban hành.",
    "Điều 2. Quyết định này có hiệu lực kể từ ngày ký; các cơ quan chịu trách nhiệm thi hành.",
)


@pytest.fixture(scope="module")
def face() -> Path:
    return next(
        face.path for face in faces("both") if face.look == "serif" and not (face.bold or face.italic)
    )


@pytest.fixture
def decision(face: Path, tmp_path: Path) -> Callable[..., Path]:
    """An invented decision as a file; change: what becomes of each text before it is written."""

    def make(change: Callable[[str], str] = str, picture: str = "", number: str = NUMBER) -> Path:
        pdf = FPDF()
        pdf.add_font("serif", fname=face)
        pdf.add_page()
        pdf.set_font("serif", size=13)
        lines = [
            (25, 25, "ỦY BAN NHÂN DÂN"),
            (25, 32, "TỈNH THỬ NGHIỆM"),
            (95, 25, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            (110, 32, "Độc lập - Tự do - Hạnh phúc"),
            (25, 45, "Số:"),
            (35, 45, number),
            (100, 45, "Thử Nghiệm, ngày 19 tháng 02 năm 2025"),
            (85, 62, "QUYẾT ĐỊNH"),
            (45, 70, "Về việc công bố danh mục thủ tục hành chính"),
            *((25, 85 + 9 * row, text) for row, text in enumerate(PARAGRAPHS)),
        ]
        for x, y, text in lines:
            pdf.text(x, y, change(text))
        if picture:
            stamp = Image.new("L", (600, 70), 255)
            ImageDraw.Draw(stamp).text((0, 60), picture, 0, ImageFont.truetype(str(face), 55), "ls")
            pdf.image(stamp, 35, 40, 50, 5.8)
        path = tmp_path / "quyet-dinh.pdf"
        pdf.output(str(path))
        return path

    return make


def text_of(path: Path) -> PageText:
    (reading,) = read_pages(path, 1, None, 1, "hoso-ctc")
    assert reading.text is not None
    return reading.text


def test_a_true_layer_spells_the_page_and_the_record_says_so(decision: Callable[..., Path]) -> None:
    readings = read_pages(decision(), 1, None, 1, "hoso-ctc")
    text = readings[0].text
    assert text is not None
    assert text.engine.endswith(TEXT_LAYER)
    assert all(line in text.text for line in PARAGRAPHS)
    definitions = definitions_at()
    case = Case("c", ScanSource("mau", "0"), date(2025, 3, 3))
    record = complete(understand(readings, definitions), (), definitions, case)
    (paper,) = record.documents
    number = found(paper, "so_giay_to")
    assert (number.source, number.engine) == (Source.OCR, TEXT_LAYER)
    assert f'"engine":"{TEXT_LAYER}"' in RECORD.dump(record)
    assert RECORD.parse(RECORD.dump(record)) == record


def found(paper: Document, name: str) -> Provenance:
    field = paper.field_named(name)
    assert field is not None
    assert field.value == NUMBER
    return field.provenance


def test_a_number_drawn_as_a_picture_is_read_from_the_picture(decision: Callable[..., Path]) -> None:
    text = text_of(decision(picture=NUMBER, number=""))
    (word,) = [word for line in text.lines for word in line.words if "120" in word.text]
    assert (word.text, word.engine) == (NUMBER, None)
    assert text.engine.endswith(TEXT_LAYER)


def test_a_picture_laid_over_an_older_number_is_what_counts(decision: Callable[..., Path]) -> None:
    text = text_of(decision(picture=NUMBER, number="777/QĐ-UBND"))
    assert "777" not in text.text
    assert NUMBER in text.text


def test_a_layer_that_leads_to_other_letters_is_not_taken(decision: Callable[..., Path]) -> None:
    path = decision()
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        (font,) = pdf.pages[0].resources.Font.values()
        table = font.ToUnicode.read_bytes()
        moved = re.sub(rb"<00([0-9A-F]{2})>\n", lambda found: b"<00%02X>\n" % (int(found[1], 16) ^ 3), table)
        font.ToUnicode.write(moved)
        pdf.save(path)
    text = text_of(path)
    assert TEXT_LAYER not in text.engine
    assert all(line in text.text for line in PARAGRAPHS[:3])
