"""Registers of the state as this program can ask them: a file for trials, or rows in its own database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from domain.law import LawBook
from domain.once_only import Answer, HeldRecord, LookUp, Outcome
from once_only.asking import answer_from
from storage.clock import Clock, utc_now
from storage.store import Store


class Registers(Protocol):
    """Whoever can be asked."""

    def ask(self, look_up: LookUp) -> Answer:
        """What the register answers; one that is not configured is unavailable, which is no evidence."""
        ...


class HeldRegisters:
    """Registers held in memory, as ``hoso.trial_registers`` reads them."""

    def __init__(
        self, held: Mapping[str, Sequence[HeldRecord]], law: LawBook, clock: Clock = utc_now
    ) -> None:
        self._held = held
        self._law = law
        self._clock = clock

    def ask(self, look_up: LookUp) -> Answer:
        now = self._clock()
        found = answer_from(self._held, look_up, self._law, now)
        return found or Answer(look_up, Outcome.UNAVAILABLE, now)


class StoredRegisters:
    """Registers kept in the database. One without a single record counts as not configured."""

    def __init__(self, store: Store, law: LawBook, clock: Clock = utc_now) -> None:
        self._store = store
        self._law = law
        self._clock = clock

    def ask(self, look_up: LookUp) -> Answer:
        register = look_up.register
        with self._store.begin() as session:
            configured = register in session.held.registers()
            near = session.held.near(register, look_up.keys.values())
        held = {register: near} if configured else {}
        return HeldRegisters(held, self._law, self._clock).ask(look_up)


def ask_all(
    registers: Registers, store: Store, dossier: str, look_ups: Sequence[LookUp]
) -> tuple[Answer, ...]:
    """Ask each question and write each one to the audit chain before its answer is used."""
    answers = []
    for look_up in look_ups:
        answer = registers.ask(look_up)
        with store.begin() as session:
            session.audit.append("system", "register.ask", dossier, _told(answer))
        answers.append(answer)
    return tuple(answers)


def _told(answer: Answer) -> dict[str, str]:
    asked = answer.look_up
    return {
        "register": asked.register,
        "type": asked.type,
        "document": asked.document,
        "keys": ",".join(sorted(asked.keys)),
        "law": ",".join(asked.law),
        "outcome": answer.outcome,
        "records": str(len(answer.records)),
    }
