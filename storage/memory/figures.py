"""Figures, counted over the records in memory."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from domain.record import DossierRecord
from storage.figures import Asked, Counts, Dimension, FigureRow, ReasonRow, counts_of, month_of, reasons_of
from storage.memory.tables import Room
from storage.values import Dossier


class MemoryFigures:
    def __init__(self, room: Room) -> None:
        self._room = room
        self._tables = room.tables

    def rows(self, by: Dimension, asked: Asked, then: Dimension | None = None) -> tuple[FigureRow, ...]:
        found: dict[tuple[str, str], FigureRow] = {}
        for dossier in self._asked(asked):
            key = _key(by, dossier, asked), _key(then, dossier, asked) if then else ""
            known = found.get(key, FigureRow(key[0], 0, Counts(), key[1]))
            counts = counts_of(self._record(dossier), self._uploaded_again(dossier))
            dossiers = known.dossiers + 1 - counts.again
            found[key] = replace(known, dossiers=dossiers, counts=known.counts.plus(counts))
        return tuple(found[key] for key in sorted(found))

    def reasons(self, asked: Asked) -> tuple[ReasonRow, ...]:
        papers: Counter[tuple[str, str, str]] = Counter()
        dossiers: Counter[tuple[str, str, str]] = Counter()
        for dossier in self._asked(asked):
            found = reasons_of(self._record(dossier), self._uploaded_again(dossier))
            papers.update(found)
            dossiers.update(found.keys())
        ranked = sorted(papers, key=lambda told: (-papers[told], told))
        return tuple(ReasonRow(*each[:2], papers[each], dossiers[each], each[2]) for each in ranked)

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
            and self._room.visible(each.id, asked.in_branches)
            and _is_of(each.procedure or "", asked)
        ]


def _is_of(procedure: str, asked: Asked) -> bool:
    wanted = asked.of_procedures
    return (wanted is None or procedure in wanted) and procedure not in asked.not_of


def _key(by: Dimension, dossier: Dossier, asked: Asked) -> str:
    procedure = dossier.procedure or ""
    return {
        Dimension.BRANCH: dossier.branch,
        Dimension.PROCEDURE: procedure,
        Dimension.AGENCY: asked.agencies.get(procedure, ""),
        Dimension.MONTH: f"{dossier.received:%Y-%m}",
    }[by]
