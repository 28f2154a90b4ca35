"""What a reviewer typed, as the value that is kept."""

from __future__ import annotations

import re
import unicodedata

from domain.definition import Catalogue, pattern_of
from extraction.values import VALUE_TYPES
from web.problems import Problem

_KEPT_AS_TYPED = frozenset({"name", "address", "text", "email", "mrz"})
"""Value types whose normal form is the text itself: these stay letter for letter what was typed."""

_DATES = frozenset({"date", "year"})


def value_of(catalogue: Catalogue, type_id: str, name: str, text: str, as_typed: bool) -> str:
    """The typed text in NFC and, for dates, numbers and closed lists, in the value's normal form.

    Raises Problem VALUE_MISSING for blank text, and VALUE_NOT_OF_TYPE for text that cannot be such a value
    unless the reviewer said that the paper really says so.
    """
    plain = unicodedata.normalize("NFC", text).strip()
    if not plain:
        raise Problem("VALUE_MISSING")
    value_type = _value_type(catalogue, type_id, name)
    value = _parsed(value_type, plain)
    if value is None and not as_typed:
        raise Problem("VALUE_NOT_OF_TYPE", value_type=value_type)
    return plain if value is None or value_type in _KEPT_AS_TYPED else value


def _parsed(value_type: str, text: str) -> str | None:
    """The normal form. A date must use up every figure: «31/02/2026» is no way to say February 2026."""
    parsed = VALUE_TYPES[value_type](text)
    if parsed is None or value_type not in _DATES:
        return parsed.value if parsed else None
    return parsed.value if _figures(text) == _figures(parsed.value) else None


def _figures(text: str) -> list[str]:
    """Single figures without leading zeros of days and months, in no order."""
    return sorted("".join(str(int(number)) for number in re.findall(r"\d+", _apart(text))))


def _apart(text: str) -> str:
    """Eight figures in a row as day, month and year."""
    return re.sub(r"(?<!\d)(\d{2})(\d{2})(\d{4})(?!\d)", r"\1 \2 \3", text)


def _value_type(catalogue: Catalogue, type_id: str, name: str) -> str:
    kind = catalogue.type_named(type_id)
    pattern = pattern_of(name)
    return kind.value_types().get(pattern, "text") if kind is not None else "text"
