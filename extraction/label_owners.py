"""Whose a label is: the field of the section it lies in, or of the whole paper."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from domain.definition import DocumentType, FieldSpec, Section
from domain.fold import squeeze
from extraction.sections import Span


def owners(
    phrase: str, kind: DocumentType, span: Span | None, met: Collection[str]
) -> Iterator[tuple[str, FieldSpec]]:
    """The field a label stands for: one of the section it lies in, else one of the whole paper.

    A label that comes again in a section belongs to what follows it, if the whole paper has such a field:
    the name under that of the applicant is the child's.
    """
    own = (
        []
        if span is None
        else [spec for spec in span.section.fields if phrase in labels_of(spec, span.section)]
    )
    named = [spec for spec in kind.fields if spec.place == "label" and phrase in labels_of(spec, None)]
    if own and span is not None and not (named and any(f"{span.prefix}.{spec.name}" in met for spec in own)):
        yield from ((span.prefix, spec) for spec in own)
        return
    yield from (("", spec) for spec in named)


def labels_of(spec: FieldSpec, section: Section | None) -> set[str]:
    """The field's labels by their folded letters, each also with the suffixes of its section («… của mẹ»)."""
    suffixes = ("", *(section.suffixes if section is not None else ()))
    return {squeeze(f"{label} {suffix}") for label in spec.labels for suffix in suffixes}
