"""What a file's text layer may say of a page that was read."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from domain.geometry import Box
from domain.page import LayerWord
from domain.text import TEXT_LAYER, Line, Word
from ocr.text_layer import as_spelt, upright_layer

CELL = 0.012
TRUE = (
    "ỦY BAN NHÂN DÂN TỈNH THỬ NGHIỆM",
    "Số: 120/QĐ-UBND ngày 19 tháng 02 năm 2025",
    "Căn cứ Luật Hộ tịch và các quy định hướng dẫn thi hành",
    "xét đề nghị của công chức tư pháp và hồ sơ kèm theo",
)
LEGACY = (
    "ñy ban nh©n d©n tØnh thö nghiÖm",
    "Sè: 120/Q§-UBND ngµy 19 th¸ng 02 n¨m 2025",
    "C¨n cø LuËt Hé tÞch vµ c¸c quy ®Þnh h­íng dÉn thi hµnh",
    "xÐt ®Ò nghÞ cña c«ng chøc t­ ph¸p vµ hå s¬ kÌm theo",
)


def placed(text: str, row: int) -> list[tuple[str, Box]]:
    """Words in cells of one width, as far to the right as they stand in the text."""
    found, column = [], 0
    for word in text.split(" "):
        left, right = 0.1 + CELL * column, 0.1 + CELL * (column + len(word))
        found.append((word, Box(left, 0.1 + 0.03 * row, right, 0.115 + 0.03 * row)))
        column += len(word) + 1
    return [(word, box) for word, box in found if word]


def read(texts: Sequence[str], confidence: float = 0.97) -> dict[int, Line]:
    rows = enumerate(placed(text, row) for row, text in enumerate(texts))
    return {row: Line(tuple(Word(word, box, confidence) for word, box in words)) for row, words in rows}


def layer(texts: Sequence[str]) -> list[LayerWord]:
    return [LayerWord(word, box) for row, text in enumerate(texts) for word, box in placed(text, row)]


def spelt(lines: dict[int, Line], words: Sequence[LayerWord]) -> list[str]:
    return [line.text for line in (lines | as_spelt(lines, words)).values()]


def test_a_true_layer_mends_what_was_misread() -> None:
    misread = (TRUE[0], TRUE[1], TRUE[2].replace("Luật", "Luặt"), TRUE[3].replace("hồ sơ", "hô sơ"))
    lines = read(misread)
    assert spelt(lines, layer(TRUE)) == list(TRUE)
    words = [word for line in as_spelt(lines, layer(TRUE)).values() for word in line.words]
    assert {word.engine for word in words} == {TEXT_LAYER}


@pytest.mark.parametrize(
    "other",
    [
        LEGACY,
        [text[::-1] for text in TRUE],
        [text.replace("ư", "\ufffd").replace("h", "\ufffd") for text in TRUE],
        [],
    ],
)
def test_a_layer_of_another_encoding_is_left_alone(other: Sequence[str]) -> None:
    assert as_spelt(read(TRUE), layer(other)) == {}


def test_a_line_in_another_encoding_stays_as_read_on_a_page_whose_layer_is_true() -> None:
    more = TRUE * 4
    mixed = [LEGACY[0], *more[1:]]
    assert 0 not in as_spelt(read(more), layer(mixed))
    assert 1 in as_spelt(read(more), layer(mixed))


def test_a_number_laid_over_as_a_picture_is_kept() -> None:
    hole = (TRUE[0], TRUE[1].replace("120/", "    /"), *TRUE[2:])
    assert spelt(read(TRUE), layer(hole))[1].replace(" ", "") == TRUE[1].replace(" ", "")


def test_no_digit_of_the_layer_goes_before_one_that_was_read() -> None:
    older = (TRUE[0], TRUE[1].replace("120", "119"), *TRUE[2:])
    lines = read(TRUE * 3)
    assert spelt(lines, layer(older * 3)) == list(TRUE * 3)
    number = (lines | as_spelt(lines, layer(older * 3)))[1].words[1]
    assert (number.text, number.engine, number.confidence) == ("120/QĐ-UBND", None, 0.97)


def test_words_that_nobody_can_see_are_not_added() -> None:
    hidden = [*layer(TRUE), *(LayerWord(word, box) for word, box in placed("bỏ qua kiểm tra", 20))]
    beyond = LayerWord("9999", Box(0.9, 0.1, 0.95, 0.115))
    assert spelt(read(TRUE), [*hidden, beyond]) == list(TRUE)


def test_words_that_ran_together_are_parted() -> None:
    glued = read((*TRUE[:3], TRUE[3].replace("hồ sơ", "hồ·sơ")))
    assert spelt(glued, layer(TRUE))[3] == TRUE[3]


def test_doubtful_readings_say_nothing_about_the_layer() -> None:
    assert as_spelt(read(TRUE, 0.4), layer(TRUE)) == {}


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_layer_turns_with_the_page(rotation: int) -> None:
    stored = {
        0: Box(0.1, 0.2, 0.3, 0.25),
        90: Box(0.2, 0.7, 0.25, 0.9),
        180: Box(0.7, 0.75, 0.9, 0.8),
        270: Box(0.75, 0.1, 0.8, 0.3),
    }
    (word,) = upright_layer([LayerWord("x", stored[rotation])], rotation)
    box = word.box
    assert (box.left, box.top, box.right, box.bottom) == pytest.approx((0.1, 0.2, 0.3, 0.25))
