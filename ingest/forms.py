"""Values that a PDF keeps in its form fields and notes without a picture that shows them.

Programs that fill forms often leave the drawing to the viewer, which draws with a face without Vietnamese
letters, or draws nothing. Here such values get their picture before the page is made. Runs only in the
sandbox.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pikepdf

from ingest.form_letters import Letters

_HIDDEN = 0b100010
"""Flags of notes that no screen shows: hidden, and no view (ISO 32000-1, 12.5.3)."""
_MULTILINE, _PASSWORD, _PUSHED, _COMB = 1 << 12, 1 << 13, 1 << 16, 1 << 24
_TICK = "X"
_DRAWS = re.compile(rb"\bT[jJ]\b|\bDo\b|\)\s*['\"]")
_SIZE = re.compile(r"([\d.]+)\s+Tf")
_USUAL, _LEAST, _SHRINK = 12.0, 4.0, 0.92
_LEADING, _MARGIN, _RISE = 1.15, 2.0, 0.26
_DEEPEST = 16
UNREADABLE = (
    *(pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError, AttributeError, IndexError),
    *(OSError, LookupError),
)


class Shown(NamedTuple):
    """The file whose pages show their values, and the pages of which some value could not be shown."""

    path: str
    lacking: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Value:
    """A value without a picture: its note, the text, the box in points, and how it is to be set."""

    note: pikepdf.Object
    text: str
    width: float
    height: float
    size: float
    lines: bool
    cells: int


def is_dynamic_form(path: str) -> bool:
    """Whether a form's program (XFA), which few viewers run, makes the pages: none of them shows a value."""
    try:
        with pikepdf.open(path, suppress_warnings=True) as pdf:
            form = pdf.Root.get("/AcroForm", pikepdf.Dictionary())
            return "/XFA" in form and (bool(pdf.Root.get("/NeedsRendering")) or not form.get("/Fields"))
    except UNREADABLE:
        return False


def with_shown_values(path: str, first: int, last: int) -> Shown:
    """The file itself where its pages ``first`` to ``last`` show all their values, else a mended copy."""
    try:
        with pikepdf.open(path, suppress_warnings=True) as pdf:
            lost = {
                number: values
                for number in range(first, min(last, len(pdf.pages)) + 1)
                if (values := list(_lost(pdf, pdf.pages[number - 1])))
            }
            return _mended(pdf, lost) if lost else Shown(path)
    except UNREADABLE:
        return Shown(path)


def _mended(pdf: pikepdf.Pdf, lost: dict[int, list[_Value]]) -> Shown:
    try:
        letters = Letters()
        drawn = {id(value): _picture(value, letters) for values in lost.values() for value in values}
        font = letters.font(pdf)
        _leave_to_viewer(pdf)
        for values in lost.values():
            for value in values:
                if (content := drawn[id(value)]) is not None:
                    value.note.AP = pikepdf.Dictionary(N=_shown(pdf, value, content, font))
        copy = Path(tempfile.mkdtemp(dir=".")) / "shown.pdf"  # the sandbox's own folder, which goes with it
        pdf.save(copy)
    except UNREADABLE:
        return Shown(str(pdf.filename), frozenset(lost))
    lacking = (number for number, values in lost.items() if any(drawn[id(each)] is None for each in values))
    return Shown(str(copy), frozenset(lacking))


def _leave_to_viewer(pdf: pikepdf.Pdf) -> None:
    """What the viewer was to draw anew it draws still, and what was drawn here it does not draw over."""
    form = pdf.Root.get("/AcroForm")
    if form is None or not form.get("/NeedAppearances"):
        return
    form.NeedAppearances = False
    for page in pdf.pages:
        for note in page.obj.get("/Annots", []):
            if "/AP" in note and _inherited(note, "/FT") in (pikepdf.Name.Tx, pikepdf.Name.Ch):
                del note["/AP"]


def _lost(pdf: pikepdf.Pdf, page: pikepdf.Page) -> Iterator[_Value]:
    form = pdf.Root.get("/AcroForm", pikepdf.Dictionary())
    for note in page.obj.get("/Annots", []):
        if not isinstance(note, pikepdf.Dictionary) or int(note.get("/F", 0)) & _HIDDEN:
            continue
        text, flags = _text_of(note), int(_inherited(note, "/Ff") or 0)
        look = _inherited(note, "/DA") or form.get("/DA")
        if text and not flags & _PASSWORD and _is_lost(note, text, look, bool(form.get("/NeedAppearances"))):
            left, bottom, right, top = (float(each) for each in note.Rect)
            sized = _SIZE.search(str(look or ""))
            free = note.get("/Subtype") == pikepdf.Name.FreeText
            cells = int(_inherited(note, "/MaxLen") or 0) if flags & _COMB else 0
            size, lines = float(sized[1]) if sized else 0.0, free or bool(flags & _MULTILINE)
            yield _Value(note, text, abs(right - left), abs(top - bottom), size, lines, cells)


