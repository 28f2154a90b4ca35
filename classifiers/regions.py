"""Which part of a page each of several cards takes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from domain.geometry import Box

_SAME_HEIGHT = 0.1  # of the page: titles closer than this lie side by side
_BEFORE = (0.05, 0.08)  # what a card reaches above and to the left of its title


def bands(titles: Sequence[Box]) -> list[Box]:
    """For each title, in the order given, its band of the page: side by side, or under one another."""
    order = sorted(range(len(titles)), key=lambda index: (titles[index].top, titles[index].left))
    across = abs(titles[order[0]].top - titles[order[-1]].top) < _SAME_HEIGHT
    order.sort(key=lambda index: titles[index].left if across else titles[index].top)
    starts = [
        titles[index].left - _BEFORE[1] if across else titles[index].top - _BEFORE[0] for index in order
    ]
    edges = pairwise([0.0, *starts[1:], 1.0])
    found = [Box(a, 0.0, b, 1.0) if across else Box(0.0, a, 1.0, b) for a, b in edges]
    return [band for _, band in sorted(zip(order, found, strict=True), key=lambda each: each[0])]
