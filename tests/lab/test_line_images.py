"""Lines made for training: the same from the same key, readable, and true to their text."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from lab.specimens.fonts import vietnamese_letters
from lab.training.recogniser.faces import Faces, more_packages, training_faces, unseen_faces
from lab.training.recogniser.lines import any_line, shortened
from lab.training.recogniser.sample import Lesson, raw_line, sample
from lab.training.recogniser.scanners import SCANNERS
from lab.training.recogniser.scores import Score, distance, normal
from lab.training.recogniser.syllables import any_syllable
from ocr.ctc import ROWS
from ocr.letters import letters


@pytest.fixture(scope="module")
def training() -> Faces:
    return training_faces()


def test_measuring_faces_are_never_trained_with(training: Faces) -> None:
    unseen = unseen_faces()
    assert not {face.path for face in unseen.every} & {face.path for face in training.every}
    assert {face.style for face in unseen.every} == {"print", "mono", "hand"}


def test_no_face_fetched_for_variety_is_one_to_measure_with() -> None:
    measuring = {face.name.lower() for face in unseen_faces().every}
    fetched = {package.replace("-", "") for package in more_packages()}
    assert len(fetched) > 100
    assert not measuring & fetched


def test_the_same_key_draws_the_same_line(training: Faces) -> None:
    one, two, other = (sample(key, training) for key in ("1/2/3", "1/2/3", "1/2/4"))
    assert one.text == two.text
    assert np.array_equal(one.picture, two.picture)
    assert other.text != one.text


def test_lines_fit_the_network(training: Faces) -> None:
    known = set(letters())
    for number in range(60):
        line = sample(f"fit/{number}", training)
        assert line.picture.shape[0] == ROWS
        assert set(line.text) <= known
        assert line.text == " ".join(line.text.split())


def test_short_lines_are_short(training: Faces) -> None:
    assert all(len(raw_line(f"short/{number}", training, Lesson(most=10))[1]) <= 10 for number in range(40))


def test_every_letter_is_taught() -> None:
    random = Random(1)
    seen = {letter for _ in range(20000) for part in any_line(random) for letter in part.text}
    assert vietnamese_letters() <= seen
    assert set("0123456789<>/%²³½☐☑“”«»…") <= seen


def test_syllables_use_every_tone_on_every_vowel() -> None:
    random = Random(2)
    seen = {letter for _ in range(20000) for letter in any_syllable(random)}
    assert {letter for letter in vietnamese_letters() if letter.islower()} <= seen


def test_shortened_lines_keep_their_beginning() -> None:
    for number in range(50):
        parts = any_line(Random(number))
        whole, cut = "".join(part.text for part in parts), "".join(part.text for part in shortened(parts, 7))
        assert cut == whole[:7]


def test_ink_is_dark_and_paper_is_light(training: Faces) -> None:
    tones = [sample(f"tone/{number}", training).picture for number in range(30)]
    assert sum(picture.mean() > 127 for picture in tones) >= 27


@pytest.mark.parametrize("scanner", sorted(SCANNERS))
def test_scanners_keep_the_page_in_place(scanner: str) -> None:
    page = np.full((120, 300), 255, np.uint8)
    page[40:80, 100:200] = 0
    stored = SCANNERS[scanner](page, np.random.default_rng(1))
    assert stored.shape == page.shape
    assert stored[45:75, 110:190].mean() < stored[5:30].mean() - 20


@pytest.mark.parametrize(
    ("truth", "read", "errors"),
    [("", "", 0), ("ba", "ba", 0), ("bà", "ba", 1), ("a b", "ab", 1), ("", "xyz", 3)],
)
def test_distance_counts_edits(truth: str, read: str, errors: int) -> None:
    assert distance(truth, read) == errors
    assert distance(read, truth) == errors


def test_scores_add_up() -> None:
    total = Score.of("Hà Nội", "Ha Nội") + Score.of("năm 2025", "năm 2025")
    assert (total.lines, total.letter_errors, total.word_errors, total.words) == (2, 1, 1, 4)
    assert total.wer == pytest.approx(25)


def test_quotes_and_dashes_have_one_form() -> None:
    assert normal("“A” –  B…") == '"A" - B...'
