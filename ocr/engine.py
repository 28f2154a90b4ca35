"""What a recogniser is to the rest of the room: line images in, words out.

Nothing before or after a recogniser knows which one it is; a new one implements ``Engine`` and gets a name
in ``load_engine``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from ocr.ctc import OwnRecogniser

Grey = NDArray[np.uint8]
"""A grey image, shape (height, width), 0 black .. 255 white; ink is dark."""


@dataclass(frozen=True, slots=True)
class WordReading:
    """One word of a line: ``left`` and ``right`` are fractions (0..1) of the crop's width.

    ``confidence`` is 0..1, the engine's own estimate that every letter is right. alternatives: what else the
    word may be, each with its share of the weight of all readings, the likeliest first; empty where nothing
    was in doubt.
    """

    text: str
    left: float
    right: float
    confidence: float
    alternatives: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class LineReading:
    """The words of one line image from left to right; empty when nothing readable stands on it."""

    words: tuple[WordReading, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def confidence(self) -> float:
        """Mean confidence weighted by the words' lengths; 0 for an empty line."""
        letters = sum(len(word.text) for word in self.words)
        return sum(len(word.text) * word.confidence for word in self.words) / letters if letters else 0.0


class Engine(Protocol):
    """A recogniser. ``name`` names the program and the model that a reading is to be traced back to."""

    @property
    def name(self) -> str: ...

    def recognise(self, lines: Sequence[Grey]) -> list[LineReading]:
        """Read images of single lines; the answer has one reading an image, in the same order."""
        ...


@runtime_checkable
class AlphabetEngine(Engine, Protocol):
    """A recogniser that can be told which letters are possible, as for a machine-readable zone."""

    def recognise_within(self, lines: Sequence[Grey], alphabet: str) -> list[LineReading]:
        """As ``recognise``, but no other letter than those of the alphabet is ever answered."""
        ...


class EngineMissing(Exception):
    """A recogniser or its model is not installed; the message says what to install."""


ENGINES = ("hoso", "hoso-ctc", "tesserocr", "pytesseract")
"""Names of the recognisers, the usual one first."""


def load_engine(name: str) -> Engine:
    """The recogniser of that name.

    ``hoso``: the own network, which looks twice at lines it doubts, and Tesseract for machine-readable zones
    that do not prove themselves. ``hoso-ctc``: the own network alone, one look.
    ``tesserocr``: Tesseract alone; ``pytesseract``: the same by its command, where the wheel is missing.
    Raises EngineMissing when the program or a model is not installed, ValueError for an unknown name.
    """
    # an engine that is not used need not be installed: each is imported only where it is asked for
    if name == "hoso":
        from ocr.ctc import LINES  # noqa: PLC0415
        from ocr.curve import Curve  # noqa: PLC0415
        from ocr.second_opinion import SecondOpinion  # noqa: PLC0415

        curve = Curve.at(LINES.with_suffix(".json"), "second")
        return SecondOpinion(_own(), load_engine("tesserocr"), curve=curve)
    if name == "hoso-ctc":
        return _own()
    if name == "tesserocr":
        from ocr.tesseract import InProcessTesseract  # noqa: PLC0415

        return InProcessTesseract()
    if name == "pytesseract":
        from ocr.tesseract_command import TesseractCommand  # noqa: PLC0415

        return TesseractCommand()
    raise ValueError(f"no engine named {name!r}: choose one of {', '.join(ENGINES)}")


def _own() -> OwnRecogniser:
    from ocr.ctc import OwnRecogniser  # noqa: PLC0415

    return OwnRecogniser()
