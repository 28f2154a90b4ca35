"""Pages of born-digital PDF files with the words and lines their text layer knows, as truth for measuring."""

from __future__ import annotations

import subprocess
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
from pdf2image import convert_from_path

from ocr.engine import Grey

DPI = 200
_SPACE = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True, slots=True)
class TrueLine:
    """A line's text and its rectangle in pixels."""

    text: str
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class TruePage:
    """A page rendered at 200 dpi, grey, and its lines in the order of the file."""

    picture: Grey
    lines: tuple[TrueLine, ...]


def pages_of(pdf: Path, most: int) -> list[TruePage]:
    """The first pages of a PDF file whose text layer can be trusted."""
    layout = subprocess.run(
        ["pdftotext", "-bbox-layout", "-l", str(most), str(pdf), "-"], check=True, capture_output=True
    ).stdout
    # the tree is poppler's own output for a file the measurer chose, not a stranger's XML
    tree = ElementTree.fromstring(layout)  # noqa: S314
    pictures = convert_from_path(pdf, dpi=DPI, last_page=most, grayscale=True)
    return [
        TruePage(np.asarray(picture, np.uint8), tuple(_lines(page)))
        for picture, page in zip(pictures, tree.iter(f"{_SPACE}page"), strict=True)
    ]


def _lines(page: ElementTree.Element) -> list[TrueLine]:
    found = []
    for line in page.iter(f"{_SPACE}line"):
        words = [word.text or "" for word in line.iter(f"{_SPACE}word")]
        edges = [float(line.attrib[name]) * DPI / 72 for name in ("xMin", "yMin", "xMax", "yMax")]
        text = unicodedata.normalize("NFC", " ".join(words))
        found.append(TrueLine(text, *(round(edge) for edge in edges)))
    return found


def crop(page: Grey, line: TrueLine) -> Grey:
    """The line with a little paper around it."""
    return page[max(0, line.top - 2) : line.bottom + 3, max(0, line.left - 6) : line.right + 7]
