"""All registers behind one door: those with a connection far away, the others here."""

from __future__ import annotations

from collections.abc import Mapping

from domain.once_only import Answer, Inquiry
from once_only.registers import Registers


class RegisterHouse:
    """Asks each register at its own home. ``far``: by their id. ``here``: of all others, the first home that
    has the register; where none has, the first one says so."""

    def __init__(self, far: Mapping[str, Registers], *here: Registers) -> None:
        self._far = far
        self._here = here

    def connected(self, register: str) -> bool:
        return register in self._far or any(each.connected(register) for each in self._here)

    def ask(self, inquiry: Inquiry) -> Answer:
        return self._home_of(inquiry.look_up.register).ask(inquiry)

    def _home_of(self, register: str) -> Registers:
        if register in self._far:
            return self._far[register]
        return next((each for each in self._here if each.connected(register)), self._here[0])
