"""Look-ups on their way to registers: none leaves without an entry in the audit chain.

Before anything is sent one ``register.ask`` entry a look-up is committed, and after all have answered one
``register.answer`` entry each. An ask without its answer says: sent, and what came back was never learned.
No value of a citizen stands in an entry; keyed hashes let whoever has the key find the entries about a value.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import Protocol

from domain.once_only import Answer, Inquiry, LookUp, Outcome, Purpose
from once_only.comparing.spelling import bare
from once_only.registers import Registers, lacking, minimal
from storage.clock import Clock, utc_now
from storage.kept_audit import Audit
from storage.keys import key_id
from storage.paces import ANSWERED

log = logging.getLogger("hoso.registers")

ASKED = "register.ask"
ACTOR = "system"
AT_ONCE = 16
"""Look-ups of one dossier that are under way together: a dossier rarely raises more."""
DIGITS = 32
"""Hexadecimal digits of a keyed hash: 128 bits."""


class Written(Protocol):
    """A transaction in which the chain can be written."""

    @property
    def audit(self) -> Audit: ...


class Chain(Protocol):
    """Where entries are kept: the store, or a file beside trial records."""

    def begin(self) -> AbstractContextManager[Written]: ...


class Inquiries:
    """Asks registers for a purpose. ``key``: secret of the keyed hashes, the same on every host."""

    def __init__(self, registers: Registers, store: Chain, key: bytes, clock: Clock = utc_now) -> None:
        self._registers = registers
        self._store = store
        self._key = key
        self._clock = clock

    def ask(self, purpose: Purpose, occasion: str, look_ups: Sequence[LookUp]) -> tuple[Answer, ...]:
        """All answers in the order of the look-ups, which are asked side by side.

        occasion: the piece of work that asks, a unit's id: when it is done again after a crash, its
        questions keep their ids and a register need not answer them twice. A look-up without all that makes
        its purpose is neither announced nor sent; its answer says what it lacks.
        """
        faults = [lacking(purpose, each) for each in look_ups]
        sent = [each for each, fault in zip(look_ups, faults, strict=True) if fault is None]
        answers = iter(self._sent(purpose, occasion, sent))
        return tuple(
            next(answers) if fault is None else self._refused(purpose, each, fault)
            for each, fault in zip(look_ups, faults, strict=True)
        )

    def _sent(self, purpose: Purpose, occasion: str, look_ups: Sequence[LookUp]) -> list[Answer]:
        if not look_ups:
            return []
        inquiries = self._announce(purpose, occasion, look_ups)
        if len(inquiries) == 1:
            answers = [self._ask(inquiries[0])]
        else:
            with ThreadPoolExecutor(min(AT_ONCE, len(inquiries)), "look-up") as side_by_side:
                answers = list(side_by_side.map(self._ask, inquiries))
        self._note(inquiries, answers)
        return answers

    def _refused(self, purpose: Purpose, look_up: LookUp, fault: str) -> Answer:
        log.warning("dossier %s: %s is not asked: %s", purpose.dossier, look_up.register, fault)
        return Answer(look_up, Outcome.UNAVAILABLE, self._clock(), fault=fault)

    def connected(self, register: str) -> bool:
        return self._registers.connected(register)

    def _ask(self, inquiry: Inquiry) -> Answer:
        return minimal(self._registers.ask(inquiry))

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
