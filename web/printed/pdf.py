"""A sheet as a PDF: searchable text in an embedded face, for any printer of a ward office."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from typing import Literal

from fpdf import FPDF
from fpdf.enums import MethodReturnValue, XPos, YPos

from web.printed.faces import Face, face
from web.printed.sheet import Fact, Line, Section, Sheet

_FAMILY = "sheet"
_MARGIN = 14.0
_DOTS_END = 2.0
"""Millimetres that a dotted line ends before the margin."""
_WARN_RULE = 0.3
_LEADING = 1.3
_TITLE, _TITLE_BEFORE, _LINE_BEFORE, _SIGN_BEFORE = 10.5, 2.5, 0.8, 4.0
"""A section's title in points; millimetres before it, before a line, and before the signature."""


class Size(StrEnum):
    """Sizes of paper."""

    A5 = "a5"
    A4 = "a4"


_SCALE = {Size.A5: 1.0, Size.A4: 1.2}
_MILLIMETRES = {Size.A5: (148.0, 210.0), Size.A4: (210.0, 297.0)}


def pdf_of(sheet: Sheet, size: Size = Size.A5) -> bytes:
    """The PDF; the same bytes for the same sheet. Raises NoFace where no face can set Vietnamese."""
    paper = _Paper(sheet, size, face())
    paper.add_page()
    for line in sheet.heading:
        paper.put(line, 9.5, align="C")
    paper.title_line()
    for fact in sheet.facts:
        paper.fact(fact)
    for warning in sheet.warnings:
        paper.warning(warning)
    for place, part in enumerate(sheet.sections, 1):
        paper.part(place, part)
    for line in sheet.closing:
        paper.put(line, 8.5, before=1.5)
    for blank in sheet.blanks:
        paper.fact(blank)
    paper.signature()
    return bytes(paper.output())


def drawable(text: str) -> str:
    """The text in NFC, since a face draws whole letters, and on one line, as signs that print."""
    return "".join(sign if sign.isprintable() else " " for sign in unicodedata.normalize("NFC", text))


class _Paper(FPDF):
    """Pen, page and the sheet's own manner."""

    def __init__(self, sheet: Sheet, size: Size, letters: Face) -> None:
        super().__init__(format=_MILLIMETRES[size])
        self._sheet = sheet
        self._scale = _SCALE[size]
        self.add_font(_FAMILY, "", letters.upright)
        self.add_font(_FAMILY, "B", letters.bold)
        self.set_margins(_MARGIN, _MARGIN)
        self.set_auto_page_break(True, _MARGIN + 4)
        self.set_title(sheet.title)
        self.set_lang(sheet.lang)
        self.set_creation_date(sheet.made_at)

    def header(self) -> None:
        """A draft says so on every page."""
        if self._sheet.mark:
            self.put(self._sheet.mark, 9, bold=True, align="C", border=1)
            self.ln(2)

    def footer(self) -> None:
        self.set_y(-_MARGIN)
        count = self._sheet.page_of.format(n=self.page_no(), total=self.str_alias_nb_pages)
        self._pen(8)
        self.cell(self.epw / 2, 4, self._sheet.foot)
        self.cell(self.epw / 2, 4, count, align="R")

    def title_line(self) -> None:
        self.put(self._sheet.title, 13, bold=True, align="C", before=2)
        self.ln(2)

    def put(  # noqa: PLR0913 - what a pen can do
        self,
        text: str,
        points: float,
        *,
        bold: bool = False,
        align: Literal["L", "C"] = "L",
        indent: float = 0.0,
        before: float = 0.0,
        border: Literal[0, 1] = 0,
    ) -> None:
        """Lines of text down the page, broken at words."""
        self._pen(points, bold=bold)
        self.set_xy(_MARGIN + indent, self.get_y() + before)
        self.multi_cell(
            self.epw - indent, self.font_size * _LEADING, drawable(text),
            align=align, border=border, new_x=XPos.LMARGIN, new_y=YPos.NEXT,
        )  # fmt: skip

    def _high(self, text: str, points: float, *, bold: bool = False, indent: float = 0.0) -> float:
        """Millimetres that the text will take."""
        self._pen(points, bold=bold)
        high = self.multi_cell(
            self.epw - indent, self.font_size * _LEADING, drawable(text),
            dry_run=True, output=MethodReturnValue.HEIGHT,
        )  # fmt: skip
        return float(high) if isinstance(high, int | float) else 0.0

    def _keep_together(self, high: float) -> None:
        """Go to the next page where so many millimetres do not fit on this one and would on a whole one."""
        if self.will_page_break(high) and high < self.page_break_trigger - 2 * _MARGIN:
            self.add_page()

    def fact(self, fact: Fact) -> None:
        """A label with its value, or with dots to write on."""
        if fact.value:
            self.put(f"{fact.label}: {fact.value}", 10)
            return
        self._pen(10)
        text = f"{fact.label}: "
        left = self.epw - self.get_string_width(text) - _DOTS_END
        dots = "." * max(0, int(left / self.get_string_width(".")))
        self.put(text + dots, 10, before=0.5)

    def warning(self, text: str) -> None:
        """A rule at the left and bold letters: seen without colour, also on a bad printer."""
        top = self.get_y() + 1.5
        self.put(text, 9.5, bold=True, indent=3, before=1.5)
        self.set_line_width(_WARN_RULE * 3)
        if self.get_y() > top:
            self.line(_MARGIN + 1, top, _MARGIN + 1, self.get_y())
        self.set_line_width(_WARN_RULE)

    def part(self, number: int, part: Section) -> None:
        """A title is never the last on its page: its first line stays with it."""
        title = f"{number}. {part.title}"
        first = self._line_high(f"{number}.1", part.lines[0]) if part.lines else 0.0
        self._keep_together(self._high(title, _TITLE, bold=True) + _TITLE_BEFORE + first)
        self.put(title, _TITLE, bold=True, before=_TITLE_BEFORE)
        for place, line in enumerate(part.lines, 1):
            self._line(f"{number}.{place}", line)

    def signature(self) -> None:
        high = sum(self._high(line, 10, indent=self.epw / 2) for line in self._sheet.signature)
        self._keep_together(high + _SIGN_BEFORE)
        for place, line in enumerate(self._sheet.signature):
            self.put(
                line, 10, bold=place == 0, align="C", indent=self.epw / 2, before=0 if place else _SIGN_BEFORE
            )

    def _line(self, number: str, line: Line) -> None:
        self._keep_together(self._line_high(number, line))
        self.put(f"{number}  {line.head}", 10, indent=3, before=_LINE_BEFORE)
        for note in line.notes:
            self.put(note, 8.5, indent=10)

    def _line_high(self, number: str, line: Line) -> float:
        notes = sum(self._high(note, 8.5, indent=10) for note in line.notes)
        return _LINE_BEFORE + self._high(f"{number}  {line.head}", 10, indent=3) + notes

    def _pen(self, points: float, *, bold: bool = False) -> None:
        self.set_font(_FAMILY, "B" if bold else "", points * self._scale)
