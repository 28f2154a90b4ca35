"""Sheets of invented dossiers, and what stands on their PDFs."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from domain.page import Defect, Quality
from domain.record import DossierRecord
from domain.review import ReviewTask, TaskKind
from hoso.definitions import definitions_at
from hoso.pipeline import settle
from web.labels import Labels
from web.language import Language, words_in
from web.printed.counter import Counter

MADE = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


def text_of(pdf: bytes) -> list[str]:
    """The pages' text as poppler finds it, line by line."""
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return [line.strip() for line in read.stdout.decode().splitlines() if line.strip()]


def flowing(lines: list[str]) -> str:
    return " ".join(lines)


def counter(
    maker: Callable[..., tuple[DossierRecord, object]],
    lang: Language = "vi",
    procedure: str | None = "1.001193",
) -> Counter:
    definitions = definitions_at()
    record, _ = maker("ho-so-1")
    checked = settle(replace(record, procedure=procedure), (), definitions)
    return Counter(checked, 0, Labels(words_in(lang), definitions), MADE)


def blurred(at: Counter, *pages: int) -> Counter:
    """The same dossier, these pages of which triage asks for a better scan."""
    quality = Quality(0.2, 0.05, 0.04, (Defect.CUT_EDGE,))
    seen = tuple(replace(each, quality=quality) if each.number in pages else each for each in at.record.pages)
    asked = tuple(ReviewTask(f"rescan:{n}", TaskKind.RESCAN, ("cut_edge",), page=n) for n in pages)
    return replace(at, record=replace(at.record, pages=seen, tasks=(*asked, *at.record.tasks)))
