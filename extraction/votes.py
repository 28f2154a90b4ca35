"""One place named in several addresses of a paper, read in several ways: the best reading counts for all.

Readings that differ in their marks alone («xã Phù Đổng», «xã Phù Đồng») name one place: a paper that names
two communes so alike is rarer by far than a lost mark.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.definition import DocumentType, pattern_of
from domain.document import Field, Source
from domain.fold import squeeze
from domain.syllables import is_spelt

_LETTERS = 6  # from which two readings of a part are hardly alike by accident
_MISSPELT = 0.5  # of its vote stays to a reading with a word that no spelling knows
_PROVEN = 3.0  # votes of a value that a code on the paper proves


def outvoted(fields: Sequence[Field], kind: DocumentType) -> list[Field]:
    """The fields, with the parts of addresses as the paper's addresses together have them."""
    types = kind.value_types()
    addresses = [field for field in fields if types.get(pattern_of(field.name)) == "address"]
    ballot = _ballot(addresses)
    mended = {id(field): replace(field, value=_as_voted(field.value, ballot)) for field in addresses}
    return [mended.get(id(field), field) if _is_read(field) else field for field in fields]


def _is_read(field: Field) -> bool:
    return field.provenance.source is Source.OCR


def _ballot(addresses: Sequence[Field]) -> Mapping[str, str]:
    """The letters of each part to its reading with the most votes."""
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for field in addresses:
        for part in _parts(field.value):
            worth = field.confidence if _is_read(field) else _PROVEN
            votes[squeeze(part)][part] += worth * (1.0 if is_spelt(part) else _MISSPELT)
    return {
        key: max(readings, key=lambda each: readings[each])
        for key, readings in votes.items()
        if len(key) >= _LETTERS and len({reading.lower() for reading in readings}) > 1
    }


def _as_voted(address: str, ballot: Mapping[str, str]) -> str:
    parts = [ballot.get(squeeze(part), part) if part.strip() else part for part in _parts(address)]
    return ", ".join(_cased(won, own) for won, own in zip(parts, _parts(address), strict=True))


def _cased(won: str, own: str) -> str:
    """The winner with its first letter as large as the part's own."""
    return own[:1] + won[1:] if own[:1].lower() == won[:1].lower() else won


def _parts(address: str) -> list[str]:
    return [part.strip() for part in address.split(",")]
