"""What becomes of a line that nearly says what papers have printed, from probabilities written down here."""

from __future__ import annotations

import numpy as np
import pytest

from ocr.alignment import aligned
from ocr.engine import LineReading
from ocr.fixed_looks import with_fixed_print
from ocr.letters import Posteriors, decoded, letters, words_of
from ocr.looks import Look, settled

SURE = 0.95


def _chances(text: str, also: dict[int, str] | None = None, chance: float = 0.0) -> Posteriors:
    """Each letter at a step of its own and a gap behind it. also: what else may stand at a letter's gap."""
    found = np.full((2 * len(text) + 2, len(letters()) + 1), 1e-7, np.float32)
    found[:, 0] = 1.0
    for place, letter in enumerate(text):
        found[2 * place, [0, letters().index(letter) + 1]] = 1 - SURE, SURE
    for place, letter in (also or {}).items():
        found[2 * place + 1, [0, letters().index(letter) + 1]] = 1 - chance, chance
    return found


def _read(chances: Posteriors) -> list[str]:
    look = Look(LineReading(words_of(decoded(chances), len(chances))), chances)
    return [each.word.text for each in with_fixed_print([look], settled([look], 0.9))]


def test_a_colon_that_the_looks_half_see_is_read() -> None:
    line = "Họ và tên / Full name"
    end = len(line) - 1
    assert _read(_chances(line, {end: ":"}, 0.01)) == [*line.split()[:-1], "name:"]
    assert _read(_chances(line)) == line.split()


def test_a_dash_that_was_lost_stands_between_its_words() -> None:
    line = "Độc lập   Tự do - Hạnh phúc"
    read = _read(_chances(line, {8: "-"}, 0.05))
    assert " ".join(read) == "Độc lập - Tự do - Hạnh phúc"


def test_other_words_surely_read_stay() -> None:
    assert _read(_chances("GIẤY KHAI TỬ")) == ["GIẤY", "KHAI", "TỬ"]


@pytest.mark.parametrize(
    "title", ["TRÍCH LỤC KHAI TỬ", "TRÍCH LỤC KHAI SINH", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
)
def test_a_title_is_not_made_another_one(title: str) -> None:
    assert _read(_chances(title)) == title.split()


def test_a_mended_date_is_no_surer_than_its_figures() -> None:
    chances = _chances("07 09 1985", {2: "/", 5: "/"}, 0.2)
    chances[0, [0, letters().index("0") + 1, letters().index("6") + 1]] = 0.0, 0.6, 0.4
    look = Look(LineReading(words_of(decoded(chances), len(chances))), chances)
    (word,) = with_fixed_print([look], settled([look], 0.9))
    assert word.word.text == "07/09/1985"
    assert word.word.confidence < 0.7


def test_words_made_of_one_have_places_in_their_order() -> None:
    line = "Right indexfinger"
    chances = _chances(line, {10: " "}, 0.3)
    look = Look(LineReading(words_of(decoded(chances), len(chances))), chances)
    words = [each.word for each in with_fixed_print([look], settled([look], 0.9))]
    assert [word.text for word in words] == ["Right", "index", "finger"]
    edges = [edge for word in words for edge in (word.left, word.right)]
    assert edges == sorted(edges)
    assert 0 <= edges[0] < edges[-1] <= 1


def test_letters_are_aligned_where_they_are_likeliest() -> None:
    found = aligned(_chances("Hà Nội"), "Hà Nội", offset=4)
    assert [letter.text for letter in found] == list("Hà Nội")
    assert [letter.first for letter in found] == [4, 6, 8, 10, 12, 14]


@pytest.mark.parametrize("text", ["", "☃", "Hà Nội " * 4])
def test_what_cannot_stand_there_is_aligned_nowhere(text: str) -> None:
    assert aligned(_chances("Hà Nội"), text) == []
