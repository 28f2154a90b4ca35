"""The law of asking only once, as dated data: provisions, registers, rules, and the book that holds them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from itertools import combinations
from typing import ClassVar

from domain.errors import DefinitionError
from domain.procedure import (
    STRICT,
    Component,
    Condition,
    FormField,
    FormPlace,
    Handing,
    Manner,
    Procedure,
    Reliability,
    RolePlace,
)

__all__ = [
    "Agree",
    "Component",
    "Condition",
    "Expiry",
    "FormField",
    "FormPlace",
    "Handing",
    "LawBook",
    "LawException",
    "LawFile",
    "LawRule",
    "Manner",
    "Presence",
    "Procedure",
    "Provision",
    "Reason",
    "Register",
    "Reliability",
    "RolePlace",
    "Status",
]


class Reason(StrEnum):
    """Why a verdict is what it is. The first twelve say why a paper is still needed by law."""

    DB_NOT_PUBLISHED = "DB_NOT_PUBLISHED"
    DB_INCIDENT = "DB_INCIDENT"
    RECORD_NOT_FOUND = "RECORD_NOT_FOUND"
    RECORD_INCOMPLETE = "RECORD_INCOMPLETE"
    DATA_MISMATCH = "DATA_MISMATCH"
    SPECIALISED_LAW = "SPECIALISED_LAW"
    ORIGINAL_COLLECTED = "ORIGINAL_COLLECTED"
    ORIGINAL_CERTIFIED = "ORIGINAL_CERTIFIED"
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
    type, since an extract carries a number of its own and not the one of the registration.
    """

    ALWAYS = "always"
    IF_EITHER = "if_either"
    IF_PAPER = "if_paper"
    SAME_TYPE = "same_type"


@dataclass(frozen=True, slots=True)
class Provision:
    """A clause of an act, in our own words. effective_to: the first day on which it no longer applies."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    id: str
    act: str
    clause: str
    says_vi: str
    says_en: str
    reliability: Reliability
    effective_from: date
    effective_to: date | None = None

    @property
    def cite(self) -> str:
        return f"{self.clause} {self.act}".strip()

    def in_force(self, on: date) -> bool:
        return _within(on, self.effective_from, self.effective_to)


@dataclass(frozen=True, slots=True)
class Register:
    """A database that holds what papers say.

    holds: document types whose content it holds. announced_by, announced_from: the owner's announcement
    that its data replace papers; absent where none is known. freshness_days: an answer that speaks for
    an earlier day than that many before the date of receipt is stale.
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

    def announced(self, on: date) -> bool:
        """Whether its data replace papers on that day."""
        return self.enabled and self.announced_from is not None and self.announced_from <= on


@dataclass(frozen=True, slots=True)
class Agree:
    """A value that must be the same on the paper and in the register.

    held: other names of the same fact in a register's record, tried in order after ``field``.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    field: str
    manner: Manner
    when: Presence = Presence.ALWAYS
    held: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Expiry:
    """Until when a paper speaks: the field's own day, or that many months after the field's day."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    field: str
    months: int = 0
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class LawException:
    """Where a rule does not help: in some procedures, or for people who are not Vietnamese citizens.

    nationality: fields that name a nationality; any other than Vietnamese makes the exception apply.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    reason: Reason
    law: tuple[str, ...]
    procedures: tuple[str, ...] = ()
    nationality: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LawRule:
    """What the law says of some document types, for dossiers received between two dates.

    types: empty for every type. held_as: further types under which a register may hold the content of
    these papers, the certificate behind an extract for example. procedures: empty for every procedure.
    reason: the code of a verdict that needs no look-up (shared and never). keys: sets of fields to look up
    by, the first set that the paper carries is sent and nothing else. must_agree: what has to be equal; a
    replaceable rule compares at least a number, a name and a date. effective_to: the first day on which it
    no longer applies.
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
    expires: tuple[Expiry, ...] = ()
    exceptions: tuple[LawException, ...] = ()
    enabled: bool = True

    def in_force(self, on: date) -> bool:
        return self.enabled and _within(on, self.effective_from, self.effective_to)


