"""Page numbers: a scan counts its own pages, a dossier counts through all its scans."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from storage.values import ReadPage, StoredPage


def numbered(pages: Iterable[tuple[str, ReadPage]]) -> tuple[StoredPage, ...]:
    """Pages of a dossier in order, each with its scan's id; readings get the dossier's numbers."""
    return tuple(_numbered(number, scan, page) for number, (scan, page) in enumerate(pages, start=1))


def _numbered(number: int, scan: str, page: ReadPage) -> StoredPage:
    reading = page.reading
    text = replace(reading.text, page=number) if reading.text is not None else None
    renumbered = replace(reading, number=number, text=text)
    return StoredPage(number, scan, reading.number, renumbered, page.preview)
