"""The pieces of the law of asking only once: provisions, registers, and rules with their exceptions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import ClassVar

from domain.document import Copy
from domain.procedure import STRICT, Manner, Reliability


class Reason(StrEnum):
    """Why a verdict is what it is. The first thirteen say why a paper is still needed by law."""

    DB_NOT_PUBLISHED = "DB_NOT_PUBLISHED"
    DB_INCIDENT = "DB_INCIDENT"
    RECORD_NOT_FOUND = "RECORD_NOT_FOUND"
    RECORD_INCOMPLETE = "RECORD_INCOMPLETE"
    DATA_MISMATCH = "DATA_MISMATCH"
    SPECIALISED_LAW = "SPECIALISED_LAW"
    ORIGINAL_COLLECTED = "ORIGINAL_COLLECTED"
    ORIGINAL_CERTIFIED = "ORIGINAL_CERTIFIED"
    FOREIGN_DOC = "FOREIGN_DOC"
    FOREIGN_SUBJECT = "FOREIGN_SUBJECT"
    SUBJECT_NOT_REQUESTER = "SUBJECT_NOT_REQUESTER"
    HISTORIC_VALUE = "HISTORIC_VALUE"
    EXPIRED_OR_REVOKED = "EXPIRED_OR_REVOKED"
    DATA_HELD = "DATA_HELD"
    PRESENT_ONLY = "PRESENT_ONLY"
    NOT_HELD = "NOT_HELD"
    """No register holds what this paper says: a declaration, a contract, an authorisation."""
    PAPER_INCOMPLETE = "PAPER_INCOMPLETE"
    """A value the rule compares could not be read on the paper."""
    PAPER_IN_DOUBT = "PAPER_IN_DOUBT"
    """A person or a proven code on the paper speaks against the value that agrees."""
    ANSWER_STALE = "ANSWER_STALE"
    REGISTER_NOT_ASKED = "REGISTER_NOT_ASKED"
    TYPE_UNKNOWN = "TYPE_UNKNOWN"
    NO_RULE = "NO_RULE"
    ASK_COMMUNE = "ASK_COMMUNE"
    """The register knows too little: the agency asks the commune and never the citizen (NĐ 87/2020)."""
    LAW_UNVERIFIED = "LAW_UNVERIFIED"
    """Whether the rule still holds on that day was not read; nothing is advised."""
    EVIDENCE_CHANGED = "EVIDENCE_CHANGED"
    """A person changed what the verdict rested on; it must be judged again."""


class Status(StrEnum):
    """replaceable: announced by the register's owner. shared: data flow, but no announcement is known."""

    REPLACEABLE = "replaceable"
    SHARED = "shared"
    NEVER = "never"


class Presence(StrEnum):
    """When a compared field must be there.

    Always; if either side has it; only if the paper has it; or only where the record is of the paper's own
    type and its number of the same kind (the letters behind the slash), since an extract carries a number of
    its own and not the one of the registration.
    """

    ALWAYS = "always"
    IF_EITHER = "if_either"
    IF_PAPER = "if_paper"
    SAME_TYPE = "same_type"


class Whose(StrEnum):
    """Whose record a register must hold, so that it stands in for the paper.

    subject: the person whom the paper is about, who need not be the requester. both_spouses: one record that
    names both. head: the head of the household. holder: whoever the result was issued to.
    """

    SUBJECT = "subject"
    BOTH_SPOUSES = "both_spouses"
    HEAD = "head"
    HOLDER = "holder"


@dataclass(frozen=True, slots=True)
class Provision:
    """A clause of an act, in our own words. effective_to: the first day on which it no longer applies.

    dated: how sure its days are, where that is less than its words. One that is not enabled is not cited, and
    announces nothing.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    id: str
    act: str
    clause: str
    says_vi: str
    says_en: str
    reliability: Reliability
    effective_from: date
    effective_to: date | None = None
    dated: Reliability | None = None
    enabled: bool = True

    @property
    def cite(self) -> str:
        return f"{self.clause} {self.act}".strip()

    def in_force(self, on: date) -> bool:
        return self.enabled and within(on, self.effective_from, self.effective_to)


@dataclass(frozen=True, slots=True)
class Register:
    """A database that holds what papers say.

    holds: document types whose content it holds. announced_by, announced_from: the owner's announcement
    that its data replace papers; absent where none is known. freshness_days: an answer that speaks for
    an earlier day than that many before the date of receipt is stale. own: this program feeds it, with the
    papers of dossiers that were accepted here.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    id: str
    vi: str
    en: str
    owner: str
    holds: tuple[str, ...]
    freshness_days: int
    reliability: Reliability
    announced_by: str | None = None
    announced_from: date | None = None
    enabled: bool = True
    own: bool = False

    def announced(self, on: date) -> bool:
        """Whether its data replace papers on that day."""
        return self.enabled and self.announced_from is not None and self.announced_from <= on


