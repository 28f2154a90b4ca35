"""A document after a person spoke about one of its fields; what was read before stays beside it."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from domain.document import Document, EarlierType, Field, FieldState, Provenance, Reading, Source

PERSON_UNCERTAIN = "PERSON_UNCERTAIN"
"""A person looked and could not make it out; a second person must."""


def with_value(document: Document, name: str, value: str) -> Document:
    """The field settled by a person.

    The reading it replaces, an earlier person's included, moves to the field's other readings; the raw
    text and the place on the page stay. Checks of another value say nothing about this one and go.
    """
    said = unicodedata.normalize("NFC", value)
    old = document.field_named(name) or _withdrawn(document, name)
    new = _settled(old, said) if old is not None else _new_field(name, said)
    kept = tuple(each for each in document.withdrawn if each.name != name)
    return replace(_put(document, new), withdrawn=kept)


def with_type(document: Document, type_: str) -> Document:
    """The document with its type settled by a person; what it was taken for stays, with its signs."""
    source = Source.REVIEWER if document.earlier_types else Source.OCR
    before = EarlierType(document.type, document.confidence, source, document.signs)
    earlier = (*document.earlier_types, before)
    return replace(document, type=type_, confidence=1.0, signs=(), earlier_types=earlier)


def without_field(document: Document, name: str) -> Document:
    """The document without that field; what was read moves to ``withdrawn``."""
    old = document.field_named(name)
    if old is None:
        return document
    left = tuple(each for each in document.fields if each.name != name)
    return replace(document, fields=left, withdrawn=(*document.withdrawn, old))


def with_doubt(document: Document, name: str) -> Document:
    """The field back in review with the person's doubt as a reason; its value is not touched."""
    old = document.field_named(name)
    if old is None:
        return document
    reasons = tuple(dict.fromkeys((*old.reasons, PERSON_UNCERTAIN)))
    return _put(document, replace(old, state=FieldState.REVIEW, reasons=reasons))


def _settled(old: Field, value: str) -> Field:
    before = Reading(old.value, old.confidence, old.provenance)
    return replace(
        old,
        value=value,
        confidence=1.0,
        state=FieldState.SETTLED,
        provenance=replace(old.provenance, source=Source.REVIEWER),
        checks=old.checks if value == old.value else (),
        reasons=(),
        others=(*old.others, before),
    )


def _new_field(name: str, value: str) -> Field:
    return Field(name, value, value, 1.0, FieldState.SETTLED, Provenance(Source.REVIEWER))


def _withdrawn(document: Document, name: str) -> Field | None:
    return next((each for each in reversed(document.withdrawn) if each.name == name), None)


def _put(document: Document, field: Field) -> Document:
    if document.field_named(field.name) is None:
        return replace(document, fields=(*document.fields, field))
    return replace(
        document, fields=tuple(field if each.name == field.name else each for each in document.fields)
    )
