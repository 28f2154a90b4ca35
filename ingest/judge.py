"""A page's pixels judged: what the page is for, and how good its image is."""

from __future__ import annotations

from domain.page import Defect, Page, PageKind, Quality, Raster
from ingest import wire

_FLAGGED = ((wire.DAMAGED, Defect.UNREADABLE), (wire.REDUCED, Defect.PIXELS_REDUCED))


def judged(number: int, raster: Raster, flags: int) -> Page:
    """The page with its kind and quality."""
    defects = tuple(defect for flag, defect in _FLAGGED if flags & flag)
    return Page(number, PageKind.CONTENT, raster, Quality(1.0, 0.0, 0.0, defects))
