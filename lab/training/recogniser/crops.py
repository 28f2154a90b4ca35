"""Lines as the reading room cuts them from specimens of the training family, stored to be learnt from.

``python -m lab.training.recogniser.crops --specimens FOLDER --out FILE.npz``

Drawn lines teach letters; these teach what the room's own clean-up leaves of a page: rules taken off, seals
bleached, neighbours wiped away.
"""

from __future__ import annotations

import argparse
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

from lab.training.recogniser.sample import Sample
from lab.training.recogniser.scores import Score
from lab.training.recogniser.specimen_lines import lines_of
from ocr.ctc import ROWS, OwnRecogniser, letters, prepared, tightened
from ocr.engine import load_engine

MOST_WRONG = 50.0
"""Per cent of letters by which a reading may differ from the line's words before its label is doubted.

A line that was cut in the middle of a word, or joined with half of its neighbour, would teach falsely.
"""


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


def stored_lines(folder: Path) -> StoredLines:
    """The specimens' lines that are safe to learn from."""
    known, reader = frozenset(letters()), OwnRecogniser()
    kept = []
    for line in lines_of(folder, load_engine("hoso-ctc")):
        text = unicodedata.normalize("NFC", line.text)
        read = reader.recognise([line.picture])[0].text
        if set(text) <= known and Score.of(text, read).cer <= MOST_WRONG:
            kept.append(Sample(prepared(tightened(line.picture)), text))
    return StoredLines.of(kept)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--specimens", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    found = stored_lines(asked.specimens)
    found.save(asked.out)
    print(f"{len(found.texts)} lines")


if __name__ == "__main__":
    main()
