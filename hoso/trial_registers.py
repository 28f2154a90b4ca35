"""The ``--registers FILE``: what the state already holds, for trials."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

from pydantic import ValidationError
from rapidfuzz.distance import OSA

from domain.definition import Definitions, pattern_of
from domain.errors import DefinitionError
from domain.once_only import HeldRecord
from hoso.legs import Held
from storage.codec import HELD
from storage.words import nearest


def load_registers(path: Path, definitions: Definitions) -> Held:
    """Register id to records, whose types and fields are those of the definitions.

    Raises DefinitionError for a file that cannot be used; no value of a record stands in the message.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise DefinitionError(f"{path.name}: cannot be read") from None
    except ValueError:
        raise DefinitionError(f"{path.name}: not JSON") from None
    if not isinstance(data, dict):
        raise DefinitionError(f"{path.name}: must be an object of register ids")
    return {register: _records(path.name, register, rows, definitions) for register, rows in data.items()}


def _records(file: str, register: str, rows: object, definitions: Definitions) -> tuple[HeldRecord, ...]:
    known = {each.id for each in definitions.law.registers}
    if register not in known:
        raise DefinitionError(f"{file}: unknown register '{register}'" + nearest(register, known))
    if not isinstance(rows, list):
        raise DefinitionError(f"{file}: '{register}' must be a list of records")
    try:
        found = tuple(HELD.from_plain(row) for row in rows)
    except ValidationError as error:
        places = {".".join(str(part) for part in each["loc"]) for each in error.errors(include_input=False)}
        raise DefinitionError(
            f"{file}: '{register}': wrong or missing: {', '.join(sorted(places))}"
        ) from None
    for each in found:
        _must_be_spelt(f"{file}: '{register}'", each, definitions)
    return found


def _must_be_spelt(where: str, record: HeldRecord, definitions: Definitions) -> None:
    """A misspelt word would make a record that nobody finds, and papers needed that are held.

    A register may hold kinds of records, and more of them, than the definitions know.
    """
    ruled = {each for rule in definitions.law.rules for each in rule.types}
    types = {*(each.id for each in definitions.catalogue.types), *ruled}
    if _is_misspelt(record.type, types):
        raise DefinitionError(f"{where}: unknown type '{record.type}'" + nearest(record.type, types))
    kind = definitions.catalogue.type_named(record.type)
    fields = set(kind.value_types()) if kind is not None else set()
    elsewhere = {name for each in definitions.catalogue.types for name in each.value_types()}
    for name in map(pattern_of, record.fields):
        if name not in elsewhere and _is_misspelt(name, fields):
            raise DefinitionError(f"{where}, {record.type}: unknown field '{name}'" + nearest(name, fields))


def _is_misspelt(word: str, known: Collection[str]) -> bool:
    """Whether it is a known word but for one letter, or for two that changed places."""
    return word not in known and any(OSA.distance(word, each, score_cutoff=1) <= 1 for each in known)
