"""Tesseract as a program, through pytesseract: for platforms where tesserocr has no wheel."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image

from ocr.engine import EngineMissing, Grey, LineReading, WordReading
from ocr.framed import framed, share
from ocr.tessdata import LANGUAGE, STRICT_LANGUAGE, find_tessdata


class TesseractCommand:
    """Starts ``tesseract`` once for all the lines of a page: they travel as the pages of one TIFF."""

    def __init__(self) -> None:
        # the program spins a thread a core over every line otherwise, for no gain
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        if shutil.which("tesseract") is None:
            raise EngineMissing("the program tesseract is not installed: apt-get install tesseract-ocr")
        import pytesseract  # noqa: PLC0415 - loads slowly, and the usual engine does not need it

        self._library: Any = pytesseract
        self._folder = find_tessdata((LANGUAGE,))

    @property
    def name(self) -> str:
        return f"tesseract {self._library.get_tesseract_version()} ({LANGUAGE}, pytesseract)"

    def recognise(self, lines: Sequence[Grey]) -> list[LineReading]:
        """Read images of single lines."""
        return self._read(lines, LANGUAGE, "")

    def recognise_within(self, lines: Sequence[Grey], alphabet: str) -> list[LineReading]:
        """Read lines in which only the letters of the alphabet can stand, with the Latin model."""
        strict = (self._folder / f"{STRICT_LANGUAGE}.traineddata").is_file()
        return self._read(
            lines, STRICT_LANGUAGE if strict else LANGUAGE, f"-c tessedit_char_whitelist={alphabet}"
        )

    def _read(self, lines: Sequence[Grey], language: str, options: str) -> list[LineReading]:
        if not lines:
            return []
        config = f"--psm 7 --oem 1 --dpi 300 --tessdata-dir {self._folder} {options}"
        with tempfile.TemporaryDirectory(prefix="lines-") as folder:
            sheets = Path(folder) / "lines.tiff"
            pictures = [framed(line) for line in lines]
            first, *others = map(Image.fromarray, pictures)
            first.save(sheets, save_all=True, append_images=others)
            table = self._library.image_to_data(
                str(sheets), lang=language, config=config, output_type=self._library.Output.DICT
            )
        return _readings(table, [picture.shape[1] for picture in pictures])


def _readings(table: dict[str, list[Any]], widths: list[int]) -> list[LineReading]:
    """Readings from Tesseract's table of words; its page numbers are the lines' places, from 1."""
    words: list[list[WordReading]] = [[] for _ in widths]
    columns = (table[name] for name in ("page_num", "text", "conf", "left", "width"))
    for page, text, confidence, left, width in zip(*columns, strict=True):
        if text.strip() and float(confidence) >= 0:
            whole = widths[page - 1]
            start, end = share(left, whole), share(left + width, whole)
            words[page - 1].append(WordReading(text.strip(), start, end, float(confidence) / 100))
    return [LineReading(tuple(each)) for each in words]
