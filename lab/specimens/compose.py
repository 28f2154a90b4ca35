"""A layout and its content become drawn pages: the orders of the layout language, in reading order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random

from lab.specimens import ornaments
from lab.specimens.canvas import Canvas, Pen
from lab.specimens.markup import Layout, Line, parse_line
from lab.specimens.typeset import Setter, Style
from lab.specimens.values import Content, Datum

Sheets = Callable[[int], Canvas]
"""Gives the canvas of a document's n-th side (from 0), its origin already where the side begins."""


@dataclass(slots=True)
class Filled:
    """A value that was written: side counts from 0 in the document."""

    side: int
    raw: str
    value: str
    hand: bool


@dataclass(slots=True)
class Composer:
    """Draws one document. Margins in mm: left, top, right, bottom of the side."""

    layout: Layout
    content: Content
    style: Style
    sheets: Sheets
    rng: Random
    size: tuple[float, float]
    fields: dict[str, Filled] = field(default_factory=dict)
    codes: dict[str, tuple[int, tuple[float, float, float, float]]] = field(default_factory=dict)
    side: int = 0
    left: float = 0.0
    right: float = 0.0
    y: float = 0.0
    bottom: float = 0.0
    fixed: bool = False
    canvas: Canvas = field(init=False)
    setter: Setter = field(init=False)

    def compose(self) -> int:
        """Draw the whole body; returns how many sides it took."""
        self._open(0)
        self._run(_repeated(list(self.layout.body), self.content))
        return self.side + 1

    def _open(self, side: int) -> None:
        self.side = side
        self.canvas = self.sheets(side)
        self.setter = Setter(self.canvas, self.style, self.content, self.rng, self._record)
        left, top, right, bottom = (
            float(each) for each in self.layout.options.get("margin", "25,18,18,20").split(",")
        )
        self.left, self.right, self.y = left, self.size[0] - right, top
        self.bottom, self.fixed = self.size[1] - bottom, False
        if ground := self.layout.options.get("ground"):
            self._ground(*ground.split(","))

    def _ground(self, red: str, green: str, blue: str, seed: str = "1") -> None:
        tint = (int(red), int(green), int(blue))
        ornaments.draw_waves(self.canvas, (0, 0, *self.size), tint, int(seed) + self.side)

    def _record(self, name: str, raw: str, value: str, hand: bool) -> bool:
        if name in self.fields:
            return False
        self.fields[name] = Filled(self.side, raw, value, hand)
        return True

    def _run(self, lines: list[str]) -> None:
        place = 0
        while place < len(lines):
            source = lines[place]
            place += 1
            if source.startswith("@"):
                order, *arguments = source[1:].split()
                if order in ("cols", "table"):
                    end = _end_of(lines, place)
                    self._make_room(lines[place:end])
                    (self._columns if order == "cols" else self._table)(arguments, lines[place:end])
                    place = end + 1
                else:
                    self._order(order, arguments)
            elif (line := self._said(source)) is not None:
                self._flow(line)

    def _said(self, source: str) -> Line | None:
        """The line without its condition; None where the paper does not say that."""
        if source.startswith("?"):
            name, _, source = source[1:].partition(" ")
            if name not in self.content:
                return None
        return parse_line(source)

    def _flow(self, line: Line) -> None:
        if not self.fixed and self.y + self.setter.height(line) > self.bottom:
            self._open(self.side + 1)
        self.y = self.setter.set_line(line, self.left, self.right, self.y)

    def _make_room(self, lines: list[str]) -> None:
        """Signatures stay together: where they no longer fit, they go on the next page."""
        signed = max((float(line.split()[1]) for line in lines if line.startswith("@signature")), default=0.0)
        if signed and not self.fixed and self.y + signed + 22.0 > self.bottom:
            self._open(self.side + 1)

    def _columns(self, arguments: list[str], lines: list[str]) -> None:
        """``@cols 40`` … ``@next`` … ``@end``: columns that begin at those shares of the width."""
        left, right, top = self.left, self.right, self.y
        starts = [0.0, *(float(each) for each in arguments)]
        ends = [*starts[1:], 100.0]
        lowest = top
        held, self.fixed = self.fixed, True
        for start, end, column in zip(starts, ends, _split(lines), strict=True):
            self.left, self.right = (
                left + start / 100 * (right - left),
                left + end / 100 * (right - left) - 1.5,
            )
            self.y = top
            self._run(column)
            lowest = max(lowest, self.y)
        self.left, self.right, self.y, self.fixed = left, right, lowest, held

    def _table(self, arguments: list[str], lines: list[str]) -> None:
        """``@table 8 30 …``: a header and rows, cells split by ``|``; ``plain`` leaves out the rules."""
        plain = "plain" in arguments
        shares = [float(each) for each in arguments if each != "plain"]
        step = (self.right - self.left) / sum(shares)
        edges = [self.left]
        for share in shares:
            edges.append(edges[-1] + share * step)
        for row in lines:
            self._row(row, edges, plain)
        self.y += 2.0

    def _row(self, row: str, edges: list[float], plain: bool) -> None:
        cells = [parse_line(cell.strip()) for cell in row.split(" | ")]
        if self.y + 2.2 * max(self.setter.height(cell) for cell in cells) > self.bottom and not self.fixed:
            self._open(self.side + 1)
        top = lowest = self.y
        bare = replace(self.setter, style=replace(self.style, leader="none"))
        for number, cell in enumerate(cells):
            end = bare.set_line(cell, edges[number] + 1.0, edges[number + 1] - 0.8, top + 0.6)
            lowest = max(lowest, end + 0.6)
        if not plain:
            for number in range(len(cells)):
                self.canvas.frame(edges[number], top, edges[number + 1] - edges[number], lowest - top)
        self.y = lowest

    def _order(self, order: str, arguments: list[str]) -> None:
        numbers = [float(each) for each in arguments if each.replace(".", "").replace("-", "").isdecimal()]
        match order:
            case "gap":
                self.y += numbers[0]
            case "page":
                self._open(self.side + 1)
            case "at":
                self.left, self.y = numbers[0], numbers[1]
                self.right = numbers[0] + numbers[2] if len(numbers) > 2 else self.right
                self.fixed = True
            case "set":
                changes = dict(each.split("=", 1) for each in arguments)
                typed = {
                    key: float(value) if value[0].isdecimal() else value for key, value in changes.items()
                }
                self.style = replace(self.style, **typed)  # type: ignore[arg-type]
                self.setter.style = self.style
            case "line":
                middle, half = (self.left + self.right) / 2, (self.right - self.left) * numbers[0] / 200
                self.canvas.rule((middle - half, self.y + 0.6), (middle + half, self.y + 0.6), 0.25)
                self.y += 1.6
            case "signature":
                self._signature(numbers[0], "seal" in arguments)
            case "mrz":
                self._mrz(numbers[0], numbers[1], numbers[2])
            case "qr":
                payload = self.content["qr"].text
                self.codes["qr"] = (
                    self.side,
                    ornaments.draw_qr(self.canvas, (numbers[0], numbers[1]), numbers[2], payload),
                )
            case _:
                self._ornament(order, numbers)

    def _ornament(self, order: str, numbers: list[float]) -> None:
        x, y, width, height = [*numbers, 0.0, 0.0, 0.0, 0.0][:4]
        box = (x, y, width, height)
        match order:
            case "photo":
                ornaments.draw_portrait(self.canvas, box, self.rng)
            case "print":
                ornaments.draw_print(self.canvas, box, self.rng)
            case "chip":
                ornaments.draw_chip(self.canvas, box)
            case "emblem":
                ornaments.draw_emblem(self.canvas, (x, y), width)
            case "bars":
                ornaments.draw_bars(self.canvas, box, self.rng)
            case "seal":
                ornaments.draw_seal(self.canvas, (x, y), self._ring(), self.style.face[True, False], self.rng)
            case "frame":
                self.canvas.frame(x, y, width, height, 0.35)
            case _:
                raise ValueError(f"layout {self.layout.type}/{self.layout.name}: no order @{order}")

    def _signature(self, height: float, sealed: bool) -> None:
        middle, width = (self.left + self.right) / 2, min(38.0, (self.right - self.left) * 0.5)
        point = (middle - width / 2 + self.rng.uniform(-3, 5), self.y + height * 0.45)
        ornaments.draw_signature(self.canvas, point, width, self.style.ink, self.rng)
        if sealed:
            wide = min(36.0, height * 2.1)
            spot = (
                middle - wide * 0.36 + self.rng.uniform(-4, 3),
                self.y + height * 0.5 + self.rng.uniform(-2, 3),
            )
            face = self.style.face[True, False]
            ornaments.draw_seal(self.canvas, spot, self._ring(), face, self.rng, wide)
        self.y += height

    def _ring(self) -> str:
        return self.content.get("dau", Datum("text", "cơ quan không có thật")).text + " · mẫu thử · "

    def _mrz(self, x: float, y: float, size: float) -> None:
        lines = self.content["mrz"].text.split("\n")
        pen = Pen(self.style.mono[True, False], size)
        for number, line in enumerate(lines):
            self.canvas.new_line()
            self.canvas.write(x, y + number * size * 0.36, line, pen, "mrz")
        self._record("mrz", "\n".join(lines), "\n".join(lines), False)


