"""Turns at a register: how a pace is kept that all processes of all hosts share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

ANSWERED = "register.answer"
"""The audit entry of a look-up's answer."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a register's owner agreed to. gap: between turns. ahead: how far turns that nobody took may be
    made up for, so that as many questions may leave at once."""

    gap: timedelta
    ahead: timedelta


@dataclass(frozen=True, slots=True)
class Turn:
    """A question's turn. at: its place in the row of turns. now: when it was given, by the same clock."""

    at: datetime
    now: datetime

    @property
    def wait(self) -> float:
        """Seconds until the question may leave."""
        return max(0.0, (self.at - self.now).total_seconds())


@dataclass(frozen=True, slots=True, order=True)
class Told:
    """How often a register gave one outcome. fault: why it gave none, empty where it did."""

    register: str
    outcome: str
    fault: str
    times: int


class Paces(Protocol):
    """The turns of every register, and how it answers.

    Take a turn in a transaction of its own: the row is held until commit.
    """

    def take(self, register: str, allowed: Allowance, patience: timedelta) -> Turn | None:
        """The next turn. None where it would come after ``patience``: then none is spent."""
        ...

    def hold(self, register: str, rest: timedelta) -> None:
        """No turn before so much time has passed. Turns that were given already stay good."""
        ...

    def told(self, since: datetime) -> tuple[Told, ...]:
        """Answers since then, by the audit chain."""
        ...
