"""Lines of print on a cleaned page, found from the marks of ink without any knowledge of the letters.

Each letter is drawn as a band as wide as it and a little more; bands that touch are a piece of a line;
pieces on one baseline are joined over word gaps but not over column gaps; accents and points go to the
nearest line.
All distances are in letter heights of the neighbourhood, so that 8 and 28 points can share a page.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.marks import Ints, Marks

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PrintLine:
    """One line: its rectangle in pixels of the cleaned page, and the marks (indices) that stand on it."""

    left: int
    top: int
    right: int
    bottom: int
    marks: Ints

    @property
    def height(self) -> int:
        return self.bottom - self.top


def find_lines(
    marks: Marks, ignored: NDArray[np.bool_], letter: float, rules: NDArray[np.uint8]
) -> list[PrintLine]:
    """The page's lines in no particular order.

    ignored: which marks are no writing. letter: typical letter height of the whole page in pixels.
    rules: 1 where a table's rules lay; no line crosses an upright one.
    """
    around = local_height(marks, ~ignored, letter, rules.shape)
    letters = np.flatnonzero(_is_letter(marks, around) & ~ignored).astype(np.int32)
    if letters.size == 0:
        return []
    owner = np.full(len(marks), -1, np.int64)
    owner[letters] = _pieces(marks, letters, around, rules)
    owner = _joined(marks, owner, around, rules)
    owner = _without_crumbs(marks, owner)
    owner = _with_small_marks(marks, owner, around, ~ignored)
    return [line for line in _lines(marks, owner) if _plausible(line, marks, around)]


def local_height(marks: Marks, wanted: NDArray[np.bool_], letter: float, shape: tuple[int, ...]) -> Floats:
    """Typical letter height around each mark, in pixels."""
    cell = 48
    rows, columns = shape[0] // cell + 1, shape[1] // cell + 1
    good = (marks.height >= 6) & (marks.height < letter * 8) & (marks.width < letter * 12) & (marks.width > 2)
    good &= wanted & (marks.height > 0.2 * letter)
    row = ((marks.top + marks.height // 2) // cell)[good]
    column = ((marks.left + marks.width // 2) // cell)[good]
    weight = marks.width[good].astype(np.float64)
    total, sums = np.zeros((rows, columns)), np.zeros((rows, columns))
    np.add.at(total, (row, column), weight)
    np.add.at(sums, (row, column), weight * marks.height[good])
    size = (7, 1)
    total = _blurred(total, size)
    sums = _blurred(sums, size)
    trust = 2 * letter / size[0]  # so much width of letters weighs as much as the page's own height
    mean = (sums + trust * letter) / (total + trust)
    at = ((marks.top + marks.height // 2) // cell, (marks.left + marks.width // 2) // cell)
    return np.asarray(mean[at], np.float64)


def _blurred(sums: Floats, size: tuple[int, int]) -> Floats:
    return np.asarray(cv2.blur(sums, size, borderType=cv2.BORDER_CONSTANT), np.float64)


def _is_letter(marks: Marks, around: Floats) -> NDArray[np.bool_]:
    return np.asarray(
        (marks.height >= 0.45 * around)
        & (marks.height <= 3.2 * around)
        & (marks.height >= 6)
        & (marks.width <= 14 * around)
        & (marks.area >= 8),
        np.bool_,
    )


def _pieces(marks: Marks, letters: Ints, around: Floats, rules: NDArray[np.uint8]) -> Ints:
    """The piece each letter belongs to: connected bands, drawn through the letters' middles."""
    bands = np.zeros_like(rules)
    height = marks.height[letters]
    top = (marks.top[letters] + 0.25 * height).astype(int).tolist()
    bottom = (marks.bottom[letters] - 0.2 * height).astype(int).tolist()
    reach = 0.42 * around[letters]
    left = (marks.left[letters] - reach).astype(int).tolist()
    right = (marks.right[letters] + reach).astype(int).tolist()
    for x0, y0, x1, y1 in zip(left, top, right, bottom, strict=True):
        bands[max(0, y0) : y1 + 1, max(0, x0) : x1] = 1
    bands[rules > 0] = 0
    _, labels = cv2.connectedComponents(bands, connectivity=4, ltype=cv2.CV_32S)
    middle = (marks.top[letters] + (0.5 * height).astype(np.int32)).clip(0, len(rules) - 1)
    found = np.asarray(labels, np.int32)[middle, (marks.left[letters] + marks.width[letters] // 2)]
    return np.where(found > 0, found, -1)  # 0 where a rule wiped out a band's middle


def _joined(
    marks: Marks, owner: NDArray[np.int64], around: Floats, rules: NDArray[np.uint8]
) -> NDArray[np.int64]:
    """Owners after pieces on one baseline were joined across word gaps."""
    ids = np.unique(owner[owner >= 0])
    pieces = sorted((_piece(marks, owner, around, int(each)) for each in ids), key=lambda piece: piece.left)
    chain: dict[int, int] = {}
    taken: set[int] = set()
    for index, piece in enumerate(pieces):
        follower = _follower(piece, pieces[index + 1 :])
        if follower is not None and follower.id not in taken and not _fenced(piece, follower, rules):
            taken.add(follower.id)
            chain[follower.id] = chain.get(piece.id, piece.id)
    table = np.arange(int(ids.max()) + 1)
    for child, parent in chain.items():
        table[child] = parent
    return np.where(owner >= 0, table[np.maximum(owner, 0)], -1)


@dataclass(frozen=True, slots=True)
class _Piece:
    id: int
    left: int
    right: int
    top: float
    base: float
    letter: float


def _piece(marks: Marks, owner: NDArray[np.int64], around: Floats, each: int) -> _Piece:
    own = np.flatnonzero(owner == each)
    return _Piece(
        each,
        int(marks.left[own].min()),
        int(marks.right[own].max()),
        float(np.median(marks.top[own])),
        float(np.median(marks.bottom[own])),
        max(float(np.percentile(marks.height[own], 70)), float(np.median(around[own])) * 0.8),
    )


def _follower(piece: _Piece, later: list[_Piece]) -> _Piece | None:
    """The nearest piece to the right on the same baseline within a word gap."""
    best: _Piece | None = None
    for other in later:
        letter = min(piece.letter, other.letter)
        if other.left - piece.right > 1.5 * max(piece.letter, other.letter):
            continue
        if other.left < piece.left + 1 or other.left - piece.right < -0.5 * letter:
            continue
        if max(piece.letter, other.letter) > 2.2 * letter:
            continue
        shared = min(piece.base, other.base) - max(piece.top, other.top)
        if abs(piece.base - other.base) > 0.45 * letter and shared < 0.6 * letter:
            continue
        if abs(piece.base - other.base) < 0.7 * letter and (best is None or other.left < best.left):
            best = other
    return best


def _fenced(piece: _Piece, follower: _Piece, rules: NDArray[np.uint8]) -> bool:
    """Whether an upright rule stands between two pieces."""
    between = rules[int(piece.top) : int(piece.base), piece.right - 1 : follower.left + 1]
    return between.size > 0 and bool((between.sum(axis=0) > 0.6 * between.shape[0]).any())


def _without_crumbs(marks: Marks, owner: NDArray[np.int64]) -> NDArray[np.int64]:
    """Owners after pieces no larger than an accent were set free, to be taken up by the line below them."""
    lines = _lines(marks, owner)
    owner = owner.copy()
    for line in lines:
        if any(_is_accent_of(line, other) for other in lines):
            owner[line.marks] = -1
    return owner


def _is_accent_of(crumb: PrintLine, line: PrintLine) -> bool:
    """Whether the crumb is small against the line and stands where an accent or a dot of it would."""
    wide, unit = crumb.right - crumb.left, line.height
    if not (line.left - 0.3 * unit < crumb.left and crumb.right < line.right + 0.3 * unit):
        return False
    over = line.top - 0.5 * unit < crumb.bottom and crumb.top < line.bottom
    under = line.top < crumb.top < line.bottom + 0.25 * unit
    accent = crumb.height < 0.6 * unit and wide < min(1.2 * unit, 0.5 * (line.right - line.left))
    dot = crumb.height < 0.3 * unit and wide < 0.3 * unit
    return (over and accent) or (under and dot)


def _with_small_marks(
    marks: Marks, owner: NDArray[np.int64], around: Floats, wanted: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Owners after accents, points and punctuation went to the line they stand nearest to."""
    ids = np.unique(owner[owner >= 0])
    lines = [np.flatnonzero(owner == each) for each in ids]
    left = np.array([marks.left[own].min() for own in lines])
    right = np.array([marks.right[own].max() for own in lines])
    top = np.array([np.percentile(marks.top[own], 20) for own in lines])
    bottom = np.array([np.percentile(marks.bottom[own], 80) for own in lines])
    small = np.flatnonzero(wanted & (owner < 0) & (marks.height < 2.5 * around) & (marks.width < 4 * around))
    reach = around[small, None]
    above = top[None, :] - marks.bottom[small, None]
    below = marks.top[small, None] - bottom[None, :]
    apart = np.maximum(np.maximum(above, below), 0)
    beside = np.maximum(left[None, :] - marks.right[small, None], marks.left[small, None] - right[None, :])
    cost = np.where((beside < 0.7 * reach) & (apart < 0.75 * reach), apart, np.inf)
    if cost.size:
        nearest = cost.argmin(axis=1)
        near = np.isfinite(cost[np.arange(len(small)), nearest])
        owner = owner.copy()
        owner[small[near]] = ids[nearest[near]]
    return owner


def around_marks(marks: Marks, own: Ints) -> PrintLine:
    """The line that these marks (indices, at least one) make up."""
    return PrintLine(
        int(marks.left[own].min()),
        int(marks.top[own].min()),
        int(marks.right[own].max()),
        int(marks.bottom[own].max()),
        own,
    )


def _lines(marks: Marks, owner: NDArray[np.int64]) -> list[PrintLine]:
    order = np.argsort(owner, kind="stable")
    order = order[owner[order] >= 0]
    groups = np.split(order, np.flatnonzero(np.diff(owner[order])) + 1)
    return [around_marks(marks, own.astype(np.int32)) for own in groups if own.size]


def _plausible(line: PrintLine, marks: Marks, around: Floats) -> bool:
    """Whether it can be writing: not a lone speck, not a solid bar."""
    width = line.right - line.left
    typical = float(np.median(around[line.marks]))
    if line.height < max(7.0, 0.5 * typical) or width < 0.25 * typical:
        return False
    filled = float(marks.area[line.marks].sum()) / max(1, width * line.height)
    return 0.02 < filled < 0.85
