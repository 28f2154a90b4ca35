"""Faces to draw lines with, by hand: print, typewriter, handwriting-like; opened once per size."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random

from fontTools.ttLib import TTFont
from PIL import ImageFont

from lab.specimens.fonts import Face, Style, faces


@dataclass(frozen=True, slots=True)
class Faces:
    """Faces of one use: those the network learns from, or those kept unseen for measuring."""

    every: tuple[Face, ...]

    def pick(self, random: Random, style: Style) -> Face:
        """A typeface first, then a cut: a face with four cuts is not seen four times as often."""
        fitting = [face for face in self.every if face.style == style] or list(self.every)
        name = random.choice(sorted({face.name for face in fitting}))
        cuts = [face for face in fitting if face.name == name]
        upright = [face for face in cuts if not face.italic]
        return random.choice(upright if random.random() < 0.6 else cuts)


def training_faces() -> Faces:
    return Faces(faces("train"))


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
