"""Registers of the state that live here: a file for trials, or rows in this program's own database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.law import LawBook
from domain.once_only import Answer, HeldRecord, Inquiry, LookUp, Outcome
from once_only.asking import answer_from
from once_only.registers import NOT_CONNECTED
from storage.clock import Clock, utc_now
from storage.store import Store


class HeldRegisters:
    """Registers held in memory, as ``hoso.trial_registers`` reads them."""

    def __init__(
        self, held: Mapping[str, Sequence[HeldRecord]], law: LawBook, clock: Clock = utc_now
    ) -> None:
        self._held = held
        self._law = law
        self._clock = clock

    def connected(self, register: str) -> bool:
        return register in self._held

    def ask(self, inquiry: Inquiry) -> Answer:
        return _answered(self._held, inquiry.look_up, self._law, self._clock)


class StoredRegisters:
    """Registers kept in the database. One without a single record counts as not configured."""

    def __init__(self, store: Store, law: LawBook, clock: Clock = utc_now) -> None:
        self._store = store
        self._law = law
        self._clock = clock

    def connected(self, register: str) -> bool:
        with self._store.begin() as session:
            return register in session.held.registers()

    def ask(self, inquiry: Inquiry) -> Answer:
        look_up = inquiry.look_up
        with self._store.begin() as session:
            configured = look_up.register in session.held.registers()
            near = session.held.near(look_up.register, look_up.keys.values())
        held = {look_up.register: near} if configured else {}
        return _answered(held, look_up, self._law, self._clock)


def _answered(
    held: Mapping[str, Sequence[HeldRecord]], look_up: LookUp, law: LawBook, clock: Clock
) -> Answer:
    now = clock()
    found = answer_from(held, look_up, law, now)
    return found or Answer(look_up, Outcome.UNAVAILABLE, now, fault=NOT_CONNECTED)
