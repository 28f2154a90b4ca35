"""The law of asking only once, as dated data: provisions, registers, rules, and the book that holds them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from itertools import combinations

from domain.errors import DefinitionError
from domain.procedure import (
    Component,
    Condition,
    Derivation,
    FormField,
    FormPlace,
    Handing,
    Manner,
    Procedure,
    Reliability,
    RolePlace,
)
from domain.rule import (
    Agree,
    Doubt,
    Expiry,
    LawException,
    LawFile,
    LawRule,
    Presence,
    Provision,
    Reason,
    Refutation,
    Register,
    Status,
    Whose,
    within,
)

__all__ = [
    "Agree",
    "Component",
    "Condition",
    "Derivation",
    "Doubt",
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
    "Refutation",
    "Register",
    "Reliability",
    "RolePlace",
    "Status",
    "Whose",
]


@dataclass(frozen=True, slots=True)
class LawBook:
    """All law the program knows. Making one fails with DefinitionError where it contradicts itself."""

    rules: tuple[LawRule, ...] = ()
    registers: tuple[Register, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    provisions: tuple[Provision, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def __post_init__(self) -> None:
        for doubt in self.doubts:
            _known(doubt.id, "rule", doubt.rules, [each.id for each in self.rules])
            _known(doubt.id, "provision", doubt.law, [each.id for each in self.provisions])
        for rule in self.rules:
            self._check_rule(rule)
        for procedure in self.procedures:
            self._check_procedure(procedure)
        for one, other in combinations([rule for rule in self.rules if rule.enabled], 2):
            _check_apart(one, other)

    def register_named(self, id_: str | None) -> Register | None:
        return next((each for each in self.registers if each.id == id_), None)

    def announced(self, rule: LawRule, on: date) -> bool:
        """Whether the announcement that the rule rests on is in force, and its register open, on that day."""
        register = self.register_named(rule.register)
        by = next((each for each in self.provisions if each.id == rule.announced_by), None)
        return register is not None and register.announced(on) and by is not None and by.in_force(on)

    def procedure_on(self, code: str | None, on: date) -> Procedure | None:
        """The version of a procedure that applies to dossiers received on that day."""
        found = (each for each in self.procedures if code in each.codes)
        return next((each for each in found if within(on, each.effective_from, each.effective_to)), None)

    def doubt_on(self, rule: LawRule, on: date) -> Doubt | None:
        """What leaves it open whether the rule holds for dossiers received on that day."""
        return next((each for each in self.doubts if each.about(rule, on)), None)

    def cites(self, ids: Iterable[str], on: date) -> tuple[str, ...]:
        """The provisions of those ids that are in force on that day, as they are cited."""
        wanted = tuple(ids)
        return tuple(each.cite for each in self.provisions if each.id in wanted and each.in_force(on))

    def _check_rule(self, rule: LawRule) -> None:
        cited = [*rule.law, *rule.store_law, *(id_ for exception in rule.exceptions for id_ in exception.law)]
        cited += [rule.announced_by] if rule.announced_by is not None else []
        _known(rule.id, "provision", cited, [each.id for each in self.provisions])
        if rule.register is not None:
            _known(rule.id, "register", [rule.register], [each.id for each in self.registers])
        if rule.store is not None:
            _known(rule.id, "own register", [rule.store], [each.id for each in self.registers if each.own])
            _check_stored(rule)
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
        roles += [
            person for component in procedure.components for person in (*component.persons, *component.about)
        ]
        _known(procedure.code, "role", roles, list(procedure.roles))
        for field in procedure.form:
            _check_filled(procedure, field)


def _check_filled(procedure: Procedure, field: FormField) -> None:
    """A form field has sources of its own or is made of a field that has, never both."""
    where = f"{procedure.code}: {field.name}"
    if bool(field.sources) == (field.derived is not None) or bool(field.of) != (field.derived is not None):
        raise DefinitionError(f"{where}: a form field has either 'sources' or 'derived' and 'of'")
    if bool(field.says) != (field.derived is Derivation.PAPER):
        raise DefinitionError(f"{where}: 'says' goes with derived = \"paper\" and with nothing else")
    if field.of:
        _known(
            where, "field with sources", [field.of], [each.name for each in procedure.form if each.sources]
        )


def _known(where: str, kind: str, words: Iterable[str], valid: list[str]) -> None:
    for word in words:
        if word not in valid:
            near = get_close_matches(word, valid, 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise DefinitionError(f"{where}: no {kind} {word}{hint}")


def _check_evidence(rule: LawRule) -> None:
    """Three independent kinds of value: fewer could agree by chance or by the key alone.

    A number may be one that only some of these papers show; a verdict needs one to be compared all the same.
    """
    manners = {each.manner for each in rule.must_agree if each.when is Presence.ALWAYS}
    numbered = any(each.manner in (Manner.NUMBER, Manner.IDENTITY) for each in rule.must_agree)
    if not numbered or not {Manner.NAME, Manner.DATE} <= manners:
        raise DefinitionError(f"{rule.id}: a replaceable rule compares a number, a name and a date")
    if rule.whose is None or rule.announced_by is None:
        raise DefinitionError(f"{rule.id}: a replaceable rule says whose record it is and who announced it")
    if rule.register is None or not rule.keys:
        raise DefinitionError(f"{rule.id}: a replaceable rule names a register and its keys")
    compared = [each.field for each in rule.must_agree]
    _known(rule.id, "compared field", (name for keys in rule.keys for name in keys), compared)


def _check_stored(rule: LawRule) -> None:
    """A store only stands behind a register that could have held the paper, and by a law of its own."""
    if rule.status is not Status.REPLACEABLE or not rule.store_law:
        raise DefinitionError(f"{rule.id}: a rule with a store is replaceable and says its 'store_law'")


def _check_apart(one: LawRule, other: LawRule) -> None:
    """Two rules of the same reach must not both speak on the same day."""
    ours = (one.types, one.procedures, one.copies)
    theirs = (other.types, other.procedures, other.copies)
    if not all(_same_reach(mine, its) for mine, its in zip(ours, theirs, strict=True)):
        return
    days = (one.effective_from, other.effective_from)
    if any(one.in_force(day) and other.in_force(day) for day in days):
        raise DefinitionError(f"{one.id} and {other.id} speak of the same paper on the same day")


def _same_reach(one: Sequence[str], other: Sequence[str]) -> bool:
    return bool(set(one) & set(other)) if one and other else one == other
