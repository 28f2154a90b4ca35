"""How often words of a confidence are right, as a table for the engine.

``python -m lab.training.recogniser.calibrate --model lines.onnx --specimens FOLDER > lines.json``

``confidence`` is of words as the network reads a line at first; ``second`` of those that several looks at the
line had to settle, by their weight among all readings. The specimens must be of the measuring family, and
others than those that figures are told of.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from lab.training.recogniser.scores import normal
from lab.training.recogniser.specimen_lines import SpecimenLine, lines_of
from ocr.ctc import OwnRecogniser
from ocr.curve import Curve
from ocr.engine import Grey, LineReading, load_engine
from ocr.looks import Look
from ocr.second_opinion import DOUBT, LookingEngine, again, is_doubtful

BINS = 12


def judged(lines: Sequence[SpecimenLine], readings: Sequence[LineReading]) -> list[tuple[float, bool]]:
    """(confidence, whether that word stands on the line) of every word read."""
    found = []
    for line, reading in zip(lines, readings, strict=True):
        true = set(normal(line.text).split())
        found += [(word.confidence, normal(word.text) in true) for word in reading.words]
    return found


def table(words: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """Points of a rising curve from the network's own probability to the share of words that are right."""
    ordered = np.array(sorted(words), np.float64)
    bins = np.array_split(ordered, BINS)
    shares = np.maximum.accumulate([part[:, 1].mean() for part in bins])
    points = [(float(part[:, 0].mean()), float(share)) for part, share in zip(bins, shares, strict=True)]
    return [(0.0, 0.0), *((round(x, 3), round(y, 3)) for x, y in points), (1.0, max(0.999, points[-1][1]))]


class Calibrated:
    """The network with a curve that is not stored beside it yet."""

    def __init__(self, network: OwnRecogniser, curve: Curve) -> None:
        self._network, self._curve = network, curve
        self.name, self.recognise_within = network.name, network.recognise_within

    def recognise(self, lines: Sequence[Grey]) -> list[LineReading]:
        return [self._curve.applied(reading) for reading in self._network.recognise(lines)]

    def looks(self, lines: Sequence[Grey], stretch: float = 1.0) -> Iterator[tuple[int, Look]]:
        for index, look in self._network.looks(lines, stretch):
            yield index, Look(self._curve.applied(look.reading), look.chances)


def settled_words(engine: LookingEngine, lines: Sequence[SpecimenLine]) -> list[tuple[float, bool]]:
    """(weight, whether that word stands on the line) of the words that several looks had to settle."""
    pictures = [line.picture for line in lines]
    found = []
    for index, look in engine.looks(pictures):
        if is_doubtful(look.reading):
            ((_, words),) = again(engine, pictures, {index: look}, DOUBT)
            disputed = LineReading(tuple(each.word for each in words if each.disputed))
            found += judged([lines[index]], [disputed])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--specimens", type=Path, required=True)
    asked = parser.parse_args()
    lines = list(lines_of(asked.specimens, load_engine("tesserocr")))
    network = OwnRecogniser(asked.model, calibrated=False)
    own = table(judged(lines, network.recognise([line.picture for line in lines])))
    second = table(settled_words(Calibrated(network, Curve(*zip(*own, strict=True))), lines))
    print(json.dumps({"confidence": own, "second": second}))


if __name__ == "__main__":
    main()
