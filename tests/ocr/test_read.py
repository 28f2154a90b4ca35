"""The whole way from a page's pixels to its text."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import pytest

from domain.page import Page
from domain.text import SymbolKind
from ocr.engine import Engine, Grey, LineReading, WordReading
from ocr.looks import Look
from ocr.pixels import Pixels
from ocr.read import read
from ocr.second_opinion import SecondOpinion

Wrap = Callable[[Pixels], Page]
ZONE = (
    "IDVNM0900123450001090012345<<1",
    "9003152M3003150VNM<<<<<<<<<<<2",
    "NGUYEN<<VAN<AN<<<<<<<<<<<<<<<<",
)


@pytest.mark.parametrize(("turned", "skew"), [(0, 0.0), (90, 1.2), (180, -2.0), (270, 0.5)])
def test_a_page_is_read_whichever_way_it_lies(
    letter_paper: Any, page_of: Wrap, tesseract: Engine, turned: int, skew: float
) -> None:
    text = read(page_of(letter_paper.pixels(turned, skew)), tesseract)
    assert text.rotation == (360 - turned) % 360
    assert (text.width, text.height) == (1654, 1169)
    assert text.page == 4
    assert "ỦY BAN NHÂN DÂN\nXÃ THỬ NGHIỆM\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n" in text.text
    assert "được lưu giữ tại trụ sở và có giá trị kể từ ngày ký" in text.text
    assert text.text.endswith("Nguyễn Văn Mẫu")
    assert unicodedata.is_normalized("NFC", text.text)


@pytest.mark.parametrize("skew", [-3.0, 0.0, 2.0])
def test_boxes_lie_on_the_page_as_stored(
    letter_paper: Any, page_of: Wrap, whole_line: Any, skew: float
) -> None:
    pixels = letter_paper.pixels(0, skew)
    text = read(page_of(pixels), whole_line)
    dark = pixels[:, :, 0] < 128
    inside = np.zeros_like(dark)
    for line in text.lines:
        box = line.box
        rows = slice(int(box.top * 1169), int(np.ceil(box.bottom * 1169)))
        inside[rows, int(box.left * 1654) : int(np.ceil(box.right * 1654))] = True
    assert (dark & inside).sum() > 0.985 * dark.sum()
    assert inside.mean() < 0.35


@pytest.mark.parametrize("shape", [(1, 1), (2, 500, 3), (900, 640), (640, 900, 3)])
def test_a_page_that_holds_nothing_still_is_a_text(
    shape: tuple[int, ...], page_of: Wrap, whole_line: Any
) -> None:
    text = read(page_of(np.full(shape, 255, np.uint8)), whole_line)
    assert (text.lines, text.symbols, text.text) == ((), (), "")
    assert (text.height, text.width) == shape[:2]


def test_noise_alone_is_survived(page_of: Wrap, whole_line: Any) -> None:
    noise = np.random.default_rng(3).integers(0, 255, (500, 400), np.uint8)
    assert read(page_of(noise), whole_line).engine == "told"


def test_smudges_are_not_words(letter_paper: Any, page_of: Wrap, told: Any) -> None:
    words = (
        WordReading("đúng", 0.0, 0.3, 0.9),
        WordReading("¬", 0.4, 0.5, 0.95),
        WordReading("i", 0.6, 1.0, 0.05),
    )
    text = read(page_of(letter_paper.pixels()), told(lambda _: LineReading(words)))
    assert {line.text for line in text.lines} == {"đúng"}


def test_a_word_hardly_read_among_words_that_were_stays_with_its_doubt(
    letter_paper: Any, page_of: Wrap, told: Any
) -> None:
    words = (
        WordReading("Pương", 0.0, 0.3, 0.05),
        WordReading("Công", 0.35, 0.6, 0.9),
        WordReading("Bình", 0.65, 1.0, 0.9),
    )
    text = read(page_of(letter_paper.pixels()), told(lambda _: LineReading(words)))
    assert {line.text for line in text.lines} == {"Pương Công Bình"}
    assert min(word.confidence for line in text.lines for word in line.words) == 0.05


def test_a_line_of_which_little_was_read_is_no_line(letter_paper: Any, page_of: Wrap, told: Any) -> None:
    words = (WordReading("a", 0.0, 0.1, 0.9), WordReading("mờmịt", 0.2, 1.0, 0.05))
    text = read(page_of(letter_paper.pixels()), told(lambda _: LineReading(words)))
    assert {line.text for line in text.lines} == {"a"}


def test_decomposed_letters_come_out_composed(letter_paper: Any, page_of: Wrap, told: Any) -> None:
    split = unicodedata.normalize("NFD", "Nguyễn")
    reading = LineReading((WordReading(split, 0.0, 1.0, 0.9),))
    text = read(page_of(letter_paper.pixels()), told(lambda _: reading))
    assert {word.text for line in text.lines for word in line.words} == {"Nguyễn"}


def test_a_zone_that_proves_itself_is_a_symbol(paper: Any, page_of: Wrap, tesseract: Engine) -> None:
    _card(paper, ZONE)
    text = read(page_of(paper.pixels()), tesseract)
    (symbol,) = text.symbols
    assert (symbol.kind, symbol.payload) == (SymbolKind.MRZ, "\n".join(ZONE))
    assert symbol.box.top > 700 / 1169
    assert text.text.endswith("\n".join(ZONE))


def test_a_zone_that_one_engine_cannot_prove_is_shown_to_the_other(
    paper: Any, page_of: Wrap, tesseract: Engine, told: Any
) -> None:
    class Blind(told):  # type: ignore[misc]
        def looks(self, lines: Sequence[Grey], _stretch: float = 1.0) -> Iterator[tuple[int, Look]]:
            seen = [self.answer(line) for line in lines]
            return (
                (index, Look(reading, np.zeros((1, 2), np.float32))) for index, reading in enumerate(seen)
            )

        def recognise_within(self, lines: Sequence[Grey], _alphabet: str) -> list[LineReading]:
            return [LineReading(()) for _ in lines]

    _card(paper, ZONE)
    blind = Blind(lambda _: LineReading((WordReading("mẫu", 0.0, 1.0, 0.99),)))
    for pair, found in ((SecondOpinion(blind, tesseract), 1), (SecondOpinion(blind, blind), 0)):
        assert len(read(page_of(paper.pixels()), pair).symbols) == found


@pytest.mark.parametrize("wrong", ["IDVNM0900123450001090012345<<2", "IDVNM0900123450001090012346<<1"])
def test_a_zone_with_a_wrong_digit_is_only_text(
    paper: Any, page_of: Wrap, tesseract: Engine, wrong: str
) -> None:
    _card(paper, (wrong, *ZONE[1:]))
    text = read(page_of(paper.pixels()), tesseract)
    assert text.symbols == ()
    assert len(text.lines) >= 6


def _card(paper: Any, zone: tuple[str, ...]) -> None:
    for row in range(4):
        paper.write(200, 300 + 60 * row, "Đặc điểm nhân dạng và nơi cấp của thẻ mẫu", 12)
    for row, line in enumerate(zone):
        paper.spaced(200, 740 + 44 * row, line)
