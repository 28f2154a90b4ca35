"""A font without shapes: it gives invisible text a place, a width and its letters, in a few hundred bytes.

Every UTF-16 code unit is a character code of its own, so that any language can be written and is copied out
as it was written; every code shows the same empty glyph.
"""

from __future__ import annotations

import struct

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

ADVANCE = 0.5
"""Width of each character, in font sizes, before it is stretched to the width of its word."""

_EM = 1000
_NAME = "/HosoGlyphless"


def encoded(text: str) -> bytes:
    """The text as character codes of this font; letters past U+FFFF become U+FFFD."""
    return "".join(letter if ord(letter) < 0x10000 else "\ufffd" for letter in text).encode("utf-16-be")


def add_font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """The font as an object of the PDF, to be named in the resources of its pages."""
    data = truetype()
    file = Stream(pdf, data)
    file.Length1 = len(data)
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name(_NAME),
        Flags=5,  # fixed pitch, symbolic
        FontBBox=Array([0, 0, round(_EM * ADVANCE), _EM]),
        ItalicAngle=0,
        Ascent=_EM,
        Descent=-1,  # readers take 0 for unknown and guess
        CapHeight=_EM,
        StemV=80,
        FontFile2=pdf.make_indirect(file),
    )
    letters = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name(_NAME),
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=round(_EM * ADVANCE),
        CIDToGIDMap=pdf.make_indirect(Stream(pdf, b"\x00\x01" * 0x10000)),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name(_NAME),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(letters)]),
            ToUnicode=pdf.make_indirect(Stream(pdf, _to_unicode())),
        )
    )


def truetype() -> bytes:
    """A TrueType file of two empty glyphs, with the tables that PDF asks of an embedded font."""
    advance = round(_EM * ADVANCE)
    glyph = struct.pack(">hhhhhH", 0, 0, 0, 0, 0, 0)  # no outline, no instructions
    head = struct.pack(
        ">IIIIHHqqhhhhHHhhh",
        *(0x00010000, 0x00010000, 0, 0x5F0F3CF5, 0, _EM),
        *(0, 0, 0, 0, advance, _EM, 0, 8, 2, 0, 0),
    )
    hhea = struct.pack(">IhhhHhhhhhhhhhhhH", 0x00010000, _EM, -1, 0, advance, *([0] * 11), 2)
    maxp = struct.pack(">IH13H", 0x00010000, 2, *([0] * 13))
    tables = {
        b"glyf": glyph * 2,
        b"head": head,
        b"hhea": hhea,
        b"hmtx": struct.pack(">HhHh", advance, 0, advance, 0),
        b"loca": struct.pack(">HHH", 0, len(glyph) // 2, len(glyph)),
        b"maxp": maxp,
    }
    return _font_file(tables)


def _font_file(tables: dict[bytes, bytes]) -> bytes:
    """Tables with their directory and sums (OpenType 1.9, "Table directory")."""
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    head = struct.pack(">IHHHH", 0x00010000, count, power * 16, power.bit_length() - 1, (count - power) * 16)
    directory, body = b"", b""
    for tag, data in sorted(tables.items()):
        place = len(head) + 16 * count + len(body)
        directory += struct.pack(">4sIII", tag, _sum(data), place, len(data))
        body += data + b"\0" * (-len(data) % 4)
    whole = head + directory + body
    adjustment = (0xB1B0AFBA - _sum(whole)) & 0xFFFFFFFF
    place = whole.index(tables[b"head"]) + 8
    return whole[:place] + struct.pack(">I", adjustment) + whole[place + 4 :]


def _sum(data: bytes) -> int:
    padded = data + b"\0" * (-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF


def _to_unicode() -> bytes:
    """Each code is its own letter; a range may not leave its first byte, a block not pass 100 ranges."""
    ranges = [f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>" for high in range(256)]
    blocks = [ranges[i : i + 100] for i in range(0, 256, 100)]
    mapped = "\n".join(f"{len(block)} beginbfrange\n" + "\n".join(block) + "\nendbfrange" for block in blocks)
    return _CMAP.format(mapped=mapped).encode("ascii")


_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{mapped}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
