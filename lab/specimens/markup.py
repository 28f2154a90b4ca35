"""The layouts' own little language: one line of a paper is one line of text.

``^`` centred, ``>`` right, ``¶`` running text, ``?name`` only where the paper says that; then ``!14`` a size.
In a line ``*`` turns bold on and off, ``_`` italic; ``~40`` goes on at 40 % of the width;
``{name|format,format}`` is a value. Lines that begin with ``@`` are orders (compose.py); ``@use name``
stands for a block.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from lab.specimens.fonts import Family

LAYOUTS = Path(__file__).parent / "layouts"
TOKEN = re.compile(r"\*|_|\{[^}]*\}|~\d+|\s+|[^\s*_{~]+")
EDITION = 3
"""The newest edition of the layouts."""
Align = Literal["left", "centre", "right", "running"]
ALIGNS: dict[str, Align] = {"^": "centre", ">": "right", "¶": "running"}


@dataclass(frozen=True, slots=True)
class Layout:
    """One way a document type looks. options: typography, as ``key=value`` in the layout's head.

    edition: when it joined the others; dossiers of an earlier edition never show it.
    """

    type: str
    name: str
    family: Family
    options: dict[str, str]
    body: tuple[str, ...]
    edition: int = 1


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in one style, or a value (``field`` names it). glued: no blank before it."""

    text: str
    bold: bool = False
    italic: bool = False
    glued: bool = False
    field: str | None = None
    formats: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of a line that begins at that share (0..100) of the width."""

    start: float
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a layout. size: points, or None for the layout's own."""

    align: Align
    size: float | None
    cells: tuple[Cell, ...]


@cache
def layouts() -> tuple[Layout, ...]:
    """Every layout of the ``layouts`` folder, in the order of the files."""
    found = (layout for path in sorted(LAYOUTS.glob("*.layout")) for layout in _parse_file(path))
    return tuple(each for each in found if each.type != "block")


@cache
def layouts_of(type_id: str, family: Family, edition: int = EDITION) -> tuple[Layout, ...]:
    """Layouts of that type a family may use, up to that edition; those of its own family count twice."""
    known = [each for each in layouts() if each.type == type_id and each.edition <= edition]
    own = tuple(each for each in known if each.family == family)
    shared = tuple(each for each in known if each.family == "both")
    return own + own + shared


@cache
def parse_line(source: str) -> Line:
    """One line without its condition."""
    align: Align = "left"
    if source[:1] in ALIGNS:
        align = ALIGNS[source[0]]
        source = source[1:].lstrip()
    size = None
    if match := re.match(r"!([\d.]+)\s*", source):
        size = float(match[1])
        source = source[match.end() :]
    return Line(align, size, _cells(source))


def _cells(source: str) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    start, pieces, bold, italic, glued = 0.0, list[Piece](), False, False, False
    for bit in TOKEN.findall(source):
        if bit == "*":
            bold = not bold
        elif bit == "_":
            italic = not italic
        elif bit.startswith("~"):
            cells.append(Cell(start, tuple(pieces)))
            start, pieces, glued = float(bit[1:]), [], False
        elif bit.isspace():
            glued = False
        else:
            pieces.append(_piece(bit, bold, italic, glued))
            glued = True
    cells.append(Cell(start, tuple(pieces)))
    return tuple(cells)


def _piece(token: str, bold: bool, italic: bool, glued: bool) -> Piece:
    if not token.startswith("{"):
        return Piece(token, bold, italic, glued)
    name, _, formats = token[1:-1].partition("|")
    return Piece("", bold, italic, glued, name, frozenset(formats.split(",")) - {""})


@cache
def _blocks() -> dict[str, tuple[str, ...]]:
    path = LAYOUTS / "blocks.layout"
    return {layout.name: layout.body for layout in _parse_file(path, expand=False)}


def _parse_file(path: Path, expand: bool = True) -> list[Layout]:
    found: list[Layout] = []
    for chunk in re.split(r"^== ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        head, *body = chunk.rstrip("\n").split("\n")
        title, *settings = head.split()
        type_id, _, name = title.partition("/")
        options = dict(setting.split("=", 1) for setting in settings)
        family: Family = options.pop("family", "both")  # type: ignore[assignment]
        edition = int(options.pop("edition", "1"))
        lines = [line for line in body if line.strip()]
        lines = _expanded(lines) if expand else lines
        found.append(Layout(type_id, name, family, options, tuple(lines), edition))
    return found


def _expanded(lines: list[str]) -> list[str]:
    every: list[str] = []
    for line in lines:
        if line.startswith("@use "):
            every.extend(_expanded(list(_blocks()[line[5:].strip()])))
        else:
            every.append(line)
    return every
