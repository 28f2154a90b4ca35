"""The scan as a searchable PDF: its own pages, set upright, under an invisible layer of the words read."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pikepdf
from pikepdf import Name, Stream

from domain.geometry import Box
from domain.text import Line, PageText
from hoso.glyphless import ADVANCE, add_font, encoded
from hoso.old_text import inherited, strip_hidden_text, visible_letters
from hoso.scan_pages import as_pdf, drawn_again

_PRINT_SHARE = 0.5
"""A page whose own visible text is this much of what was read is born digital: its text is the better one."""
_ACTIVE = ("/OpenAction", "/AA", "/JavaScript", "/EmbeddedFiles")
"""What a scan has no use for and a reader's machine should not meet."""
_FONT = Name("/HosoText")


def write_searchable(source: bytes | Path | Sequence[bytes | Path], texts: Sequence[PageText]) -> bytes:
    """A PDF of the scan (or of the scans of one dossier, in order) whose text can be found and copied.

    source: accepted scans, whose pages count through all of them as ``PageText.page`` does. Pages of a PDF
    stay as they are; images are wrapped without being compressed again where that can be done. An earlier OCR
    layer is taken off, and pages with print of their own get none. Pages without a text stay untouched. The
    same input gives the same bytes. Raises ValueError for a text whose page is not in the scan, and
    RefusedInput where the scan cannot be decoded at all.
    """
    sources = [source] if isinstance(source, bytes | Path) else list(source)
    last = max((text.page for text in texts), default=0)
    parts = [as_pdf(each) for each in sources]  # kept until the end: their pages live in them
    pdf = _joined(parts)
    if len(pdf.pages) < last:  # a damaged PDF in which qpdf finds fewer pages than poppler drew
        parts = [drawn_again(each) for each in sources]
        pdf = _joined(parts)
    if len(pdf.pages) < last:
        raise ValueError(f"text of page {last}, but the scan has {len(pdf.pages)} pages")
    font = add_font(pdf)
    for text in sorted(texts, key=lambda each: each.page):
        _lay_over(pdf, pdf.pages[text.page - 1], text, font)
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _joined(parts: list[pikepdf.Pdf]) -> pikepdf.Pdf:
    """One PDF of all parts; a single part keeps everything of its own but what could act by itself."""
    pdf = parts[0] if len(parts) == 1 else pikepdf.Pdf.new()
    for part in parts if len(parts) > 1 else []:
        pdf.pages.extend(part.pages)
    names = pdf.Root.get("/Names", pikepdf.Dictionary())
    for owner in (pdf.Root, names):
        for key in _ACTIVE:
            if isinstance(owner, pikepdf.Dictionary) and key in owner:
                del owner[key]
    return pdf


def _lay_over(pdf: pikepdf.Pdf, page: pikepdf.Page, text: PageText, font: pikepdf.Object) -> None:
    """Set one page upright and give it its words."""
    turn = (_rotation(page) + text.rotation) % 360
    page.Rotate = turn
    letters = sum(len(word.text) for line in text.lines for word in line.words)
    if not letters or visible_letters(page) >= _PRINT_SHARE * letters:
        return
    strip_hidden_text(page, pdf)
    name = page.add_resource(font, Name.Font, _FONT, replace_existing=False)
    layer = Stream(pdf, _layer(page, text.lines, turn, str(name)))
    # Before the page's own drawing: there its coordinates are still the page's, whatever that leaves behind.
    page.contents_add(layer, prepend=True)


def _rotation(page: pikepdf.Page) -> int:
    """The page's own rotation, its parents' included, in whole quarter turns as readers show it."""
    own = inherited(page.obj, "/Rotate")
    return round(float(own) / 90) * 90 % 360 if isinstance(own, int | float | Decimal) else 0


def _layer(page: pikepdf.Page, lines: Sequence[Line], turn: int, font: str) -> bytes:
    """The content stream of a page's words."""
    place = _Place(page, turn)
    drawn = [command for line in lines for command in _line(line, place, font)]
    return "\n".join(["q BT 3 Tr", *drawn, "ET Q"]).encode("ascii")


class _Place:
    """Where fractions of the page as it is shown lie in the page's own coordinates."""

    def __init__(self, page: pikepdf.Page, turn: int) -> None:
        media, crop = (_normal(box) for box in (page.mediabox, page.cropbox))
        left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
        right, top = min(media[2], crop[2]), min(media[3], crop[3])
        if right <= left or top <= bottom:
            left, bottom, right, top = media
        wide, high = right - left, top - bottom
        # Corner that is shown at the top left, and the ways that are shown as right and down, full length.
        self.corner, self.right, self.down = {
            0: ((left, top), (wide, 0.0), (0.0, -high)),
            90: ((left, bottom), (0.0, high), (wide, 0.0)),
            180: ((right, bottom), (-wide, 0.0), (0.0, high)),
            270: ((right, top), (0.0, -high), (-wide, 0.0)),
        }[turn]
        self.width, self.height = (wide, high) if turn in (0, 180) else (high, wide)

    def at(self, x: float, y: float) -> tuple[float, float]:
        return (
            self.corner[0] + x * self.right[0] + y * self.down[0],
            self.corner[1] + x * self.right[1] + y * self.down[1],
        )

    def text_matrix(self, box: Box) -> str:
        """Of text that is read from left to right as the page is shown, starting at the box's lower left."""
        a, b = (each / self.width for each in self.right)
        c, d = (-each / self.height for each in self.down)
        x, y = self.at(box.left, box.bottom)
        return f"{a:.4f} {b:.4f} {c:.4f} {d:.4f} {x:.3f} {y:.3f} Tm"


def _normal(box: pikepdf.Array) -> tuple[float, float, float, float]:
    a, b, c, d = (float(each) for each in box)
    return min(a, c), min(b, d), max(a, c), max(b, d)


def _line(line: Line, place: _Place, font: str) -> list[str]:
    """Words with a blank between neighbours, each stretched over the room it has on the page."""
    drawn: list[str] = []
    for word, following in zip(line.words, [*line.words[1:], None], strict=True):
        drawn += _shown(word.text, word.box, place, font)
        if following is not None and following.box.left > word.box.right:
            gap = Box(word.box.right, word.box.top, following.box.left, word.box.bottom)
            drawn += _shown(" ", gap, place, font)
    return drawn


def _shown(text: str, box: Box, place: _Place, font: str) -> list[str]:
    """The commands for one text that is to fill a box."""
    codes = encoded(text)
    size, width = box.height * place.height, box.width * place.width
    if not codes or size <= 0 or width <= 0:
        return []
    stretch = 100 * width / (size * ADVANCE * (len(codes) // 2))
    return [f"{font} {size:.3f} Tf {stretch:.3f} Tz", place.text_matrix(box), f"<{codes.hex()}> Tj"]
