"""A separator sheet is read like any page, and is still no paper of the dossier."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import zxingcpp
from PIL import Image, ImageDraw, ImageFont

from domain.page import PageKind
from hoso.definitions import definitions_at
from hoso.legs import read_pages
from hoso.pipeline import understand
from lab.specimens.fonts import faces

CODE = "H26.12-250704-0031"


def _sheet(path: Path) -> Path:
    """A sheet at 200 dpi: a title and a dossier's code in squares."""
    sheet = Image.new("L", (1654, 2339), 255)
    face = next(each for each in faces("train") if each.style == "print")
    font = ImageFont.truetype(str(face.path), 44)
    ImageDraw.Draw(sheet).text((300, 400), "PHIẾU PHÂN TÁCH HỒ SƠ", font=font, fill=0)
    code = zxingcpp.create_barcode(CODE, zxingcpp.BarcodeFormat.QRCode).to_image(scale=8)
    sheet.paste(Image.fromarray(np.asarray(code)), (300, 900))
    sheet.save(path, dpi=(200, 200))
    return path


def test_a_separator_sheet_has_text_and_belongs_to_no_paper(tmp_path: Path) -> None:
    (sheet,) = read_pages(_sheet(tmp_path / "sheet.png"), 1, None, 1, "hoso-ctc")
    assert (sheet.kind, sheet.separator, sheet.look) == (PageKind.SEPARATOR, CODE, None)
    assert sheet.text is not None
    assert "HỒ SƠ" in sheet.text.text
    assert understand([sheet], definitions_at()).documents == ()
