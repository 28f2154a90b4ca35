"""All registers behind one door: those with a connection far away, the others here."""

from __future__ import annotations

from collections.abc import Mapping

from domain.once_only import Answer, Inquiry
from once_only.registers import Registers


class RegisterHouse:
    """Asks each register at its own home. ``here``: of those that have no connection."""

    def __init__(self, far: Mapping[str, Registers], here: Registers) -> None:
        self._far = far
        self._here = here

    def connected(self, register: str) -> bool:
        return register in self._far or self._here.connected(register)

    def ask(self, inquiry: Inquiry) -> Answer:
        return self._far.get(inquiry.look_up.register, self._here).ask(inquiry)
