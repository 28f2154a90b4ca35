"""The legs as jobs of a worker process: engine and definitions are loaded once, values go in and out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from classifiers.layout_model import load_layout_model
from domain.once_only import HeldRecord
from domain.page import PageKind
from domain.understanding import Case, Earlier, PageReading
from hoso.definitions import definitions_at
from hoso.pipeline import complete, look_ups, reading_of, understand
from hoso.searchable import write_searchable
from hoso.trail import Trail, answers_in
from ingest.scan import inspect_scan, open_scan
from ocr.engine import Engine, load_engine
from ocr.read import read
from storage.codec import RECORD

Held = Mapping[str, Sequence[HeldRecord]]
"""What trial registers hold: register id to records."""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What became of a dossier: the record's JSON, the searchable PDF, and figures for people.

    seen: what finds its papers in other dossiers; it stands in no file.
    """

    record: str
    pdf: bytes
    pages: int
    documents: int
    accepted: int
    to_review: int
    not_needed: tuple[str, ...]
    seen: Earlier


@cache
def engine_named(name: str) -> Engine:
    """The engine, loaded once a process."""
    return load_engine(name)


def count_pages(path: Path) -> int:
    """How many pages a file has. Raises RefusedInput."""
    return inspect_scan(path).page_count


def read_pages(path: Path, first: int, last: int | None, number_from: int, engine: str) -> list[PageReading]:
    """Pages ``first`` to ``last`` of a file, read; blanks carry no text.

    Raises RefusedInput when the file cannot be decoded.
    """
    readings = []
    for page in open_scan(path, first, last, number_from):
        text = read(page, engine_named(engine)) if page.kind is not PageKind.BLANK else None
        readings.append(reading_of(page, text))
        del page  # its pixels need not lie beside those of the next
    return readings


def prepare() -> None:
    """Load what `finish` needs, so that a process can do it while the first pages are still being read.

    Raises DefinitionError when a definition is wrong.
    """
    definitions_at()
    load_layout_model()


def finish(
    case: Case, pages: Sequence[PageReading], files: Sequence[Path], held: Held, trail: Trail | None = None
) -> Outcomes:
    """Everything behind the reading: record, searchable PDF and the figures of one dossier.

    trail: where look-ups are written before they are made; without it none is.
    """
    definitions = definitions_at()
    understood = understand(pages, definitions, load_layout_model())
    asked = look_ups(understood, definitions, case)
    answers = answers_in(held, asked, case, definitions.law, trail)
    record = complete(understood, answers, definitions, case)
    texts = [page.text for page in understood.pages if page.text is not None]
    fields = [field for document in record.documents for field in document.fields]
    accepted = sum(field.state.value == "accepted" for field in fields)
    return Outcomes(
        record=RECORD.dump(record),
        pdf=write_searchable(list(files), texts),
        pages=len(record.pages),
        documents=len(record.documents),
        accepted=accepted,
        to_review=len(fields) - accepted,
        not_needed=tuple(
            f"{verdict.document}:{verdict.reason}"
            for verdict in record.once_only
            if verdict.verdict.value.startswith("not_needed")
        ),
        seen=Earlier(
            dossier=case.id,
            documents=record.documents,
            texts={page.number: page.text.text for page in understood.pages if page.text is not None},
            looks={page.number: page.look for page in understood.pages if page.look is not None},
        ),
    )
