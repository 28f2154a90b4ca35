"""Lines as the reading room cuts them from specimens of the training family, stored to be learnt from.

``python -m lab.training.recogniser.crops --specimens FOLDER --out FILE.npz``

Drawn lines teach letters; these teach what the room's own clean-up leaves of a page: rules taken off, seals
bleached, neighbours wiped away.
"""

from __future__ import annotations

import argparse
import unicodedata
from pathlib import Path

from lab.training.recogniser.sample import Sample
from lab.training.recogniser.scores import Score
from lab.training.recogniser.specimen_lines import lines_of
from lab.training.recogniser.stored import StoredLines
from ocr.ctc import OwnRecogniser, prepared, tightened
from ocr.engine import load_engine
from ocr.letters import letters

MOST_WRONG = 50.0
"""Per cent of letters by which a reading may differ from the words of a line whose cut is in doubt.

A line that was cut in the middle of a word, or joined with half of its neighbour, would teach falsely. A line
cut about just its words is kept however little of it can be read yet: those are the ones to learn from.
"""


def stored_lines(folder: Path) -> StoredLines:
    """The specimens' lines that are safe to learn from."""
    known, reader = frozenset(letters()), OwnRecogniser()
    kept = []
    for line in lines_of(folder, load_engine("hoso-ctc")):
        text = unicodedata.normalize("NFC", line.text)
        read = reader.recognise([line.picture])[0].text
        if set(text) <= known and (line.whole or Score.of(text, read).cer <= MOST_WRONG):
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
