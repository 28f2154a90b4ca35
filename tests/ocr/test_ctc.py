"""The own recogniser: what it makes of probabilities, and that the shipped network reads."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from lab.specimens.fonts import faces, vietnamese_letters
from lab.training.recogniser.scores import distance
from ocr.ctc import ROWS, OwnRecogniser, batches, prepared
from ocr.engine import AlphabetEngine, EngineMissing, Grey
from ocr.letters import Letter, decoded, letters, words_of


@pytest.fixture(scope="module")
def engine() -> OwnRecogniser:
    return OwnRecogniser()


def _drawn(text: str, size: int = 34, name: str = "Tinos") -> Grey:
    face = next(each for each in faces("measure") if each.name == name and not each.bold and not each.italic)
    font = ImageFont.truetype(str(face.path), size)
    picture = Image.new("L", (round(font.getlength(text)) + 24, round(size * 1.6)), 250)
    ImageDraw.Draw(picture).text((12, round(size * 1.2)), text, 20, font, anchor="ls")
    return np.asarray(picture, np.uint8)


def _certain(steps: list[int]) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    chances = np.full((len(steps), len(letters()) + 1), 0.001, np.float32)
    chances[np.arange(len(steps)), steps] = 0.9
    return chances


def _class(letter: str) -> int:
    return letters().index(letter) + 1


def test_alphabet_has_every_letter_once() -> None:
    assert len(set(letters())) == len(letters())
    assert vietnamese_letters() <= set(letters())
    assert set(map(chr, range(32, 127))) <= set(letters())


def test_repeats_are_joined_and_blanks_keep_doubles_apart() -> None:
    ell, i = _class("l"), _class("i")
    found = decoded(_certain([0, i, i, 0, ell, 0, ell, ell, 0]))
    assert [(each.text, each.first, each.end) for each in found] == [("i", 1, 3), ("l", 4, 5), ("l", 6, 8)]
    assert all(each.chance == pytest.approx(0.9) for each in found)


def test_words_end_at_spaces_and_know_where_they_stand() -> None:
    found = [Letter("ở", 2, 3, 0.9), Letter(" ", 4, 6, 0.99), Letter("H", 7, 8, 0.5), Letter("à", 9, 10, 0.8)]
    first, second = words_of(found, 12)
    assert (first.text, second.text) == ("ở", "Hà")
    assert first.left < first.right <= second.left < second.right <= 1
    assert second.confidence == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (":Nam", [":", "Nam"]),
        ("Số:453", ["Số:", "453"]),
        ("10:30", ["10:30"]),
        ("sinh:", ["sinh:"]),
        ("số: 7", ["số:", "7"]),
    ],
)
def test_a_colon_is_followed_by_a_space(text: str, words: list[str]) -> None:
    found = [Letter(letter, 3 * place, 3 * place + 1, 0.9) for place, letter in enumerate(text)]
    assert [word.text for word in words_of(found, 3 * len(text))] == words


@pytest.mark.parametrize(
    ("apart", "words"),
    [(5, ["Số", "001180999562"]), (6, ["Số", "001180999562"]), (9, ["Số", "001", "180999562"])],
)
def test_figures_at_their_usual_pitch_are_one_number(apart: int, words: list[str]) -> None:
    found, step = [], 0
    for letter in "Số 001 180999562":
        if letter == " ":
            found.append(Letter(letter, step - 3, step - 2, 0.9))
            step += apart - 6 if len(found) > 4 else 3
            continue
        found.append(Letter(letter, step, step + 1, 0.9))
        step += 6
    assert [word.text for word in words_of(found, step)] == words


def test_a_word_behind_a_colon_has_its_own_confidence() -> None:
    found = [Letter(":", 2, 3, 0.4), Letter("A", 6, 7, 0.9), Letter("n", 8, 9, 0.9)]
    colon, word = words_of(found, 12)
    assert colon.confidence == 0.4
    assert word.confidence == pytest.approx(0.81)
    assert colon.right <= word.left


def test_only_spaces_are_no_words() -> None:
    assert words_of([Letter(" ", 0, 3, 1.0)], 8) == ()


@given(st.lists(st.integers(16, 2400), max_size=60))
def test_batches_hold_every_line_once_and_little_padding(widths: list[int]) -> None:
    groups = batches(widths)
    assert sorted(index for group in groups for index in group) == list(range(len(widths)))
    for group in groups:
        chosen = [widths[index] for index in group]
        assert max(chosen) <= 1.2 * min(chosen) + 16


def test_prepared_lines_use_the_whole_range_whatever_the_toner() -> None:
    faint = (200 + (_drawn("Giấy khai sinh").astype(np.float32) - 20) / 230 * 40).astype(np.uint8)
    picture = prepared(faint)
    assert picture.shape[0] == ROWS
    assert picture.min() == 0
    assert picture.max() == 255


def test_empty_paper_stays_white() -> None:
    noise = np.random.default_rng(1).integers(240, 246, (30, 300)).astype(np.uint8)
    assert prepared(noise).min() == 255


@pytest.mark.parametrize("name", ["Tinos", "Arimo", "Termes"])
def test_reads_vietnamese_print(engine: OwnRecogniser, name: str) -> None:
    texts = [
        "Họ, chữ đệm, tên: Nguyễn Thị Bưởi",
        "ĐỘC LẬP - TỰ DO - HẠNH PHÚC",
        "Số: 127/QĐ-UBND",
        "05/03/2019",
        "Nơi cư trú: xã Mỹ Đức, thành phố Hà Nội",
    ]
    readings = engine.recognise([_drawn(text, name=name) for text in texts])
    wrong = sum(distance(text, reading.text) for text, reading in zip(texts, readings, strict=True))
    assert wrong <= 0.03 * len("".join(texts))
    assert all(reading.confidence > 0.7 for reading in readings)


def test_words_lie_where_they_were_drawn(engine: OwnRecogniser) -> None:
    picture = _drawn("Hà Nội")
    columns = np.flatnonzero(picture.min(axis=0) < 150)
    gap = int(np.diff(columns).argmax())
    (reading,) = engine.recognise([picture])
    first, second = reading.words
    edges = [edge * picture.shape[1] for edge in (first.left, first.right, second.left, second.right)]
    drawn = [columns[0], columns[gap], columns[gap + 1], columns[-1]]
    assert edges == pytest.approx(drawn, abs=14)
    assert first.right <= second.left


def test_a_line_reads_the_same_alone_and_in_company(engine: OwnRecogniser) -> None:
    pictures = [_drawn("Căn cước công dân"), _drawn("Quê quán"), _drawn("Nơi thường trú: xã Mỹ Đức, Hà Nội")]
    together = [reading.text for reading in engine.recognise(pictures)]
    assert together == [engine.recognise([picture])[0].text for picture in pictures]


def test_only_letters_of_the_alphabet_are_answered(engine: OwnRecogniser) -> None:
    assert isinstance(engine, AlphabetEngine)
    (reading,) = engine.recognise_within([_drawn("VNM<<O1", name="Arimo")], "0123456789<")
    assert reading.text
    assert set(reading.text) <= set("0123456789<")


@pytest.mark.parametrize("shape", [(1, 1), (2, 900), (400, 3), (40, 30000)])
def test_odd_shapes_are_read_without_harm(engine: OwnRecogniser, shape: tuple[int, int]) -> None:
    (reading,) = engine.recognise([np.full(shape, 255, np.uint8)])
    assert reading.words == ()


def test_no_lines_no_readings(engine: OwnRecogniser) -> None:
    assert engine.recognise([]) == []


def test_name_changes_with_the_model(engine: OwnRecogniser) -> None:
    program, digest = engine.name.split()
    assert program == "hoso-ctc"
    assert len(digest) == 8


def test_missing_model_says_where_to_look(tmp_path: Path) -> None:
    with pytest.raises(EngineMissing, match=r"README\.md"):
        OwnRecogniser(tmp_path / "absent.onnx")
