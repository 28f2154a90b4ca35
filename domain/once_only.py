"""What the state already holds, and what follows for a paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Outcome(StrEnum):
    """How a register answered. Unavailable is no evidence in either direction.

    person_mismatch: the number is there and belongs to somebody else than the person named in the question;
    a register hands out no data of theirs.
    """

    FOUND = "found"
    NOT_FOUND = "not_found"
    PERSON_MISMATCH = "person_mismatch"
    UNAVAILABLE = "unavailable"


class VerdictCode(StrEnum):
    """Advice about one paper; an officer accepts or overrides it, and nothing is ever deleted by it."""

    NOT_NEEDED_DATA_HELD = "not_needed_data_held"
    NOT_NEEDED_PRESENT_ONLY = "not_needed_present_only"
    NEEDED = "needed"
    NEEDED_MISMATCH = "needed_mismatch"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class LookUp:
    """One purpose-bound question to a register: only the keys that the rule needs.

    register: id of the definitions. type: document type whose content is asked for. keys: field name to
    value, for example ``{"so_dinh_danh": "…"}``. document: the dossier's document that raised it. law: the
    legal basis. wants: the fields that the rule and the procedure's form need beside the keys; a register
    hands out no others. component, person: where no document raised it, the component of the procedure that
    nobody brought, and the role whose share of it is asked about; ``document`` is then empty.
    """

    register: str
    type: str
    keys: dict[str, str]
    document: str
    law: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    component: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a look-up is made for. officer: account id of who handed the dossier in or decided about it."""

    dossier: str
    procedure: str | None
    officer: str
    branch: str


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A look-up on its way: nobody asks a register without one.

    id: the same whenever the same work asks the same question again, so that a register answers it once.
    entry: sequence number of the audit entry that was written before it is sent.
    """

    id: str
    look_up: LookUp
    purpose: Purpose
    entry: int


@dataclass(frozen=True, slots=True)
class HeldRecord:
    """The content of a paper as a register holds it; field names as on the paper's type."""

    type: str
    fields: dict[str, str]
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """The paper of an earlier dossier from which this program's own store has a result.

    revision: of that dossier's record. on: the day on which a revision was published that first said the very
    same of the paper. vouched: an officer stood by the paper there, beyond the values that were read from it.
    """

    dossier: str
    document: str
    revision: int
    on: date
    vouched: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a register answered to a look-up, and when.

    asked_at: the moment for which the register speaks. sent_at: when it was asked, where that is not the same
    moment. fault: why it is unavailable, a code of
    docs/registers.md. origins: where each record comes from, in their order; empty save for the program's
    own store.
    """

    look_up: LookUp
    outcome: Outcome
    asked_at: datetime
    records: tuple[HeldRecord, ...] = ()
    fault: str | None = None
    origins: tuple[Origin, ...] = ()
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """One field of the paper beside the register's. agreement: exact, near, different or absent.

    read: what was read of the paper, where ``paper`` is another value that the same place admits.
    """

    field: str
    agreement: str
    paper: str | None = None
    held: str | None = None
    read: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Advice on one document, with its law and its evidence.

    reason: a reason code of the law tables (for example ``DATA_HELD``, ``RECORD_NOT_FOUND``).
    register: the one that was asked or is still to be. asked_at: when it was; absent when none was.
    as_of: the day for which its answer speaks. likely_misread: fields that differ only by marks while all
    numbers and dates are equal; a person looks at the scan before the register is blamed. otherwise: the
    reason that would stand if the paper were not one that is only shown, or what the agency does where it may
    not ask the citizen for the paper (``ASK_COMMUNE``). origin: the earlier dossier
    whose paper was compared, where the program's own store held it.
    """

    document: str
    verdict: VerdictCode
    reason: str
    law: tuple[str, ...]
    register: str | None = None
    asked_at: datetime | None = None
    compared: tuple[Compared, ...] = field(default=())
    likely_misread: tuple[str, ...] = ()
    otherwise: str | None = None
    origin: Origin | None = None
    as_of: date | None = None
