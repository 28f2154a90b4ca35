"""Figures, counted over the records in memory."""

from __future__ import annotations

from collections import Counter

from domain.record import DossierRecord
from storage.figures import Asked, Counts, Dimension, FigureRow, ReasonRow, counts_of, month_of, reasons_of
from storage.memory.tables import Room
from storage.values import Dossier


class MemoryFigures:
    def __init__(self, room: Room) -> None:
        self._room = room
        self._tables = room.tables

    def rows(self, by: Dimension, asked: Asked) -> tuple[FigureRow, ...]:
        found: dict[str, FigureRow] = {}
        for dossier in self._asked(asked):
            key = _key(by, dossier, asked)
            known = found.get(key, FigureRow(key, 0, Counts()))
            counts = counts_of(self._record(dossier), self._uploaded_again(dossier))
            found[key] = FigureRow(key, known.dossiers + 1 - counts.again, known.counts.plus(counts))
        return tuple(found[key] for key in sorted(found))

    def reasons(self, asked: Asked) -> tuple[ReasonRow, ...]:
        papers: Counter[tuple[str, str]] = Counter()
        dossiers: Counter[tuple[str, str]] = Counter()
        for dossier in self._asked(asked):
            found = reasons_of(self._record(dossier), self._uploaded_again(dossier))
            papers.update(found)
            dossiers.update(found.keys())
        ranked = sorted(papers, key=lambda pair: (-papers[pair], pair))
        return tuple(ReasonRow(*pair, papers[pair], dossiers[pair]) for pair in ranked)

    def _record(self, dossier: Dossier) -> DossierRecord:
        return self._tables.records[dossier.id, dossier.revision or 0]

    def _uploaded_again(self, dossier: Dossier) -> bool:
        same = (each for each in self._tables.dossiers.values() if each.sha256 == dossier.sha256)
        return next(each for each in same if each.refusal is None).id != dossier.id

    def _asked(self, asked: Asked) -> list[Dossier]:
        return [
            each
            for each in self._tables.dossiers.values()
            if each.revision is not None
            and asked.first <= month_of(each.received) <= asked.last
            and self._room.visible(each.id, asked.branches)
        ]


def _key(by: Dimension, dossier: Dossier, asked: Asked) -> str:
    procedure = dossier.procedure or ""
    return {
        Dimension.BRANCH: dossier.branch,
        Dimension.PROCEDURE: procedure,
        Dimension.AGENCY: (asked.agencies or {}).get(procedure, ""),
        Dimension.MONTH: f"{dossier.received:%Y-%m}",
    }[by]
