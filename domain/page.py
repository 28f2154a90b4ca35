"""A page as an image, and how good that image is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from domain.geometry import Box

Rotation = Literal[0, 90, 180, 270]
"""Clockwise degrees that set a stored page upright."""


class PageKind(StrEnum):
    """What a page is for: only content pages can belong to a document."""

    CONTENT = "content"
    BLANK = "blank"
    SEPARATOR = "separator"


class Defect(StrEnum):
    """What is wrong with a page's image; most of these ask for a rescan."""

    LOW_RESOLUTION = "LOW_RESOLUTION"
    BLURRED = "BLURRED"
    TOO_DARK = "TOO_DARK"
    TOO_LIGHT = "TOO_LIGHT"
    CUT_EDGE = "CUT_EDGE"
    PIXELS_REDUCED = "PIXELS_REDUCED"
    UNREADABLE = "UNREADABLE"
    VALUES_NOT_SHOWN = "VALUES_NOT_SHOWN"


@dataclass(frozen=True, slots=True)
class Raster:
    """Decoded pixels: rows of 8-bit samples, grey (1 channel) or RGB (3 channels), nothing between rows.

    ``len(data) == width * height * channels``; ``dpi`` is pixels an inch of the paper.
    """

    width: int
    height: int
    channels: Literal[1, 3]
    dpi: float
    data: bytes


@dataclass(frozen=True, slots=True)
class Quality:
    """Measures of a page's image that decide whether it must be scanned again.

    sharpness: 0 (smeared) .. 1 (crisp strokes); darkness: mean ink of the paper's background, 0 white .. 1
    black; ink: share of the page that is written on.
    """

    sharpness: float
    darkness: float
    ink: float
    defects: tuple[Defect, ...] = ()


@dataclass(frozen=True, slots=True)
class LayerWord:
    """A word of the text layer that a file brings along. box: in fractions of the stored page.

    What a file says of its own pages is a claim: it may be missing, garbled or false.
    """

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a scan as it was stored, not yet set upright. ``number`` counts from 1 in the dossier.

    layer: words of the file's own text layer in no particular order, where the page is not a scan. scanner:
    maker and model of the device, where the file's tags name it.
    """

    number: int
    kind: PageKind
    raster: Raster
    quality: Quality
    separator: str | None = None
    """The dossier code that a separator sheet carries, when the page is one."""
    layer: tuple[LayerWord, ...] = ()
    scanner: str | None = None
