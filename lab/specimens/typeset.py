"""Lines of a layout become words on a canvas: styles, wrapping, leaders, boxed digits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from lab.specimens.canvas import BLACK, Canvas, Colour, Pen
from lab.specimens.markup import Line, Piece
from lab.specimens.ticks import EMPTY, TICKED, Ticks, draw_mark, draw_square
from lab.specimens.values import Content

RED: Colour = (196, 30, 38)
Cuts = dict[tuple[bool, bool], Path]
"""A typeface's files by (bold, italic)."""


@dataclass(frozen=True, slots=True)
class Style:
    """How one document is set. values: how filled values look (plain, bold, italic, hand, mono).

    leader: dots, line or none. leading: baselines' distance as a multiple of the size.
    """

    face: Cuts
    mono: Cuts
    hand: Path
    ink: Colour
    size: float = 13.0
    leading: float = 1.45
    leader: str = "none"
    values: str = "plain"
    hand_size: float = 1.15
    colour: Colour = BLACK
    ticks: Ticks = field(default_factory=Ticks)

    def pen(self, piece: Piece, size: float) -> Pen:
        """The pen of a piece: its own formats first, then the way this document's values look."""
        wishes = (
            piece.formats
            if piece.formats & {"hand", "mono", "print", "plain"}
            else piece.formats | {self.values}
        )
        filled = piece.field is not None
        if filled and "hand" in wishes:
            return Pen(self.hand, size * self.hand_size, self.ink, hand=True)
        bold = piece.bold or (filled and "bold" in wishes)
        italic = piece.italic or (filled and "italic" in wishes)
        cuts = self.mono if filled and "mono" in wishes else self.face
        size *= 1.25 if "big" in wishes else 0.85 if "small" in wishes else 1.0
        return Pen(cuts[bold, italic], size, RED if "red" in wishes else self.colour)


@dataclass(frozen=True, slots=True)
class Token:
    """A word ready to be written. boxed: its characters stand in boxes. drawn: it is a square to tick."""

    text: str
    pen: Pen
    field: str | None
    glued: bool
    width: float
    boxed: bool = False
    drawn: bool = False
    lower: bool = False
    """Begins a new visual line: a value printed below its label."""