@dataclass(frozen=True, slots=True)
class LawFile:
    """The content of one file of ``definitions/law``."""

    __pydantic_config__: ClassVar[dict[str, str]] = STRICT

    provisions: tuple[Provision, ...] = ()
    rules: tuple[LawRule, ...] = ()


@dataclass(frozen=True, slots=True)
class LawBook:
    """All law the program knows. Making one fails with DefinitionError where it contradicts itself."""

    rules: tuple[LawRule, ...] = ()
    registers: tuple[Register, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    provisions: tuple[Provision, ...] = ()

    def __post_init__(self) -> None:
        for rule in self.rules:
            self._check_rule(rule)
        for procedure in self.procedures:
            self._check_procedure(procedure)
        for one, other in combinations([rule for rule in self.rules if rule.enabled], 2):
            _check_apart(one, other)

    def register_named(self, id_: str | None) -> Register | None:
        return next((each for each in self.registers if each.id == id_), None)

    def procedure_on(self, code: str | None, on: date) -> Procedure | None:
        """The version of a procedure that applies to dossiers received on that day."""
        found = (each for each in self.procedures if code in each.codes)
        return next((each for each in found if _within(on, each.effective_from, each.effective_to)), None)

    def cites(self, ids: Iterable[str], on: date) -> tuple[str, ...]:
        """The provisions of those ids that are in force on that day, as they are cited."""
        wanted = tuple(ids)
        return tuple(each.cite for each in self.provisions if each.id in wanted and each.in_force(on))

    def _check_rule(self, rule: LawRule) -> None:
        cited = [*rule.law, *(id_ for exception in rule.exceptions for id_ in exception.law)]
        _known(rule.id, "provision", cited, [each.id for each in self.provisions])
        if rule.register is not None:
            _known(rule.id, "register", [rule.register], [each.id for each in self.registers])
        if rule.status is Status.REPLACEABLE:
            _check_evidence(rule)
        elif rule.reason is None:
            raise DefinitionError(f"{rule.id}: a rule that is not replaceable needs a reason")

    def _check_procedure(self, procedure: Procedure) -> None:
        _known(procedure.code, "provision", procedure.law, [each.id for each in self.provisions])
        places = [place for each in procedure.form for place in each.places()]
        asked = [place.register for place in places if place.register is not None]
        skipped = [id_ for component in procedure.components for id_ in component.skip_if]
        _known(procedure.code, "register", [*asked, *skipped], [each.id for each in self.registers])
        roles = [each.person for each in procedure.form if each.person]
        _known(procedure.code, "role", roles, list(procedure.roles))


def _within(on: date, start: date, end: date | None) -> bool:
    return start <= on and (end is None or on < end)


def _known(where: str, kind: str, words: Iterable[str], valid: list[str]) -> None:
    for word in words:
        if word not in valid:
            near = get_close_matches(word, valid, 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise DefinitionError(f"{where}: no {kind} {word}{hint}")


def _check_evidence(rule: LawRule) -> None:
    """Three independent kinds of value: fewer could agree by chance or by the key alone."""
    manners = {each.manner for each in rule.must_agree if each.when is Presence.ALWAYS}
    if not {Manner.NUMBER, Manner.NAME, Manner.DATE} <= manners:
        raise DefinitionError(f"{rule.id}: a replaceable rule compares a number, a name and a date")
    if rule.register is None or not rule.keys:
        raise DefinitionError(f"{rule.id}: a replaceable rule names a register and its keys")
    compared = [each.field for each in rule.must_agree]
    _known(rule.id, "compared field", (name for keys in rule.keys for name in keys), compared)


def _check_apart(one: LawRule, other: LawRule) -> None:
    """Two rules of the same reach must not both speak on the same day."""
    if not (_same_reach(one.types, other.types) and _same_reach(one.procedures, other.procedures)):
        return
    days = (one.effective_from, other.effective_from)
    if any(one.in_force(day) and other.in_force(day) for day in days):
        raise DefinitionError(f"{one.id} and {other.id} speak of the same paper on the same day")


def _same_reach(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return bool(set(one) & set(other)) if one and other else one == other
