"""The legs as the service runs them: each takes and gives values that can cross to a child process."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PIL import Image

from classifiers.layout_model import load_layout_model
from domain.once_only import Answer, LookUp
from domain.page import Page, PageKind, Raster, Rotation
from domain.record import DossierRecord
from domain.review import Decision
from domain.understanding import Case, Earlier, PageReading, Understanding
from hoso import pipeline
from hoso.definitions import definitions_at
from hoso.legs import count_pages, engine_named
from hoso.seam import Legs
from ingest.scan import open_scan
from ocr.read import read

PREVIEW_EDGE = 2400
"""Pixels of a preview's longer side: print of 8 points stays legible, and a page weighs some 500 kB."""
PREVIEW_QUALITY = 82

_UPRIGHT: Final[dict[Rotation, Image.Transpose]] = {
    90: Image.Transpose.ROTATE_270,  # Pillow turns counter-clockwise
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


def service_legs(engine: str) -> Legs:
    """The real legs, reading with the engine of that name."""
    return Legs(
        version=pipeline.PIPELINE_VERSION,
        count_pages=count_pages,
        read_pages=partial(read_pages, engine=engine),
        understand=understand,
        look_ups=look_ups,
        complete=complete,
        settle=settle,
        look_ups_again=look_ups_again,
        advise=advise,
        asked_again=asked_again,
    )


def read_pages(path: Path, first: int, last: int, engine: str) -> list[tuple[PageReading, bytes]]:
    return [_read(page, engine) for page in open_scan(path, first, last, first)]


def understand(pages: Sequence[PageReading]) -> Understanding:
    return pipeline.understand(pages, definitions_at(), load_layout_model())


def look_ups(understanding: Understanding, case: Case) -> tuple[LookUp, ...]:
    return pipeline.look_ups(understanding, definitions_at(), case)


def complete(
    understanding: Understanding, answers: Sequence[Answer], case: Case, earlier: Sequence[Earlier]
) -> DossierRecord:
    return pipeline.complete(understanding, answers, definitions_at(), case, earlier)


def settle(record: DossierRecord, decisions: Sequence[Decision]) -> DossierRecord:
    return pipeline.settle(record, decisions, definitions_at())


def look_ups_again(record: DossierRecord) -> tuple[LookUp, ...]:
    return pipeline.look_ups_again(record, definitions_at())


def advise(record: DossierRecord, answers: Sequence[Answer]) -> DossierRecord:
    return pipeline.advise(record, answers, definitions_at())


def asked_again(record: DossierRecord, answers: Sequence[Answer]) -> DossierRecord | None:
    return pipeline.asked_again(record, answers, definitions_at())


def _read(page: Page, engine: str) -> tuple[PageReading, bytes]:
    text = read(page, engine_named(engine)) if page.kind is not PageKind.BLANK else None
    rotation = text.rotation if text is not None else 0
    return pipeline.reading_of(page, text), preview(page.raster, rotation)


def preview(raster: Raster, rotation: Rotation) -> bytes:
    """The page set upright as a JPEG, at most ``PREVIEW_EDGE`` pixels long."""
    mode = "L" if raster.channels == 1 else "RGB"
    image = Image.frombytes(mode, (raster.width, raster.height), raster.data)
    image.thumbnail((PREVIEW_EDGE, PREVIEW_EDGE))
    upright = image.transpose(_UPRIGHT[rotation]) if rotation else image
    written = io.BytesIO()
    upright.save(written, "JPEG", quality=PREVIEW_QUALITY)
    return written.getvalue()
