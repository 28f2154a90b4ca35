"""A record as people read it: papers as cards, values with their sources, advice with its law."""

from __future__ import annotations

from dataclasses import dataclass

from domain.document import Document, FieldState
from domain.document import Field as RecordField
from domain.once_only import VerdictCode
from domain.record import DossierRecord
from web.labels import Labels, shown
from web.views.batch import advice
from web.views.models import Advice
from web.views.review import compared_of
from web.views.review_models import ComparedView


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One value. ``mark``: its source in a word. ``also``: other sources that said something."""

    label: str
    value: str
    source: str
    mark: str
    state: FieldState
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One paper."""

    id: str
    title: str
    copy: str
    pages: tuple[int, ...]
    fields: tuple[FieldRow, ...]
    unknown: bool


@dataclass(frozen=True, slots=True)
class AdviceCard:
    """One verdict with its evidence. ``tone``: whether it asks something of the citizen."""

    advice: Advice
    compared: tuple[ComparedView, ...]
    tone: str


@dataclass(frozen=True, slots=True)
class DossierPage:
    """A whole record for its page."""

    record: DossierRecord
    cards: tuple[Card, ...]
    advice: tuple[AdviceCard, ...]
    conflicts: tuple[str, ...]
    duplicates: tuple[tuple[str, str], ...]


def dossier_page(record: DossierRecord, labels: Labels) -> DossierPage:
    """The record in words."""
    titles = {each.id: labels.type(each.type) for each in record.documents}
    return DossierPage(
        record,
        tuple(_card(each, labels) for each in record.documents),
        tuple(
            AdviceCard(advice(record, each, labels), tuple(compared_of(each, labels)), _tone(each.verdict))
            for each in record.once_only
        ),
        tuple(labels.told(each.message) for each in record.conflicts),
        tuple(
            (titles.get(each.document, each.document), titles.get(each.of, each.of))
            for each in record.duplicates
        ),
    )


def _card(document: Document, labels: Labels) -> Card:
    kind = labels.definitions.catalogue.type_named(document.type)
    return Card(
        document.id,
        labels.type(document.type),
        labels.words(f"copy.{document.copy}"),
        document.pages,
        tuple(_row(each, labels) for each in document.fields),
        kind is None,
    )


def _row(field: RecordField, labels: Labels) -> FieldRow:
    source = field.provenance.source
    others = {each.provenance.source for each in field.others if each.value == field.value} - {source}
    return FieldRow(
        labels.field(field.name),
        shown(field.value),
        labels.words(f"source.{source}"),
        labels.words(f"mark.{source}"),
        field.state,
        tuple(labels.words(f"mark.{each}") for each in sorted(others)),
    )


def _tone(verdict: VerdictCode) -> str:
    if verdict in (VerdictCode.NOT_NEEDED_DATA_HELD, VerdictCode.NOT_NEEDED_PRESENT_ONLY):
        return "good"
    return "warn" if verdict is VerdictCode.NEEDED_MISMATCH else "plain"
