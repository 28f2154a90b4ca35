"""What finds a paper again, in memory."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from domain.look import Look
from once_only.same_paper.look import look_keys, look_keys_to_try
from once_only.same_paper.pages import BENT_APART
from storage.kept_keys import FIRST
from storage.memory.tables import Room
from storage.store import NEAR_MOST


class MemorySeen:
    def __init__(self, room: Room) -> None:
        self._tables = room.tables

    def keep_looks(self, dossier: str, looks: Mapping[int, Look]) -> None:
        for page, look in looks.items():
            self._tables.looks.setdefault((dossier, page), Look(look.bits))

    def looks(self, dossier: str) -> dict[int, Look]:
        found = sorted(item for item in self._tables.looks.items() if item[0][0] == dossier)
        return {page: look for (_, page), look in found}

    def keep_marks(self, dossier: str, marks: Collection[int], key: str = FIRST) -> None:
        self._tables.marks[dossier] = frozenset(marks)
        self._tables.mark_keys[dossier] = key

    def near(self, dossier: str, looks: Collection[Look], marks: Collection[int]) -> tuple[str, ...]:
        order = list(self._tables.dossiers)
        points = {
            each: len(self._tables.marks.get(each, frozenset()) & set(marks)) + self._alike(each, looks)
            for each in order
            if each != dossier
        }
        ranked = sorted(points, key=lambda each: (points[each], order.index(each)), reverse=True)
        return tuple(each for each in ranked if points[each])[:NEAR_MOST]

    def _alike(self, dossier: str, looks: Collection[Look]) -> int:
        kept = self.looks(dossier).values()
        return sum(any(_meets(look, each) for each in kept) for look in looks)


def _meets(look: Look, kept: Look) -> bool:
    tried = zip(look_keys(kept), look_keys_to_try(look), strict=True)
    return look.apart(kept) <= BENT_APART and any(key in keys for key, keys in tried)
