"""A page's pixels judged: what the page is for, and how good its image is."""

from __future__ import annotations

from domain.page import Page, PageKind, Quality, Raster
from ingest import wire
from ingest.blank import is_blank
from ingest.quality import quality_of
from ingest.separator import separator_code
from ingest.view import View, view_of, without_colour


def judged(number: int, raster: Raster, native_dpi: float, flags: int = 0) -> Page:
    """The page with its kind and quality; grey where its colours are all grey.

    native_dpi: what the paper was scanned at, 0 where not known. flags: of ``ingest.wire``. A page whose data
    is damaged is never blank: what is white there may be what was lost.
    """
    raster = without_colour(raster)
    view = view_of(raster)
    if not flags & wire.DAMAGED and is_blank(view):
        return Page(number, PageKind.BLANK, raster, _of_blank(view))
    quality = quality_of(view, native_dpi, flags)
    code = separator_code(view)
    kind = PageKind.CONTENT if code is None else PageKind.SEPARATOR
    return Page(number, kind, raster, quality, code)


def _of_blank(view: View) -> Quality:
    """Nothing is written on a blank page, so nothing on it can be unreadable."""
    return Quality(sharpness=1.0, darkness=round(view.darkness, 3), ink=0.0)
