"""Papers laid on pages: a document's layout, its typography, and where its sides come to stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from lab.specimens import fonts
from lab.specimens.canvas import Canvas, Pen, Word
from lab.specimens.compose import Composer, Filled
from lab.specimens.fonts import Face, Family
from lab.specimens.markup import EDITION, Layout
from lab.specimens.stamps import stamp_copy
from lab.specimens.ticks import Ticks
from lab.specimens.typeset import Cuts, Style
from lab.specimens.values import Content

A4 = (210.0, 297.0)
CARD = (85.6, 54.0)
CARDS = frozenset({"cccd_chip", "can_cuoc_2024"})
INKS = ((22, 40, 130), (30, 30, 36), (40, 60, 160), (16, 24, 90))
PixelBox = tuple[float, float, float, float]


@dataclass(slots=True)
class Leaf:
    """A page before it is scanned. separator: the payload of its code, when it is a separator sheet."""

    canvas: Canvas
    kind: str = "content"
    documents: list[str] = field(default_factory=list)


Spot = tuple[Leaf, float, float, float]
"""Where a card's side goes: leaf, left, top (mm), enlargement."""


@dataclass(slots=True)
class Paper:
    """A document that has been drawn. leaves: index of the leaf of each side. regions: by leaf, in pixels."""

    id: str
    type: str
    layout: str
    copy: str
    content: Content
    leaves: list[int]
    fields: dict[str, Filled]
    codes: dict[str, tuple[int, PixelBox]]
    regions: dict[int, PixelBox] = field(default_factory=dict)


