"""A sheet with a dossier code and little else separates; the same code on a form does not."""

import numpy as np
import pytest
import zxingcpp

from domain.page import PageKind
from ingest.separator import DOSSIER_CODE, dossier_code

CODES = ["000.00.12.H26-250704-0031", "H26.12-250704-0031", "H26-260102-00417"]


def with_code(sheet, text: str, kind: zxingcpp.BarcodeFormat, module: int, place=(500, 900)):
    image = np.asarray(zxingcpp.create_barcode(text, kind).to_image(scale=module))
    if kind == zxingcpp.BarcodeFormat.Code128:
        image = np.repeat(image[:1], 120, axis=0)
    x, y = place
    sheet[y : y + image.shape[0], x : x + image.shape[1]] = image
    return sheet


@pytest.mark.parametrize("turn", [0, 1, 2, 3])
@pytest.mark.parametrize("kind", [zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Code128])
@pytest.mark.parametrize("text", CODES)
def test_a_code_and_a_title_separate(text, kind, turn, paper, judge) -> None:
    sheet = with_code(
        paper.printed(2), text, kind, 3 if kind == zxingcpp.BarcodeFormat.Code128 else 8, (300, 900)
    )
    page = judge(paper.grainy(np.rot90(sheet, turn)))
    assert (page.kind, page.separator) == (PageKind.SEPARATOR, text)


def test_a_form_that_carries_a_code_is_content(paper, judge) -> None:
    sheet = with_code(paper.printed(22), CODES[0], zxingcpp.BarcodeFormat.QRCode, 6, (600, 1700))
    assert (judge(sheet).kind, judge(sheet).separator) == (PageKind.CONTENT, None)


@pytest.mark.parametrize(
    "text", ["https://example.vn/", "001099000000|123456789|MAU|01012000|Nam", "1.001193"]
)
def test_other_payloads_do_not_separate(text, paper, judge) -> None:
    page = judge(with_code(paper.printed(1), text, zxingcpp.BarcodeFormat.QRCode, 8))
    assert (page.kind, page.separator) == (PageKind.CONTENT, None)


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ("H26.12-250704-0031", "H26.12-250704-0031"),
        ("HOSO|000.00.00.H26-999669-7606", "000.00.00.H26-999669-7606"),
        ("H26.12-250704-0031|NGUYEN VAN MAU", None),
        ("a|b|H26.12-250704-0031", None),
        ("1|H26.12-250704-0031", None),
    ],
)
def test_a_payload_is_a_code_or_a_makers_word_and_a_code(payload, code) -> None:
    assert dossier_code(payload) == code


@pytest.mark.parametrize("text", ["G22.99-260301-000123", *CODES])
def test_codes_of_the_circulars_match(text: str) -> None:
    assert DOSSIER_CODE.match(text)
