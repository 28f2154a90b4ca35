"""The figures of a date that is written with words between them: «ngày 23 tháng 7 năm 2026»."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from domain.fold import fold

_DAY, _MONTH, _YEAR = "ngay", "thang", "nam"
_BARE_DAY = 0.4
"""What a day of one figure is worth against one of two: Decree 30/2020 has a nought before it, and the other
figure may have been lost.
"""
_DAYS = {f"{day:02d}": 1.0 for day in range(1, 32)} | {f"{day}": _BARE_DAY for day in range(1, 10)}
_MONTHS = {f"{month:02d}": 1.0 for month in range(1, 13)} | {f"{month}": 1.0 for month in range(1, 10)}
_YEARS = {f"{year}": 1.0 for year in range(1900, 2080)}
NONE: Mapping[str, float] = MappingProxyType({})


def figures_expected(words: Sequence[str]) -> list[Mapping[str, float]]:
    """For each word of a line the figures that alone make sense there, each with what it is worth; else none.

    A day stands between «ngày» and «tháng», a month between «tháng» and «năm», and behind them a year. In
    bilingual forms the words are «ngày/day».
    """
    kinds = [_kind_of(word) for word in words]
    found = [NONE] * len(words)
    for at in range(1, len(words)):
        before, after = kinds[at - 1], kinds[at + 1] if at + 1 < len(words) else None
        if (before, after) == (_DAY, _MONTH):
            found[at] = _DAYS
        elif (before, after) == (_MONTH, _YEAR):
            found[at] = _MONTHS
        elif before == _YEAR and at > 2 and kinds[at - 3] == _MONTH:
            found[at] = _YEARS
    return found


def worth(word: str, figures: Mapping[str, float]) -> float | None:
    """What a word is worth among the figures expected in its place, without the sign that ends it («2026,»);
    None where it is none of them.
    """
    return figures.get(word.rstrip(",.;"))


def is_tried(figures: Mapping[str, float]) -> bool:
    """Whether they are few enough to ask of each how likely it stands there: days and months, not years."""
    return 0 < len(figures) <= len(_DAYS)


def _kind_of(word: str) -> str | None:
    plain = re.split(r"[^a-z]", fold(word).strip(",.:;("))[0]
    return plain if plain in (_DAY, _MONTH, _YEAR) else None
