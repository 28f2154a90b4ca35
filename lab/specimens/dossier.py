"""A whole invented dossier: people, papers, pages, one way of scanning, and the truth about all of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from random import Random

import numpy as np
from numpy.typing import NDArray

from lab.specimens.degrade import scan_page
from lab.specimens.fonts import Family
from lab.specimens.markup import EDITION
from lab.specimens.mix import plan_dossier
from lab.specimens.papers import Binder, Leaf
from lab.specimens.people import Family as Household
from lab.specimens.people import invent_day, invent_family
from lab.specimens.profiles import ProfileName, Scan, choose_profile, draw_scan
from lab.specimens.registers import Registers, plant_registers
from lab.specimens.stamps import mark_page
from lab.specimens.truth import Placed, tell_truth

FIRST_DAY, LAST_DAY = date(2026, 1, 12), date(2026, 11, 20)
TURNS = (0, 90, 180, 270)
TURN_WEIGHTS = (88, 4, 5, 3)


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A stored page: pixels (grey or RGB; a bitonal one holds only 0 and 255) as the scanner saved it."""

    pixels: NDArray[np.uint8]
    dpi: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """A finished specimen. truth and registers: the content of the files beside it, see README.md."""

    name: str
    scan: Scan
    pages: tuple[ScannedPage, ...]
    truth: dict[str, object]
    household: Household
    registers: Registers

    def named(self, name: str, quality: int) -> Dossier:
        """The same dossier under another name, which decides its container; its JPEGs are no better."""
        scan = self.scan
        if scan.quality is not None:
            scan = replace(scan, quality=min(quality, scan.quality))
        return replace(self, name=name, scan=scan, truth=self.truth | {"name": name})


def make_dossier(
    seed: int, family: Family, profile: ProfileName | None = None, edition: int = EDITION
) -> Dossier:
    """The dossier of that seed and that edition of the layouts: the same pages and truth every time.

    family ``measure`` uses layouts, faces and textures that ``train`` never shows. profile: drawn by the seed
    when absent. Raises fonts.MissingFace where a face is not installed.
    """
    rng = Random(f"{seed}/{family}")
    grain = np.random.default_rng(rng.getrandbits(64))
    glass = Random(f"{seed}/{family}/scan")
    drawn = choose_profile(glass)
    scan = draw_scan(profile or drawn, family, glass)
    household = invent_family(rng, invent_day(rng, FIRST_DAY, LAST_DAY))
    binder = Binder(rng, family, scan.dpi, edition)
    procedure = plan_dossier(binder, household)
    pages: list[ScannedPage] = []
    placed: list[Placed] = []
    for leaf in binder.leaves:
        mark_page(leaf.canvas, leaf.kind == "blank", family)
        page, where = _scanned(leaf, scan, rng, grain)
        pages.append(page)
        placed.append(where)
    name = f"{family}-{seed:06d}"
    head = {
        "name": name,
        "seed": seed,
        "family": family,
        "edition": edition,
        "profile": scan.profile,
        "dpi": scan.dpi,
        "colour": scan.colours,
        "procedure": procedure,
        "received": household.received.isoformat(),
    }
    held, verdicts = plant_registers(
        binder.papers, procedure, household.received, Random(f"{seed}/{family}/registers")
    )
    truth = head | tell_truth(binder, placed, household) | {"once_only": verdicts}
    return Dossier(name, scan, tuple(pages), truth, household, held)


def _scanned(leaf: Leaf, scan: Scan, rng: Random, grain: np.random.Generator) -> tuple[ScannedPage, Placed]:
    pixels = np.asarray(leaf.canvas.image)
    upright, way = scan_page(pixels, scan, grain)
    turn = rng.choices(TURNS, TURN_WEIGHTS)[0]
    stored = np.ascontiguousarray(np.rot90(upright, turn // 90))
    return ScannedPage(stored, leaf.canvas.dpi), Placed(way, upright.shape[1], upright.shape[0], turn)
