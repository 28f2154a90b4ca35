"""By how much a program turned the pages of a PDF, seen from the pages themselves."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

_DPI = "24"  # lines of print are grey bars: enough to tell a page's head from its foot
_SAME_SHAPE = 0.15
_Picture = NDArray[np.float32]


def turns_between(before: Path, after: Path) -> list[int]:
    """For each page the clockwise quarter turn (0, 90, 180, 270 degrees) that makes it what it is after."""
    return [_turn(one, other) for one, other in zip(_pages(before), _pages(after), strict=True)]


def _turn(before: _Picture, after: _Picture) -> int:
    turned = {turn: np.rot90(before, -turn // 90) for turn in (0, 90, 180, 270)}
    return max(turned, key=lambda turn: _likeness(turned[turn], after))


def _likeness(one: _Picture, other: _Picture) -> float:
    """Correlation of two pictures, a little blurred, for a page that was straightened lies a little off."""
    shape = one.shape[0] * other.shape[1] / (one.shape[1] * other.shape[0])
    if abs(shape - 1) > _SAME_SHAPE:
        return -1.0
    fitted = cv2.resize(one, (other.shape[1], other.shape[0]), interpolation=cv2.INTER_AREA)
    a, b = (cv2.GaussianBlur(each, (0, 0), 2) for each in (fitted, other))
    return float(((a - a.mean()) * (b - b.mean())).mean() / (a.std() * b.std() + 1e-6))


def _pages(pdf: Path) -> list[_Picture]:
    with tempfile.TemporaryDirectory() as folder:
        command = ["pdftoppm", "-r", _DPI, "-gray", "-cropbox", str(pdf), str(Path(folder) / "page")]
        subprocess.run(command, check=True, capture_output=True)
        return [_grey(path) for path in sorted(Path(folder).iterdir())]


def _grey(path: Path) -> _Picture:
    return np.asarray(cv2.imread(str(path), cv2.IMREAD_GRAYSCALE), np.float32)
