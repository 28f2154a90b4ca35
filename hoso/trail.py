"""Look-ups of one dossier in trial registers, written down as the service writes its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from domain.law import LawBook
from domain.once_only import Answer, HeldRecord, LookUp, Purpose
from domain.understanding import Case
from storage.chain_file import ChainFile
from storage.inquiries import Inquiries
from storage.registers import HeldRegisters

TRIAL = "trial"
"""Stands for the branch, and for the procedure where the call names none: a trial file is invented."""


@dataclass(frozen=True, slots=True)
class Trail:
    """Where look-ups are written, the key of their hashes, and the account that answers for them."""

    file: Path
    key: bytes = field(repr=False)
    officer: str


def answers_in(
    held: Mapping[str, Sequence[HeldRecord]],
    asked: Sequence[LookUp],
    case: Case,
    law: LawBook,
    trail: Trail | None,
) -> tuple[Answer, ...]:
    """What the registers of the file answer; those that it does not have were not asked, and no trail means
    that nobody is."""
    if trail is None:
        return ()
    purpose = Purpose(case.id, case.procedure or TRIAL, trail.officer, TRIAL)
    inquiries = Inquiries(HeldRegisters(held, law), ChainFile(trail.file), trail.key)
    return inquiries.ask(purpose, case.id, [each for each in asked if each.register in held])
