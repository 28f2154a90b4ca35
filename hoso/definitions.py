"""The definitions this program works by, with the closed sets of the code they may name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from domain.definition import Definitions
from extraction.checks import DOCUMENT_CHECKS, VALUE_CHECKS
from extraction.values import VALUE_TYPES
from storage.definitions import KnownWords, load_definitions

DEFINITIONS_ROOT = Path(__file__).resolve().parent.parent / "definitions"


@cache
def definitions_at(root: Path = DEFINITIONS_ROOT) -> Definitions:
    """The definitions of a folder, loaded once a process. Raises DefinitionError when one is wrong."""
    known = KnownWords(frozenset(VALUE_TYPES), frozenset([*VALUE_CHECKS, *DOCUMENT_CHECKS]))
    return load_definitions(root, known)
