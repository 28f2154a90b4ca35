"""Forms that the same people fill in anew: another request of theirs, and never the same paper again."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

from lab.bench.scanned import Scanned, kept_or, read_dossier, scanned_leaves
from lab.specimens.dossier import FIRST_DAY, LAST_DAY, Dossier
from lab.specimens.markup import layouts
from lab.specimens.mix import BUILDERS
from lab.specimens.papers import Binder
from lab.specimens.people import Family, invent_day, invent_family
from lab.specimens.profiles import ProfileName, choose_profile, draw_scan

FORMS = frozenset({"to_khai_khai_sinh", "ct01", "giay_uy_quyen"})
"""Papers that people write themselves, as often as they need one."""
LATEST = 60
"""Days after the first request at which the next one is made at the latest."""


def forms_anew(scans: Iterable[Scanned], options: argparse.Namespace) -> tuple[Scanned, ...]:
    """For the first so many forms another one of the same family, on the same layout, scanned the same way.

    Each is a dossier of its own; its seed is that of the family's dossier below zero.
    """
    made: list[Scanned] = []
    for scan, paper in _forms(scans):
        if len(made) >= options.anew:
            break
        made.append(_kept(scan, paper, options))
        print(f"bench: {len(made)} forms filled in anew", file=sys.stderr, flush=True)
    return tuple(made)


def _forms(scans: Iterable[Scanned]) -> Iterator[tuple[Scanned, dict[str, str]]]:
    """One form of each family, from its first scan."""
    known: set[int] = set()
    for scan in scans:
        paper = next((each for each in scan.truth["documents"] if each["type"] in FORMS), None)
        if paper is not None and scan.seed not in known:
            known.add(scan.seed)
            yield scan, paper


def _kept(scan: Scanned, paper: dict[str, str], options: argparse.Namespace) -> Scanned:
    name = f"{options.engine}-anew-{scan.seed}-{scan.profile}"

    def read() -> Scanned:
        with tempfile.TemporaryDirectory(prefix="hoso-bench-") as folder:
            dossier = form_anew(scan.seed, scan.profile, paper["layout"])
            pages = read_dossier(dossier, Path(folder), options.engine)
        return Scanned(-scan.seed, scan.profile, {"documents": []}, pages)

    return kept_or(options.cache, name, -scan.seed, scan.profile, read)


def form_anew(seed: int, profile: ProfileName, layout: str) -> Dossier:
    """A later dossier of the seed's family: one form of that layout (``type/name``), said anew."""
    dice = Random(f"{seed}/measure/anew")
    glass = Random(f"{seed}/measure/scan")
    choose_profile(glass)
    scan = draw_scan(profile, "measure", glass)
    family = _family(seed)
    later = replace(family, received=family.received + timedelta(days=dice.randint(5, LATEST)))
    binder = Binder(dice, "measure", scan.dpi)
    look = next(each for each in layouts() if f"{each.type}/{each.name}" == layout)
    binder.add_paper(look, BUILDERS[look.options.get("content", look.type)](later, dice), "original")
    return Dossier(f"anew-{seed}", scan, scanned_leaves(binder, scan, seed), {}, later, {})


def _family(seed: int) -> Family:
    """The people of ``make_dossier(seed, "measure")``."""
    rng = Random(f"{seed}/measure")
    rng.getrandbits(64)
    return invent_family(rng, invent_day(rng, FIRST_DAY, LAST_DAY))
