"""Figures, counted by PostgreSQL."""

from __future__ import annotations

from domain.record import DossierRecord
from storage.figures import (
    Asked,
    Counts,
    Dimension,
    FigureRow,
    ReasonRow,
    counts_of,
    month_of,
    plain_counts,
    reasons_of,
)
from storage.postgres.database import Room, listed


class PostgresFigures:
    def __init__(self, room: Room) -> None:
        self._database = room.database

    def save(self, dossier: str, record: DossierRecord) -> None:
        """Figures of the newest revision; ``PostgresRecords`` calls it."""
        again = self._database.row("uploaded_again", dossier=dossier) is not None
        kept = self._database.run(
            "keep_figures",
            dossier=dossier,
            revision=record.revision,
            month=month_of(record.received),
            **plain_counts(counts_of(record, again)),
        )
        if kept:
            self._database.run("drop_figure_reasons", dossier=dossier)
            rows = [
                {"dossier": dossier, "reason": reason, "said": said, "why": why, "papers": papers}
                for (reason, said, why), papers in reasons_of(record, again).items()
            ]
            self._database.run_many("add_figure_reason", rows)

    def rows(self, by: Dimension, asked: Asked, then: Dimension | None = None) -> tuple[FigureRow, ...]:
        found = self._database.rows(
            "figures",
            by=by.value,
            then=then.value if then else "",
            procedures=list(asked.agencies),
            agencies=list(asked.agencies.values()),
            **_span(asked),
        )
        return tuple(
            FigureRow(row.pop("key"), row.pop("dossiers"), second=row.pop("second"), counts=Counts(**row))
            for row in found
        )

    def reasons(self, asked: Asked) -> tuple[ReasonRow, ...]:
        return tuple(ReasonRow(**row) for row in self._database.rows("figure_reasons", **_span(asked)))


def _span(asked: Asked) -> dict[str, object]:
    return {
        "first": asked.first,
        "last": asked.last,
        "branches": listed(asked.in_branches),
        "of_procedures": listed(asked.of_procedures),
        "not_of": listed(asked.not_of),
    }
