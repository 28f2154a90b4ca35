"""Text that a scan already carries: the layer of an earlier OCR is taken off, print is left alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

import pikepdf
from pikepdf import Matrix, Name

_SHOWS = frozenset({"Tj", "TJ", "'", '"'})
_INVISIBLE = (3, 7)
_PAGE_SHARE = 0.8
"""An image that covers this much of the page hides what was drawn before it."""
_DEEPEST = 4
"""Forms within forms deeper than this hold no OCR layer; this also ends forms that draw themselves."""

_Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage


class _Seen(Enum):
    """How a piece of text reaches the eye."""

    HIDDEN = auto()
    SHOWN = auto()


@dataclass(slots=True)
class _Walk:
    """What is known while a page is followed: the graphics state, and each text with how it is seen."""

    page_area: float
    matrix: Matrix = field(default_factory=Matrix)
    mode: int = 0
    saved: list[tuple[Matrix, int]] = field(default_factory=list)
    texts: dict[int, tuple[_Seen, int]] = field(default_factory=dict)

    def cover(self) -> None:
        """An image was laid over all that was drawn so far."""
        self.texts = {place: (_Seen.HIDDEN, size) for place, (_, size) in self.texts.items()}


def visible_letters(page: pikepdf.Page) -> int:
    """About how many letters of text one can see on the page (bytes shown, which is never fewer)."""
    walk, _ = _followed(page.obj, page, _area(page))
    shown = sum(size for seen, size in walk.texts.values() if seen is _Seen.SHOWN)
    return shown + sum(_shown_in(form, 1) for form in _forms(page.obj))


def strip_hidden_text(page: pikepdf.Page, pdf: pikepdf.Pdf) -> None:
    """Take off the text nobody can see: an old OCR layer, drawn invisibly or underneath the scan."""
    walk, instructions = _followed(page.obj, page, _area(page))
    hidden = {place for place, (seen, _) in walk.texts.items() if seen is _Seen.HIDDEN}
    if hidden:
        page.Contents = pdf.make_stream(_without(instructions, hidden))
    for form in _forms(page.obj):
        _strip_form(form, 1)


def _strip_form(form: pikepdf.Object, depth: int) -> None:
    walk, instructions = _followed(form, form, 0.0)
    hidden = {place for place, (seen, _) in walk.texts.items() if seen is _Seen.HIDDEN}
    if hidden:
        form.write(_without(instructions, hidden))
    for inner in _forms(form) if depth < _DEEPEST else []:
        _strip_form(inner, depth + 1)


def _shown_in(form: pikepdf.Object, depth: int) -> int:
    walk, _ = _followed(form, form, 0.0)
    shown = sum(size for seen, size in walk.texts.values() if seen is _Seen.SHOWN)
    return shown + sum(_shown_in(inner, depth + 1) for inner in (_forms(form) if depth < _DEEPEST else []))


def _followed(
    owner: pikepdf.Object, drawn: pikepdf.Page | pikepdf.Object, area: float
) -> tuple[_Walk, list[_Instruction]]:
    """The walk over a content stream, and its instructions; nothing is known of a stream nobody can parse."""
    walk = _Walk(area)
    try:
        instructions = list(pikepdf.parse_content_stream(drawn))
        images = _images(owner)
        for place, each in enumerate(instructions):
            _step(walk, place, str(each.operator), each, images)
    except (pikepdf.PdfError, ValueError, TypeError, IndexError, OverflowError):
        return _Walk(area), []
    return walk, instructions


def _step(walk: _Walk, place: int, operator: str, each: _Instruction, images: set[str]) -> None:
    if operator == "q":
        walk.saved.append((walk.matrix, walk.mode))
    elif operator == "Q" and walk.saved:
        walk.matrix, walk.mode = walk.saved.pop()
    elif operator == "cm":
        walk.matrix = Matrix(*(float(each.operands[i]) for i in range(6))) @ walk.matrix
    elif operator == "Tr":
        walk.mode = int(each.operands[0])
    elif operator in _SHOWS:
        walk.texts[place] = (
            _Seen.HIDDEN if walk.mode in _INVISIBLE else _Seen.SHOWN,
            _length(each.operands[-1]),
        )
    elif operator == "Do" and str(each.operands[0]) in images:
        across, down = abs(walk.matrix.a * walk.matrix.d), abs(walk.matrix.b * walk.matrix.c)
        if walk.page_area and max(across, down) >= _PAGE_SHARE * walk.page_area:
            walk.cover()


def _length(operand: pikepdf.Object) -> int:
    pieces = operand if isinstance(operand, pikepdf.Array) else [operand]
    return sum(len(bytes(piece)) for piece in pieces if isinstance(piece, pikepdf.String))


def _without(instructions: list[_Instruction], places: set[int]) -> bytes:
    kept = [each for place, each in enumerate(instructions) if place not in places]
    return pikepdf.unparse_content_stream(kept)


def inherited(owner: pikepdf.Object, key: str) -> pikepdf.Object | None:
    """A page's attribute, its own or that of the tree above it (ISO 32000-1, 7.7.3.4); None for none."""
    node: pikepdf.Object | None = owner
    for _ in range(_HIGHEST):
        if not isinstance(node, pikepdf.Dictionary | pikepdf.Stream):
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None


_HIGHEST = 50
"""Page trees are a few nodes high; one that loops is left after this many."""


def _area(page: pikepdf.Page) -> float:
    left, bottom, right, top = (float(each) for each in page.mediabox)
    return abs((right - left) * (top - bottom))


def _drawn(owner: pikepdf.Object) -> dict[str, pikepdf.Object]:
    """The external objects that a page or form may draw, by name."""
    resources = inherited(owner, "/Resources")
    found = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    drawn = found.items() if isinstance(found, pikepdf.Dictionary) else []
    return {name: each for name, each in drawn if isinstance(each, pikepdf.Stream)}


def _images(owner: pikepdf.Object) -> set[str]:
    return {name for name, each in _drawn(owner).items() if each.get("/Subtype") == Name.Image}


def _forms(owner: pikepdf.Object) -> list[pikepdf.Object]:
    return [each for each in _drawn(owner).values() if each.get("/Subtype") == Name.Form]
