"""The text layer of a PDF's pages by poppler's pdftotext. Runs only in the sandboxed process."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

import pikepdf

from ingest import wire
from ingest.limits import Limits

_PAGE = re.compile(r"<page [^>]*>(.*?)</page>", re.DOTALL)
"""The size that stands here is not turned with the page, and is not used."""
_WORD = re.compile(
    r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', re.DOTALL
)
_MOST_BYTES = 8 << 20
_UNSEEN = re.compile(rb"(?<![\d.])[37]\s+Tr\b")
"""Text that is drawn without being seen (ISO 32000-1, 9.3.6) was laid there by a program that read a scan."""
_DEEPEST = 4
_MOST_FORMS = 64


def draws_seen_text(page: pikepdf.Page) -> bool:
    """Whether a page draws text, and none that cannot be seen; False where it cannot be looked into."""
    try:
        contents = page.obj.get("/Contents")
        parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        fonts = "/Font" in page.resources
        for form in _forms(page.resources, 0):
            parts.append(form)
            fonts = fonts or "/Font" in form.get("/Resources", pikepdf.Dictionary())
        streams = [part.read_bytes() for part in parts if isinstance(part, pikepdf.Stream)]
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError, AttributeError):
        return False
    return fonts and not any(_UNSEEN.search(stream) for stream in streams)


def _forms(resources: pikepdf.Object, depth: int) -> Iterator[pikepdf.Object]:
    drawn = resources.get("/XObject", pikepdf.Dictionary())
    for _, each in zip(range(_MOST_FORMS), drawn.values(), strict=False):
        if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == pikepdf.Name.Form:
            yield each
            if depth < _DEEPEST and "/Resources" in each:
                yield from _forms(each["/Resources"], depth + 1)


class PlacedText(NamedTuple):
    """A word with its left, top, right and bottom in points of the page as it is shown."""

    edges: tuple[float, float, float, float]
    text: str


def layers(path: str, first: int, last: int, limits: Limits) -> dict[int, list[PlacedText]]:
    """The words of each page that has a text layer; none at all where poppler fails on them."""
    span = ["-f", str(first), "-l", str(last)]
    with tempfile.TemporaryFile() as told:
        try:
            subprocess.run(
                ["pdftotext", "-q", "-bbox", "-cropbox", *span, path, "-"],
                stdout=told,
                stderr=subprocess.DEVNULL,
                check=True,
                timeout=limits.page_seconds,
            )
        except (subprocess.SubprocessError, OSError):
            return {}
        told.seek(0)
        text = told.read(_MOST_BYTES).decode("utf-8", "replace")
    return {first + place: _words(page[1]) for place, page in enumerate(_PAGE.finditer(text))}


def _words(page: str) -> list[PlacedText]:
    found = []
    for left, top, right, bottom, text in _WORD.findall(page):
        found.append(PlacedText((float(left), float(top), float(right), float(bottom)), unescape(text)))
    return found


def letters_of(words: list[PlacedText], width: float, height: float) -> bytes:
    """``wire.LETTER`` records of a page so wide and high in points; none for more than a page can hold."""
    records = []
    for word in words:
        sides = zip(word.edges, (width, height, width, height), strict=True)
        place = [round(min(max(edge / whole, 0.0), 1.0) * wire.WHOLE) for edge, whole in sides]
        records += [wire.LETTER.pack(ord(letter), *place) for letter in (*word.text, " ")]
    return b"".join(records) if len(records) <= wire.MOST_LETTERS else b""
