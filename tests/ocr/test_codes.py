"""QR codes and barcodes."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import pytest
import segno
import zxingcpp
from numpy.typing import NDArray
from PIL import ImageFilter

from domain.text import SymbolKind
from ocr import codes
from ocr.codes import find_codes

CARD = "001099012345||Nguyễn Văn Mẫu|15031999|Nam|Số 5 ngõ 10, Phường Thử, Hà Nội|10052021"


def test_a_payload_keeps_its_vietnamese_letters_and_its_place(paper: Any) -> None:
    paper.qr(900, 500, CARD, 200)
    (symbol,) = find_codes(paper.pixels())
    assert (symbol.kind, symbol.payload) == (SymbolKind.QR, CARD)
    assert symbol.box.left == pytest.approx(908 / 1654, abs=0.01)
    assert symbol.box.bottom == pytest.approx(692 / 1169, abs=0.01)


def test_a_small_blurred_code_is_found_at_the_second_look(paper: Any) -> None:
    for row in range(12):
        paper.write(100, 100 + 50 * row, "Chữ thường trên trang giấy, không phải mã.")
    paper.qr(1100, 700, CARD, 96)
    paper.image = paper.image.filter(ImageFilter.GaussianBlur(1.0))
    squares = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
    assert not zxingcpp.read_barcodes(paper.pixels(), formats=squares, try_invert=False)
    (symbol,) = find_codes(paper.pixels())
    assert symbol.payload == CARD
    assert symbol.box.left == pytest.approx(1102 / 1654, abs=0.01)


def test_a_second_small_code_is_found_beside_a_plain_one(paper: Any) -> None:
    paper.qr(1100, 700, CARD, 96)
    paper.image = paper.image.filter(ImageFilter.GaussianBlur(1.0))
    paper.qr(300, 300, "plain", 200)
    assert sorted(symbol.payload for symbol in find_codes(paper.pixels())) == [CARD, "plain"]


def test_a_barcode_is_read(paper: Any) -> None:
    code = zxingcpp.create_barcode("012345678901234", zxingcpp.BarcodeFormat.Code128)
    bars = np.asarray(code.to_image(scale=3))
    pixels = paper.pixels()[:, :, 0].copy()
    pixels[500 : 500 + bars.shape[0], 300 : 300 + bars.shape[1]] = bars
    (symbol,) = find_codes(pixels)
    assert (symbol.kind, symbol.payload) == (SymbolKind.BARCODE, "012345678901234")


def test_a_page_of_text_holds_no_code(letter_paper: Any) -> None:
    assert find_codes(letter_paper.pixels()) == []


def test_tiny_pages_hold_no_code() -> None:
    assert find_codes(np.full((1, 1), 255, np.uint8)) == []
    assert find_codes(np.full((40, 3, 3), 0, np.uint8)) == []


def blurred(pixels_a_module: float, blur: float, payload: str = CARD) -> NDArray[np.uint8]:
    """A card's code as a poor scan has it: pale, blurred, with noise."""
    modules = np.array([list(row) for row in segno.make_qr(payload.encode(), error="m").matrix]) > 0
    side = round(len(modules) * pixels_a_module)
    page = np.zeros((500, 600), np.float32)
    page[200 : 200 + side, 250 : 250 + side] = cv2.resize(
        modules.astype(np.float32), (side, side), interpolation=cv2.INTER_AREA
    )
    noise = np.random.default_rng(7).normal(0, 6, page.shape)
    return np.clip(200 - 90 * cv2.GaussianBlur(page, (0, 0), blur) + noise, 0, 255).astype(np.uint8)


@pytest.mark.parametrize(("pixels_a_module", "blur"), [(2.2, 1.1), (3.0, 1.6)])
def test_a_damaged_code_is_made_whole(
    pixels_a_module: float, blur: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = blurred(pixels_a_module, blur)
    (symbol,) = find_codes(page)
    assert symbol.payload == CARD
    monkeypatch.setattr(codes, "redrawn", lambda *_: None)
    assert find_codes(page) == []  # no rendering of it can be read


def test_a_code_that_is_lost_tells_nothing() -> None:
    assert find_codes(blurred(2.2, 2.4)) == []
