"""Single invented forms with squares ticked by hand, each scanned in one way, for measuring checkboxes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import cv2
import numpy as np

from domain.geometry import Box
from domain.page import Page, PageKind, Quality, Raster
from lab.specimens.degrade import scan_page
from lab.specimens.dossier import FIRST_DAY, LAST_DAY, ScannedPage
from lab.specimens.files import encode_page
from lab.specimens.fonts import Family
from lab.specimens.markup import Layout, layouts
from lab.specimens.mix import BUILDERS
from lab.specimens.papers import Binder
from lab.specimens.people import invent_day, invent_family
from lab.specimens.profiles import PROFILES, ProfileName, draw_scan
from lab.specimens.stamps import mark_page
from lab.specimens.ticks import EMPTY, TICKED
from lab.specimens.truth import Placed, canonical

EDITION = 3
"""The first edition with squares."""


@dataclass(frozen=True, slots=True)
class TrueBox:
    """A square as it was drawn, in fractions of the upright page."""

    box: Box
    ticked: bool


@dataclass(frozen=True, slots=True)
class Form:
    """A form of one or more pages. boxes: by page number. values: of the fields that are ticked, by name."""

    layout: str
    type: str
    profile: ProfileName
    pages: tuple[Page, ...]
    boxes: dict[int, tuple[TrueBox, ...]]
    values: dict[str, str]


def ticked_layouts(family: Family) -> list[Layout]:
    """The layouts of that family on which something is ticked."""
    drawn = [each for each in layouts() if each.family == family and each.edition >= EDITION]
    return [each for each in drawn if any("|ticks}" in line for line in each.body)]


def forms(seed: int, number: int, family: Family) -> Iterator[Form]:
    """So many of every layout in every profile: the same forms for the same seed."""
    for profile in PROFILES:
        for layout in ticked_layouts(family):
            for count in range(number):
                yield _form(layout, profile, family, Random(f"{seed}/{profile}/{layout.name}/{count}"))


def _form(layout: Layout, profile: ProfileName, family: Family, rng: Random) -> Form:
    grain = np.random.default_rng(rng.getrandbits(64))
    scan = draw_scan(profile, family, rng)
    binder = Binder(rng, family, scan.dpi)
    household = invent_family(rng, invent_day(rng, FIRST_DAY, LAST_DAY))
    content = BUILDERS[layout.options.get("content", layout.type)](household, rng)
    paper = binder.add_paper(layout, content, "original")
    pages, boxes = [], {}
    for index, leaf in enumerate(binder.leaves):
        mark_page(leaf.canvas, False, family)
        pixels, way = scan_page(np.asarray(leaf.canvas.image), scan, grain)
        where = Placed(way, pixels.shape[1], pixels.shape[0], 0)
        _, data = encode_page(ScannedPage(pixels, scan.dpi), scan, "PNG")
        pages.append(_page(index + 1, data, scan.dpi))
        drawn = (word for word in leaf.canvas.words if word.text in (EMPTY, TICKED))
        boxes[index + 1] = tuple(TrueBox(Box(*where.box(word.box)), word.text == TICKED) for word in drawn)
    ticked = {name: each.value for name, each in paper.fields.items() if EMPTY in each.raw}
    values = {name: value for name, value in ticked.items() if canonical(layout.type, name)}
    return Form(f"{layout.type}/{layout.name}", layout.type, profile, tuple(pages), boxes, values)


def _page(number: int, data: bytes, dpi: int) -> Page:
    pixels = np.asarray(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED), np.uint8)
    if pixels.ndim == 3:
        pixels = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB), np.uint8)
    raster = Raster(pixels.shape[1], pixels.shape[0], 1 if pixels.ndim == 2 else 3, dpi, pixels.tobytes())
    return Page(number, PageKind.CONTENT, raster, Quality(1.0, 0.0, 0.1))
