"""Doubtful values that another paper of the dossier surely says otherwise, where their own letters may say
the same: the likelier reading is the other paper's.

Two readings that share no ink do not err alike. The value is mended only into what its own letters admit,
stays for a person to see, and keeps beside it what was read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.document import Alternative, Check, Document, Field, FieldState, Reading, Source
from extraction.contradictions import Difference, is_surely_read
from extraction.facts import Fact, Told, as_told

ADMITTED = 0.15
"""A share of its letters from which a doubtful value may be what another paper says: as for registers."""
BORNE_OUT = 0.02
"""The same for a value that is likelier wrong than right as it was read."""
_HALF = 0.5
_RULE = "read_as_another_paper"


@dataclass(frozen=True, slots=True)
class _Mended:
    said: Alternative
    other: str
    """The place that surely says so."""


def borne_out(documents: Sequence[Document], found: Sequence[Difference]) -> tuple[Document, ...]:
    """The documents with the doubtful side of each difference mended into the sure one.

    found: the differences between these documents. A place against which papers say several things is left.
    """
    mended: dict[str, dict[str, _Mended]] = {}
    for each in found:
        for own, other in ((each.one, each.other), (each.other, each.one)):
            if (said := _admitted(each.fact, own, other)) is not None:
                mended.setdefault(own.place, {}).setdefault(said.value, _Mended(said, other.place))
    single = {place: next(iter(ways.values())) for place, ways in mended.items() if len(ways) == 1}
    return tuple(
        replace(
            document,
            fields=tuple(
                _read_again(field, single.get(f"{document.id}.{field.name}")) for field in document.fields
            ),
        )
        for document in documents
    )


def _admitted(fact: Fact, own: Told, other: Told) -> Alternative | None:
    """What the own letters spell as the other paper has it, if that is sure and they leave enough to it."""
    doubtful = own.field.state is FieldState.REVIEW and own.field.provenance.source is Source.OCR
    if not doubtful or is_surely_read(own.field) or not is_surely_read(other.field):
        return None
    least = BORNE_OUT if own.field.confidence < _HALF else ADMITTED
    likely = (each for each in own.field.alternatives if each.share >= least)
    return next((each for each in likely if as_told(fact, each.value) == other.value), None)


def _read_again(field: Field, mended: _Mended | None) -> Field:
    """The field with the other reading; its own is kept among the others."""
    if mended is None:
        return field
    read = Reading(field.value, field.confidence, field.provenance)
    message = f"Đọc lại theo {mended.other} / read again as {mended.other} has it"
    return replace(
        field,
        value=mended.said.value,
        checks=(*field.checks, Check(_RULE, True, message)),
        others=(*field.others, read),
        alternatives=tuple(each for each in field.alternatives if each != mended.said),
    )
