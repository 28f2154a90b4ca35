"""Lines of print on a cleaned page, found from the marks of ink without any knowledge of the letters.

Each letter is drawn as a band as wide as it and a little more; bands that touch are a piece of a line;
pieces on one baseline are joined over word gaps but not over column gaps; accents and points go to the
nearest line.
All distances are in letter heights of the neighbourhood, so that 8 and 28 points can share a page.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.marks import Ints, Marks
from ocr.ranks import median, percentile
from ocr.rows import Owners, one_row_each

Floats = NDArray[np.float64]

_WORD_GAP = 1.5  # letter heights; columns stand further apart
_GAP = 0.7  # letter heights between a line and an accent or a point beside it
_SIGN_GAP, _SIGN = 1.3, 0.1
"""The same for a colon or a dash that stands apart at the height of the letters, and its least size: smaller
ones are specks."""
_OF_CORE = 0.7  # of a line's height: as much is a letter of it, in a large title on a page of small print
_OF_LETTER, _ASCENT = 1.2, 1.6
"""Letter heights: a narrower piece is of one letter, and so high stand capitals and figures, where small
letters are the measure.
"""
_WIDEST_LETTER = 2.0  # of the page's letter heights: a wider mark weighs no more among those around it
_TALL = 4.0  # letter heights: as high is a seal or a signature, into which accents of print beside it reach
_AT_ONCE = 2000
_MOST_IN_TWO_BYTES = 65_000
_MOST_LINES = 900
"""A dense table has half as many; what has more is a texture, of which only the longest lines are kept."""


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
    owner = one_row_each(marks, _joined(marks, owner, around, rules))
    owner = _without_crumbs(marks, owner)
    owner = _with_small_marks(marks, owner, around, ~ignored)
    lines = [line for line in _lines(marks, owner) if _plausible(line, marks, around)]
    return sorted(lines, key=lambda line: line.left - line.right)[:_MOST_LINES]


def local_height(marks: Marks, wanted: NDArray[np.bool_], letter: float, shape: tuple[int, ...]) -> Floats:
    """Typical letter height around each mark, in pixels: the geometric mean, weighed by width.

    The emblem or the photograph of a small card is some marks six times as high as its print; a plain mean
    would make accents of the letters beside them.
    """
    cell = 48
    rows, columns = shape[0] // cell + 1, shape[1] // cell + 1
    good = (marks.height >= 6) & (marks.height < letter * 8) & (marks.width < letter * 12) & (marks.width > 2)
    good &= wanted & (marks.height > 0.2 * letter)
    row = ((marks.top + marks.height // 2) // cell)[good]
    column = ((marks.left + marks.width // 2) // cell)[good]
    weight = np.minimum(marks.width[good], _WIDEST_LETTER * letter).astype(np.float64)
    total, sums = np.zeros((rows, columns)), np.zeros((rows, columns))
    np.add.at(total, (row, column), weight)
    np.add.at(sums, (row, column), weight * np.log(marks.height[good]))
    size = (7, 1)
    total = _blurred(total, size)
    sums = _blurred(sums, size)
    trust = 2 * letter / size[0]  # so much width of letters weighs as much as the page's own height
    mean = np.exp((sums + trust * np.log(letter)) / (total + trust))
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
    # two bytes a pixel, not four: here a page needs most memory, and pieces are no more than letters
    _, labels = cv2.connectedComponents(
        bands, connectivity=4, ltype=cv2.CV_16U if letters.size < _MOST_IN_TWO_BYTES else cv2.CV_32S
    )
    middle = (marks.top[letters] + (0.5 * height).astype(np.int32)).clip(0, len(rules) - 1)
    found = labels[middle, (marks.left[letters] + marks.width[letters] // 2)].astype(np.int32)
    return np.where(found > 0, found, -1)  # 0 where a rule wiped out a band's middle


def _joined(marks: Marks, owner: Owners, around: Floats, rules: NDArray[np.uint8]) -> Owners:
    """Owners after pieces on one baseline were joined across word gaps."""
    pieces = [_piece(marks, int(owner[line.marks[0]]), line, around) for line in _lines(marks, owner)]
    if not pieces:
        return owner
    pieces.sort(key=lambda piece: piece.left)
    furthest = _WORD_GAP * max(piece.letter for piece in pieces)
    lefts = [piece.left for piece in pieces]
    table = np.arange(int(owner.max()) + 1)
    taken: set[int] = set()
    for index, piece in enumerate(pieces):
        end = bisect_right(lefts, piece.right + furthest)
        follower = _follower(piece, pieces[index + 1 : end], piece.id in taken)
        if follower is not None and follower.id not in taken and not _fenced(piece, follower, rules):
            taken.add(follower.id)
            table[follower.id] = table[piece.id]
    return np.where(owner >= 0, table[np.maximum(owner, 0)], -1)


@dataclass(frozen=True, slots=True)
class _Piece:
    id: int
    left: int
    right: int
    top: float
    base: float
    letter: float


def _piece(marks: Marks, identity: int, line: PrintLine, around: Floats) -> _Piece:
    own = line.marks
    return _Piece(
        identity,
        line.left,
        line.right,
        median(marks.top[own]),
        median(marks.bottom[own]),
        max(percentile(marks.height[own], 70), median(around[own]) * 0.8),
    )


def _follower(piece: _Piece, later: list[_Piece], joined: bool) -> _Piece | None:
    """The nearest piece to the right on the same baseline within a word gap.

    joined: the piece follows another one; a part of a letter that does not is a speck and begins no line.
    Parts come after whole letters: crumbs of a seal's ring are as small.
    """
    best: _Piece | None = None
    part: _Piece | None = None
    for other in later:
        letter = min(piece.letter, other.letter)
        if other.left - piece.right > _WORD_GAP * max(piece.letter, other.letter):
            continue
        if other.left < piece.left + 1 or other.left - piece.right < -0.5 * letter:
            continue
        if max(piece.letter, other.letter) > 2.2 * letter:
            continue
        if _is_level(piece, other, letter):
            best = other if best is None or other.left < best.left else best
        elif _is_part(other, piece) or (joined and _is_part(piece, other)):
            part = other if part is None or other.left < part.left else part
    return best or part


def _is_level(piece: _Piece, other: _Piece, letter: float) -> bool:
    shared = min(piece.base, other.base) - max(piece.top, other.top)
    apart = abs(piece.base - other.base)
    return apart < 0.7 * letter and (apart <= 0.45 * letter or shared >= 0.6 * letter)


def _is_part(part: _Piece, line: _Piece) -> bool:
    """Whether a piece is part of one letter within the height of a line's: the arch of a 2 without its foot,
    where weak print broke it.
    """
    narrow = part.right - part.left < _OF_LETTER * line.letter
    return narrow and line.base - _ASCENT * line.letter <= part.top and part.base <= line.base


def _fenced(piece: _Piece, follower: _Piece, rules: NDArray[np.uint8]) -> bool:
    """Whether an upright rule stands between two pieces."""
    between = rules[int(piece.top) : int(piece.base), piece.right - 1 : follower.left + 1]
    return between.size > 0 and bool((between.sum(axis=0) > 0.6 * between.shape[0]).any())


def _without_crumbs(marks: Marks, owner: Owners) -> Owners:
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


def _with_small_marks(marks: Marks, owner: Owners, around: Floats, wanted: NDArray[np.bool_]) -> Owners:
    """Owners after accents, points and punctuation went to the line they stand nearest to."""
    lines = _lines(marks, owner)
    if not lines:
        return owner
    small = np.flatnonzero(wanted & (owner < 0) & (marks.height < 2.5 * around) & (marks.width < 4 * around))
    ids = owner[[line.marks[0] for line in lines]]
    cores = np.array([_core(marks, line) for line in lines])
    found = owner.copy()
    for start in range(0, len(small), _AT_ONCE):  # a speckled page has very many
        some = small[start : start + _AT_ONCE]
        found[some] = _nearest(marks, some, cores, ids, around[some, None])
    return found


def _core(marks: Marks, line: PrintLine) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a line without what sticks out of it."""
    top, bottom = percentile(marks.top[line.marks], 20), percentile(marks.bottom[line.marks], 80)
    return line.left, float(top), line.right, float(bottom)


