"""Standings by blind samples, in PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence

from domain.standing import Sampled, Standing, StandingKind, Subject
from storage.postgres.database import Room, Row, listed
from storage.standings import Branches, counted, shown_first


class PostgresStandings:
    def __init__(self, room: Room) -> None:
        self._database = room.database
        self._clock = room.clock

    def count(self, samples: Sequence[Sampled]) -> tuple[Standing, ...]:
        now, changed = counted(samples, self._held, self._clock())
        for each in now:
            self._database.run(
                "set_standing",
                **_key(each.subject),
                seen=each.seen,
                wrong=each.wrong,
                score=each.score,
                stepped_down=each.stepped_down,
                since=each.since,
            )
        return changed

    def down(self, branch: str) -> frozenset[Subject]:
        return frozenset(_subject(row) for row in self._database.rows("standings_down", branch=branch))

    def standings(self, branches: Branches = None) -> tuple[Standing, ...]:
        rows = self._database.rows("standings", branches=listed(branches))
        return tuple(sorted((_standing(row) for row in rows), key=shown_first))

    def _held(self, subject: Subject) -> Standing:
        """The subject's standing, held until commit."""
        self._database.run("add_standing", **_key(subject))
        row = self._database.row("hold_standing", **_key(subject))
        return _standing(row) if row else Standing(subject)


def _key(subject: Subject) -> Row:
    return {"kind": subject.kind.value, "branch": subject.branch, "id": subject.id}


def _subject(row: Row) -> Subject:
    return Subject(StandingKind(row["kind"]), row["branch"], row["id"])


def _standing(row: Row) -> Standing:
    return Standing(_subject(row), row["seen"], row["wrong"], row["score"], row["stepped_down"], row["since"])
