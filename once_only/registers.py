"""What can be asked: the one interface of every register, wherever it lives."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from domain.once_only import Answer, HeldRecord, Inquiry, LookUp

NOT_CONNECTED = "NOT_CONNECTED"
"""The fault of a register that has no home here: nobody was asked."""


class Registers(Protocol):
    """Whoever can be asked. An outage is an answer (``unavailable``) and never an exception."""

    def connected(self, register: str) -> bool:
        """Whether that register has a home here, so that asking again later may help."""
        ...

    def ask(self, inquiry: Inquiry) -> Answer:
        """What the register answers; one that is not connected is unavailable, which is no evidence."""
        ...


def minimal(answer: Answer) -> Answer:
    """The answer without a field that was not asked for, whatever the register sent."""
    return replace(answer, records=tuple(only_wanted(each, answer.look_up) for each in answer.records))


def only_wanted(record: HeldRecord, look_up: LookUp) -> HeldRecord:
    """The record's fields that the look-up's rule needs: its keys and what it wants."""
    wanted = {*look_up.keys, *look_up.wants}
    return replace(record, fields={name: value for name, value in record.fields.items() if name in wanted})
