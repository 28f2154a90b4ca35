"""Where cards that lie side by side part: titles say about where, the white between them says exactly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from domain.geometry import Box
from domain.text import PageText

_BEFORE, _BEHIND = 0.16, 0.04  # of the page's width; a title stands far inside its card, never outside
_STEP = 0.004
_GAP = 1.5  # line heights; less white than this stands between words of one line
_MARGIN = 0.025  # of the page's height: what is printed there belongs to no card


def between_cards(text: PageText, region: Box) -> Box:
    """The region with its left and right edge in the white next to it, where the fewest lines are cut."""
    spans = list(_spans(text))
    left = region.left if region.left <= 0 else _whitest(spans, region.left)
    right = region.right if region.right >= 1 else _whitest(spans, region.right)
    return replace(region, left=left, right=right)


def _spans(text: PageText) -> Iterator[tuple[float, float]]:
    """Left and right end of every piece of a line that stands together."""
    for line in text.lines:
        if not _MARGIN < line.box.middle[1] < 1 - _MARGIN:
            continue
        words = sorted(line.words, key=lambda word: word.box.left)
        left, right = words[0].box.left, words[0].box.right
        for word in words[1:]:
            if word.box.left - right > _GAP * line.box.height:
                yield left, right
                left = word.box.left
            right = max(right, word.box.right)
        yield left, right


def _whitest(spans: list[tuple[float, float]], edge: float) -> float:
    """The middle of the widest strip about the edge that the fewest lines cross."""
    steps = int((_BEFORE + _BEHIND) / _STEP) + 1
    places = [edge - _BEFORE + index * _STEP for index in range(steps)]
    crossed = [sum(left < place < right for left, right in spans) for place in places]
    least = min(crossed)
    best, start = (0, 0), None
    for index, count in enumerate([*crossed, least + 1]):
        if count == least and start is None:
            start = index
        elif count > least and start is not None:
            best, start = max(best, (index - start, start)), None
    width, first = best
    return places[first] + _STEP * (width - 1) / 2
