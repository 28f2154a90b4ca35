"""How often words of a confidence are right, as a table for the engine.

``python -m lab.training.recogniser.calibrate --model lines.onnx --specimens FOLDER > lines.json``

``confidence`` is the own network's on all lines, ``second`` Tesseract's on the lines that the network doubts:
what Tesseract says of itself there is no probability. The specimens must be of the measuring family, and
others than those that figures are told of.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from lab.training.recogniser.scores import normal
from lab.training.recogniser.specimen_lines import SpecimenLine, lines_of
from ocr.ctc import OwnRecogniser
from ocr.curve import Curve
from ocr.engine import LineReading, load_engine
from ocr.second_opinion import DOUBT, weakest

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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--specimens", type=Path, required=True)
    asked = parser.parse_args()
    tesseract = load_engine("tesserocr")
    lines = list(lines_of(asked.specimens, tesseract))
    readings = OwnRecogniser(asked.model, calibrated=False).recognise([line.picture for line in lines])
    own = table(judged(lines, readings))
    curve = Curve(*zip(*own, strict=True))
    doubtful = [
        line for line, reading in zip(lines, readings, strict=True) if weakest(curve.applied(reading)) < DOUBT
    ]
    others = tesseract.recognise([line.picture for line in doubtful])
    print(json.dumps({"confidence": own, "second": table(judged(doubtful, others))}))


if __name__ == "__main__":
    main()
