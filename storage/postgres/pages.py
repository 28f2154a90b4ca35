"""Scans, pages and what was understood, in PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence

from domain.understanding import Understanding
from storage.codec import READING, UNDERSTANDING
from storage.ids import new_id
from storage.numbering import numbered
from storage.postgres.database import Room
from storage.values import PageUnit, ReadPage, Scan, StoredPage


class PostgresPages:
    def __init__(self, room: Room) -> None:
        self._database = room.database

    def scan(self, scan: str) -> Scan | None:
        row = self._database.row("scan", id=scan)
        return Scan(**row) if row else None

    def scans(self, dossier: str) -> tuple[Scan, ...]:
        return tuple(Scan(**row) for row in self._database.rows("scans", dossier=dossier))

    def set_pages(self, scan: str, pages: int) -> None:
        self._database.run("set_pages", id=scan, pages=pages)

    def add_page_unit(self, scan: str, first: int, last: int) -> PageUnit:
        self._database.run("add_page_unit", id=new_id(), scan=scan, first=first, last=last)
        rows = self._database.rows("page_unit_of_range", scan=scan, first=first, last=last)
        return PageUnit(**rows[0])

    def page_unit(self, unit: str) -> PageUnit | None:
        row = self._database.row("page_unit", id=unit)
        return PageUnit(**row) if row else None

    def save(self, scan: str, pages: Sequence[ReadPage]) -> None:
        rows = [
            {
                "scan": scan,
                "page": page.reading.number,
                "preview": page.preview,
                "reading": READING.dump(page.reading),
            }
            for page in pages
        ]
        self._database.run_many("add_page", rows)

    def all_read(self, dossier: str) -> bool:
        self._database.run("hold_dossier", id=dossier)
        row = self._database.row("all_read", dossier=dossier)
        return bool(row and row["done"])

    def pages(self, dossier: str) -> tuple[StoredPage, ...]:
        rows = self._database.rows("pages", dossier=dossier)
        return numbered(
            (row["scan"], ReadPage(READING.from_plain(row["reading"]), row["preview"])) for row in rows
        )

    def save_understanding(self, dossier: str, input_sha256: str, value: Understanding) -> None:
        body = UNDERSTANDING.dump(value)
        self._database.run("add_understanding", dossier=dossier, input_sha256=input_sha256, body=body)

    def understanding(self, dossier: str, input_sha256: str) -> Understanding | None:
        row = self._database.row("understanding", dossier=dossier, input_sha256=input_sha256)
        return UNDERSTANDING.from_plain(row["body"]) if row else None
