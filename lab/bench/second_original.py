"""Second originals of one act: the same blank, the same print and values, sealed and signed once more."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from lab.bench.scanned import Scanned, kept_or, read_dossier, scanned_leaves
from lab.specimens.dossier import FIRST_DAY, LAST_DAY, Dossier
from lab.specimens.markup import Layout, layouts
from lab.specimens.mix import plan_dossier
from lab.specimens.papers import Binder
from lab.specimens.people import invent_day, invent_family
from lab.specimens.profiles import ProfileName, choose_profile, draw_scan
from lab.specimens.typeset import Style

MOST_SIDES = 2


@dataclass(slots=True)
class _Remembering(Binder):
    """styles: the typography of each paper, by its id."""

    styles: dict[str, Style] = field(default_factory=dict)

    def style(self, layout: Layout) -> Style:
        found = Binder.style(self, layout)
        self.styles[self.next_id()] = found
        return found


@dataclass(slots=True, kw_only=True)
class _SamePrint(Binder):
    """Draws all in one typography."""

    given: Style

    def style(self, _: Layout) -> Style:
        return self.given


def second_originals(scans: Sequence[Scanned], options: argparse.Namespace) -> tuple[Scanned, ...]:
    """Of the first so many sealed originals another one, scanned as their second scan is.

    Each is a dossier of its own under the seed of the first one's; its pages have the same numbers as there.
    """
    made: list[Scanned] = []
    for scan, paper in _sealed(scans):
        if len(made) >= options.originals:
            break
        made.append(_kept(scan, paper, options))
        print(f"bench: {len(made)} second originals", file=sys.stderr, flush=True)
    return tuple(made)


def _sealed(scans: Sequence[Scanned]) -> Iterator[tuple[Scanned, dict[str, Any]]]:
    """One sealed original of each dossier, from its second scan."""
    for scan in scans[len(scans) // 2 :]:
        papers = (each for each in scan.truth["documents"] if _is_sealed_original(each))
        paper = next(papers, None)
        if paper is not None:
            yield scan, paper


def _is_sealed_original(paper: dict[str, Any]) -> bool:
    sealed = any(each["kind"] == "seal" for each in paper.get("attestations", ()))
    is_card = "can_cuoc" in paper["type"] or "cccd" in paper["type"]
    return sealed and not is_card and paper["copy"] == "original" and len(paper["pages"]) <= MOST_SIDES


def _kept(scan: Scanned, paper: dict[str, Any], options: argparse.Namespace) -> Scanned:
    name = f"{options.engine}-second-{scan.seed}-{paper['id']}-{scan.profile}"
    truth = {"documents": [paper]}

    def read() -> Scanned:
        with tempfile.TemporaryDirectory(prefix="hoso-bench-") as folder:
            dossier = second_original(scan.seed, scan.profile, paper["id"])
            pages = read_dossier(dossier, Path(folder), options.engine, paper["pages"][0])
        return Scanned(scan.seed, scan.profile, truth, pages)

    return kept_or(options.cache, name, scan.seed, scan.profile, read)


def second_original(seed: int, profile: ProfileName, paper: str) -> Dossier:
    """The paper of ``make_dossier(seed, "measure")`` of that id, drawn once more by another hand."""
    rng, glass = Random(f"{seed}/measure"), Random(f"{seed}/measure/scan")
    choose_profile(glass)
    scan = draw_scan(profile, "measure", glass)
    rng.getrandbits(64)
    family = invent_family(rng, invent_day(rng, FIRST_DAY, LAST_DAY))
    first = _Remembering(rng, "measure", scan.dpi)
    plan_dossier(first, family)
    drawn = next(each for each in first.papers if each.id == paper)
    layout = next(each for each in layouts() if f"{each.type}/{each.name}" == drawn.layout)
    second = _SamePrint(Random(f"{seed}/measure/second"), "measure", scan.dpi, given=first.styles[paper])
    second.add_paper(layout, drawn.content, "original")
    return Dossier(f"second-{seed}", scan, scanned_leaves(second, scan, seed), {}, family, {})
