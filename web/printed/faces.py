"""The faces that printed sheets are set in: shaped like the Times New Roman of official papers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
FAMILIES = (
    ("Tinos-Regular.ttf", "Tinos-Bold.ttf"),
    ("LiberationSerif-Regular.ttf", "LiberationSerif-Bold.ttf"),
    ("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf"),
)
"""File names, upright and bold; the first family that is there is used. All carry every Vietnamese letter."""


class NoFace(Exception):
    """This machine has no face to print with: install the package fonts-croscore."""


@dataclass(frozen=True, slots=True)
class Face:
    """Files of one family."""

    upright: Path
    bold: Path


@cache
def face(folders: tuple[Path, ...] = FOLDERS) -> Face:
    """The first family that is complete. Raises NoFace; a later call looks again."""
    found = {each.name: each for folder in folders for each in sorted(folder.rglob("*.ttf"))}
    for upright, bold in FAMILIES:
        if upright in found and bold in found:
            return Face(found[upright], found[bold])
    raise NoFace
