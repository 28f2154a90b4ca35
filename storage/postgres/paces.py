"""Turns at registers, in PostgreSQL, by the server's clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage.paces import Allowance, Told, Turn
from storage.postgres.database import Room


class PostgresPaces:
    def __init__(self, room: Room) -> None:
        self._database = room.database

    def take(self, register: str, allowed: Allowance, patience: timedelta) -> Turn | None:
        self._database.run(
            "commit_unhurried"
        )  # turns that a crash of the server forgets are older than its start
        taken = self._take(register, allowed, patience)
        if taken is None and self._database.run("add_pace", register=register):
            taken = self._take(register, allowed, patience)  # the first question that this register is asked
        return taken

    def hold(self, register: str, rest: timedelta) -> None:
        self._database.run("add_pace", register=register)
        self._database.run("hold_pace", register=register, rest=rest)

    def told(self, since: datetime) -> tuple[Told, ...]:
        return tuple(sorted(Told(**row) for row in self._database.rows("answers_told", since=since)))

    def _take(self, register: str, allowed: Allowance, patience: timedelta) -> Turn | None:
        row = self._database.row(
            "take_turn", register=register, gap=allowed.gap, ahead=allowed.ahead, patience=patience
        )
        return Turn(row["turn"], row["now"]) if row is not None else None
