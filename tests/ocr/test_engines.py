"""The recognisers behind the protocol."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import ocr.tessdata
from ocr.engine import AlphabetEngine, Engine, EngineMissing, Grey, load_engine
from ocr.tessdata import find_tessdata


@pytest.fixture
def two_lines(paper: Any) -> list[Grey]:
    paper.write(20, 60, "Ủy ban nhân dân phường")
    paper.write(20, 160, "Số 12/2025")
    grey = np.ascontiguousarray(paper.pixels()[:, :, 0])
    return [grey[20:80, :480], grey[120:180, :260]]


@pytest.fixture(params=["tesserocr", "pytesseract"])
def engine(request: pytest.FixtureRequest) -> Engine:
    return load_engine(request.param)


def test_lines_are_read_in_order_with_places(engine: Engine, two_lines: list[Grey]) -> None:
    first, last = engine.recognise(two_lines)
    assert (first.text, last.text) == ("Ủy ban nhân dân phường", "Số 12/2025")
    assert first.confidence > 0.8
    edges = [edge for word in first.words for edge in (word.left, word.right)]
    assert edges == sorted(edges)
    assert first.words[0].left == pytest.approx(20 / 480, abs=0.02)


def test_no_letter_outside_the_alphabet_is_answered(engine: Engine, two_lines: list[Grey]) -> None:
    assert isinstance(engine, AlphabetEngine)
    readings = engine.recognise_within(two_lines, "0123456789/")
    assert set("".join(reading.text.replace(" ", "") for reading in readings)) <= set("0123456789/")


def test_no_lines_no_readings(engine: Engine) -> None:
    assert engine.recognise([]) == []


def test_the_name_says_program_and_model(engine: Engine) -> None:
    assert engine.name.startswith("tesseract 5")
    assert "vie" in engine.name


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(ValueError, match="no engine named 'tesserract'"):
        load_engine("tesserract")


def test_a_missing_model_names_its_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    nowhere: Callable[[], list[Path]] = lambda: [tmp_path]  # noqa: E731
    monkeypatch.setattr(ocr.tessdata, "_candidates", nowhere)
    with pytest.raises(EngineMissing, match="apt-get install tesseract-ocr tesseract-ocr-vie"):
        find_tessdata(("vie",))


def test_a_named_folder_goes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "vie.traineddata").touch()
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    assert find_tessdata(("vie",)) == tmp_path


def test_lines_read_before_do_not_change_a_reading(two_lines: list[Grey]) -> None:
    fresh = load_engine("tesserocr").recognise(two_lines)
    used = load_engine("tesserocr")
    used.recognise([line[:, ::-1].copy() for line in two_lines] * 3)
    assert used.recognise(two_lines) == fresh
