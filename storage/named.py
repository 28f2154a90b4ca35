"""Whether procedures and law name only papers, and values on them, that the catalogue describes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from domain.definition import Definitions, pattern_of
from domain.document import UNKNOWN_TYPE
from domain.errors import DefinitionError
from domain.law import LawRule, Procedure
from storage.words import nearest

_Known = Mapping[str, frozenset[str]]
"""Document type to the names of its values."""


def check_names(definitions: Definitions) -> None:
    """Raises DefinitionError for a type or a value that no definition of a paper has: it could never be met.

    What a rule compares has to stand on each of its types; when one runs out, or whose nationality it names,
    on at least one of them.
    """
    known = {kind.id: frozenset(kind.value_types()) for kind in definitions.catalogue.types}
    for procedure in definitions.law.procedures:
        for type_, field in _of_procedure(procedure):
            _must(f"{procedure.code}.toml", type_, field, known)
        for component in procedure.components:
            held = frozenset(name for type_ in component.types for name in known[type_])
            for name in component.record_says:
                _must(f"{procedure.code}.toml", "", name, {"": held})
    for rule in definitions.law.rules:
        _check_rule(rule, known)


def _of_procedure(procedure: Procedure) -> Iterator[tuple[str, str]]:
    for component in procedure.components:
        yield from ((type_, "") for type_ in (*component.types, *component.instead, *component.fallback))
    for places in procedure.roles.values():
        for place in places:
            name = f"{place.role}.ho_ten" if place.role else "ho_ten"
            yield from ((type_, name) for type_ in place.types)
    for field in procedure.form:
        yield from ((place.type, place.field) for place in field.places() if place.type is not None)


def _check_rule(rule: LawRule, known: _Known) -> None:
    types = [type_ for type_ in rule.types if type_ != UNKNOWN_TYPE]
    for type_ in types:
        for name in ("", *(each.field for each in rule.must_agree)):
            _must(rule.id, type_, name, known)
    named = [name for each in rule.exceptions for name in (*each.nationality, *each.issuer, *each.residence)]
    anywhere = frozenset(name for type_ in types for name in known[type_])
    named += [each.field for each in rule.expires] + [each.since for each in rule.refuted_by]
    for name in named:
        _must(rule.id, "", name, {"": anywhere})
    for each in rule.refuted_by:
        for type_ in each.types:
            for name in (each.day, *(f"{role}.ho_ten" for role in each.roles)):
                _must(rule.id, type_, name, known)


def _must(where: str, type_: str, field: str, known: _Known) -> None:
    if type_ not in known:
        raise DefinitionError(f"{where}: unknown document type '{type_}'{nearest(type_, known)}")
    if field and pattern_of(field) not in known[type_]:
        place = f"{type_}.{field}" if type_ else field
        raise DefinitionError(f"{where}: unknown field '{place}'{nearest(field, known[type_])}")
