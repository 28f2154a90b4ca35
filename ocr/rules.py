"""Table rules, digit boxes and leader dots: ink that is not writing."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.marks import Ints, Marks
from ocr.pixels import u8
from ocr.underdots import dots_in_leader, dots_on_rules

Mask = NDArray[np.uint8]

SHORTEST = 60
"""Pixels of the shortest rule: strokes of a large title on a page of small print are not longer."""

_TALLEST_SIDE = 4.0  # letter heights of a digit box
_MOST_STROKES = 0.5  # of a rule's pixels can belong to letters that stand on it
_FEWEST_DOTS = 5  # of a leader
_LARGEST_DOT = 0.28
"""Of the letters' height: leaders of specimens stay below 0.25; letters of small print begin above."""


def find_rules(ink: Mask, letter: float) -> Mask:
    """Pixels of straight rules, 1 where they are; strokes of letters that cross one and dots of tones that
    lie on one are left out.

    ink: 1 on ink. letter: typical letter height in pixels; a rule is much longer than any letter's stroke.
    """
    thin = max(6, round(letter * 0.3))
    ink = np.ascontiguousarray(ink)
    turned = np.ascontiguousarray(ink.T)
    across = _straight_runs(ink, max(SHORTEST, round(letter * 4)))
    down = np.ascontiguousarray(_straight_runs(turned, max(SHORTEST, round(letter * 3.2))).T)
    crossings = across & down
    across, down = _without_strokes(across, ink, (thin, 1)), _without_strokes(down, ink, (1, thin))
    rules = across | down | crossings | _box_sides(ink, across, letter)
    return rules & (1 - dots_on_rules(ink, across, letter))


def _straight_runs(ink: Mask, length: int) -> Mask:
    """Ink that lies on a horizontal run at least that long; gaps of two pixels are bridged."""
    bridged = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, 3), np.uint8))
    runs = u8(cv2.morphologyEx(bridged, cv2.MORPH_OPEN, np.ones((1, length), np.uint8)))
    return u8(cv2.dilate(runs, np.ones((3, 1), np.uint8))) & ink if runs.any() else runs


def _without_strokes(runs: Mask, ink: Mask, size: tuple[int, int]) -> Mask:
    """Runs without the letters on them: ink that goes on for that many rows or columns across a run."""
    thin = np.zeros_like(runs)
    if runs.any():
        window = _around(runs, max(size))
        thick = u8(cv2.morphologyEx(ink[window], cv2.MORPH_OPEN, np.ones(size, np.uint8)))
        thin[window] = _thin_only(runs[window], thick)
    return thin


def _thin_only(runs: Mask, thick: Mask) -> Mask:
    """The runs without the strokes on them; a run that is mostly strokes is blurred print, and no rule."""
    count, labels = cv2.connectedComponents(runs, connectivity=8, ltype=cv2.CV_32S)
    places = np.flatnonzero(runs)  # rules cover little of a page: the rest is not looked at again
    owners, strokes = np.asarray(labels, np.int32).ravel()[places], thick.ravel()[places] > 0
    size = np.bincount(owners, minlength=count)
    ruled = np.bincount(owners[strokes], minlength=count) <= _MOST_STROKES * size
    thin = np.zeros_like(runs)
    thin.ravel()[places] = ruled[owners] & ~strokes
    return thin


def _box_sides(ink: Mask, across: Mask, letter: float) -> Mask:
    """Short uprights that hang between two rules: the sides of digit boxes, as tall as a letter or two."""
    sides = np.zeros_like(ink)
    if across.any():
        window = _around(across, round(letter * _TALLEST_SIDE) + 4)
        sides[window] = _hanging(ink[window], across[window], letter)
    return sides


def _around(mask: Mask, margin: int) -> tuple[slice, slice]:
    """The window of a page that holds all of a mask, and so many pixels more."""
    spans = []
    for axis in (1, 0):
        places = np.flatnonzero(mask.any(axis=axis))
        spans.append(slice(max(0, int(places[0]) - margin), int(places[-1]) + margin + 1))
    return spans[0], spans[1]


def _hanging(ink: Mask, across: Mask, letter: float) -> Mask:
    sides = np.zeros_like(ink)
    upright = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((round(letter * 1.3), 1), np.uint8))
    near = cv2.dilate(across, np.ones((7, 3), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(upright, connectivity=8, ltype=cv2.CV_32S)
    for index in range(1, count):
        left, top, width, height, _ = stats[index]
        if width > letter * 0.4 or height > letter * _TALLEST_SIDE:
            continue
        columns = near[:, left : left + width]
        if columns[top : top + 2].any() and columns[top + height - 2 : top + height].any():
            window = (slice(top, top + height), slice(left, left + width))
            sides[window] |= (labels[window] == index).astype(np.uint8)
    return sides


def rule_remnants(marks: Marks, rules: Mask) -> NDArray[np.bool_]:
    """Which marks are but the ragged edge of a removed rule: nearly all of them touches it."""
    if not rules.any():
        return np.zeros(len(marks), np.bool_)
    beside = u8(cv2.dilate(rules, np.ones((3, 3), np.uint8))) > 0
    touching = np.bincount(marks.labels[beside], minlength=len(marks) + 1)[1:]
    return np.asarray(touching > 0.8 * marks.area, np.bool_)


def leader_dots(marks: Marks, letter: float) -> NDArray[np.bool_]:
    """Which marks are dots of a leader: five small ones or more on one row, closer together than letters.

    The dot of a tone that lies among them is none.
    """
    small = (marks.width <= letter * _LARGEST_DOT) & (marks.height <= letter * _LARGEST_DOT)
    found, tones = np.zeros((2, len(marks)), np.bool_)
    candidates = np.flatnonzero(small).astype(np.int32)
    if candidates.size < _FEWEST_DOTS:
        return found
    middle = marks.top[candidates] + marks.height[candidates] // 2
    step = max(3, round(letter * 0.2))
    for shift in (0, step // 2):  # a row that falls on the border of two bins is whole in the shifted ones
        row = (middle + shift) // step
        order = candidates[np.lexsort((marks.left[candidates], row))]
        rows = (marks.top[order] + marks.height[order] // 2 + shift) // step
        for run in _long_runs(order, marks.left[order], rows, letter):
            found[run] = True
            tones[dots_in_leader(marks, run, letter)] = True
    return found & ~tones


def _long_runs(order: Ints, left: Ints, row: Ints, letter: float) -> list[Ints]:
    """Of dots sorted by row and then from left to right: the runs of at least five."""
    breaks = (np.diff(row) != 0) | (np.diff(left) > letter * 0.9)
    runs = np.split(order, np.flatnonzero(breaks) + 1)
    return [run for run in runs if run.size >= _FEWEST_DOTS]
