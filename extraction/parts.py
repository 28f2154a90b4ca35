"""Values that a paper prints in parts under labels of their own: a passport's surname and given names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.definition import DocumentType, FieldSpec
from domain.geometry import around
from extraction.candidates import Candidate
from extraction.values import VALUE_TYPES

_PART = "text"
"""A part is of no value type: a surname alone is no name."""


def parts_of(kind: DocumentType, spec: FieldSpec) -> DocumentType:
    """The type as if each part were a field of its own, named by its place."""
    parts = tuple(FieldSpec(str(place), _PART, labels) for place, labels in enumerate(spec.parts))
    return replace(kind, fields=parts, sections=(), tables=())


def put_together(spec: FieldSpec, found: Sequence[Candidate]) -> Candidate | None:
    """The value that all parts make, in the order of the definition, wherever they stand on the page.

    None where a part was not found: half a name is no name.
    """
    best = [_best([each for each in found if each.name == str(place)]) for place in range(len(spec.parts))]
    parts = [each for each in best if each is not None]
    boxes = [each.provenance.box for each in parts if each.provenance.box is not None]
    if len(parts) < len(spec.parts) or len({each.provenance.page for each in parts}) > 1:
        return None
    raw = " ".join(each.raw for each in parts)
    parsed = VALUE_TYPES[spec.type](raw)
    if parsed is None or not boxes:
        return None
    return Candidate(
        spec.name,
        spec.type,
        raw,
        parsed.value,
        min(each.certainty for each in parts) * parsed.certainty,
        min(each.reading for each in parts),
        replace(parts[0].provenance, box=around(boxes)),
    )


def _best(found: Sequence[Candidate]) -> Candidate | None:
    return max(found, key=lambda each: each.certainty * each.reading, default=None)
