"""The ``--registers FILE``: what the state already holds, for trials."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

from pydantic import ValidationError

from domain.errors import DefinitionError
from domain.once_only import HeldRecord
from hoso.legs import Held
from storage.codec import HELD
from storage.words import nearest


def load_registers(path: Path, known: Collection[str]) -> Held:
    """Register id to records. ``known``: register ids of the definitions.

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
    return {register: _records(path.name, register, rows, known) for register, rows in data.items()}


def _records(file: str, register: str, rows: object, known: Collection[str]) -> tuple[HeldRecord, ...]:
    if register not in known:
        raise DefinitionError(f"{file}: unknown register '{register}'" + nearest(register, known))
    if not isinstance(rows, list):
        raise DefinitionError(f"{file}: '{register}' must be a list of records")
    try:
        return tuple(HELD.from_plain(row) for row in rows)
    except ValidationError as error:
        places = {".".join(str(part) for part in each["loc"]) for each in error.errors(include_input=False)}
        raise DefinitionError(
            f"{file}: '{register}': wrong or missing: {', '.join(sorted(places))}"
        ) from None
