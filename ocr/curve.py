"""From what a recogniser says of its own certainty to how often it proved right."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from ocr.engine import LineReading


@dataclass(frozen=True, slots=True)
class Curve:
    """Points of a rising curve; between two of them the share lies on the straight line.

    said: certainties, rising from 0 to 1. proved: the share of words right at each.
    """

    said: tuple[float, ...]
    proved: tuple[float, ...]

    @classmethod
    def at(cls, table: Path, name: str) -> Curve:
        """The curve of that name in a table beside a model. Raises KeyError where the table lacks it."""
        said, proved = zip(*json.loads(table.read_text("utf-8"))[name], strict=True)
        return cls(said, proved)

    def applied(self, reading: LineReading) -> LineReading:
        """The reading with each word's certainty replaced by the share that proved right."""
        shares = np.interp([word.confidence for word in reading.words], self.said, self.proved)
        pairs = zip(reading.words, shares.tolist(), strict=True)
        return LineReading(tuple(replace(word, confidence=share) for word, share in pairs))
