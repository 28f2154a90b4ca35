"""Look-ups on their way to registers: none leaves without an entry in the audit chain.

Before anything is sent one ``register.ask`` entry a look-up is committed, and after all have answered one
``register.answer`` entry each. An ask without its answer says: sent, and what came back was never learned.
No value of a citizen stands in an entry; keyed hashes let whoever has the key find the entries about a value.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from domain.once_only import Answer, Inquiry, LookUp, Purpose
from once_only.registers import Registers, minimal
from once_only.spelling import bare
from storage.keys import key_id
from storage.store import Store

ASKED = "register.ask"
ANSWERED = "register.answer"
ACTOR = "system"
AT_ONCE = 16
"""Look-ups of one dossier that are under way together: a dossier rarely raises more."""
DIGITS = 32
"""Hexadecimal digits of a keyed hash: 128 bits."""


class Inquiries:
    """Asks registers for a purpose. ``key``: secret of the keyed hashes, the same on every host."""

    def __init__(self, registers: Registers, store: Store, key: bytes) -> None:
        self._registers = registers
        self._store = store
        self._key = key

    def ask(self, purpose: Purpose, occasion: str, look_ups: Sequence[LookUp]) -> tuple[Answer, ...]:
        """All answers in the order of the look-ups, which are asked side by side.

        occasion: the piece of work that asks, a unit's id: when it is done again after a crash, its
        questions keep their ids and a register need not answer them twice.
        """
        if not look_ups:
            return ()
        inquiries = self._announce(purpose, occasion, look_ups)
        if len(inquiries) == 1:
            answers = [self._ask(inquiries[0])]
        else:
            with ThreadPoolExecutor(min(AT_ONCE, len(inquiries)), "look-up") as side_by_side:
                answers = list(side_by_side.map(self._ask, inquiries))
        self._note(inquiries, answers)
        return tuple(answers)

    def connected(self, register: str) -> bool:
        return self._registers.connected(register)

    def _ask(self, inquiry: Inquiry) -> Answer:
        answer = self._registers.ask(inquiry)
        return minimal(answer) if inquiry.look_up.wants else answer

    def _announce(self, purpose: Purpose, occasion: str, look_ups: Sequence[LookUp]) -> list[Inquiry]:
        inquiries = []
        with self._store.begin() as session:
            for look_up in look_ups:
                request = request_id(self._key, occasion, purpose, look_up)
                details = _asked(self._key, request, purpose, look_up)
                entry = session.audit.append(ACTOR, ASKED, purpose.dossier, details)
                inquiries.append(Inquiry(request, look_up, purpose, entry.sequence))
        return inquiries

    def _note(self, inquiries: Sequence[Inquiry], answers: Sequence[Answer]) -> None:
        with self._store.begin() as session:
            for inquiry, answer in zip(inquiries, answers, strict=True):
                session.audit.append(ACTOR, ANSWERED, inquiry.purpose.dossier, _told(inquiry, answer))


def keyed(key: bytes, *parts: str) -> str:
    """A hash of the parts that nobody can try values against without the key."""
    text = "\x1f".join(f"{len(part)}:{part}" for part in parts)
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:DIGITS]


def request_id(key: bytes, occasion: str, purpose: Purpose, look_up: LookUp) -> str:
    """The same for the same question of the same piece of work, and for no other."""
    asked = [part for pair in sorted(look_up.keys.items()) for part in pair]
    raised_by = (look_up.document, look_up.component, look_up.person)
    about = (*raised_by, look_up.register, look_up.type, *asked, *look_up.wants)
    return keyed(key, "inquiry", occasion, purpose.dossier, *about)


def value_hash(key: bytes, name: str, value: str) -> str:
    """How a value that was asked by stands in the audit chain; case and marks do not count."""
    return keyed(key, "value", name, bare(value))


def _asked(key: bytes, request: str, purpose: Purpose, look_up: LookUp) -> dict[str, str]:
    return {
        "request": request,
        "register": look_up.register,
        "type": look_up.type,
        "document": look_up.document,
        "component": look_up.component,
        "key": key_id(key),
        "keys": ",".join(f"{name}={value_hash(key, name, each)}" for name, each in look_up.keys.items()),
        "wants": ",".join(look_up.wants),
        "law": "; ".join(look_up.law),
        "procedure": purpose.procedure or "",
        "officer": purpose.officer,
        "branch": purpose.branch,
    }


def _told(inquiry: Inquiry, answer: Answer) -> dict[str, str]:
    return {
        "request": inquiry.id,
        "asked": str(inquiry.entry),
        "register": inquiry.look_up.register,
        "document": inquiry.look_up.document,
        "outcome": answer.outcome,
        "records": str(len(answer.records)),
        "as_of": answer.asked_at.isoformat(),
        "fault": answer.fault or "",
    }
