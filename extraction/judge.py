"""Decides which values are right enough to be accepted unseen, and says why the others are not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.definition import Acceptance, Calibration, DocumentType, pattern_of
from domain.document import UNKNOWN_TYPE, Check, Document, Field, FieldState, Sign, Source
from domain.fold import fold
from domain.signs import (
    DISPUTED,
    DOCUMENT,
    ELSEWHERE,
    FAILED,
    KIND,
    LACKING,
    MISDATED,
    NAMED,
    OTHERWISE,
    PROVEN,
    TWIN,
    UNDER_SEAL,
    UNLABELLED,
    weighed,
)
from extraction.borne_out import borne_out
from extraction.checks import NAME_IN_ZONE
from extraction.contradictions import (
    LOW_CONFIDENCE,
    UNSURE_PAPER,
    SamePlace,
    anywhere,
    differences,
    disputed,
    is_surely_read,
)
from extraction.twins import Twins

STRUCK_BY_SEAL = "UNDER_SEAL"
"""Why a value that has to be looked at is hard to read; alone it sends none to a person."""

_NEVER = 1.01  # a threshold that no confidence reaches: nothing was measured
_SURE_DOCUMENT = 0.6  # where no threshold for documents was measured
_PROOFS = 2  # rules beyond these prove nothing new: they rest on the same values
_EVIDENCE = frozenset(
    {"number_agrees_with_birth", "number_agrees_with_sex", "date_agrees_with_words", NAME_IN_ZONE}
)
_TELLING = frozenset(
    {
        "personal_number", "name", "date", "address", "old_number", "phone", "land_serial", "civil_number",
        "document_number", "identity_paper", "tax_code", "email", "book_number",
    }
)  # fmt: skip
"""Value types so varied that two papers hardly agree by accident."""
_SHORT = 5  # letters up to which values agree by accident
_RIVALLED = 0.05  # share of another reading from which a value is in doubt
_ISSUE_DATE = "ngay_cap"

Kinds = tuple[str, str]
"""A value's type and its paper's."""


_Telling = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Dossier:
    """What a dossier's papers say among them. said: the telling values of each paper, by its id. plain: those
    of them that no rival reading is nearly as likely as.
    """

    said: Mapping[str, _Telling]
    plain: Mapping[str, _Telling]
    twins: Twins

    def says_elsewhere(self, own: str, value_type: str, field: Field) -> bool:
        """Whether another paper than the field's own says the same.

        One engine misreads a letter alike on two papers, so that two readings of which both are in doubt bear
        nobody out.
        """
        told = value_type, _key(field.value)
        papers = self.said if _is_plain(field) else self.plain
        return any(told in values for paper, values in papers.items() if paper != own)


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of the engine that read the dossier: thresholds, and how signs make a probability."""

    acceptance: Sequence[Acceptance] = ()
    calibration: Sequence[Calibration] = ()

    def threshold(self, source: Source, value_type: str) -> float:
        """What a value must reach; a mark proves its own letters and needs none where none was measured."""
        found = (
            each.threshold
            for each in self.acceptance
            if (each.source, each.value_type) == (source.value, value_type)
        )
        return next(found, _NEVER if source is Source.OCR else 0.0)

    def of(self, what: str) -> Calibration | None:
        return next((each for each in self.calibration if each.of == what), None)

    @property
    def document_threshold(self) -> float:
        """From which confidence a paper's type and extent are taken for sure."""
        found = (each.threshold for each in self.acceptance if each.value_type == DOCUMENT)
        return next(found, _SURE_DOCUMENT)


def measured_with(
    engine: str, acceptance: Sequence[Acceptance], calibration: Sequence[Calibration]
) -> Measured:
    """What holds for the engine of that name: other engines' confidences have another scale."""
    return Measured(
        [each for each in acceptance if engine.startswith(each.engine)],
        [each for each in calibration if engine.startswith(each.engine)],
    )


def judge(
    documents: Sequence[Document],
    types: Mapping[str, DocumentType],
    measured: Measured,
    same_place: SamePlace = anywhere,
) -> tuple[Document, ...]:
    """The documents with every field accepted or left for review with its reasons.

    A paper's confidence becomes the measured probability that its type and pages are right, a printed value's
    that the value is; their signs say why. A value is accepted when it reaches the threshold of its source
    and type, no check failed, the paper itself is sure, and no other paper of the dossier contradicts it. A
    value left for review is read again as another paper surely has it, where its letters admit that.

    same_place: whether two addresses may name one place; without it addresses are not compared.
    """
    dossier = _dossier(documents, types)
    sure = (_judge_type(each, types.get(each.type), measured) for each in documents)
    judged = [_judge_fields(each, types.get(each.type), measured, dossier) for each in sure]
    mended = borne_out(judged, differences(judged, same_place))
    failed = disputed(differences(mended, same_place))
    return tuple(_with_disputes(each, types.get(each.type), measured, failed) for each in mended)


def _dossier(documents: Sequence[Document], types: Mapping[str, DocumentType]) -> _Dossier:
    said, plain, twins = dict[str, _Telling](), dict[str, _Telling](), Twins()
    for document in documents:
        names = _types_of(types.get(document.type))
        known = [field for field in document.fields if pattern_of(field.name) in names]
        values = [(names[pattern_of(field.name)], field.value) for field in known]
        said[document.id] = _telling(values)
        plain[document.id] = _telling(
            pair for pair, field in zip(values, known, strict=True) if _is_plain(field)
        )
        twins.add(values)
    return _Dossier(said, plain, twins)