@dataclass(slots=True)
class Setter:
    """Sets lines in a column of a canvas. ``record`` is told of each value: (name, raw, value, hand).

    It answers whether this is the first time; a value written again does not count as the field.
    """

    canvas: Canvas
    style: Style
    content: Content
    rng: Random
    record: Callable[[str, str, str, bool], bool]

    def set_line(self, line: Line, left: float, right: float, y: float) -> float:
        """Write the line below ``y`` between the two edges (mm); returns the y below it."""
        size = line.size or self.style.size
        pitch = size * self.style.leading * 25.4 / 72
        edges = [left + cell.start / 100 * (right - left) for cell in line.cells] + [right]
        rows = 1
        self.canvas.new_line()
        for number, cell in enumerate(line.cells):
            gap = 1.5 if number + 1 < len(line.cells) else 0.0
            tokens = self._tokens(cell.pieces, size)
            begin = edges[number] + (10.0 if line.align == "running" else 0.0)
            lines = self._wrapped(tokens, begin, edges[number], edges[number + 1] - gap)
            for row, words in enumerate(lines):
                if row:
                    self.canvas.new_line()
                start = begin if row == 0 else edges[number]
                last = row + 1 == len(lines)
                self._write(
                    words, line.align, (start, edges[number + 1] - gap), y + pitch * (row + 0.78), last
                )
            rows = max(rows, len(lines))
        return y + pitch * rows

    def height(self, line: Line) -> float:
        """The height of one row of the line, for deciding whether the page is full."""
        return (line.size or self.style.size) * self.style.leading * 25.4 / 72

    def _tokens(self, pieces: tuple[Piece, ...], size: float) -> list[Token]:
        tokens: list[Token] = []
        for piece in pieces:
            pen = self.style.pen(piece, size)
            if piece.field is None:
                tokens.append(self._token(piece.text, pen, piece, piece.glued))
            elif piece.field in self.content:
                tokens.extend(self._value(piece, pen))
        return tokens

    def _value(self, piece: Piece, pen: Pen) -> list[Token]:
        name = piece.field or ""
        if "ticks" in piece.formats:
            return self._choices(name, piece)
        raw, value = self.content[name].printed(piece.formats)
        if not self.record(name, raw, value, pen.hand):
            piece = replace(piece, field=None)
        if "boxes" in piece.formats:
            return [
                replace(
                    self._token(raw, pen, piece, piece.glued), width=self._box(pen) * len(raw), boxed=True
                )
            ]
        words = raw.split()
        tokens = [
            self._token(word, pen, piece, piece.glued and not number) for number, word in enumerate(words)
        ]
        if "below" in piece.formats and tokens:
            tokens[0] = replace(tokens[0], lower=True)
        return tokens

    def _choices(self, name: str, piece: Piece) -> list[Token]:
        """All that a form offers, each with its square; the value's own is ticked by hand."""
        _, value = self.content[name].printed(piece.formats)
        words = self.style.ticks.printed(name, value)
        if not self.record(name, " ".join(words), value, True):
            piece = replace(piece, field=None)
        print_like = replace(piece, formats=frozenset({"print"}), glued=False)
        pen = self.style.pen(print_like, self.style.size)
        tokens = [self._token(word, pen, print_like, glued=False) for word in words]
        side = self._side(pen)
        return [
            replace(each, width=side, drawn=True) if each.text in (EMPTY, TICKED) else each for each in tokens
        ]

    def _side(self, pen: Pen) -> float:
        return pen.size * self.style.ticks.side * 25.4 / 72

    def _token(self, text: str, pen: Pen, piece: Piece, glued: bool) -> Token:
        return Token(text, pen, piece.field, glued, self.canvas.wide(text, pen))

    def _box(self, pen: Pen) -> float:
        return pen.size * 0.42

    def _space(self, pen: Pen) -> float:
        return self.canvas.wide(" ", pen) * (1.25 if pen.hand else 1.0)

    def _wrapped(self, tokens: list[Token], begin: float, left: float, right: float) -> list[list[Token]]:
        rows: list[list[Token]] = [[]]
        x = begin
        for place, token in enumerate(tokens):
            gap = 0.0 if token.glued else self._space(token.pen)
            follower = tokens[place + 1] if place + 1 < len(tokens) else None
            tail = follower.width if follower and follower.glued else 0.0
            full = x + gap + token.width + tail > right and not token.glued
            if rows[-1] and (full or token.lower):
                rows.append([])
                x, gap = left, 0.0
            rows[-1].append(token)
            x += gap + token.width
        return rows

    def _write(
        self, row: list[Token], align: str, edges: tuple[float, float], baseline: float, last: bool
    ) -> None:
        gaps = [
            0.0 if number == 0 or token.glued else self._space(token.pen) for number, token in enumerate(row)
        ]
        used = sum(gaps) + sum(token.width for token in row)
        spare = edges[1] - edges[0] - used
        stretch = 0.0
        if align == "running" and not last and spare < 25:
            stretch = spare / max(1, sum(gap > 0 for gap in gaps))
        x = edges[0] + {"centre": spare / 2, "right": spare}.get(align, 0.0)
        begins = {}
        for token, gap in zip(row, gaps, strict=True):
            x += gap + (stretch if gap else 0.0)
            begins[id(token)] = x
            self._write_token(token, x, baseline)
            x += token.width
        if self.style.leader != "none" and align == "left":
            self._lead(row, begins, x, edges[1], baseline)

    def _write_token(self, token: Token, x: float, baseline: float) -> None:
        if token.boxed:
            self._write_boxed(token, x, baseline)
            return
        if token.drawn:
            self._write_drawn(token, x, baseline)
            return
        lift = self.rng.uniform(-0.35, 0.35) if token.pen.hand else 0.0
        self.canvas.write(
            x, baseline - 0.3 * token.pen.hand + lift, token.text, token.pen, token.field, token.glued
        )

    def _write_boxed(self, token: Token, x: float, baseline: float) -> None:
        side = self._box(token.pen)
        for number, digit in enumerate(token.text):
            self.canvas.frame(x + number * side, baseline - side * 0.8, side, side)
            shift = (side - self.canvas.wide(digit, token.pen)) / 2
            self.canvas.write(x + number * side + shift, baseline, digit, token.pen, token.field, number > 0)

    def _write_drawn(self, token: Token, x: float, baseline: float) -> None:
        side = self._side(token.pen)
        corner = x, baseline + 0.1 * side - side  # as a square stands among letters: a little below them
        draw_square(self.canvas, corner, side, self.style.ticks.weight)
        if token.text == TICKED:
            mark = self.rng.choice(self.style.ticks.marks)
            draw_mark(self.canvas, corner, side, mark, self.style.ink, self.rng)
        self.canvas.note(token.text, (*corner, side, side), token.field, token.text == TICKED)

    def _lead(
        self, row: list[Token], begins: dict[int, float], x: float, right: float, baseline: float
    ) -> None:
        if any(token.drawn for token in row):
            return
        filled = [token for token in row if token.field and not token.boxed]
        empty = bool(row) and row[-1].text.endswith(":") and row[-1].pen.path == self.style.face[False, False]
        if not (filled or empty) or (row and row[-1].boxed):
            return
        start = begins[id(filled[0])] if filled and self.style.values == "hand" else x + 1.0
        self.canvas.leader(start, right, baseline + 0.2, solid=self.style.leader == "line")
