"""The text layer that a PDF brings along, and what of it leaves the sandbox."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from fpdf import FPDF
from fpdf.enums import TextMode
from PIL import Image

from domain.page import Page
from ingest import wire
from ingest.layer import words_of
from ingest.scan import open_scan
from lab.specimens.fonts import faces

WORDS = "Ủy ban nhân dân xã Thử Nghiệm, số 120/QĐ"


@pytest.fixture(scope="module")
def face() -> Path:
    return next(
        face.path for face in faces("both") if face.look == "serif" and not (face.bold or face.italic)
    )


@pytest.fixture
def printed(face: Path) -> Callable[..., FPDF]:
    """A PDF of one page with a line of print."""

    def make(mode: TextMode = TextMode.FILL, behind: Image.Image | None = None) -> FPDF:
        pdf = FPDF()
        pdf.add_font("serif", fname=face)
        pdf.add_page()
        pdf.set_font("serif", size=14)
        if behind is not None:
            pdf.image(behind, 0, 0, 210, 297)
        with pdf.local_context(text_mode=mode):
            pdf.text(30, 40, WORDS)
        return pdf

    return make


def first(data: bytes) -> Page:
    return next(open_scan(data))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_words_come_with_their_places_on_the_page_as_shown(
    printed: Callable[..., FPDF], tmp_path: Path, turn: int
) -> None:
    (tmp_path / "a.pdf").write_bytes(printed().output())
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        pdf.pages[0].Rotate = turn
        pdf.pages[0].CropBox = [40, 0, 595, 842]
        pdf.save(tmp_path / "b.pdf")
    page = first((tmp_path / "b.pdf").read_bytes())
    assert sorted(word.text for word in page.layer) == sorted(WORDS.split())
    raster = page.raster
    dark = np.frombuffer(raster.data, np.uint8).reshape(raster.height, raster.width, -1)[:, :, 0] < 128
    inside = np.zeros_like(dark)
    for word in page.layer:
        rows = slice(int(word.box.top * raster.height), int(word.box.bottom * raster.height) + 1)
        inside[rows, int(word.box.left * raster.width) : int(word.box.right * raster.width) + 1] = True
    assert (dark & inside).sum() > 0.97 * dark.sum() > 0
    assert inside.mean() < 0.03


def test_what_cannot_be_seen_is_no_layer(printed: Callable[..., FPDF]) -> None:
    assert first(printed(TextMode.INVISIBLE).output()).layer == ()


def test_a_scan_has_no_layer_whatever_was_laid_over_it(printed: Callable[..., FPDF]) -> None:
    grain = np.random.default_rng(1).integers(180, 255, (2339, 1654), np.uint8)
    assert first(printed(behind=Image.fromarray(grain)).output()).layer == ()


def test_only_printed_pages_of_a_file_have_a_layer(printed: Callable[..., FPDF]) -> None:
    pdf = printed()
    pdf.add_page()
    pdf.image(Image.new("L", (1654, 2339), 200), 0, 0, 210, 297)
    with pdf.local_context(text_mode=TextMode.INVISIBLE):
        pdf.text(30, 40, "cũ")
    pdf.add_page()
    pdf.text(30, 40, "Trang ba")
    layers = [[word.text for word in page.layer] for page in open_scan(bytes(pdf.output()))]
    assert layers == [WORDS.split(), [], ["Trang", "ba"]]


def record(text: str, *edges: int) -> bytes:
    return b"".join(wire.LETTER.pack(ord(letter), *edges) for letter in text)


def test_letters_become_words_in_one_form() -> None:
    (word,) = words_of(record("Ho\u0300a ", 0, 0, 65535, 13107))
    assert (word.text, word.box.right, word.box.bottom) == ("Hòa", 1.0, 0.2)


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (record("a\u0007\u200bb ", 1, 1, 2, 2), ["ab"]),
        (record("a\ue000 ", 1, 1, 2, 2), ["a\ufffd"]),
        (struct.pack("<IHHHH", 0xD800, 1, 1, 2, 2) + record("x ", 1, 1, 2, 2), ["x"]),
        (struct.pack("<IHHHH", 0xFFFFFFFF, 1, 1, 2, 2) + record("x ", 1, 1, 2, 2), ["x"]),
        (record("back ", 5, 1, 2, 2), []),
        (record("flat ", 1, 3, 2, 3), []),
        (record("endless", 1, 1, 2, 2), []),
        (record("   ", 1, 1, 2, 2), []),
        (b"", []),
    ],
)
def test_letters_that_a_taken_over_decoder_might_send_do_no_harm(data: bytes, texts: list[str]) -> None:
    assert [word.text for word in words_of(data)] == texts