def _telling(said: Iterable[tuple[str, str]]) -> _Telling:
    """Of a paper's values, with their types, those that few papers have by chance."""
    told = ((kind, _key(value)) for kind, value in said)
    return frozenset((kind, key) for kind, key in told if kind in _TELLING and len(key) > _SHORT)


def _is_plain(field: Field) -> bool:
    return all(sign.measure < _RIVALLED for sign in field.signs if sign.name == OTHERWISE)


def _judge_type(document: Document, kind: DocumentType | None, measured: Measured) -> Document:
    calibration = measured.of("document")
    if kind is None or document.type == UNKNOWN_TYPE:
        return document
    names = {field.name for field in document.fields}
    lacking = [name for name in kind.required if name not in names]
    signs = [*document.signs]
    signs += [Sign(LACKING, round(len(lacking) / len(kind.required), 3))] if lacking else []
    signs += [Sign(MISDATED, 1.0)] if _is_misdated(document, kind) else []
    if calibration is None:
        return replace(document, signs=tuple(signs))
    confidence, told = weighed(signs, (document.type,), calibration)
    return replace(document, confidence=round(confidence, 4), signs=told)


def _is_misdated(document: Document, kind: DocumentType) -> bool:
    issue = document.field_named(_ISSUE_DATE)
    if issue is None or kind.issued is None or len(issue.value) != len("2026-01-31"):
        return False
    first, last = kind.issued
    return not first.isoformat() <= issue.value <= last.isoformat()


def _judge_fields(
    document: Document, kind: DocumentType | None, measured: Measured, dossier: _Dossier
) -> Document:
    if kind is None:
        return document
    names = _types_of(kind)
    unsure = document.confidence < measured.document_threshold
    fields = []
    for field in document.fields:
        kinds = _kinds(field, names, document)
        value_type, _ = kinds
        labelled = all(sign.name != UNLABELLED for sign in field.signs)
        elsewhere = labelled and dossier.says_elsewhere(document.id, value_type, field)
        twin = dossier.twins.has_against(value_type, field.value)
        judged = _supported(field, kinds, {ELSEWHERE: elsewhere, TWIN: twin}, measured.of("field"))
        reasons = _reasons(judged, measured.threshold(field.provenance.source, value_type), unsure)
        state = FieldState.REVIEW if reasons else FieldState.ACCEPTED
        fields.append(replace(judged, state=state, reasons=reasons))
    return replace(document, fields=tuple(fields))


def _supported(
    field: Field, kinds: Kinds, told: Mapping[str, bool], calibration: Calibration | None
) -> Field:
    """The field with the signs of its dossier, and the confidence that all of them make.

    told: which signs the dossier's other papers give.
    """
    if field.provenance.source is not Source.OCR:
        return field
    proofs = sum(check.ok and check.rule in _EVIDENCE for check in field.checks if _proves(check, field))
    failed = any(not check.ok for check in field.checks)
    found = {**told, PROVEN: min(proofs, _PROOFS), FAILED: failed}
    signs = (*field.signs, *(Sign(name, float(measure)) for name, measure in found.items() if measure))
    if calibration is None:
        return replace(field, signs=signs)
    confidence, signs = weighed(signs, kinds, calibration)
    return replace(field, confidence=round(confidence, 4), signs=signs)


def _proves(check: Check, field: Field) -> bool:
    """A zone's name carries no marks: it bears a name out only where those make words of names."""
    return check.rule != NAME_IN_ZONE or any(sign.name == NAMED for sign in field.signs)


def _with_disputes(
    document: Document, kind: DocumentType | None, measured: Measured, failed: Mapping[str, Check]
) -> Document:
    """The document, its fields left for review that another paper disputes; ``failed`` by place."""
    names = _types_of(kind)
    fields = tuple(
        _disputed(each, failed[place], _kinds(each, names, document), measured.of("field"))
        if (place := f"{document.id}.{each.name}") in failed
        else each
        for each in document.fields
    )
    return replace(document, fields=fields)


def _kinds(field: Field, names: Mapping[str, str], document: Document) -> Kinds:
    return names.get(pattern_of(field.name), "text"), document.type


def _disputed(field: Field, check: Check, kinds: Kinds, calibration: Calibration | None) -> Field:
    doubts = () if is_surely_read(field) else (LOW_CONFIDENCE,)
    reasons = tuple(dict.fromkeys((f"CHECK_FAILED:{check.rule}", *field.reasons, *doubts)))
    told = replace(field, checks=(*field.checks, check), state=FieldState.REVIEW, reasons=reasons)
    if field.provenance.source is not Source.OCR:
        return told
    signs = (*(sign for sign in field.signs if sign.name != KIND), Sign(DISPUTED, 1.0))
    if calibration is None:
        return replace(told, signs=signs)
    confidence, signs = weighed(signs, kinds, calibration)
    return replace(told, confidence=round(confidence, 4), signs=signs)


def _reasons(field: Field, threshold: float, unsure: bool) -> tuple[str, ...]:
    reasons = [f"CHECK_FAILED:{check.rule}" for check in field.checks if not check.ok]
    reasons += [LOW_CONFIDENCE] if field.confidence < threshold else []
    reasons += [UNSURE_PAPER] if unsure else []
    sealed = any(sign.name == UNDER_SEAL for sign in field.signs)
    return (*reasons, STRUCK_BY_SEAL) if reasons and sealed else tuple(reasons)


def _types_of(kind: DocumentType | None) -> dict[str, str]:
    return {} if kind is None else kind.value_types()


def _key(value: str) -> str:
    """Case does not matter for agreement, tones do."""
    return " ".join(value.upper().split()) if fold(value) else ""