@dataclass(slots=True)
class Binder:
    """The growing pile of pages of one dossier. edition: of the layouts its papers are drawn from."""

    rng: Random
    family: Family
    dpi: int
    edition: int = EDITION
    leaves: list[Leaf] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)

    def next_id(self) -> str:
        """The id of the document that is drawn next."""
        return f"d{len(self.papers) + 1}"

    def add_leaf(self, size: tuple[float, float] = A4, kind: str = "content") -> Leaf:
        """A fresh page at the end of the pile."""
        leaf = Leaf(Canvas(*size, self.dpi), kind)
        self.leaves.append(leaf)
        return leaf

    def add_paper(self, layout: Layout, content: Content, copy: str) -> Paper:
        """Draw a document on pages of its own, as many as its text takes."""
        composer, leaves = self._compose(layout, content, self.next_id())
        paper = self._keep(composer, layout.type, copy, leaves)
        if copy != "original":
            self._copy(paper)
        return paper

    def add_sheet(self, layout: Layout, content: Content, kind: str) -> None:
        """Draw a page that belongs to no document, such as a separator."""
        _, leaves = self._compose(layout, content, "")
        for leaf in leaves:
            self.leaves[leaf].kind = kind
            self.leaves[leaf].documents.clear()

    def add_card(self, layout: Layout, content: Content, copy: str, spots: list[Spot]) -> Paper:
        """Draw a card's front and back at the given spots: leaf, left, top (mm), enlargement."""
        name, leaves = self.next_id(), list[int]()

        def sheet(side: int) -> Canvas:
            leaf, x, y, scale = spots[side]
            leaf.canvas.place(name, x, y, scale)
            if name not in leaf.documents:
                leaf.documents.append(name)
            leaves.append(self.leaves.index(leaf))
            return leaf.canvas

        composer = Composer(layout, content, self.style(layout), sheet, self.rng, CARD)
        composer.compose()
        paper = self._keep(composer, layout.type, copy, leaves)
        for number, (leaf, x, y, scale) in zip(leaves, spots, strict=True):
            leaf.canvas.place(name, x, y, scale)
            self._finish_card(paper, number, (x, y, scale))
        return paper

    def style(self, layout: Layout) -> Style:
        """The layout's typography with faces of this family; sizes vary a little from paper to paper."""
        options = layout.options
        look = options.get("faces", "serif")
        typeface = self._typeface("mono" if look == "mono" else "print", look)
        return Style(
            face=typeface,
            mono=self._typeface("mono", "mono"),
            hand=self._typeface("hand", "hand")[False, False],
            ink=self.rng.choice(INKS),
            size=float(options.get("size", "13")) * self.rng.uniform(0.97, 1.02),
            leading=float(options.get("leading", "1.45")),
            leader=options.get("leader", "none"),
            values=options.get("values", "plain"),
            hand_size=float(options.get("hand_size", "1.15")),
            ticks=Ticks.told(options),
        )

    def _typeface(self, style: str, look: str) -> Cuts:
        fitting = [
            face
            for face in fonts.faces(self.family)
            if face.style == style and (not face.look or look in (face.look, "any"))
        ]
        names = [face.name for face in fitting if not face.bold and not face.italic]
        own = [
            face.name for face in fitting if face.family == self.family and not face.bold and not face.italic
        ]
        name = self.rng.choice(names + own)
        return _cuts([face for face in fitting if face.name == name])

    def _compose(self, layout: Layout, content: Content, name: str) -> tuple[Composer, list[int]]:
        leaves: list[int] = []
        size = (A4[1], A4[0]) if layout.options.get("turn") == "landscape" else A4

        def sheet(_: int) -> Canvas:
            leaf = self.add_leaf(size)
            leaf.documents.append(name)
            leaves.append(len(self.leaves) - 1)
            leaf.canvas.place(name)
            return leaf.canvas

        composer = Composer(layout, content, self.style(layout), sheet, self.rng, size)
        composer.compose()
        return composer, leaves

    def _copy(self, paper: Paper) -> None:
        """Make the paper's pages photocopies; a certified one is then stamped in red on its last page."""
        for number in paper.leaves:
            image = self.leaves[number].canvas.image
            image.paste(image.convert("L").point(_copier_curve()).convert("RGB"))
        if paper.copy == "certified_copy":
            stamp_copy(self.leaves[paper.leaves[-1]].canvas, paper.id, self.family, self.rng)

    def _keep(self, composer: Composer, type_id: str, copy: str, leaves: list[int]) -> Paper:
        name = f"{composer.layout.type}/{composer.layout.name}"
        paper = Paper(
            self.next_id(), type_id, name, copy, composer.content, leaves, composer.fields, composer.codes
        )
        self.papers.append(paper)
        return paper

    def _finish_card(self, paper: Paper, number: int, spot: tuple[float, float, float]) -> None:
        canvas = self.leaves[number].canvas
        unit = canvas.dpi / 25.4
        x, y, scale = spot
        box = (x * unit, y * unit, (x + CARD[0] * scale) * unit, (y + CARD[1] * scale) * unit)
        corners = (round(box[0]), round(box[1]), round(box[2]), round(box[3]))
        rim = max(1, round(0.2 * unit))
        canvas.draw.rounded_rectangle(corners, 3 * unit * scale, outline=(120, 120, 120), width=rim)
        self._mark_card(canvas)
        if paper.copy != "original":
            part = canvas.image.crop(corners).convert("L").point(_copier_curve())
            canvas.image.paste(part.convert("RGB"), corners[:2])
        known = paper.regions.get(number)
        paper.regions[number] = around(known, box) if known else box

    def _mark_card(self, canvas: Canvas) -> None:
        """The card itself says it is a specimen, also where somebody cuts it out of the page."""
        path = self._typeface("print", "sans")[True, False]
        canvas.new_line()
        canvas.write(CARD[0] / 2 - 6, CARD[1] - 0.9, "SPECIMEN", Pen(path, 4.6, (96, 40, 40)))
        canvas.words[-1].mark = True


def merged_words(words: list[Word]) -> list[Word]:
    """Words as they are read: what was written without a blank between is one word."""
    whole: list[Word] = []
    for word in words:
        if word.glued and whole and whole[-1].line == word.line:
            last = whole[-1]
            whole[-1] = Word(
                last.text + word.text, around(last.box, word.box), last.line, last.hand, last.mark
            )
        else:
            whole.append(word)
    return whole


def _cuts(files: list[Face]) -> Cuts:
    """The typeface's files by cut; a cut the face does not have is its regular one."""
    have = {(face.bold, face.italic): face.path for face in files}
    regular = have[False, False]
    return {
        (bold, italic): have.get((bold, italic), regular)
        for bold in (False, True)
        for italic in (False, True)
    }


def around(one: PixelBox, other: PixelBox) -> PixelBox:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _copier_curve() -> list[int]:
    return [min(255, max(0, round((level - 70) * 1.5))) for level in range(256)]
