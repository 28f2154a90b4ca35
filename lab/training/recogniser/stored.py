"""Lines that were cut from specimens once and are learnt from many times."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

from lab.training.recogniser.sample import Sample
from ocr.ctc import ROWS


@dataclass(frozen=True, slots=True)
class StoredLines:
    """Prepared lines side by side: ``ink`` has 40 rows, line n spans the columns ends[n - 1] to ends[n]."""

    ink: NDArray[np.uint8]
    ends: NDArray[np.int64]
    texts: tuple[str, ...]

    @classmethod
    def of(cls, lines: list[Sample]) -> StoredLines:
        ends = np.cumsum([line.picture.shape[1] for line in lines])
        return cls(np.concatenate([line.picture for line in lines], 1), ends, tuple(x.text for x in lines))

    @classmethod
    def at(cls, file: Path) -> StoredLines:
        stored = np.load(file)
        return cls(stored["ink"], stored["ends"], tuple(stored["texts"].tolist()))

    def save(self, file: Path) -> None:
        np.savez(file, ink=self.ink, ends=self.ends, texts=np.array(self.texts))

    def pick(self, random: Random) -> Sample:
        """Any of the lines, as stored or a little wider or narrower."""
        index = random.randrange(len(self.texts))
        start = int(self.ends[index - 1]) if index else 0
        picture = self.ink[:, start : int(self.ends[index])]
        if random.random() < 0.4:
            columns = max(16, round(picture.shape[1] * random.uniform(0.85, 1.2)))
            picture = np.asarray(cv2.resize(picture, (columns, ROWS)), np.uint8)
        return Sample(picture, self.texts[index])
