"""Scans, pages and what was understood, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.understanding import Understanding
from storage.ids import new_id
from storage.memory.tables import Room
from storage.numbering import numbered
from storage.values import PageUnit, ReadPage, Scan, StoredPage


class MemoryPages:
    def __init__(self, room: Room) -> None:
        self._tables = room.tables

    def scan(self, scan: str) -> Scan | None:
        return self._tables.scans.get(scan)

    def scans(self, dossier: str) -> tuple[Scan, ...]:
        found = (scan for scan in self._tables.scans.values() if scan.dossier == dossier)
        return tuple(sorted(found, key=lambda scan: scan.position))

    def set_pages(self, scan: str, pages: int) -> None:
        self._tables.scans[scan] = replace(self._tables.scans[scan], pages=pages)

    def add_page_unit(self, scan: str, first: int, last: int) -> PageUnit:
        new = PageUnit(new_id(), scan, first, last)
        return self._tables.page_units.setdefault((scan, first, last), new)

    def page_unit(self, unit: str) -> PageUnit | None:
        return next((each for each in self._tables.page_units.values() if each.id == unit), None)

    def save(self, scan: str, pages: Sequence[ReadPage]) -> None:
        for page in pages:
            self._tables.readings.setdefault((scan, page.reading.number), page)

    def all_read(self, dossier: str) -> bool:
        scans = self.scans(dossier)
        wanted = sum(scan.pages or 0 for scan in scans)
        return all(scan.pages is not None for scan in scans) and len(self.pages(dossier)) == wanted

    def pages(self, dossier: str) -> tuple[StoredPage, ...]:
        position = {scan.id: scan.position for scan in self.scans(dossier)}
        found = [(key, page) for key, page in self._tables.readings.items() if key[0] in position]
        found.sort(key=lambda each: (position[each[0][0]], each[0][1]))
        return numbered((scan, page) for (scan, _), page in found)

    def save_understanding(self, dossier: str, input_sha256: str, value: Understanding) -> None:
        self._tables.understandings.setdefault((dossier, input_sha256), value)

    def understanding(self, dossier: str, input_sha256: str) -> Understanding | None:
        return self._tables.understandings.get((dossier, input_sha256))
