"""Lines that run into one another, taken apart: what two rows of letters make up is two lines."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ocr.marks import Ints, Marks

Owners = NDArray[np.int64]
"""For each mark the id of the piece or line it belongs to, -1 for none."""

_LETTER = (0.55, 1.8)
"""Of the usual height: lower marks are accents, higher ones strokes of a seal or letters that touch."""

_GAP = 0.42
"""Of the usual height: the middles of one row's letters, high and low, lie closer together than this."""

_FEWEST = 3  # letters of a row


def one_row_each(marks: Marks, owner: Owners) -> Owners:
    """Owners after every line that holds several rows of letters was split; new lines get new ids."""
    order = np.argsort(owner, kind="stable")
    order = order[owner[order] >= 0]
    found, following = owner.copy(), int(owner.max(initial=0)) + 1
    for own in np.split(order, np.flatnonzero(np.diff(owner[order])) + 1):
        rows = _rows(marks, own.astype(np.int32))
        for row in rows[1:]:
            found[row] = following
            following += 1
    return found


def _rows(marks: Marks, own: Ints) -> list[Ints]:
    """The marks of each row, from the top; one row with all of them where they stand level."""
    height, width = marks.height[own], marks.width[own]
    if own.size < 2 * _FEWEST:
        return [own]
    typical = float(np.median(np.repeat(height, np.maximum(1, width // 4))))
    letters = own[(height > _LETTER[0] * typical) & (height < _LETTER[1] * typical)]
    middles = np.sort(_middles(marks, letters))
    breaks = np.flatnonzero(np.diff(middles) > _GAP * typical) + 1
    groups = [group for group in np.split(middles, breaks) if group.size >= _FEWEST]
    if len(groups) < 2:
        return [own]
    centres = np.array([np.median(group) for group in groups])
    nearest = np.abs(_middles(marks, own)[:, None] - centres[None, :]).argmin(axis=1)
    return [own[nearest == row] for row in range(len(groups))]


def _middles(marks: Marks, some: Ints) -> NDArray[np.float64]:
    return np.asarray(marks.top[some] + marks.height[some] / 2, np.float64)
