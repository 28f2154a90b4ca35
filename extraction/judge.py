"""Decides which values are right enough to be accepted unseen, and says why the others are not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.definition import Acceptance, DocumentType, pattern_of
from domain.document import Document, Field, FieldState, Source
from domain.fold import fold

_CORROBORATED = (
    0.5  # doubt that remains when another paper says the same: one face misleads the engine twice alike
)
_PROVEN = 0.35  # what remains when a rule over several fields agrees
_SURE_DOCUMENT = 0.6
_EVIDENCE = frozenset(
    {"number_agrees_with_birth", "number_agrees_with_sex", "date_agrees_with_words", "name_agrees_with_mrz"}
)
_TELLING = frozenset({"personal_number", "name", "date", "address", "old_number", "phone", "land_serial"})
"""Value types so varied that two papers hardly agree by accident."""


def judge(
    documents: Sequence[Document], types: Mapping[str, DocumentType], acceptance: Sequence[Acceptance]
) -> tuple[Document, ...]:
    """The documents with every field accepted or left for review with its reasons.

    A value is accepted when its confidence, raised by what agrees with it, reaches the measured threshold
    of its value type, no check failed, and the document's own type is sure.
    """
    thresholds = {each.value_type: each.threshold for each in acceptance}
    seen = _seen(documents, types)
    return tuple(_judge_document(each, types.get(each.type), thresholds, seen) for each in documents)


def _seen(documents: Sequence[Document], types: Mapping[str, DocumentType]) -> Counter[tuple[str, str]]:
    """In how many documents each telling value stands."""
    seen: Counter[tuple[str, str]] = Counter()
    for document in documents:
        names = _types_of(types.get(document.type))
        values = {
            (names[pattern_of(f.name)], _key(f.value)) for f in document.fields if pattern_of(f.name) in names
        }
        seen.update(pair for pair in values if pair[0] in _TELLING and len(pair[1]) > 5)
    return seen


def _judge_document(
    document: Document,
    kind: DocumentType | None,
    thresholds: Mapping[str, float],
    seen: Counter[tuple[str, str]],
) -> Document:
    if kind is None:
        return document
    names = _types_of(kind)
    fields = []
    for field in document.fields:
        value_type = names.get(pattern_of(field.name), "text")
        confidence = _supported(field, seen[(value_type, _key(field.value))] > 1)
        reasons = _reasons(field, confidence, thresholds.get(value_type, 1.01), document.confidence)
        state = FieldState.REVIEW if reasons else FieldState.ACCEPTED
        fields.append(replace(field, confidence=round(confidence, 4), state=state, reasons=reasons))
    return replace(document, fields=tuple(fields))


def _supported(field: Field, corroborated: bool) -> float:
    doubt = 1 - field.confidence
    if corroborated:
        doubt *= _CORROBORATED
    for check in field.checks:
        if check.ok and check.rule in _EVIDENCE:
            doubt *= _PROVEN
    return 1 - doubt


def _reasons(field: Field, confidence: float, threshold: float, document: float) -> tuple[str, ...]:
    reasons = [f"CHECK_FAILED:{check.rule}" for check in field.checks if not check.ok]
    if field.provenance.source is Source.OCR and confidence < threshold:
        reasons.append("LOW_CONFIDENCE")
    if document < _SURE_DOCUMENT:
        reasons.append("DOCUMENT_TYPE_UNSURE")
    return tuple(reasons)


def _types_of(kind: DocumentType | None) -> dict[str, str]:
    return {} if kind is None else kind.value_types()


def _key(value: str) -> str:
    """Case does not matter for agreement, tones do."""
    return " ".join(value.upper().split()) if fold(value) else ""
