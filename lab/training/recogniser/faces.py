"""Faces to draw lines with, by hand: print, typewriter, handwriting-like; opened once per size."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random

from fontTools.ttLib import TTFont
from PIL import ImageFont

from lab.specimens.fonts import CACHE, Face, NpmFile, Style, checked, faces, install, merge

MORE = Path(__file__).with_name("faces.toml")
CUTS = {"400-normal": (False, False), "700-normal": (True, False), "400-italic": (False, True)}
"""Of each package the cuts that are drawn with: (bold, italic)."""


@dataclass(frozen=True, slots=True)
class Faces:
    """Faces of one use: those the network learns from, or those kept unseen for measuring.

    common: typefaces that offices do write with; half of the lines are theirs, however many others there are.
    """

    every: tuple[Face, ...]
    common: frozenset[str] = frozenset()

    def pick(self, random: Random, style: Style) -> Face:
        """A typeface first, then a cut: a face with four cuts is not seen four times as often."""
        fitting = [face for face in self.every if face.style == style] or list(self.every)
        names = {face.name for face in fitting}
        if names & self.common and random.random() < 0.5:
            names &= self.common
        name = random.choice(sorted(names))
        cuts = [face for face in fitting if face.name == name]
        upright = [face for face in cuts if not face.italic]
        return random.choice(upright if random.random() < 0.6 else cuts)


def training_faces() -> Faces:
    """The specimens' faces of the training family, and for the sake of variety those that were fetched."""
    common = faces("train")
    return Faces((*common, *_more_faces()), frozenset(face.name for face in common))


def more_packages() -> frozenset[str]:
    """The npm packages of the faces that are learnt from beside those of the specimens."""
    return frozenset(file.package for _, file in _listed())


def _more_faces() -> Iterator[Face]:
    for style, file in _listed():
        if file.path.exists():
            bold, italic = CUTS[file.cut]
            yield Face(file.path, file.package, style, "train", bold, italic)


def _listed() -> Iterator[tuple[Style, NpmFile]]:
    styles: tuple[Style, ...] = ("print", "mono", "hand")
    packages = tomllib.loads(MORE.read_text("utf-8"))
    for style in styles:
        for package in packages[style].split():
            for cut in CUTS:
                yield style, NpmFile(package, cut, CACHE / f"more-{package}-{cut}.ttf")


def fetch_more() -> int:
    """Fetch the faces of ``faces.toml`` that the cache lacks; how many files are there now."""
    absent = [file for _, file in _listed() if not file.path.exists()]
    install({file.package for file in absent})
    for file in absent:
        if file.has("vietnamese"):  # not every typeface has all cuts
            merge(file)
    return len([checked(face) for face in _more_faces()])


def unseen_faces() -> Faces:
    """Only the faces that training never draws with."""
    return Faces(tuple(face for face in faces("measure") if face.family == "measure"))


@lru_cache(maxsize=400)
def opened(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=200)
def covered(path: Path) -> frozenset[str]:
    """The letters a face can draw."""
    with TTFont(path, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


if __name__ == "__main__":
    print(f"{fetch_more()} files", file=sys.stderr)
