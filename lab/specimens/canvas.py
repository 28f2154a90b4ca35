"""A sheet of paper that remembers every word written on it, where it stands and which field it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

Colour = tuple[int, int, int]
Owner = tuple[str, str]
"""A field: document id and canonical name."""

BLACK: Colour = (24, 22, 26)


@dataclass(slots=True)
class Word:
    """One word in pixels of the canvas. line: words of one number stand on one line of text."""

    text: str
    box: tuple[float, float, float, float]
    line: int
    hand: bool = False
    mark: bool = False
    owner: Owner | None = None
    glued: bool = False
    """Written without a blank after the word before it, as a comma after a value is."""


@dataclass(frozen=True, slots=True)
class Attested:
    """What attests a paper, in pixels of the canvas. kind: ``seal``, ``signature`` or ``certification``."""

    kind: str
    box: tuple[float, float, float, float]
    document: str


@dataclass(frozen=True, slots=True)
class Pen:
    """What a word is written with. size in points; hand: looks like handwriting."""

    path: Path
    size: float
    colour: Colour = BLACK
    hand: bool = False


@dataclass(slots=True)
class Canvas:
    """A page being drawn. All lengths are millimetres from the current origin, times the current scale."""

    width: float
    height: float
    dpi: int
    image: Image.Image = field(init=False)
    draw: ImageDraw.ImageDraw = field(init=False)
    words: list[Word] = field(default_factory=list)
    attested: list[Attested] = field(default_factory=list)
    lines: int = 0
    origin: tuple[float, float] = (0.0, 0.0)
    scale: float = 1.0
    document: str = ""

    def __post_init__(self) -> None:
        size = (round(self.width / 25.4 * self.dpi), round(self.height / 25.4 * self.dpi))
        self.image = Image.new("RGB", size, (255, 255, 255))
        self.draw = ImageDraw.Draw(self.image)

    def place(self, document: str, x: float = 0.0, y: float = 0.0, scale: float = 1.0) -> None:
        """From now on draw that document, its top left corner there, enlarged by ``scale``."""
        self.document, self.origin, self.scale = document, (x, y), scale

    def px(self, x: float, y: float) -> tuple[float, float]:
        """The pixel of a point of the current origin."""
        unit = self.dpi / 25.4
        return (self.origin[0] + x * self.scale) * unit, (self.origin[1] + y * self.scale) * unit

    def length(self, millimetres: float) -> float:
        """A length in pixels."""
        return millimetres * self.scale * self.dpi / 25.4

    def font(self, pen: Pen) -> ImageFont.FreeTypeFont:
        """The pen's font at the size of this canvas."""
        return _font(pen.path, max(5, round(pen.size * self.scale * self.dpi / 72)))

    def wide(self, words: str, pen: Pen) -> float:
        """The width of those words in millimetres."""
        return self.font(pen).getlength(words) / self.length(1.0)

    def new_line(self) -> int:
        """Words written from now on stand on a new line of the page's text."""
        self.lines += 1
        return self.lines

    def write(
        self, x: float, baseline: float, word: str, pen: Pen, name: str | None = None, glued: bool = False
    ) -> float:
        """Write one word and remember it; returns its width. ``name``: the field it is part of."""
        font = self.font(pen)
        at = self.px(x, baseline)
        self.draw.text(at, word, font=font, fill=pen.colour, anchor="ls")
        left, top, right, bottom = font.getbbox(word, anchor="ls")
        box = (at[0] + left, at[1] + top, at[0] + right, at[1] + bottom)
        owner = (self.document, name) if name else None
        self.words.append(Word(word, box, self.lines, hand=pen.hand, owner=owner, glued=glued))
        return font.getlength(word) / self.length(1.0)

    def note(self, text: str, box: tuple[float, float, float, float], name: str | None, hand: bool) -> None:
        """Remember a drawing as the word that it says. box: left, top, width and height in millimetres."""
        left, top, width, height = box
        corners = (*self.px(left, top), *self.px(left + width, top + height))
        self.words.append(
            Word(text, corners, self.lines, hand=hand, owner=(self.document, name) if name else None)
        )

    def rule(self, start: tuple[float, float], end: tuple[float, float], weight: float = 0.2) -> None:
        """A straight line; weight in millimetres."""
        thickness = max(1, round(self.length(weight)))
        self.draw.line([self.px(*start), self.px(*end)], fill=BLACK, width=thickness)

    def frame(self, x: float, y: float, width: float, height: float, weight: float = 0.2) -> None:
        """An empty rectangle."""
        corners = (*self.px(x, y), *self.px(x + width, y + height))
        self.draw.rectangle(corners, outline=BLACK, width=max(1, round(self.length(weight))))

    def leader(self, start: float, end: float, baseline: float, solid: bool = False) -> None:
        """A dotted (or solid) line to write on."""
        if solid:
            self.rule((start, baseline + 0.6), (end, baseline + 0.6), 0.15)
            return
        step = 1.15
        radius = max(0.6, self.length(0.14))
        for number in range(int((end - start) / step)):
            x, y = self.px(start + number * step, baseline)
            self.draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=BLACK)

    def attest(self, kind: str, left: float, top: float, right: float, bottom: float) -> None:
        """Remember that a seal, a signature or a certification stands there (millimetres)."""
        self.attested.append(Attested(kind, (*self.px(left, top), *self.px(right, bottom)), self.document))

    def paste(self, picture: Image.Image, x: float, y: float) -> None:
        """Lay a picture with transparency on the page, its top left corner there."""
        left, top = self.px(x, y)
        self.image.paste(picture, (round(left), round(top)), picture)


@cache
def _font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
