"""Blind samples: accepted values that a person types again unseen, and acceptance that steps down by them."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from domain.document import Document, Field, FieldState, Source
from domain.record import DossierRecord
from domain.review import ReviewTask, TaskKind
from domain.standing import STEPPED_DOWN, Sampled, StandingKind, Subject
from review.triage import field_task_id

BLIND_SAMPLE = "BLIND_SAMPLE"
"""Reason of a task whose value the reviewer must type without being shown what was read."""

SHARE_WHILE_DOWN = 0.25
"""Of values that only a step-down holds back: a person sees them anyway, so asking blind costs little."""

_PRINTED = frozenset({Source.OCR, Source.MRZ})
"""Values that depend on how well a page was scanned; a QR code is right or is not read at all."""
_STEPS = frozenset(STEPPED_DOWN.values())


class ScannedPage(Protocol):
    """A page as samples need it, of the record or of the reading."""

    @property
    def number(self) -> int: ...
    @property
    def scanner(self) -> str | None: ...


def subjects_of(
    document: Document, field: Field, scanners: Mapping[int, str | None], branch: str
) -> frozenset[Subject]:
    """Whom the value tells about: its page's device, the branch and the document's type."""
    found = {Subject(StandingKind.BRANCH, branch, branch), Subject(StandingKind.TYPE, "", document.type)}
    pages = [field.provenance.page] if field.provenance.page is not None else document.pages
    devices = {scanners.get(page) for page in pages} - {None}
    return frozenset(found | {Subject(StandingKind.SCANNER, branch, device) for device in devices if device})


def step_down(
    documents: Sequence[Document], pages: Sequence[ScannedPage], branch: str, down: Collection[Subject]
) -> tuple[Document, ...]:
    """The documents with no value accepted that a stepped down scanner, branch or type stands behind.

    The codes of ``domain.standing.STEPPED_DOWN`` say why.
    """
    scanners = {page.number: page.scanner for page in pages}

    def judged(document: Document, field: Field) -> Field:
        if field.state is not FieldState.ACCEPTED or field.provenance.source not in _PRINTED:
            return field
        behind = subjects_of(document, field, scanners, branch) & frozenset(down)
        reasons = tuple(STEPPED_DOWN[subject.kind] for subject in sorted(behind))
        return replace(field, state=FieldState.REVIEW, reasons=reasons) if reasons else field

    return tuple(
        replace(each, fields=tuple(judged(each, field) for field in each.fields)) if down else each
        for each in documents
    )


def with_samples(record: DossierRecord, share: float, seed: bytes) -> DossierRecord:
    """The record with the blind samples that chance picks for it, as tasks; the same ones every time.

    share: of accepted values in a dossier that a person sees anyway, and of dossiers that nobody else would
    see, in which one value is asked. seed: secret, so that nobody can tell beforehand what is asked.
    """
    drawn = _drawn(record, share, seed)
    if not drawn:
        return record
    known = {task.id: task for task in record.tasks}
    for document, field in drawn:
        task = field_task_id(document.id, field.name)
        before = known.get(task)
        page = field.provenance.page
        fresh = ReviewTask(task, TaskKind.FIELD, (), document.id, field.name, page)
        known[task] = replace(before or fresh, reasons=(BLIND_SAMPLE, *(before.reasons if before else ())))
    return replace(record, tasks=tuple(known.values()), straight_through=False)


def outcomes(asked: DossierRecord, settled: DossierRecord, branch: str) -> tuple[Sampled, ...]:
    """What the blind samples of one review say, by comparing what was read with what people typed.

    asked: the record before the review. A sample that nobody could answer, or whose paper was given another
    type, says nothing.
    """
    scanners = {page.number: page.scanner for page in asked.pages}
    now = {each.id: each for each in settled.documents}
    open_ = {task.id for task in settled.tasks}
    found = []
    for document, field in _asked(asked):
        after = now.get(document.id)
        unanswered = field_task_id(document.id, field.name) in open_
        if after is None or after.type != document.type or unanswered:
            continue
        said = after.field_named(field.name)
        right = said is not None and _same(said.value, field.value)
        found.append(Sampled(subjects_of(document, field, scanners, branch), right))
    return tuple(found)


def _asked(record: DossierRecord) -> Iterator[tuple[Document, Field]]:
    papers = {each.id: each for each in record.documents}
    for task in record.tasks:
        document = papers.get(task.document or "")
        field = document.field_named(task.field or "") if document else None
        if BLIND_SAMPLE in task.reasons and document is not None and field is not None:
            yield document, field


def _drawn(record: DossierRecord, share: float, seed: bytes) -> list[tuple[Document, Field]]:
    chance = {
        (document.id, field.name): _chance(seed, record.id, document.id, field.name)
        for document in record.documents
        for field in document.fields
    }
    able = [
        (document, field, chance[document.id, field.name])
        for document in record.documents
        for field in document.fields
        if _may_be_asked(field)
    ]
    if share > 0 and able and not record.tasks:
        document, field, _ = min(able, key=lambda each: each[2])
        return [(document, field)] if _chance(seed, record.id) < share else []
    return [(document, field) for document, field, drawn in able if drawn < _share_of(field, share)]


def _may_be_asked(field: Field) -> bool:
    held_back = bool(field.reasons) and set(field.reasons) <= _STEPS
    return field.provenance.source in _PRINTED and (field.state is FieldState.ACCEPTED or held_back)


def _share_of(field: Field, share: float) -> float:
    return share if field.state is FieldState.ACCEPTED or not share else SHARE_WHILE_DOWN


def _chance(seed: bytes, *of: str) -> float:
    """A number from 0 up to 1 that looks drawn and is the same every time."""
    digest = hashlib.blake2b("\n".join(of).encode(), key=seed[:64], digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64


def _same(one: str, other: str) -> bool:
    """Case and spaces do not count, tones do."""
    return _plain(one) == _plain(other)


def _plain(value: str) -> str:
    return " ".join(unicodedata.normalize("NFC", value).casefold().split())