def _end_of(lines: list[str], place: int) -> int:
    depth = 1
    for number in range(place, len(lines)):
        if lines[number].startswith(("@cols", "@table")):
            depth += 1
        depth -= lines[number].strip() == "@end"
        if depth == 0:
            return number
    raise ValueError("a layout's @cols or @table has no @end")


def _split(lines: list[str]) -> list[list[str]]:
    columns: list[list[str]] = [[]]
    depth = 0
    for line in lines:
        depth += line.startswith(("@cols", "@table")) - (line.strip() == "@end")
        if line.strip() == "@next" and depth == 0:
            columns.append([])
        else:
            columns[-1].append(line)
    return columns


def _repeated(lines: list[str], content: Content) -> list[str]:
    """``@each thanh_vien`` … ``@done``: the lines once for each item, ``N`` and ``{#}`` its number."""
    every: list[str] = []
    place = 0
    while place < len(lines):
        if not lines[place].startswith("@each "):
            every.append(lines[place])
            place += 1
            continue
        prefix = lines[place][6:].strip()
        end = lines.index("@done", place)
        for number in range(1, 20):
            if not any(name.startswith(f"{prefix}.{number}.") for name in content):
                break
            every.extend(
                line.replace(".N.", f".{number}.").replace("{#}", str(number))
                for line in lines[place + 1 : end]
            )
        place = end + 1
    return every
