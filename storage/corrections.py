"""Cases in which a register is probably wrong: who was told, and who says that it was corrected."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from once_only.corrections import Correction
from storage.errors import NotFound

Branches = Collection[str] | None
SYSTEM = "system"


class CorrectionState(StrEnum):
    """open: nobody has told the owner. told: somebody has. corrected: the owner says that it is right now.

    withdrawn: a later record of the dossier no longer says so; nothing is left to be done.
    """

    OPEN = "open"
    TOLD = "told"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


BY_PEOPLE = frozenset({CorrectionState.OPEN, CorrectionState.TOLD, CorrectionState.CORRECTED})
"""States that a person may set; open takes a slip back."""


@dataclass(frozen=True, slots=True)
class KeptCorrection:
    """A case and how it stands. by, at: who set the state, and when; ``system`` where no person did."""

    case: Correction
    branch: str
    state: CorrectionState
    by: str
    at: datetime


class Corrections(Protocol):
    """The cases of all accepted records; they stay when dossiers are destroyed and hold no values."""

    def keep(self, dossier: str, branch: str, cases: Sequence[Correction]) -> None:
        """All cases of the dossier's newest record: new ones are open, those it no longer tells withdrawn.

        Each case that opens or falls is written to the audit chain: call it last in a session.
        """
        ...

    def cases(
        self, branches: Branches = None, states: Collection[CorrectionState] = frozenset(CorrectionState)
    ) -> tuple[KeptCorrection, ...]:
        """By owner, register and the time of asking, the oldest first."""
        ...

    def set_state(
        self, case: str, state: CorrectionState, by: str, branches: Branches = None
    ) -> KeptCorrection:
        """A person's word on a case, with its entry in the audit chain; the same word again changes nothing.

        Raises NotFound for a case that is not there, that those branches do not see, or that was withdrawn.
        """
        ...


def retold(known: KeptCorrection | None, case: Correction, branch: str, at: datetime) -> KeptCorrection:
    """The case after a record told it again. One that was withdrawn, or that a register still contradicts
    when it was asked after it was said to be corrected, is open again."""
    if known is None or _is_open_again(known, case):
        return KeptCorrection(case, branch, CorrectionState.OPEN, SYSTEM, at)
    return replace(known, case=case)


def withdrawn(known: KeptCorrection, at: datetime) -> KeptCorrection:
    """The case after a record no longer tells it; what an owner has corrected stays corrected."""
    if known.state in (CorrectionState.CORRECTED, CorrectionState.WITHDRAWN):
        return known
    return replace(known, state=CorrectionState.WITHDRAWN, by=SYSTEM, at=at)


def after_record(
    known: Sequence[KeptCorrection], cases: Sequence[Correction], branch: str, at: datetime
) -> tuple[KeptCorrection, ...]:
    """All cases of a dossier as they stand after its newest record, those of the record first."""
    before = {each.case.id: each for each in known}
    told = tuple(retold(before.pop(case.id, None), case, branch, at) for case in cases)
    return (*told, *(withdrawn(each, at) for each in before.values()))


def said(
    known: KeptCorrection | None, case: str, state: CorrectionState, by: str, at: datetime
) -> KeptCorrection:
    """The case after a person's word. Raises NotFound for one that is not there or was withdrawn."""
    if known is None or known.state is CorrectionState.WITHDRAWN or state not in BY_PEOPLE:
        raise NotFound(case)
    return known if known.state is state else replace(known, state=state, by=by, at=at)


def in_order(kept: KeptCorrection) -> tuple[str, str, datetime, str]:
    """By whom it has to be corrected, the oldest first."""
    return kept.case.owner, kept.case.register, kept.case.asked_at, kept.case.id


def action_of(state: CorrectionState) -> str:
    """The audit chain's word for a case that came to stand so."""
    return f"correction.{state}"


def audited(kept: KeptCorrection) -> dict[str, str]:
    """What the audit chain tells of a case beside its id: ids and codes, no value."""
    case = kept.case
    return {"dossier": case.dossier, "register": case.register, "fields": ",".join(case.fields)}


def _is_open_again(known: KeptCorrection, case: Correction) -> bool:
    if known.state is CorrectionState.CORRECTED:
        return case.asked_at > known.at
    return known.state is CorrectionState.WITHDRAWN
