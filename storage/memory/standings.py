"""Standings by blind samples, in memory."""

from __future__ import annotations

from collections.abc import Sequence

from domain.standing import Sampled, Standing, StandingKind, Subject
from storage.memory.tables import Room
from storage.standings import Branches, counted, shown_first


class MemoryStandings:
    def __init__(self, room: Room) -> None:
        self._room = room
        self._rows = room.tables.standings

    def count(self, samples: Sequence[Sampled]) -> tuple[Standing, ...]:
        now, changed = counted(samples, lambda each: self._rows.get(each, Standing(each)), self._room.clock())
        self._rows.update({each.subject: each for each in now})
        return changed

    def down(self, branch: str) -> frozenset[Subject]:
        found = (each.subject for each in self._rows.values() if each.stepped_down)
        return frozenset(each for each in found if each.branch in (branch, ""))

    def standings(self, branches: Branches = None) -> tuple[Standing, ...]:
        seen = [
            each
            for each in self._rows.values()
            if branches is None or each.subject.kind is StandingKind.TYPE or each.subject.branch in branches
        ]
        return tuple(sorted(seen, key=shown_first))
