"""Hoso's own recogniser: a small network that reads a line in one look, by ONNX Runtime on one thread."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from ocr.curve import Curve
from ocr.engine import EngineMissing, Grey, LineReading
from ocr.letters import Posteriors, decoded, letters, words_of
from ocr.looks import Look

MODELS = Path(__file__).parent / "models"
LINES = MODELS / "lines.onnx"
ROWS = 40
"""Height every line is scaled to; a 13-point line at 200 dpi has about that many pixels."""

_LEAST_COLUMNS = 16
_MOST_COLUMNS = 2400  # a line of A4 at this height has 1,000 to 1,400; wider crops are squeezed
_DARKEST = 30  # so many pixels of ink are enough to tell how dark this line's ink is
_COLUMNS_A_BATCH = 8000  # columns read at once: larger batches gain nothing on one thread and cost memory
_LEAST_CONTRAST = 12  # below it nothing is written here: stretching would only raise the paper's grain
_STEP = 4


def tightened(line: Grey) -> Grey:
    """The rows that ink reaches and a twentieth more, so that letters are as large as 40 rows allow.

    A fifth of the errors on specimens, a third on handwriting, went away with the empty rows. A row counts
    when two of its pixels are half as dark as the line's ink.
    """
    ink, paper = _range(line.ravel())
    rows = np.flatnonzero((line < (ink + paper) / 2).sum(axis=1) >= 2)
    if paper - ink < _LEAST_CONTRAST or rows.size < 6:
        return line
    margin = max(1, round((rows[-1] - rows[0] + 1) * 0.05))
    return line[max(0, rows[0] - margin) : rows[-1] + margin + 1]


def _range(samples: NDArray[np.uint8] | NDArray[np.float32]) -> tuple[float, float]:
    """(darkness of the ink, lightness of the paper) of a line."""
    last, light = min(_DARKEST, samples.size - 1), int(samples.size * 0.8)
    ordered = np.partition(samples, (last, light))
    return float(ordered[last]), float(ordered[light])


def prepared(line: Grey, stretch: float = 1.0) -> Grey:
    """A line scaled to 40 rows, its paper made white and its ink black, as the network was taught.

    ``stretch`` widens (above 1) or squeezes the line.
    """
    height, width = line.shape
    columns = min(_MOST_COLUMNS, max(_LEAST_COLUMNS, round(width * ROWS / height * stretch)))
    how = cv2.INTER_AREA if height > ROWS else cv2.INTER_LINEAR
    scaled = np.asarray(cv2.resize(line, (columns, ROWS), interpolation=how), np.float32)
    ink, paper = _range(scaled.ravel())
    if paper - ink < _LEAST_CONTRAST:
        return np.full(scaled.shape, 255, np.uint8)
    return np.asarray(np.clip((scaled - ink) * (255 / (paper - ink)), 0, 255), np.uint8)


class OwnRecogniser:
    """Reads lines with a network of ``ocr/models``; one thread, and safe to be shared between threads.

    calibrated: answer with the share of words that proved right at the network's probability (the table
    beside the model), not with that probability itself.
    """

    def __init__(self, model: Path = LINES, calibrated: bool = True) -> None:
        if not model.is_file():
            raise EngineMissing(f"{model.name} is not there: see ocr/models/README.md, or choose tesserocr")
        content = model.read_bytes()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
        self._curve = Curve.at(model.with_suffix(".json"), "confidence") if calibrated else None
        self._name = f"hoso-ctc {hashlib.sha256(content).hexdigest()[:8]}"

    @property
    def name(self) -> str:
        return self._name

    def recognise(self, lines: Sequence[Grey]) -> list[LineReading]:
        """Read images of single lines, of any height."""
        return self._in_order(lines, self.looks(lines))

    def recognise_within(self, lines: Sequence[Grey], alphabet: str) -> list[LineReading]:
        """Read lines in which only the letters of the alphabet can stand."""
        allowed = np.array([True, *(letter in alphabet for letter in letters())])
        return self._in_order(lines, self.looks(lines, allowed=allowed))

    def looks(
        self, lines: Sequence[Grey], stretch: float = 1.0, allowed: NDArray[np.bool_] | None = None
    ) -> Iterator[tuple[int, Look]]:
        """Each line's number and what the network sees on it, batch by batch and in no order.

        stretch: of the lines' width, to see them wider or narrower. allowed: the classes that can stand
        there. The probabilities are a view of the batch's: whoever keeps them longer keeps a copy.
        """
        pictures = [prepared(tightened(line), stretch) for line in lines]
        for batch in batches([picture.shape[1] for picture in pictures]):
            chances = self._chances([pictures[index] for index in batch])
            for row, index in enumerate(batch):
                columns = pictures[index].shape[1]
                own = chances[row, : -(-columns // _STEP)]
                own = own if allowed is None else np.where(allowed, own, np.float32(0))
                reading = LineReading(words_of(decoded(own), columns / _STEP))
                yield index, Look(self._curve.applied(reading) if self._curve else reading, own)

    @staticmethod
    def _in_order(lines: Sequence[Grey], looks: Iterator[tuple[int, Look]]) -> list[LineReading]:
        readings = [LineReading(())] * len(lines)
        for index, look in looks:
            readings[index] = look.reading
        return readings

    def _chances(self, pictures: list[Grey]) -> Posteriors:
        """Probabilities, shape (batch, steps, classes); narrower pictures are filled up with paper."""
        widest = -(-max(picture.shape[1] for picture in pictures) // _STEP) * _STEP
        ink = np.zeros((len(pictures), 1, ROWS, widest), np.float32)
        for row, picture in enumerate(pictures):
            ink[row, 0, :, : picture.shape[1]] = (255 - picture).astype(np.float32) / 255
        return np.asarray(self._session.run(None, {"ink": ink})[0], np.float32)


def batches(widths: list[int]) -> list[list[int]]:
    """Indices of lines to be read together: of like width, so that little paper is computed."""
    groups: list[list[int]] = []
    for index in sorted(range(len(widths)), key=widths.__getitem__):
        width = widths[index]
        # sorted upwards: this line is the widest of its group, all others are filled up to it
        fits = groups and width * (len(groups[-1]) + 1) <= _COLUMNS_A_BATCH
        if fits and width <= 1.2 * widths[groups[-1][0]] + 16:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups
