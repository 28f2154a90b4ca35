"""The closed lists that a layout model answers with; they travel beside its weights."""

from __future__ import annotations

from domain.definition import Catalogue
from domain.document import UNKNOWN_TYPE


def types_of(catalogue: Catalogue) -> tuple[str, ...]:
    """All defined types and ``unknown``, which comes first."""
    return (UNKNOWN_TYPE, *sorted(each.id for each in catalogue.types))


def tags_of(catalogue: Catalogue) -> tuple[str, ...]:
    """Patterns of all fields that print may carry; the empty one, first, is print of the paper itself."""
    return ("", *sorted({name for each in catalogue.types for name in each.value_types()}))
