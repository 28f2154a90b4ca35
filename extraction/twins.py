"""Names and hamlets that another paper of the dossier has in the same letters with other marks.

«Thôn Địa» beside «Thôn Đìa», «Việt» beside «Viết»: one family's papers hardly tell of both, and one of the
two was misread, however surely.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from extraction.gazetteer import Spelling, spelling

_KINDS = frozenset({"name", "address"})


class Twins:
    """How many papers of a dossier have each name and each first part of an address, by its letters."""

    def __init__(self) -> None:
        self._papers: dict[tuple[str, ...], Counter[Spelling]] = defaultdict(Counter)

    def add(self, values: Iterable[tuple[str, str]]) -> None:
        """The values of one paper, each with its type."""
        for said in {spelt for kind, value in values for spelt in _told(kind, value)}:
            self._papers[_letters(said)][said] += 1

    def has_against(self, kind: str, value: str) -> bool:
        """Whether as many papers have the same letters with other marks as have them with the value's."""
        return any(
            other != said and papers >= self._papers[_letters(said)][said]
            for said in _told(kind, value)
            for other, papers in self._papers[_letters(said)].items()
        )


def _told(kind: str, value: str) -> list[Spelling]:
    """The name, or the house or hamlet of an address, which no list of places spells."""
    said = spelling(value.partition(",")[0].lower()) if kind in _KINDS else ()
    return [said] if said else []


def _letters(said: Spelling) -> tuple[str, ...]:
    return tuple(bare for bare, _ in said)