@dataclass(frozen=True, slots=True)
class Agree:
    """A value that must be the same on the paper and in the register.

    held: other names of the same fact in a register's record, tried in order after ``field``. former: under
    which names the record keeps values that the fact had before; a paper that shows one of those is no error
    but an older truth.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    field: str
    manner: Manner
    when: Presence = Presence.ALWAYS
    held: tuple[str, ...] = ()
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Expiry:
    """Until when a paper speaks: the field's own day, or that many months after the field's day."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    field: str
    months: int = 0
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class LawException:
    """Where a rule does not help: in some procedures, for foreigners, or for papers of another state.

    nationality: fields that name a nationality; any other than Vietnamese makes the exception apply.
    issuer: fields that name who issued or registered; it applies where one names another state and not
    *Việt Nam* (a Vietnamese mission abroad is no foreign office). residence: fields that name where somebody
    lives, likewise. An exception that is not enabled is kept for the day its basis is verified.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    reason: Reason
    law: tuple[str, ...]
    procedures: tuple[str, ...] = ()
    nationality: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    residence: tuple[str, ...] = ()
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Refutation:
    """Records of other types in the rule's register by which its own no longer tells how things are: a
    marriage after the day of a marital status.

    roles: what stands before the names of the rule's keys there, for each person it may be about. day: the
    field with its day; since: that of the rule's own record.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    types: tuple[str, ...]
    roles: tuple[str, ...]
    day: str
    since: str


@dataclass(frozen=True, slots=True)
class LawRule:
    """What the law says of some document types, for dossiers received between two dates.

    types: empty for every type. held_as: further types under which a register may hold the content of
    these papers, the certificate behind an extract for example. procedures: empty for every procedure.
    reason: the code of a verdict that needs no look-up (shared and never). keys: sets of fields to look up
    by, the first set that the paper carries is sent and nothing else. must_agree: what has to be equal; a
    replaceable rule compares at least a number, a name and a date. whose: whose record must be found.
    copies: which copies of the paper it speaks of; empty for every one, since held data spare a plain copy as
    well as an original. announced_by: the provision by which the register's owner announced it.
    effective_to: the first day on which it no longer applies. store: the register of earlier accepted results
    that holds such papers too and speaks where ``register`` is silent, by the provisions ``store_law``.
    unfound: where the law forbids asking the citizen for the paper at all, what the agency does when the
    register has no whole and valid record. refuted_by: later events that the register must not hold.
    A rule that is not enabled is kept for the day its basis is verified.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    id: str
    types: tuple[str, ...]
    status: Status
    law: tuple[str, ...]
    effective_from: date
    reliability: Reliability
    effective_to: date | None = None
    register: str | None = None
    reason: Reason | None = None
    procedures: tuple[str, ...] = ()
    held_as: tuple[str, ...] = ()
    keys: tuple[tuple[str, ...], ...] = ()
    must_agree: tuple[Agree, ...] = ()
    whose: Whose | None = None
    copies: tuple[Copy, ...] = ()
    announced_by: str | None = None
    expires: tuple[Expiry, ...] = ()
    exceptions: tuple[LawException, ...] = ()
    store: str | None = None
    store_law: tuple[str, ...] = ()
    unfound: Reason | None = None
    refuted_by: tuple[Refutation, ...] = ()
    enabled: bool = True

    @property
    def stored(self) -> LawRule | None:
        """The same rule put to the store of earlier results; None where no store holds such papers."""
        if self.store is None:
            return None
        return replace(self, register=self.store, law=self.store_law, store=None, store_law=())

    def in_force(self, on: date) -> bool:
        return self.enabled and within(on, self.effective_from, self.effective_to)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A day from which nobody has read whether some rules still hold: until then they are left unsaid.

    rules: their ids. law: the provisions that raise the doubt. One that is not enabled leaves the rules as
    they are, for the day on which it is known that they do hold.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    id: str
    rules: tuple[str, ...]
    law: tuple[str, ...]
    effective_from: date
    reliability: Reliability
    enabled: bool = True

    def about(self, rule: LawRule, on: date) -> bool:
        """Whether it stands against that rule on that day."""
        return self.enabled and rule.id in self.rules and self.effective_from <= on


@dataclass(frozen=True, slots=True)
class LawFile:
    """The content of one file of ``definitions/law``."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    provisions: tuple[Provision, ...] = ()
    rules: tuple[LawRule, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def within(on: date, start: date, end: date | None) -> bool:
    """Whether a day lies in a span whose end is the first day outside it; no end is for good."""
    return start <= on and (end is None or on < end)
