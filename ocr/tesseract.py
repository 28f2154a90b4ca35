"""Tesseract in this process, through tesserocr: no start-up a line."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from ocr.engine import EngineMissing, Grey, LineReading, WordReading
from ocr.framed import framed, share
from ocr.tessdata import LANGUAGE, STRICT_LANGUAGE, find_tessdata

_DPI = 300  # only silences its guess; the crops have one height


class InProcessTesseract:
    """Reads a line at a time with the Vietnamese model; one thread, not to be shared between threads."""

    def __init__(self) -> None:
        # OpenMP spins four threads over one line and wastes three of them; it is read when the library loads
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        try:
            import tesserocr  # noqa: PLC0415 - its wheel does not exist for every platform
        except ImportError as missing:
            raise EngineMissing("tesserocr is not installed: choose the engine pytesseract") from missing
        self._library: Any = tesserocr
        self._folder = find_tessdata((LANGUAGE,))
        self._reader = self._open(LANGUAGE)
        self._strict: dict[str, Any] = {}

    @property
    def name(self) -> str:
        version = str(self._library.tesseract_version()).split()[1]
        return f"tesseract {version} ({LANGUAGE}, tesserocr)"

    def recognise(self, lines: Sequence[Grey]) -> list[LineReading]:
        """Read images of single lines."""
        return [self._read(self._reader, line) for line in lines]

    def recognise_within(self, lines: Sequence[Grey], alphabet: str) -> list[LineReading]:
        """Read lines in which only the letters of the alphabet can stand, with the Latin model."""
        if alphabet not in self._strict:
            reader = self._open(self._strict_language())
            reader.SetVariable("tessedit_char_whitelist", alphabet)
            self._strict[alphabet] = reader
        return [self._read(self._strict[alphabet], line) for line in lines]

    def _strict_language(self) -> str:
        installed = (self._folder / f"{STRICT_LANGUAGE}.traineddata").is_file()
        return STRICT_LANGUAGE if installed else LANGUAGE

    def _open(self, language: str) -> Any:
        library = self._library
        reader = library.PyTessBaseAPI(
            path=str(self._folder), lang=language, psm=library.PSM.SINGLE_LINE, oem=library.OEM.LSTM_ONLY
        )
        # words met on one page must not change how another is read
        reader.SetVariable("tessedit_enable_doc_dict", "0")
        return reader

    def _read(self, reader: Any, line: Grey) -> LineReading:
        image = framed(line)
        height, width = image.shape
        reader.SetImageBytes(image.tobytes(), width, height, 1, width)
        reader.SetSourceResolution(_DPI)
        if not reader.Recognize():
            return LineReading(())
        level = self._library.RIL.WORD
        words = []
        for item in self._library.iterate_level(reader.GetIterator(), level):
            box = item.BoundingBox(level)
            text = item.GetUTF8Text(level) if box else ""
            if text.strip():
                words.append(_word(text.strip(), box, item.Confidence(level), width))
        return LineReading(tuple(words))


def _word(text: str, box: tuple[int, int, int, int], confidence: float, width: int) -> WordReading:
    return WordReading(text, share(box[0], width), share(box[2], width), confidence / 100)
