"""Sheets that carry nothing are blank; one stamp or one written word makes them content."""

import cv2
import numpy as np
import pytest

from domain.page import PageKind
from ingest import wire


def tinted(paper):
    return paper.grainy(paper.blank(200))


def edge_shadow(paper):
    fade = 130 * np.exp(-np.arange(paper.width) / (3 * paper.mm))
    return paper.grainy(paper.blank() - fade[None, :], 3)


def scanner_rim(paper):
    sheet = paper.blank()
    sheet[:, :20] = 8
    sheet[:12] = 8
    return sheet


def page_edge_line(paper):
    return cv2.line(paper.blank(), (paper.width - 40, 0), (paper.width - 20, paper.height), 90, 2)


def specks(paper):
    sheet, rng = paper.blank(), np.random.default_rng(3)
    for x, y in rng.integers(0, paper.width, (150, 2)):
        cv2.circle(sheet, (int(x), int(y)), 2, 60, -1)
    return sheet


def salt_and_pepper(paper):
    sheet = paper.blank()
    sheet[np.random.default_rng(3).random(sheet.shape) < 0.004] = 0
    return sheet


def punch_holes(paper):
    sheet = paper.blank()
    for share in (0.36, 0.64):
        cv2.circle(sheet, (int(12 * paper.mm), int(share * paper.height)), int(3 * paper.mm), 20, -1)
    return sheet


def fold(paper):
    sheet = paper.blank().astype(float)
    sheet[1167:1172] -= 45
    return paper.grainy(sheet, 3)


def streaks(paper):
    """A dirty sensor's lines, broken into pieces."""
    sheet = paper.blank()
    for x in (200, 700, 1400):
        for y in range(100, 2200, 260):
            sheet[y : y + 180, x : x + 2] = 90
    return paper.grainy(sheet, 3)


def on_a_desk(paper, sheet=None):
    """A photo: the sheet lies on a darker, streaky desk and half in a shadow."""
    desk = np.random.default_rng(3).normal(70, 14, (2700, 2000))
    photo = np.repeat(desk[:, ::8], 8, axis=1)
    lit = (paper.blank() if sheet is None else sheet).astype(float)
    lit[1200:] *= 0.6
    photo[180 : 180 + paper.height, 170 : 170 + paper.width] = lit
    return cv2.GaussianBlur(photo, (0, 0), 1).astype(np.uint8)


def on_a_grained_desk(paper):
    """A photo of an empty back on a table whose grain is as small as letters, and hardly darker than it."""
    grain = np.random.default_rng(5).normal(0, 1, (2700, 2000))
    grain = cv2.GaussianBlur(grain, (0, 0), 6)
    photo = 125 - 25 * (grain > 1.2 * grain.std()).astype(float)
    photo[180 : 180 + paper.height, 170 : 170 + paper.width] = paper.blank(225)
    return photo.astype(np.uint8)


def under_a_lamp(paper):
    """A written sheet that fills the picture, most of it in a shadow."""
    lit = np.full((paper.height, paper.width), 0.58)
    lit[2 * paper.height // 3 :, paper.width // 2 :] = 1.0
    return (paper.printed(2) * cv2.GaussianBlur(lit, (0, 0), 60)).astype(np.uint8)


def in_half_a_shadow(paper):
    """The same, the shadow's edge as straight as that of a window."""
    lit = np.full((paper.height, paper.width), 0.58)
    lit[int(0.65 * paper.height) :] = 1.0
    return (paper.printed(2) * cv2.GaussianBlur(lit, (0, 0), 12)).astype(np.uint8)


EMPTY = [
    streaks,
    on_a_desk,
    on_a_grained_desk,
    lambda paper: paper.blank(255),
    tinted,
    edge_shadow,
    scanner_rim,
    page_edge_line,
    specks,
    salt_and_pepper,
    punch_holes,
    fold,
    lambda paper: paper.shining_through(0.12),
    lambda paper: paper.shining_through(0.25),
]


def small_stamp(paper):
    return cv2.circle(paper.blank(), (800, 1100), int(9 * paper.mm), 110, 3)


def pen_line(paper):
    xs = np.arange(90)
    ys = 120 + 2.2 * np.sin(xs * 1.1) + np.random.default_rng(3).normal(0, 0.3, 90)
    points = np.stack([(60 + xs * 0.5) * paper.mm, ys * paper.mm], axis=1).astype(np.int32)
    return cv2.polylines(paper.blank(), [points], False, 130, 3, cv2.LINE_AA)


def stamp_over_bleed(paper):
    return cv2.circle(paper.shining_through(0.2), (800, 1100), int(9 * paper.mm), 90, 4)


WRITTEN = [
    under_a_lamp,
    in_half_a_shadow,
    lambda paper: on_a_desk(paper, small_stamp(paper)),
    lambda paper: on_a_desk(paper, paper.printed(2)),
    small_stamp,
    pen_line,
    stamp_over_bleed,
    lambda paper: paper.grainy(paper.printed(1)),
    lambda paper: paper.grainy(paper.printed(2, ink=165)),
    lambda paper: paper.grainy(paper.printed(30, ink=188)),  # a worn copy of a whole page
    lambda paper: paper.printed(),
]


@pytest.mark.parametrize("draw", EMPTY)
def test_sheets_without_writing_are_blank(draw, paper, judge) -> None:
    assert judge(draw(paper)).kind is PageKind.BLANK


@pytest.mark.parametrize("draw", WRITTEN)
def test_little_writing_is_content(draw, paper, judge) -> None:
    assert judge(draw(paper)).kind is PageKind.CONTENT


def test_a_damaged_page_is_never_blank(paper, judge) -> None:
    assert judge(paper.blank(), flags=wire.DAMAGED).kind is PageKind.CONTENT
