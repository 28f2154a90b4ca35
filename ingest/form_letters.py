"""A face with every Vietnamese letter as a PDF font, to draw values that a file keeps without a picture."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

import pikepdf
from fontTools.ttLib import TTFont

_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
_FACES = ("Tinos-Regular.ttf", "LiberationSerif-Regular.ttf", "DejaVuSerif.ttf")
_THOUSAND = 1000
_SYMBOLIC = 4
"""Flag of a font that has an encoding of its own."""
_CMAP = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
{lines}
endcmap end end"""


class Letters:
    """The first known face of this machine. Raises LookupError where there is none."""

    def __init__(self) -> None:
        files = {each.name: each for folder in _FOLDERS for each in folder.rglob("*.ttf")}
        self._path = next((files[name] for name in _FACES if name in files), None)
        if self._path is None:
            raise LookupError("no face")
        self._font = TTFont(self._path, lazy=True)
        self._cmap: dict[int, str] = self._font.getBestCmap()
        self._drawn: dict[int, int] = {}
        """Glyph to code point, of all that was encoded."""

    @cached_property
    def _em(self) -> int:
        return int(self._font["head"].unitsPerEm)

    def has(self, text: str) -> bool:
        return all(ord(letter) in self._cmap for letter in text)

    def width(self, text: str) -> float:
        """For a size of 1."""
        return float(sum(self._font["hmtx"][self._cmap[ord(letter)]][0] for letter in text) / self._em)

    def encoded(self, text: str) -> bytes:
        """The operand of ``Tj``."""
        glyphs = []
        for letter in text:
            glyph = self._font.getGlyphID(self._cmap[ord(letter)])
            self._drawn[glyph] = ord(letter)
            glyphs.append(f"{glyph:04X}")
        return f"<{''.join(glyphs)}>".encode()

    def font(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        """The font with its file, for the letters encoded so far; they stand in its text layer, too."""
        name = pikepdf.Name("/HosoForm")
        file = pdf.make_stream(Path(str(self._path)).read_bytes())
        descriptor = pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor, FontName=name, Flags=_SYMBOLIC,
            FontBBox=[-200, -300, 1200, 1000], ItalicAngle=0, Ascent=900, Descent=-220, CapHeight=700,
            StemV=80, FontFile2=file,
        )  # fmt: skip
        widths: list[object] = []
        for glyph, code in sorted(self._drawn.items()):
            widths += [glyph, [self.width(chr(code)) * _THOUSAND]]
        inner = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.CIDFontType2, BaseFont=name,
            FontDescriptor=descriptor,
            CIDSystemInfo=pikepdf.Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
            CIDToGIDMap=pikepdf.Name.Identity, W=pikepdf.Array(widths),
        )  # fmt: skip
        outer = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, BaseFont=name,
            Encoding=pikepdf.Name("/Identity-H"), DescendantFonts=[pdf.make_indirect(inner)],
            ToUnicode=pdf.make_stream(_to_unicode(self._drawn.items())),
        )  # fmt: skip
        return pdf.make_indirect(outer)


def _to_unicode(drawn: Iterable[tuple[int, int]]) -> bytes:
    lines = [f"1 beginbfchar <{g:04X}> <{chr(c).encode('utf-16-be').hex()}> endbfchar" for g, c in drawn]
    return _CMAP.format(lines="\n".join(lines)).encode()