def _nearest(marks: Marks, some: Owners, cores: Floats, ids: Owners, reach: Floats) -> Owners:
    """For each of some marks the id of the line it stands nearest to, -1 where none is near.

    reach: letter height around each mark, shape (some, 1).
    """
    left, top, right, bottom = cores.T
    last = np.where(bottom - top > _TALL * reach, reach, 0.0)  # any line of print within reach comes first
    reach = np.maximum(reach, _OF_CORE * (bottom - top))
    above, below = top - marks.bottom[some, None], marks.top[some, None] - bottom
    apart = np.maximum(np.maximum(above, below), 0)
    beside = np.maximum(left - marks.right[some, None], marks.left[some, None] - right)
    sign = (apart == 0) & (marks.area[some, None] > (_SIGN * reach) ** 2)
    near = beside < np.where(sign, _SIGN_GAP, _GAP) * reach
    cost = np.where(near & (apart < 0.75 * reach), apart + 0.01 * np.maximum(beside, 0) + last, np.inf)
    nearest = cost.argmin(axis=1)
    return np.where(np.isfinite(cost[np.arange(len(some)), nearest]), ids[nearest], -1)


def around_marks(marks: Marks, own: Ints) -> PrintLine:
    """The line that these marks (indices, at least one) make up."""
    return PrintLine(
        int(marks.left[own].min()),
        int(marks.top[own].min()),
        int(marks.right[own].max()),
        int(marks.bottom[own].max()),
        own,
    )


def _lines(marks: Marks, owner: Owners) -> list[PrintLine]:
    order = np.argsort(owner, kind="stable")
    order = order[owner[order] >= 0]
    groups = np.split(order, np.flatnonzero(np.diff(owner[order])) + 1)
    return [around_marks(marks, own.astype(np.int32)) for own in groups if own.size]


def _plausible(line: PrintLine, marks: Marks, around: Floats) -> bool:
    """Whether it can be writing: not a lone speck, not a solid bar."""
    width = line.right - line.left
    typical = median(around[line.marks])
    if line.height < max(7.0, 0.5 * typical) or width < 0.25 * typical:
        return False
    filled = float(marks.area[line.marks].sum()) / max(1, width * line.height)
    return 0.02 < filled < 0.85
