"""How good a page's image is, and whether the paper should be scanned again."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from domain.page import Defect, Quality
from ingest import wire
from ingest.blank import meant_marks
from ingest.desk import beside_the_sheet
from ingest.sharpness import stroke_blur_mm
from ingest.view import FAINT, View

_LEAST_DPI = 140.0
"""Scans below lose the small print of cards and seals; 150 dpi is still read well."""
_LEAST_GUESSED_DPI = 100.0
"""For photos the paper is not known: fewer pixels than this would be needed for A4, but not for a card."""
_CRISP_MM = 0.15
_LEAST_SHARPNESS = 0.5
_MOST_DARKNESS = 0.5
_LEAST_CONTRAST = 0.30
_INK = 72
_LETTER_MM = (1.0, 8.0)
_CUT_LETTERS = 4
_LINE_AHEAD_MM = 6.0
_GOING_ON_SHARE = 0.6
_SEAL_MM = 45.0
"""Round seals of agencies are about 36 mm wide; slanted and smeared a little more."""


def quality_of(view: View, native_dpi: float, flags: int) -> Quality:
    """Measures and defects of a page. native_dpi: what the paper was scanned at, 0 where not known.

    flags: of ``ingest.wire``, what the decoder had to say of the page.
    """
    blur = stroke_blur_mm(view)
    sharpness = 1.0 if blur is None else min(1.0, _CRISP_MM / blur)
    letters = view.marks[meant_marks(view) & _letters(view)]
    found = {
        Defect.LOW_RESOLUTION: 0 < native_dpi < (_LEAST_GUESSED_DPI if flags & wire.GUESSED else _LEAST_DPI),
        Defect.BLURRED: len(letters) > 0 and sharpness < _LEAST_SHARPNESS,
        Defect.TOO_DARK: view.darkness > _MOST_DARKNESS,
        Defect.TOO_LIGHT: _is_pale(view),
        Defect.CUT_EDGE: _is_cut(view),
        Defect.PIXELS_REDUCED: bool(flags & wire.REDUCED),
        Defect.UNREADABLE: bool(flags & wire.DAMAGED),
        Defect.VALUES_NOT_SHOWN: bool(flags & wire.UNSHOWN),
    }
    ink = float((view.contrast > _INK).mean())
    defects = tuple(defect for defect, there in found.items() if there)
    return Quality(round(sharpness, 3), round(view.darkness, 3), round(ink, 4), defects)


def _letters(view: View) -> NDArray[np.bool_]:
    """Marks as high and wide as letters and short words are."""
    width, height = view.marks[:, 2] / view.mm, view.marks[:, 3] / view.mm
    low, high = _LETTER_MM
    return np.asarray(
        (np.minimum(width, height) >= low / 2)
        & (np.maximum(width, height) >= low)
        & (height <= high)
        & (width <= 3 * high)
    )


def _is_pale(view: View) -> bool:
    """Whether even the darker parts of what is written hardly differ from the paper."""
    written = view.contrast[view.contrast > FAINT]
    return len(written) > 0 and float(np.percentile(written, 90)) / 255 < _LEAST_CONTRAST


def _is_cut(view: View) -> bool:
    """Whether lines of writing run over a border of the page.

    Letters that touch the border say so when several do along one side, at different places, and each goes
    on into the page; a scanner's rim, a table under a photo or a stamp at the edge do not do that.
    """
    height, width = view.contrast.shape
    left, top, across, down = (view.marks[:, i] for i in range(4))
    letters = _letters(view) & ~beside_the_sheet(view)
    touching = {
        "left": letters & (left <= 1),
        "right": letters & (left + across >= width - 1),
        "top": letters & (top <= 1),
        "bottom": letters & (top + down >= height - 1),
    }
    return any(_runs_on(view, np.flatnonzero(which), side) for side, which in touching.items())


def _runs_on(view: View, rows: NDArray[np.intp], side: str) -> bool:
    """Whether enough of the touching letters have more letters behind them, away from that side."""
    letters = view.marks[rows]
    if _beyond_one_seal(letters, side, view.mm) < _CUT_LETTERS:
        return False
    going_on = sum(bool(_behind(view, letter, side).any()) for letter in letters)
    return going_on >= max(_CUT_LETTERS, len(rows) * _GOING_ON_SHARE)


def _beyond_one_seal(letters: NDArray[np.int32], side: str, mm: float) -> int:
    """How many letters touch the side outside the densest stretch that one seal could explain.

    Seals set across the edges of several sheets (giáp lai) are meant to be cut.
    """
    along = 1 if side in ("left", "right") else 0
    places = np.sort(letters[:, along] / mm)
    most = max((int(((places >= start) & (places <= start + _SEAL_MM)).sum()) for start in places), default=0)
    return len(places) - most


def _behind(view: View, letter: NDArray[np.int32], side: str) -> NDArray[np.int32]:
    """The piece of the labels where the line of a cut letter would go on."""
    left, top, across, down, _ = (int(each) for each in letter)
    ahead = round(_LINE_AHEAD_MM * view.mm)
    if side == "right":
        return view.labels[top : top + down, max(0, left - 1 - ahead) : max(0, left - 1)]
    start = left + across + 1
    slack = 0 if side == "left" else 1
    return view.labels[max(0, top - slack) : top + down + slack, start : start + ahead]
