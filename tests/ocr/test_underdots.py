"""The dot of nặng stays on the page when the rule or the leader that it lies on is taken off."""

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.marks import Marks, find_marks
from ocr.rules import find_rules, leader_dots

Mask = NDArray[np.uint8]
LETTER = 24.0
RULE, LEADER = 60, 62  # rows
DOT = (142, 60)  # column and row


def letters(page: Mask) -> Mask:
    """Ten uprights as tall as letters, their feet a little above what is written on."""
    for left in range(100, 300, 20):
        page[28:53, left : left + 4] = 1
    return page


def ruled(dot: bool = True, at: tuple[int, int] = DOT) -> Mask:
    page = letters(np.zeros((120, 500), np.uint8))
    page[RULE : RULE + 2, 20:480] = 1
    if dot:
        column, row = at
        page[row - 2 : row + 3, column - 1 : column + 2] = 1
        page[row - 1 : row + 2, column - 2 : column + 3] = 1
    return page


def dotted(radius: int, column: int) -> tuple[Marks, int]:
    """A leader of round dots and one dot more, and the index of the mark that holds the latter."""
    page = letters(np.zeros((120, 500), np.uint8))
    for left in range(22, 480, 12):
        cv2.circle(page, (left, LEADER), 1, 1, -1)
    cv2.circle(page, (column, LEADER), radius, 1, -1)
    marks = find_marks(page)
    return marks, int(marks.labels[LEADER, column]) - 1


def test_a_dot_under_a_letter_stays_when_its_rule_is_taken_off() -> None:
    ink = ruled()
    rules = find_rules(ink, LETTER)
    column, row = DOT
    assert not rules[row - 2 : row + 3, column].any()
    assert rules[RULE, 30:90].all() and rules[RULE, 200:400].all()


def test_a_rule_without_a_dot_goes_whole() -> None:
    rules = find_rules(ruled(dot=False), LETTER)
    assert rules[RULE : RULE + 2, 22:478].all()


def test_a_blot_with_no_letter_above_goes_with_the_rule() -> None:
    assert find_rules(ruled(at=(400, RULE)), LETTER)[RULE - 1 : RULE + 2, 400].all()


def test_what_hangs_from_a_rule_further_than_a_dot_is_none() -> None:
    ink = ruled(dot=False)
    ink[RULE - 2 : RULE + 3, 140:170] = 1  # a bar, not round
    assert find_rules(ink, LETTER)[RULE, 150]


def test_a_dot_larger_than_its_leader_is_writing() -> None:
    marks, dot = dotted(radius=2, column=142)
    dots = leader_dots(marks, LETTER)
    assert not dots[dot]
    assert dots.sum() > 35  # the leader itself is taken off as before


def test_a_dot_like_the_others_is_the_leaders() -> None:
    marks, dot = dotted(radius=1, column=142)
    assert leader_dots(marks, LETTER)[dot]


def test_a_large_dot_with_no_letter_above_is_the_leaders() -> None:
    marks, dot = dotted(radius=2, column=412)
    assert leader_dots(marks, LETTER)[dot]