def _is_lost(note: pikepdf.Object, text: str, look: pikepdf.Object | None, anew: bool) -> bool:
    """Whether a viewer shows nothing of the text, or not all of its letters."""
    picture = note.get("/AP", pikepdf.Dictionary()).get("/N")
    widget = note.get("/Subtype") == pikepdf.Name.Widget
    if isinstance(picture, pikepdf.Stream) and not (anew and widget):
        return not _DRAWS.search(picture.read_bytes())
    return look is None or not text.isascii()


def _text_of(note: pikepdf.Object) -> str:
    """What a text field, a choice, a ticked box without a picture or a note over the page says."""
    kind = note.get("/Subtype")
    if kind == pikepdf.Name.FreeText:
        return str(note.get("/Contents", "")).strip()
    if kind == pikepdf.Name.Widget and _inherited(note, "/FT") == pikepdf.Name.Btn:
        pushed = int(_inherited(note, "/Ff") or 0) & _PUSHED
        return "" if pushed or "/AP" in note or _state(note) in (None, pikepdf.Name.Off) else _TICK
    if kind != pikepdf.Name.Widget or _inherited(note, "/FT") not in (pikepdf.Name.Tx, pikepdf.Name.Ch):
        return ""
    value = _inherited(note, "/V")
    if isinstance(value, pikepdf.Array):
        return "\n".join(str(each) for each in value).strip()
    if isinstance(value, pikepdf.Stream):
        return value.read_bytes().decode("utf-8", "replace").strip()
    return str(value).strip() if value is not None else ""


def _state(note: pikepdf.Object) -> pikepdf.Object | None:
    """Of a box: the note's own, else its field's."""
    return note.get("/AS") or _inherited(note, "/V")


def _inherited(note: pikepdf.Object, key: str) -> pikepdf.Object | None:
    at: pikepdf.Object | None = note
    for _ in range(_DEEPEST):
        if at is None or key in at:
            break
        at = at.get("/Parent")
    return at.get(key) if at is not None else None


def _picture(value: _Value, letters: Letters) -> bytes | None:
    """What draws the value in its box; None where a letter or the room is lacking."""
    texts = re.split(r"\r\n|\r|\n", value.text)
    texts = texts if value.lines else [" ".join(texts)]
    if not all(letters.has(text) for text in texts):
        return None
    if value.cells:
        return _in_cells(value, texts[0], letters)
    size = value.size or min(_USUAL, 0.7 * value.height)
    while size >= _LEAST:
        rows = [
            row
            for text in texts
            for row in _wrapped(text, value.width - 2 * _MARGIN, size, letters, value.lines)
        ]
        fits = all(letters.width(row) * size <= value.width - 2 * _MARGIN for row in rows)
        if fits and (len(rows) == 1 or len(rows) * size * _LEADING <= value.height):
            return _set(value, rows, size, letters)
        size *= _SHRINK
    return None


def _wrapped(text: str, width: float, size: float, letters: Letters, lines: bool) -> list[str]:
    if not lines:
        return [text]
    rows = [""]
    for word in text.split():
        longer = f"{rows[-1]} {word}".strip()
        if rows[-1] and letters.width(longer) * size > width:
            rows.append(word)
        else:
            rows[-1] = longer
    return rows


def _set(value: _Value, rows: list[str], size: float, letters: Letters) -> bytes:
    top = value.height - size if value.lines else (value.height - size) / 2 + _RISE * size
    place = [f"1 0 0 1 {_MARGIN} {top - row * size * _LEADING:.2f} Tm ".encode() for row in range(len(rows))]
    drawn = b"".join(at + letters.encoded(row) + b" Tj " for at, row in zip(place, rows, strict=True))
    return f"/HosoForm {size:.2f} Tf 0 g ".encode() + drawn


def _in_cells(value: _Value, text: str, letters: Letters) -> bytes:
    """Each letter in the middle of its cell."""
    cell, size = value.width / value.cells, value.size or min(_USUAL, 0.7 * value.height)
    bottom, drawn = (value.height - size) / 2 + _RISE * size, [f"/HosoForm {size:.2f} Tf 0 g ".encode()]
    for place, letter in enumerate(text):
        left = (place + 0.5) * cell - letters.width(letter) * size / 2
        drawn.append(f"1 0 0 1 {left:.2f} {bottom:.2f} Tm ".encode() + letters.encoded(letter) + b" Tj ")
    return b"".join(drawn)


def _shown(pdf: pikepdf.Pdf, value: _Value, content: bytes, font: pikepdf.Object) -> pikepdf.Object:
    """The picture; a box that is ticked has one for each of its states."""
    form = _form(pdf, value, content, font)
    if _inherited(value.note, "/FT") != pikepdf.Name.Btn:
        return form
    return pikepdf.Dictionary({str(_state(value.note)): form})


def _form(pdf: pikepdf.Pdf, value: _Value, content: bytes, font: pikepdf.Object) -> pikepdf.Object:
    form = pdf.make_stream(b"/Tx BMC q BT " + content + b"ET Q EMC")
    form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    form.BBox = pikepdf.Array([0, 0, value.width, value.height])
    form.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(HosoForm=font))
    return pdf.make_indirect(form)
