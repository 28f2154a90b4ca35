"""A record as people read it: papers as cards, values with their sources, advice with its law."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from domain.attestation import AttestationKind
from domain.document import Document, FieldState
from domain.document import Field as RecordField
from domain.once_only import Verdict, VerdictCode
from domain.record import DossierRecord, Duplicate
from domain.signs import UNDER_SEAL
from once_only.same_paper.duplicates import handed_in_twice
from web.labels import Labels, shown
from web.views.asked_advice import compared_of
from web.views.batch import advice
from web.views.checklist import ChecklistView, checklist_view
from web.views.form import FormView, form_view
from web.views.models import Advice
from web.views.officer import Ballot, Word, ballot_of, sameness_ballot, words_about
from web.views.review_models import ComparedView


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One value. ``mark``: its source in a word. ``also``: other sources that said something.

    under_seal: a seal is struck over its place.
    """

    label: str
    value: str
    source: str
    mark: str
    state: FieldState
    also: tuple[str, ...]
    under_seal: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One paper. before: what it was taken for until a person said otherwise, the last first.

    attested: seals, signatures and certifications, each kind with its pages, in words.
    """

    id: str
    title: str
    before: tuple[str, ...]
    copy: str
    attested: tuple[str, ...]
    pages: tuple[int, ...]
    fields: tuple[FieldRow, ...]
    unknown: bool


@dataclass(frozen=True, slots=True)
class AdviceCard:
    """One verdict with its evidence and officers' words. tone: whether it asks something of the citizen."""

    advice: Advice
    ballot: Ballot
    compared: tuple[ComparedView, ...]
    tone: str


@dataclass(frozen=True, slots=True)
class Again:
    """A paper that was there before, in words. ballot: absent where an earlier line asks about that paper."""

    text: str
    ballot: Ballot | None


@dataclass(frozen=True, slots=True)
class DossierPage:
    """A whole record for its page."""

    record: DossierRecord
    cards: tuple[Card, ...]
    advice: tuple[AdviceCard, ...]
    conflicts: tuple[str, ...]
    duplicates: tuple[Again, ...]
    checklist: ChecklistView | None
    form: FormView | None


def dossier_page(record: DossierRecord, labels: Labels, settled: int) -> DossierPage:
    """The record in words. settled: how many of its decisions a kept revision carries."""
    said = words_about(record, labels, settled)
    return DossierPage(
        record,
        tuple(_card(each, labels) for each in record.documents),
        tuple(_advice_card(each, record, said, labels) for each in record.once_only),
        tuple(labels.told(each.message) for each in record.conflicts),
        tuple(_duplicates(record, said, labels)),
        checklist_view(record, labels, said),
        form_view(record, labels),
    )


def _duplicates(record: DossierRecord, said: tuple[Word, ...], labels: Labels) -> Iterator[Again]:
    titles = {each.id: labels.type(each.type) for each in record.documents}
    asked: set[str] = set()
    for each in record.duplicates:
        ballot = sameness_ballot(each.document, said, labels) if each.document not in asked else None
        asked.add(each.document)
        yield Again(_again(each, titles, labels), ballot)


def _again(duplicate: Duplicate, titles: dict[str, str], labels: Labels) -> str:
    """Where a paper was before. Of another dossier only its id is told: its branch knows the rest."""
    words, one = labels.words, titles.get(duplicate.document, duplicate.document)
    how = words(f"likeness.{duplicate.kind}")
    if duplicate.dossier is None:
        told = "duplicate_of" if duplicate.document in handed_in_twice([duplicate]) else "copy_beside"
        return words(f"dossier.{told}", one=one, other=titles.get(duplicate.of, duplicate.of), how=how)
    return words("dossier.seen_before", one=one, dossier=duplicate.dossier, how=how)


def _advice_card(
    verdict: Verdict, record: DossierRecord, said: tuple[Word, ...], labels: Labels
) -> AdviceCard:
    return AdviceCard(
        advice(record, verdict, labels),
        ballot_of(verdict, said, labels),
        tuple(compared_of(verdict, labels)),
        _tone(verdict.verdict),
    )


def _card(document: Document, labels: Labels) -> Card:
    kind = labels.definitions.catalogue.type_named(document.type)
    return Card(
        document.id,
        labels.type(document.type),
        _taken_for(document, labels),
        labels.words(f"copy.{document.copy}"),
        tuple(_attested(document, labels)),
        document.pages,
        tuple(_row(each, labels) for each in document.fields),
        kind is None,
    )


def _attested(document: Document, labels: Labels) -> Iterator[str]:
    for kind in AttestationKind:
        pages = sorted({each.page for each in document.attestations if each.kind is kind})
        if pages:
            what = labels.words(f"attestation.{kind}")
            yield labels.words("dossier.attested", what=what, pages=", ".join(map(str, pages)))


def _taken_for(document: Document, labels: Labels) -> tuple[str, ...]:
    other = (each.type for each in reversed(document.earlier_types) if each.type != document.type)
    return tuple(labels.type(each) for each in dict.fromkeys(other))


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
        any(sign.name == UNDER_SEAL for sign in field.signs),
    )


def _tone(verdict: VerdictCode) -> str:
    if verdict in (VerdictCode.NOT_NEEDED_DATA_HELD, VerdictCode.NOT_NEEDED_PRESENT_ONLY):
        return "good"
    return "warn" if verdict is VerdictCode.NEEDED_MISMATCH else "plain"
