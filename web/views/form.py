"""The procedure's form as proposed: each value with who says it, for which day, and who says otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from domain.document import FieldState, Source
from domain.law import FormField
from domain.record import DossierRecord, FormSource, FormValue
from once_only.comparing.agreement import Agreement, agree
from web.labels import Labels, shown
from web.views.evidence import paper_text


@dataclass(frozen=True, slots=True)
class Said:
    """What one source says. differs: otherwise than the proposed value."""

    value: str
    source: str
    differs: bool = False


@dataclass(frozen=True, slots=True)
class FormRow:
    """doubtful: a person has yet to look at the proposed value."""

    label: str
    proposed: Said
    doubtful: bool
    others: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class FormView:
    """empty: what nobody says anything for, in words."""

    rows: tuple[FormRow, ...]
    empty: tuple[str, ...]


def form_view(record: DossierRecord, labels: Labels) -> FormView | None:
    """None where the procedure is not known or has no form."""
    procedure = labels.definitions.law.procedure_on(record.procedure, record.received)
    if procedure is None or not procedure.form:
        return None
    filled = [(field, record.form[field.name]) for field in procedure.form if field.name in record.form]
    empty = tuple(_label(field, labels) for field in procedure.form if field.name not in record.form)
    return FormView(tuple(_row(field, value, record, labels) for field, value in filled), empty)


def _row(field: FormField, value: FormValue, record: DossierRecord, labels: Labels) -> FormRow:
    others = tuple(
        Said(shown(other), source_text(source, record, labels), _differs(field, value.value, other))
        for other, source in value.others
    )
    proposed = Said(shown(value.value), source_text(value.source, record, labels))
    return FormRow(_label(field, labels), proposed, _is_doubtful(value.source, record), others)


def _differs(field: FormField, one: str, other: str) -> bool:
    return agree(field.manner, one, other) is not Agreement.EXACT


def _label(field: FormField, labels: Labels) -> str:
    return field.vi if labels.words.lang == "vi" else field.en


def source_text(source: FormSource, record: DossierRecord, labels: Labels) -> str:
    """The register, or the paper with its pages and how it was read there; and the day it speaks for."""
    if source.register is not None:
        name = labels.register(source.register)
    else:
        paper = paper_text(source.document or "", record, labels)
        name = labels.words("form.on_paper", paper=paper, how=labels.words(f"source.{source.source}"))
    day = source.as_of
    return labels.words("form.said_by", source=name, day=shown(day)) if day else name


def _is_doubtful(source: FormSource, record: DossierRecord) -> bool:
    papers = (each for each in record.documents if each.id == source.document)
    fields = (paper.field_named(source.field or "") for paper in papers)
    return source.source is not Source.REGISTER and any(
        field is not None and field.state is FieldState.REVIEW for field in fields
    )
