"""Loads the definition files strictly: a word the program does not know stops it, naming the nearest one."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Hashable
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast, get_args, get_type_hints

from pydantic import TypeAdapter, ValidationError

from domain.askable import check_askable
from domain.definition import Acceptance, Calibration, Catalogue, Definitions, DocumentType
from domain.errors import DefinitionError
from domain.law import LawBook, LawFile, Procedure, Register
from storage.named import check_names
from storage.words import nearest

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class KnownWords:
    """The closed sets that code defines and data may name."""

    value_types: frozenset[str]
    validators: frozenset[str]


def load_definitions(root: Path, known: KnownWords) -> Definitions:
    """Everything under ``root``. Raises DefinitionError for the first word the program does not know."""
    law = load_law(root)
    definitions = Definitions(load_catalogue(root, known, law), law)
    check_names(definitions)
    return definitions


def load_law(root: Path) -> LawBook:
    """Provisions and rules of ``law``, the registers and the procedures; each file is checked alone first."""
    files = [load_file(path, LawFile) for path in sorted((root / "law").glob("*.toml"))]
    law = LawBook(
        rules=tuple(rule for each in files for rule in each.rules),
        registers=tuple(load_file(path, Register) for path in sorted((root / "registers").glob("*.toml"))),
        procedures=tuple(load_file(path, Procedure) for path in sorted((root / "procedures").glob("*.toml"))),
        provisions=tuple(provision for each in files for provision in each.provisions),
        doubts=tuple(doubt for each in files for doubt in each.doubts),
    )
    for procedure in law.procedures:
        check_askable(procedure, law.rules)
    return law


def load_catalogue(root: Path, known: KnownWords, law: LawBook) -> Catalogue:
    """All document types under ``root/documents`` with the thresholds of ``root/acceptance.toml``.

    Raises DefinitionError for an unknown key, value type, validator, register or ``like``, naming the file
    and the nearest valid word.
    """
    registers = frozenset(each.id for each in law.registers)
    paths = sorted((root / "documents").glob("*.toml"))
    types = tuple(load_file(path, DocumentType) for path in paths)
    by_id = {each.id: each for each in types}
    for path, each in zip(paths, types, strict=True):
        _check_words(path, each, known, frozenset(by_id), registers)
    measured = root / "acceptance.toml"
    return Catalogue(
        tuple(_inherit(each, by_id) for each in types),
        digest_of(root),
        _load_tables(measured, "acceptance", Acceptance),
        _load_tables(measured, "calibration", Calibration),
    )


def load_file(path: Path, kind: type[T]) -> T:
    """One TOML file as a value of the dataclass; unknown keys raise DefinitionError."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError(f"{path.name}: not TOML: {error}") from None
    return parse_strictly(data, kind, path.name)


def parse_strictly(data: object, kind: type[T], where: str) -> T:
    """Data as a value of the dataclass; every complaint names the place and the nearest valid word."""
    try:
        value: T = _adapter(cast("Hashable", kind)).validate_python(data)
    except ValidationError as error:
        lines = [_complaint(dict(each), kind) for each in error.errors(include_url=False, include_input=True)]
        raise DefinitionError(f"{where}: " + "; ".join(lines)) from None
    return value


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    """Building one takes longer than reading a file by it, and there are many files of a kind."""
    return TypeAdapter(cast("type[Any]", kind))


def digest_of(root: Path) -> str:
    """A short digest of every definition file, so that a record names the definitions that made it."""
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.toml")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def _load_tables(path: Path, name: str, kind: type[T]) -> tuple[T, ...]:
    """The tables of that name; none where nothing was measured yet."""
    data = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return tuple(parse_strictly(each, kind, path.name) for each in data.get(name, ()))


def _complaint(error: dict[str, Any], kind: Any) -> str:
    place = ".".join(str(part) for part in error["loc"])
    if error["type"] in ("unexpected_keyword_argument", "extra_forbidden"):
        return f"unknown key '{place}'" + nearest(str(error["loc"][-1]), _words_at(kind, error["loc"]))
    if error["type"] == "literal_error":
        allowed = str(error["ctx"]["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
        return f"'{place}': '{error['input']}' is none of {allowed}" + nearest(str(error["input"]), allowed)
    return f"'{place}': {error['msg']}"


def _words_at(kind: Any, path: tuple[str | int, ...]) -> list[str]:
    """The keys that were possible at this place of the data."""
    for step in path[:-1]:
        hints = get_type_hints(kind)
        if step in hints:
            kind = next((part for part in _parts(hints[str(step)]) if is_dataclass(part)), kind)
    return [each.name for each in fields(kind)]


def _parts(hint: Any) -> list[Any]:
    arguments = get_args(hint)
    return [hint] if not arguments else [part for each in arguments for part in _parts(each)]


def _check_words(
    path: Path, each: DocumentType, known: KnownWords, ids: frozenset[str], registers: frozenset[str]
) -> None:
    def must(word: str, words: frozenset[str], what: str) -> None:
        if word not in words:
            raise DefinitionError(f"{path.name}: unknown {what} '{word}'" + nearest(word, words))

    must(path.stem, frozenset({each.id}), "file name for this id")
    for value_type in each.value_types().values():
        must(value_type, known.value_types, "value type")
    for name in [*each.checks, *_validators_of(each)]:
        must(name, known.validators, "validator")
    if each.register is not None:
        must(each.register, registers, "register")
    if each.like is not None:
        must(each.like, ids, "type in 'like'")
    names = frozenset(each.value_types())
    for name in each.required if each.like is None else ():
        must(name, names, "field in 'required'")
    for symbol in each.symbols:
        for name in filter(None, symbol.fields):
            must(name, names, "field in 'symbols'")


def _validators_of(each: DocumentType) -> list[str]:
    specs = [*each.fields, *(spec for section in each.sections for spec in section.fields)]
    return [name for spec in specs for name in spec.validators]


def _inherit(each: DocumentType, by_id: dict[str, DocumentType]) -> DocumentType:
    """The type with the fields, sections and tables of the type it is like, its own ones first."""
    if each.like is None:
        return each
    model = by_id[each.like]

    def joined(own: tuple[T, ...], theirs: tuple[T, ...], key: Callable[[T], str]) -> tuple[T, ...]:
        mine = {key(item) for item in own}
        return own + tuple(item for item in theirs if key(item) not in mine)

    return replace(
        each,
        fields=joined(each.fields, model.fields, lambda spec: spec.name),
        sections=joined(each.sections, model.sections, lambda section: section.prefix),
        tables=joined(each.tables, model.tables, lambda table: table.prefix),
        symbols=each.symbols or model.symbols,
        labels_elsewhere=each.labels_elsewhere + model.labels_elsewhere,
        checks=each.checks or model.checks,
        required=each.required or model.required,
    )
