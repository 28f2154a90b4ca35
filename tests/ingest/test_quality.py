"""Defects are named where they are, and ordinary scans have none."""

import cv2
import numpy as np
import pytest

from domain.page import Defect, Raster
from ingest import wire
from ingest.judge import judged
from ingest.view import without_colour


@pytest.mark.parametrize("sigma", [0.0, 0.7, 1.2])
def test_an_office_scan_has_no_defect(sigma, paper, judge) -> None:
    sheet = paper.printed()
    if sigma:
        sheet = paper.grainy(cv2.GaussianBlur(sheet, (0, 0), sigma))
    assert judge(sheet).quality.defects == ()


@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_print_cut_at_any_edge_is_named(turn, paper, judge) -> None:
    sheet = np.rot90(paper.printed(left=-4), turn)
    assert judge(sheet).quality.defects == (Defect.CUT_EDGE,)


def test_a_line_cut_at_the_top_is_named(paper, judge) -> None:
    sheet = paper.printed()
    first_ink = int(np.flatnonzero((sheet < 128).any(axis=1))[0])
    assert Defect.CUT_EDGE in judge(sheet[first_ink + 8 :]).quality.defects


def test_a_seal_across_the_edges_of_sheets_is_no_cut(paper, judge) -> None:
    sheet = paper.printed(points=10)
    for radius in (7, 11, 15, 18):
        cv2.ellipse(sheet, (paper.width, 1200), (int(radius * paper.mm),) * 2, 0, 0, 360, 120, 3)
    assert judge(sheet).quality.defects == ()


def test_blur_is_measured_on_strokes(paper, judge) -> None:
    crisp, soft = paper.printed(3), cv2.GaussianBlur(paper.printed(3), (0, 0), 4)
    assert judge(crisp).quality.sharpness > 0.9
    assert judge(paper.grainy(soft)).quality.defects == (Defect.BLURRED,)


def test_contrast_alone_does_not_blur(paper, judge) -> None:
    assert judge(paper.printed(ink=150)).quality.sharpness > 0.9


def test_dark_paper_and_pale_ink_are_named(paper, judge) -> None:
    dark = (paper.printed() * 0.4).astype(np.uint8)
    assert judge(dark).quality.defects == (Defect.TOO_DARK,)
    assert judge(paper.printed(ink=190)).quality.defects == (Defect.TOO_LIGHT,)


@pytest.mark.parametrize(
    ("dpi", "flags", "low"),
    [(100, 0, True), (150, 0, False), (0, 0, False), (110, wire.GUESSED, False), (80, wire.GUESSED, True)],
)
def test_low_resolution_is_that_of_the_paper(dpi, flags, low, paper, judge) -> None:
    assert (Defect.LOW_RESOLUTION in judge(paper.printed(), dpi, flags).quality.defects) is low


def test_what_the_decoder_says_is_kept(paper, judge) -> None:
    said = judge(paper.printed(), flags=wire.REDUCED | wire.DAMAGED).quality.defects
    assert said == (Defect.PIXELS_REDUCED, Defect.UNREADABLE)


@pytest.mark.parametrize("size", [(1, 1), (1, 900), (7, 3), (2000, 2)])
def test_slivers_are_judged_too(size) -> None:
    width, height = size
    page = judged(3, Raster(width, height, 3, 200, bytes(width * height * 3)), 200)
    assert page.number == 3


def test_equal_channels_become_grey_and_one_red_dot_does_not(paper) -> None:
    rgb = np.repeat(paper.printed()[..., None], 3, axis=2)
    grey = without_colour(Raster(paper.width, paper.height, 3, 200, rgb.tobytes()))
    assert (grey.channels, grey.data) == (1, paper.printed().tobytes())
    rgb[1001, 1003] = (200, 10, 10)
    assert without_colour(Raster(paper.width, paper.height, 3, 200, rgb.tobytes())).channels == 3
