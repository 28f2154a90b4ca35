"""Invented pages, drawn line by line, with the places their values stand in. Every page is marked MẪU."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from domain.document import Check, Field, FieldState, Provenance, Reading, Source
from domain.geometry import Box

WIDTH, HEIGHT = 1240, 1754
"""A4 at 150 dpi."""

_FACES = ("DejaVuSerif.ttf", "NotoSerif-Regular.ttf", "FreeSerif.ttf")
_MARGIN, _TOP, _STEP = 120, 330, 74


@dataclass(frozen=True, slots=True)
class Row:
    """One value on a page: its label, what is printed, and what was made of it.

    value: normal form; the printed text where not given. reasons: why a person must look, if anybody must.
    others: what other sources said. check: a failed rule.
    """

    label: str
    name: str
    printed: str
    value: str = ""
    reasons: tuple[str, ...] = ()
    others: tuple[tuple[Source, str], ...] = ()
    read: str = ""
    """What was read of it, where that is not what is printed."""


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page's JPEG and the fields that were read on it."""

    jpeg: bytes
    fields: tuple[Field, ...]


def draw(title: str, rows: Sequence[Row], page: int) -> DrawnPage:
    """A page of the dossier: a title, one row a value, and a mark that says it is no real paper."""
    image = Image.new("RGB", (WIDTH, HEIGHT), (252, 251, 247))
    pen = ImageDraw.Draw(image)
    _write_head(pen, title)
    fields = tuple(_field(pen, row, _TOP + place * _STEP, page) for place, row in enumerate(rows))
    target = io.BytesIO()
    image.save(target, "JPEG", quality=85)
    return DrawnPage(target.getvalue(), fields)


def _write_head(pen: ImageDraw.ImageDraw, title: str) -> None:
    middle = WIDTH / 2
    pen.text((middle, 110), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", (30, 30, 30), _face(28), anchor="mm")
    pen.text((middle, 152), "Độc lập - Tự do - Hạnh phúc", (30, 30, 30), _face(26), anchor="mm")
    pen.line((middle - 170, 176, middle + 170, 176), (30, 30, 30), 2)
    pen.text((middle, 240), title, (20, 20, 20), _face(40), anchor="mm")
    pen.text((middle, HEIGHT - 70), "MẪU · KHÔNG CÓ GIÁ TRỊ PHÁP LÝ", (150, 40, 40), _face(26), anchor="mm")


def _field(pen: ImageDraw.ImageDraw, row: Row, top: int, page: int) -> Field:
    pen.text((_MARGIN, top), f"{row.label}:", (60, 60, 60), _face(27))
    left = _MARGIN + pen.textlength(f"{row.label}: ", _face(27)) + 14
    pen.text((left, top - 2), row.printed, (18, 30, 84), _face(30))
    right = left + pen.textlength(row.printed, _face(30))
    box = Box(left / WIDTH, (top - 2) / HEIGHT, right / WIDTH, (top + 38) / HEIGHT)
    place = Provenance(Source.OCR, page, box)
    raw = row.read or row.printed
    checks = tuple(
        Check(reason.partition(":")[2], ok=False)
        for reason in row.reasons
        if reason.startswith("CHECK_FAILED:")
    )
    return Field(
        name=row.name,
        raw=raw,
        value=row.value or raw,
        confidence=0.62 if row.reasons else 0.99,
        state=FieldState.REVIEW if row.reasons else FieldState.ACCEPTED,
        provenance=place,
        checks=checks,
        reasons=row.reasons,
        others=tuple(Reading(value, 0.99, Provenance(source, page, box)) for source, value in row.others),
    )


def _face(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    for name in _FACES:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)
