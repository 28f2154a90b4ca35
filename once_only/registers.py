"""What can be asked: the one interface of every register, wherever it lives."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from domain.once_only import Answer, HeldRecord, Inquiry, LookUp, Purpose

NOT_CONNECTED = "NOT_CONNECTED"
"""The fault of a register that has no home here: nobody was asked."""
NO_DOSSIER, NO_PROCEDURE, NO_LAW = "NO_DOSSIER", "NO_PROCEDURE", "NO_LAW"
NO_OFFICER, NOTHING_WANTED = "NO_OFFICER", "NOTHING_WANTED"
NOT_ASKED = frozenset({NO_DOSSIER, NO_PROCEDURE, NO_LAW, NO_OFFICER, NOTHING_WANTED})
"""Faults of look-ups without a purpose that the law names: nothing was sent."""
UNSENT = NOT_ASKED | {NOT_CONNECTED}


class Registers(Protocol):
    """Whoever can be asked. An outage is an answer (``unavailable``) and never an exception."""

    def connected(self, register: str) -> bool:
        """Whether that register has a home here, so that asking again later may help."""
        ...

    def ask(self, inquiry: Inquiry) -> Answer:
        """What the register answers; one that is not connected is unavailable, which is no evidence."""
        ...


def lacking(purpose: Purpose, look_up: LookUp) -> str | None:
    """The fault of a look-up that must not be made: data are asked for one dossier, in one procedure, by law,
    by somebody who answers for it, and field by field. None where nothing lacks."""
    said = {
        NO_DOSSIER: purpose.dossier,
        NO_PROCEDURE: purpose.procedure,
        NO_OFFICER: purpose.officer,
        NO_LAW: look_up.law,
        NOTHING_WANTED: look_up.wants,
    }
    return next((fault for fault, there in said.items() if not there), None)


def minimal(answer: Answer) -> Answer:
    """The answer without a field that was not asked for, whatever the register sent."""
    return replace(answer, records=tuple(only_wanted(each, answer.look_up) for each in answer.records))


def only_wanted(record: HeldRecord, look_up: LookUp) -> HeldRecord:
    """The record's fields that the look-up's rule needs: its keys and what it wants."""
    wanted = {*look_up.keys, *look_up.wants}
    return replace(record, fields={name: value for name, value in record.fields.items() if name in wanted})
