"""The faces specimens are written in: found on the system, or fetched from npm into a cache outside git.

``python -m lab.specimens.fonts`` fetches what npm holds and says which Debian package is missing.
Every face that is handed out covers all 134 Vietnamese letters, so no text ever mixes two faces.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from platformdirs import user_cache_path

Style = Literal["print", "hand", "mono"]
Family = Literal["train", "measure", "both"]

FACES = Path(__file__).parent / "data" / "faces.toml"
CACHE = user_cache_path("hoso") / "faces"
SYSTEM = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("/usr/share/texmf/fonts"))
CUTS = ("regular", "bold", "italic", "bold_italic")
SUBSETS = ("latin", "latin-ext", "vietnamese")
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
PUNCTUATION = "0123456789.,:;/-()<>\u201c\u201d\u2013\u2026"


class MissingFace(Exception):
    """A face of the list is not on this machine; the message says which package to install."""


@dataclass(frozen=True, slots=True)
class Face:
    """One font file. name: typeface, the same for all its cuts. family: where it may be used.

    look: serif or sans for print faces, else empty.
    """

    path: Path
    name: str
    style: Style
    family: Family
    bold: bool = False
    italic: bool = False
    look: str = ""


@cache
def vietnamese_letters() -> frozenset[str]:
    """The 134 letters of Vietnamese that ASCII lacks, both cases, precomposed."""
    every = {unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in TONES}
    lower = {letter for letter in every if not letter.isascii()} | {"đ"}
    return frozenset(lower | {letter.upper() for letter in lower})


@cache
def faces(family: Family) -> tuple[Face, ...]:
    """Every face that ``family`` may use (``both`` gives those shared by the two), checked for coverage.

    Raises MissingFace with the package to install.
    """
    wanted = {family, "both"}
    return tuple(checked(face) for face in _listed() if face.family in wanted)


def fetch() -> None:
    """Fetch the npm faces that are not in the cache yet and merge each one's subsets into one file."""
    absent = [
        NpmFile(entry["npm"], entry[cut], path)
        for name, entry in _table().items()
        for cut in CUTS
        if "npm" in entry and cut in entry and not (path := CACHE / f"{name}-{cut}.ttf").exists()
    ]
    if absent:
        install({file.package for file in absent})
    for file in absent:
        merge(file)


@dataclass(frozen=True, slots=True)
class NpmFile:
    """One cut of a typeface as npm holds it: package ``@fontsource/…``, weight and slope, merged file."""

    package: str
    cut: str
    path: Path

    def part(self, subset: str) -> Path:
        """The package's own file for some of the letters."""
        folder = CACHE / "node_modules" / "@fontsource" / self.package / "files"
        return folder / f"{self.package}-{subset}-{self.cut}.woff2"

    def has(self, subset: str) -> bool:
        """Whether the package holds those letters in this cut."""
        return self.part(subset).is_file()


def install(packages: Iterable[str]) -> None:
    """Bring packages of typefaces into the cache. Raises CalledProcessError where npm fails."""
    CACHE.mkdir(parents=True, exist_ok=True)
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund"]
    wanted = sorted(f"@fontsource/{package}" for package in packages)
    command = ["npm", "install", *quiet, "--prefix", str(CACHE), *wanted]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(FACES.read_text("utf-8"))


def _listed() -> Iterator[Face]:
    for name, entry in _table().items():
        for cut in CUTS:
            if cut in entry:
                path = _found(name, entry, cut)
                style: Style = entry["style"]  # type: ignore[assignment]
                family: Family = entry["family"]  # type: ignore[assignment]
                yield Face(path, name, style, family, "bold" in cut, "italic" in cut, entry.get("look", ""))


def _found(name: str, entry: dict[str, str], cut: str) -> Path:
    if "npm" not in entry:
        path = _system_files().get(entry[cut])
        if path is None:
            raise MissingFace(f"{entry[cut]} is not installed: apt-get install {entry['apt']}")
        return path
    path = CACHE / f"{name}-{cut}.ttf"
    if not path.exists():
        raise MissingFace(
            f"{name} is not in the cache: python -m lab.specimens.fonts (npm @fontsource/{entry['npm']})"
        )
    return path


@cache
def _system_files() -> dict[str, Path]:
    return {path.name: path for root in SYSTEM for path in root.rglob("*") if path.suffix in {".ttf", ".otf"}}


def checked(face: Face) -> Face:
    """The same face. Raises MissingFace where the file lacks a letter: another face would be mixed in."""
    with TTFont(face.path, lazy=True) as font:
        covered = font.getBestCmap()
    lacking = [each for each in (*vietnamese_letters(), *PUNCTUATION) if ord(each) not in covered]
    if lacking:
        raise MissingFace(
            f"{face.path.name} lacks {len(lacking)} letters of Vietnamese: install another version"
        )
    return face


def merge(file: NpmFile) -> None:
    """One TrueType file of a face's subset files: they share metrics, so only the glyphs are put together."""
    parts: list[str] = []
    for subset in filter(file.has, SUBSETS):
        with TTFont(file.part(subset)) as font:
            font.flavor = None
            for table in ("GSUB", "GPOS", "GDEF", "STAT", "fpgm", "prep", "cvt ", "gasp", "meta", "DSIG"):
                if table in font:
                    del font[table]
            part = file.path.with_suffix(f".{subset}.part")
            font.save(part)
        parts.append(str(part))
    merged = Merger().merge(parts)
    merged.save(file.path)
    for part_path in parts:
        Path(part_path).unlink()


def main() -> int:
    """Fetch, check, and say what is there; 1 with what to install where something is missing."""
    try:
        fetch()
        found = {face for family in ("train", "measure") for face in faces(family)}
    except MissingFace as missing:
        print(missing, file=sys.stderr)
        return 1
    print(f"{len({face.name for face in found})} typefaces, {len(found)} files")
    return 0


if __name__ == "__main__":
    sys.exit(main())
